"""Codes and numbers in words."""

from __future__ import annotations

import pytest

from api.cli import words
from matcher import amounts
from matcher.household import HOUSEHOLD_RULES
from matcher.rules import RULES


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (1, "children", "1 child"),
        (0, "children", "0 children"),
        (1234, "points", "1,234 points"),
        (123, "tenths of a km", "12.3 km"),
        (41230, "tenths of a km a week", "4,123.0 km a week"),
        (950, "pounds a week", "£950 a week"),
        (1, "unheard of", "1 unheard of"),
    ],
)
def test_amount(value: int, unit: str, text: str) -> None:
    assert words.amount(value, unit) == text


@pytest.mark.parametrize(
    ("value", "unit", "plain", "signed"),
    [
        (None, "share", "none", "none"),
        (0.6125, "share", "61.3 %", "+61.3 % points"),
        (-0.05, "share", "-5.0 %", "-5.0 % points"),
        (1500, "pounds a week", "£1,500 a week", "+£1,500 a week"),
        (-20.4, "pounds a year", "-£20 a year", "-£20 a year"),
        (0, "pounds a week", "£0 a week", "£0 a week"),
        (12.34, "km", "12.3 km", "+12.3 km"),
        (-1, "children", "-1 child", "-1 child"),
        (2, "places", "2 places", "+2 places"),
        (0, "places", "0 places", "0 places"),
    ],
)
def test_figure(value: float | None, unit: str, plain: str, signed: str) -> None:
    assert words.amount(value, unit) == plain
    assert words.amount(value, unit, signed=True) == signed


@pytest.mark.parametrize(
    ("level", "what", "unit"),
    [
        ({"unplaced": 1}, "waiting without a home", "children"),
        ({"distance_home": 1, "moves": 0}, "distance from the family home", "tenths of a km"),
        ({"unplaced": 2}, "unplaced x 2", "points"),
        ({"moves": 1200, "not_kin": 800}, "moves x 1,200, not kin x 800", "points"),
        ({"moves": 0}, "nothing", "points"),
        ({}, "nothing", "points"),
    ],
)
def test_levels(level: dict[str, int], what: str, unit: str) -> None:
    assert (words.codes(level), amounts.level_unit(level)) == (what, unit)


def test_every_rule_has_words() -> None:
    for rule in RULES:
        assert words.rule(rule.code) == (str(rule.meaning), str(rule.changed_by or "nobody"))
    for household in HOUSEHOLD_RULES:
        assert words.rule(household.code)[0] == str(household.meaning)
    assert words.rule("together")[1] == "nobody"
    assert words.rule("unheard_of") == ("unheard_of", "nobody")
