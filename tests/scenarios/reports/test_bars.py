"""Bars: lengths in per cent of the longest."""

from __future__ import annotations

from scenarios.reports.bars import Bar, bars, changes, panels
from scenarios.reports.tables.summary import MAIN
from tests.support.reports import comparison


def test_the_longest_is_full_and_below_0_goes_to_the_left() -> None:
    assert bars([5, -10, 0, None]) == [Bar(50.0), Bar(-100.0), None, None]
    assert (Bar(-40.0).start, Bar(40.0).start) == (-40.0, 0.0)
    assert bars([]) == []
    assert bars([None, 0]) == [None, None]


def test_a_panel_for_each_main_figure_with_the_plans_that_there_are() -> None:
    found = panels(comparison())
    assert [panel.indicator for panel in found] == list(MAIN)
    assert all([answer.name for answer, _, _ in p.rows] == ["baseline", "apart"] for p in found)
    cost = next(panel for panel in found if panel.indicator == "weekly_cost")
    # 5,961 pounds with both in H1, 5,780.50 with one of them in H3.
    assert [figure.value for _, figure, _ in cost.rows] == [5961, 5780.5]
    assert [bar and bar.length for _, _, bar in cost.rows] == [100.0, 96.97]


def test_changes_have_one_scale_for_each_unit() -> None:
    groups = changes(comparison().answers[1])
    assert [group.unit for group in groups] == [
        "children",
        "share",
        "km",
        "sibling groups",
        "pounds a week",
        "pounds a year",
    ]
    for group in groups:
        lengths = [abs(bar.length) for _, bar in group.rows if bar]
        assert not lengths or max(lengths) == 100
