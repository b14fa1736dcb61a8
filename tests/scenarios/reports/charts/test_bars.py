"""Bars: as long as their values, the numbers beside them, hostile texts as texts."""

from __future__ import annotations

from itertools import pairwise

import pytest

from scenarios.reports.charts import BarOf, bar_chart
from scenarios.reports.language import Language
from tests.support.drawings import Drawing
from tests.support.papers import HOSTILE

EN = Language("en")


def drawn(*bars: BarOf, unit: str = "km", say: Language = EN) -> Drawing:
    return Drawing(bar_chart("How far", bars, unit, say))


def lengths(of: Drawing) -> list[tuple[float, float]]:
    """Return where each bar starts and how long it is, the white ground left out."""
    pairs = zip(of.numbers("rect", "x")[1:], of.numbers("rect", "width")[1:], strict=True)
    return list(pairs)


def test_bars_are_as_long_as_their_values_and_start_at_0() -> None:
    of = drawn(BarOf("one", 10.0), BarOf("two", 5.0), BarOf("three", 0.0))
    (start, ten), (other, five), (_, nothing) = lengths(of)
    assert start == other
    assert ten == pytest.approx(2 * five, abs=0.2)
    assert ten > 100
    assert nothing == 0
    assert of.title == "How far"
    assert of.told == ["one: 10.0 km", "two: 5.0 km", "three: 0.0 km"]
    assert {"10.0 km", "5.0 km", "0.0 km"} <= set(of.texts)


def test_values_below_0_go_to_the_left_in_another_shade() -> None:
    of = drawn(BarOf("less", -4.0), BarOf("more", 4.0))
    (left, wide), (zero, as_wide) = lengths(of)
    assert left + wide == pytest.approx(zero, abs=0.2)
    assert wide == pytest.approx(as_wide, abs=0.2)
    less, more = (one.get("fill") for one in of.found("rect")[1:])
    assert less != more
    assert "-4.0 km" in of.texts


def test_an_interval_is_a_whisker_and_is_told() -> None:
    of = drawn(BarOf("cost", 2.0, 1.0, 4.0, "30 years"), unit="children")
    assert of.told == ["cost: 2 children, 1 to 4 children, 30 years"]
    ((start, wide),) = lengths(of)
    across = [
        one
        for one in of.found("line")
        if one.get("y1") == one.get("y2") and one.get("stroke") != "#fff"
    ]
    (whisker,) = across
    assert float(whisker.get("x1", 0)) == pytest.approx(start + wide / 2, abs=0.2)
    assert float(whisker.get("x2", 0)) == pytest.approx(start + 2 * wide, abs=0.2)
    assert drawn(BarOf("half", 2.0, 1.0)).told == ["half: 2.0 km"]


def test_whole_numbers_have_marks_at_whole_numbers_only() -> None:
    of = drawn(BarOf("one", 3), BarOf("two", 1), unit="places")
    assert [text for text in of.texts if text.isdecimal()] == ["0", "1", "2", "3"]
    assert not any("." in text for text in of.texts)


def test_shares_and_pounds_have_their_signs() -> None:
    assert {"42.0 %", "31.0 % to 51.0 %", "0 %", "20 %"} <= set(
        drawn(BarOf("a", 0.42, 0.31, 0.51), unit="share").texts
    )
    pounds = drawn(BarOf("a", -1234.0), unit="pounds a week").texts
    assert {"-£1,234 a week", "-£1,000", "£0"} <= set(pounds)


def test_hostile_texts_are_texts() -> None:
    of = drawn(BarOf(HOSTILE, 1.0, note=HOSTILE))
    assert of.tips == [f"{HOSTILE}: 1.0 km, {HOSTILE}"]
    assert Drawing(bar_chart(HOSTILE, [BarOf("a", 1)], "km", EN)).title == HOSTILE


def test_long_numbers_are_cut_and_long_labels_wrap() -> None:
    label = "joint plan every day with a reserve for sibling groups and for emergencies"
    of = drawn(BarOf(label, 1 / 3), unit="children")
    assert "0.333 children" in of.texts
    assert label not in of.texts
    assert label in " ".join(of.texts)


def test_a_tiny_number_is_not_shown_as_nothing() -> None:
    assert "0.00123 children" in drawn(BarOf("a", 0.0012345), unit="children").texts


def test_nothing_is_said_to_be_nothing_and_welsh_is_welsh() -> None:
    assert drawn().texts == ["Nothing to show."]
    assert drawn(say=Language("cy")).texts == ["Dim i'w ddangos."]
    assert drawn(BarOf("a", 0.0)).told == ["a: 0.0 km"]


def test_no_mark_s_label_lies_on_another_and_0_has_one() -> None:
    bars = (BarOf("joint plan with a reserve", -120000.0), BarOf("b", 90000.0))
    of = drawn(*bars, unit="pounds a week")
    marks = [one for one in of.found("text") if one.get("text-anchor") == "middle"][:-1]
    assert "£0" in [one.text for one in marks]
    places = [float(one.get("x", 0)) for one in marks]
    assert len(places) >= 3
    widest = 7 * max(len(one.text or "") for one in marks)
    assert min(after - before for before, after in pairwise(places)) >= widest
