"""Points over two numbers: where they are, their labels, the steps between."""

from __future__ import annotations

import pytest

from scenarios.reports.charts import PointOf, point_chart
from scenarios.reports.language import Language
from tests.support.drawings import Drawing
from tests.support.papers import HOSTILE

EN = Language("en")


def drawn(*points: PointOf, steps: bool = False) -> Drawing:
    svg = point_chart(
        "Trade-off", points, "moves", "children", "cost", "pounds a week", EN, steps=steps
    )
    return Drawing(svg)


def places(of: Drawing) -> list[tuple[float, float]]:
    return list(zip(of.numbers("circle", "cx"), of.numbers("circle", "cy"), strict=True))


def test_points_are_where_their_numbers_say_more_is_up_and_to_the_right() -> None:
    of = drawn(PointOf(4, 300.0), PointOf(0, 900.0, "no moves"), PointOf(2, 600.0))
    (x0, y0), (x1, y1), (x2, y2) = places(of)
    assert x0 < x1 < x2
    assert y0 < y1 < y2  # down the page: less
    assert x1 - x0 == pytest.approx(x2 - x1, abs=0.2)
    assert y1 - y0 == pytest.approx(y2 - y1, abs=0.2)
    assert of.told == [
        "no moves: 0 children, £900 a week",
        "2 children, £600 a week",
        "4 children, £300 a week",
    ]
    assert {"no moves", "moves, children", "cost, pounds a week", "£400"} <= set(of.texts)


def test_steps_join_the_points_along_x_first() -> None:
    points = PointOf(0, 900.0), PointOf(2, 600.0)
    (path,) = drawn(*points, steps=True).found("path")
    (x0, y0), (x1, y1) = places(drawn(*points))
    assert path.get("d") == f"M{x0:g} {y0:g}H{x1:g}V{y1:g}"
    assert drawn(*points).found("path") == []


def test_one_point_is_in_the_middle_and_none_is_said() -> None:
    ((x, y),) = places(drawn(PointOf(3, -2.5), steps=True))
    assert 0 < x < 760
    assert 0 < y < 460
    assert drawn().texts == ["Nothing to show."]


def test_labels_do_not_lie_on_each_other_and_hostile_ones_are_texts() -> None:
    of = drawn(*(PointOf(1, 5, f"{n} {HOSTILE}") for n in range(9)))
    labels = [one for one in of.found("text") if (one.text or "").endswith(HOSTILE)]
    heights = [float(one.get("y", 0)) for one in labels]
    assert len(heights) == len(set(heights)) == 4
    assert len(of.tips) == 9  # whose label has no room is told where it is pointed at
    assert all(float(one.get("x", 0)) >= 0 for one in labels)
