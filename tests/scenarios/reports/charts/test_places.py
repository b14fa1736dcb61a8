"""Marks on a map: where they are, how large, and whose council is behind them."""

from __future__ import annotations

import math

import pytest

from scenarios.reports.charts import MarkOf, place_map
from scenarios.reports.language import Language
from scenarios.reports.outlines import outlines
from tests.support.drawings import Drawing
from tests.support.papers import HOSTILE

EN = Language("en")
BRECON, NEWTOWN = (51.947, -3.391), (52.513, -3.314)
AT_SEA = (51.0, -30.0)


def drawn(*marks: MarkOf) -> Drawing:
    return Drawing(place_map("Where", marks, EN))


def own(of: Drawing) -> int:
    return sum(one.get("fill") == "#f2f2f2" for one in of.found("path"))


def test_area_is_in_proportion_north_is_up_and_the_largest_is_drawn_first() -> None:
    of = drawn(MarkOf(*BRECON, "Brecon", 1, "1 place"), MarkOf(*NEWTOWN, "Newtown", 4))
    newtown, brecon = of.found("circle")
    assert float(newtown.get("r", 0)) == 2 * float(brecon.get("r", 0))
    assert float(newtown.get("cy", 0)) < float(brecon.get("cy", 0))
    assert float(newtown.get("cx", 0)) > float(brecon.get("cx", 0))
    assert of.told == ["Newtown", "Brecon: 1 place"]
    assert of.texts == ["Newtown", "Brecon"]


def test_a_degree_of_longitude_is_narrower_than_one_of_latitude() -> None:
    of = drawn(
        MarkOf(51.0, -30.0, "a", 1), MarkOf(53.0, -30.0, "b", 1), MarkOf(53.0, -28.0, "c", 1)
    )
    xs, ys = of.numbers("circle", "cx"), of.numbers("circle", "cy")
    wide, tall = xs[2] - xs[1], ys[0] - ys[1]
    assert wide / tall == pytest.approx(math.cos(math.radians(52)), abs=0.01)


def test_the_council_of_most_marks_is_shown_whole() -> None:
    of = drawn(MarkOf(*BRECON, "Brecon", 1))
    assert own(of) == 1
    assert len(of.found("path")) < len(outlines())  # only those that are near
    path = next(one for one in of.found("path") if one.get("fill") == "#f2f2f2")
    numbers = [
        float(part) for part in path.get("d", "").translate(str.maketrans("MLZ", "   ")).split()
    ]
    assert min(numbers) >= 0
    assert max(numbers[::2]) <= float(of.root.get("width", 0))
    assert max(numbers[1::2]) <= float(of.root.get("height", 0))


def test_where_no_outline_is_known_marks_stand_alone() -> None:
    of = drawn(MarkOf(*AT_SEA, HOSTILE, 0))
    assert own(of) == 0
    assert of.found("path") == []
    assert of.told == [HOSTILE]
    assert len(of.found("circle")) == 1


def test_labels_do_not_lie_on_each_other_and_none_is_said() -> None:
    of = drawn(*(MarkOf(*BRECON, f"Brecon {n}", n) for n in range(3)))
    assert of.texts == ["Brecon 2", "Brecon 0"] or len(of.texts) < 3
    assert len(of.tips) == 3
    assert drawn().texts == ["Nothing to show."]


def kinds(*marks: tuple[str, str, str, str]) -> list[MarkOf]:
    return [
        MarkOf(*BRECON, label, 1, "", shape, kind, inside)  # type: ignore[arg-type]  # of Shape
        for shape, kind, label, inside in marks
    ]


def test_shapes_tell_kinds_apart_and_the_legend_has_the_same_shapes() -> None:
    of = drawn(
        *kinds(
            ("square", "Family home", "", ""),
            ("triangle", "School", "", ""),
            ("diamond", "Family time", "", ""),
            ("circle", "Option", "H1", "1"),
        )
    )
    assert len(of.found("circle")) == 2  # one on the map, one in the legend
    corners = [
        one.get("d", "").count("L") + 1 for one in of.found("path") if one.get("fill-opacity")
    ]
    assert sorted(corners) == [3, 3, 4, 4, 4, 4]
    assert of.texts[-4:] == ["Family home", "School", "Family time", "Option"]
    assert of.told == ["Family home", "School", "Family time", "1: H1"]
    assert "1" in of.texts
    assert "H1" not in of.texts


def test_marks_of_a_kind_are_alike_and_none_lies_on_another() -> None:
    of = drawn(*kinds(*(("circle", "Option", f"H{n}", str(n)) for n in range(1, 13))))
    circles = of.found("circle")[:-1]
    assert {one.get("r") for one in circles} == {"11"}
    places = [(float(one.get("cx", 0)), float(one.get("cy", 0))) for one in circles]
    near = [math.dist(one, other) for at, one in enumerate(places) for other in places[:at]]
    assert min(near) >= 22 - 0.2
    assert len(of.found("line")) == 11  # from where each is to where it is drawn, but for the first


def test_a_map_of_kinds_names_the_councils_around_where_there_is_room() -> None:
    of = drawn(*kinds(("square", "Family home", "", "")))
    assert "Ceredigion" in of.texts
    assert "Powys" not in of.texts
    assert "Ceredigion" not in drawn(MarkOf(*BRECON, "Brecon", 1)).texts
    names = [one for one in of.found("text") if one.get("font-style")]
    wide = float(of.root.get("width", 0))
    assert all(0 < float(one.get("x", 0)) < wide for one in names)


def test_shapes_are_as_large_as_the_circle() -> None:
    for shape in ("square", "triangle", "diamond"):
        of = drawn(*kinds((shape, "Place", "", "")))
        path = next(one for one in of.found("path") if one.get("fill-opacity"))
        corners = [
            tuple(map(float, part.split())) for part in path.get("d", "").strip("MZ").split("L")
        ]
        around = zip(corners, [*corners[1:], corners[0]], strict=True)
        area = abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in around)) / 2
        assert area == pytest.approx(math.pi * 11**2, rel=0.01)
