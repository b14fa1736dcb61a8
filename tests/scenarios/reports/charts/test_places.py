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
