from __future__ import annotations

import pytest

from matcher.amounts import amount, level_unit, number
from matcher.words import Words


@pytest.mark.parametrize(
    ("value", "unit", "signed", "english", "welsh"),
    [
        (None, "children", False, "none", "dim"),
        (1, "children", False, "1 child", "1 (plant)"),
        (-1, "homes", True, "-1 home", "-1 (cartrefi)"),
        (2500, "children", True, "+2,500 children", "+2,500 (plant)"),
        (0, "children", True, "0 children", "0 (plant)"),
        (3, "widgets", False, "3 widgets", "3 (widgets)"),
        (0.7, "share", False, "70.0 %", "70.0 %"),
        (-0.05, "share", True, "-5.0 % points", "-5.0 pwynt canran"),
        (0, "share", True, "0.0 % points", "0.0 pwynt canran"),
        (1234.6, "pounds a week", False, "£1,235 a week", "£1,235 yr wythnos"),
        (-1200, "pounds a year", True, "-£1,200 a year", "-£1,200 y flwyddyn"),
        (1200, "pounds a year", True, "+£1,200 a year", "+£1,200 y flwyddyn"),
        (0, "pounds a year", True, "£0 a year", "£0 y flwyddyn"),
        (123, "tenths of a km", False, "12.3 km", "12.3 km"),
        (123, "tenths of a km a week", True, "+12.3 km a week", "+12.3 km yr wythnos"),
        (12.34, "km", False, "12.3 km", "12.3 km"),
    ],
)
def test_amounts_have_their_unit_in_both_languages(
    value: float | None, unit: str, signed: bool, english: str, welsh: str
) -> None:
    assert amount(value, unit, signed=signed) == Words(english, welsh)


def test_a_number_has_no_unit_but_its_per_cent_and_pounds() -> None:
    assert number(None, "share").en == "none"
    assert number(0.5, "share").en == "50.0 %"
    assert number(7, "pounds a week").en == "£7"
    assert number(7, "children").en == "7"


def test_a_level_of_one_criterion_counts_in_its_unit_and_others_in_points() -> None:
    assert level_unit({"weekly_cost": 1}) == "pounds a week"
    assert level_unit({"weekly_cost": 1, "moves": 0}) == "pounds a week"
    assert level_unit({"weekly_cost": 2}) == "points"
    assert level_unit({"weekly_cost": 1, "moves": 3}) == "points"
    assert level_unit({}) == "points"
