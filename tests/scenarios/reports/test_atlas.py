"""The map: where things are, and what is drawn for a child placed differently."""

from __future__ import annotations

from typing import get_args

import pytest

from matcher.records.fields import HomeKind
from scenarios.compare import Comparison, HomeShown, Spot
from scenarios.reports.atlas import MARKS, WIDTH, Atlas, Label, _overlap, _spread
from scenarios.reports.outlines import area_names, outlines
from tests.support.registers import HERE, child, home, register, there
from tests.support.reports import comparison
from tests.support.what_ifs import compared, inputs


def test_north_is_up_west_is_left_and_scale_is_true() -> None:
    """From 51.9 to 52.6 degrees north are 77.8 km."""
    one = inputs(
        register(
            child("C1", family_home=there(-0.35)),
            child("C2", family_home=there(0.35)),
            child("C3", family_home=there(0, -0.3)),
            home("H1"),
        )
    )
    homes: dict[str, str | None] = dict.fromkeys(["C1", "C2", "C3"], "H1")
    atlas = Atlas(compared(one, homes, one, homes))
    south, north, west = atlas.families
    assert south[1] > north[1]
    assert west[0] < north[0]
    drawn = south[1] - north[1]
    assert atlas.scale_km == 20
    assert drawn / atlas.scale == pytest.approx(77.8 / 20, rel=0.01)


def test_the_council_s_area_is_in_sight_and_marked() -> None:
    atlas = Atlas(comparison())
    assert [own for _, own in atlas.areas].count(True) == 1
    path = next(path for path, own in atlas.areas if own)
    xs = [float(pair.split()[0]) for pair in path.strip("MZ").split("L")]
    assert min(xs) >= 0
    assert max(xs) <= atlas.width <= WIDTH


def test_homes_beyond_the_edge_are_counted_not_drawn() -> None:
    one = inputs(register(child("C1"), home("H1"), home("H2", location={"lat": 55.9, "lon": -3.2})))
    atlas = Atlas(compared(one, {"C1": "H1"}, one, {"C1": "H1"}))
    assert [mark.id for mark in atlas.homes] == ["H1"]
    assert atlas.n_beyond == 1
    # A line to it leaves the map: one home far away must not make the county small.
    told = compared(one, {"C1": "H1"}, one, {"C1": "H2"})
    moved = Atlas(told)
    assert moved.n_beyond == 1
    assert moved.of(told.answers[1]).lines[1].end[1] < 0


def test_a_line_to_the_home_in_each_plan_none_where_there_is_no_home() -> None:
    one = inputs(register(child("C1"), child("C2"), home("H1"), home("H2", location=there(0.1))))
    told = compared(one, {"C1": "H1", "C2": None}, one, {"C1": "H2", "C2": "H2"})
    drawn = Atlas(told).of(told.answers[1])
    assert [line.in_baseline for line in drawn.lines] == [True, False, False]
    assert {mark.id for mark in drawn.homes} == {"H1", "H2"}
    assert [label.text for label in drawn.ids] == ["C1", "C2"]
    # Both families live in one place: the ids are not drawn one over the other.
    first, second = drawn.ids
    assert abs(first.y - second.y) >= 12


def test_many_lines_leave_no_room_for_ids() -> None:
    ids = [f"C{n}" for n in range(13)]
    one = inputs(register(*map(child, ids), home("H1", places=20), home("H2", places=20)))
    told = compared(one, dict.fromkeys(ids, "H1"), one, dict.fromkeys(ids, "H2"))
    drawn = Atlas(told).of(told.answers[1])
    assert (len(drawn.lines), drawn.ids) == (26, [])


def test_a_council_without_an_outline_and_an_empty_register_have_maps() -> None:
    other = register(home("H1"), authority={"code": "E09000001", "name": "Elsewhere"})
    atlas = Atlas(compared(inputs(other), {}, inputs(other), {}))
    assert [mark.id for mark in atlas.homes] == ["H1"]
    nothing = inputs(register(authority={"code": "E09000001", "name": "Elsewhere"}))
    assert Atlas(compared(nothing, {}, nothing, {})).homes == []


def test_names_of_places_are_in_the_middle_of_their_homes_and_not_over_each_other() -> None:
    def at(lon: float, label: str) -> HomeShown:
        spot = Spot(lat=HERE.lat, lon=HERE.lon + lon, label=label)
        return HomeShown(
            id=f"{label}{lon}", kind="kinship", authority="W06000023", places=1, spot=spot
        )

    whole = comparison()
    homes = (at(-0.1, "Newtown"), at(0.1, "Newtown"), at(0.0, "Kerry"), at(0.5, "Knighton"))
    told = Comparison.model_validate({**dict(whole), "answers": whole.answers[2:], "homes": homes})
    atlas = Atlas(told)
    assert [label.text for label in atlas.labels] == ["Newtown", "Knighton"]
    left, right = (mark.x for mark in atlas.homes[:2])
    assert atlas.labels[0].x == pytest.approx((left + right) / 2, abs=0.2)


def test_texts_are_moved_apart() -> None:
    texts = [Label(10, 10, "C1"), Label(12, 12, "C2"), Label(300, 10, "C3")]
    spread = _spread(texts)
    assert spread[0] == texts[0]
    assert spread[2] == texts[2]
    assert not _overlap(spread[0], spread[1])


def test_every_kind_of_home_has_a_mark_of_its_own_shape() -> None:
    assert list(MARKS) == list(get_args(HomeKind))
    assert len(set(MARKS.values())) == len(MARKS)


def test_outlines_are_closed_and_named() -> None:
    assert set(outlines()) == set(area_names())
    assert "W06000023" in outlines()
    for rings in outlines().values():
        assert all(ring[0] == ring[-1] and len(ring) > 10 for ring in rings)
    (powys,) = outlines()["W06000023"]
    assert min(lat for _, lat in powys) == pytest.approx(51.75, abs=0.05)
    assert max(lat for _, lat in powys) == pytest.approx(52.9, abs=0.05)
