"""Outlines are simplified alike on both sides of a border."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scenarios.reports import make_outlines
from scenarios.reports.make_outlines import AREAS, Point, chains, main, simplified


def test_a_straight_line_keeps_its_ends_a_corner_stays() -> None:
    assert simplified([(0, 0), (1, 0.001), (2, 0)]) == [(0, 0), (2, 0)]
    assert simplified([(0, 0), (1, 0.5), (2, 0)]) == [(0, 0), (1, 0.5), (2, 0)]
    assert simplified([(0, 0), (1, 0)]) == [(0, 0), (1, 0)]
    ring = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0)]
    assert simplified(ring) == ring


def test_rings_are_cut_where_neighbours_change() -> None:
    left: list[Point] = [(0, 0), (1, 0), (1, 1), (1, 2), (0, 2), (0, 0)]
    right: list[Point] = [(1, 0), (2, 0), (2, 2), (1, 2), (1, 1), (1, 0)]
    owners: dict[Point, set[str]] = {}
    for name, ring in (("left", left), ("right", right)):
        for point in ring:
            owners.setdefault(point, set()).add(name)
    border = [(1, 0), (1, 1), (1, 2)]
    assert border in chains(left, owners)
    assert border[::-1] in chains(right, owners)


def test_the_file_is_made_from_the_package_s_areas(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    square = [[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]]
    for number, theirs in enumerate(AREAS):
        ring = [[x + 2 * number, y] for x, y in square]
        kind, parts = ("Polygon", [ring]) if number else ("MultiPolygon", [[ring]])
        shape = {"geometry": {"type": kind, "coordinates": parts}}
        (tmp_path / f"GB-{theirs}.json").write_text(json.dumps(shape), encoding="utf-8")
    made = tmp_path / "outlines.geojson"
    monkeypatch.setattr(make_outlines, "OUTLINES", made)
    main(tmp_path)
    data = json.loads(made.read_text(encoding="utf-8"))
    assert "public domain" in data["source"]
    codes = [one["properties"]["code"] for one in data["features"]]
    assert codes == sorted(code for code, _, _ in AREAS.values())
    assert all(len(one["geometry"]["coordinates"][0][0]) >= 3 for one in data["features"])
