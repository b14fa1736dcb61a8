"""Numbers with their units, and names, in English and Welsh."""

from __future__ import annotations

import pytest

from matcher.amounts import UNITS
from matcher.criteria import CRITERIA
from matcher.indicators import INDICATORS
from scenarios.reports.language import Language

EN, CY = Language("en"), Language("cy")


@pytest.mark.parametrize(
    ("value", "unit", "plain", "signed"),
    [
        (1, "children", "1 child", "+1 child"),
        (-1, "children", "-1 child", "-1 child"),
        (0, "children", "0 children", "0 children"),
        (1234, "points", "1,234 points", "+1,234 points"),
        (0.6125, "share", "61.3 %", "+61.3 % points"),
        (-0.004, "share", "-0.4 %", "-0.4 % points"),
        (12.3, "km", "12.3 km", "+12.3 km"),
        (123, "tenths of a km", "12.3 km", "+12.3 km"),
        (123, "tenths of a km a week", "12.3 km a week", "+12.3 km a week"),
        (5190.4, "pounds a week", "£5,190 a week", "+£5,190 a week"),
        (-5190.4, "pounds a year", "-£5,190 a year", "-£5,190 a year"),
        (None, "share", "none", "none"),
    ],
)
def test_amounts(value: float | None, unit: str, plain: str, signed: str) -> None:
    assert EN.amount(value, unit) == plain
    assert EN.amount(value, unit, signed=True) == signed


def test_amounts_in_welsh_and_without_their_unit() -> None:
    assert CY.amount(3, "children") == "3 (plant)"
    assert CY.amount(5190, "pounds a week", signed=True) == "+£5,190 yr wythnos"
    assert CY.amount(None, "km") == "dim"
    assert EN.number(-12, "children", signed=True) == "-12"
    assert EN.number(0.5, "share") == "50.0 %"
    assert EN.number(0.5, "share", signed=True) == "+50.0"
    assert EN.number(15, "tenths of a km") == "1.5"


def test_every_unit_of_an_indicator_and_a_criterion_is_known() -> None:
    for unit in [*(one.unit for one in INDICATORS), *(one.unit for one in CRITERIA)]:
        assert UNITS[unit.en] == unit
    assert EN.unit("parsecs") == "parsecs"


def test_what_a_number_is_shown_in() -> None:
    assert EN.shown_in("tenths of a km") == "km"
    assert EN.shown_in("tenths of a km a week") == "km a week"
    assert CY.shown_in("tenths of a km a week") == "km yr wythnos"
    assert EN.shown_in("share") == "per cent"
    assert CY.shown_in("children") == "plant"
    assert EN.shown_in("tenths of a km an hour") == "tenths of a km an hour"  # no unit of ours


def test_names_of_kinds_areas_approvals_and_what_nobody_has_named() -> None:
    assert EN.name("in_house_foster") == "in-house foster"
    assert EN.name("W06000006") == "Wrexham"
    assert CY.name("W06000006") == "Wrecsam"
    assert EN.name("area_panel") == "out-of-area panel, before the placement"
    assert EN.name("some_code") == "some code"
    assert EN.names(("gender", "female", "unplaced")) == "gender: female: unplaced children"


def test_levels_in_words() -> None:
    assert EN.level({"unplaced": 1}) == "waiting without a home"
    assert EN.level({"moves": 1200, "not_kin": 800}) == "moves x 1,200, not kin x 800"
    assert EN.level({}) == "nothing"
    assert CY.level({}) == "dim"
