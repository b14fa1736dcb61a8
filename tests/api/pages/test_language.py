"""What pages say in two languages: plural forms, days, lists, the order of the alphabet."""

from __future__ import annotations

from datetime import date

import pytest

from api.pages.faults import FROM_BELOW
from api.pages.language import Speech, mark_many, speech
from matcher.errors import Fault
from matcher.words import Words

DAYS = mark_many("%(n)s day", "%(n)s days")
CHILDREN = mark_many("sibling group, %(n)s child waiting", "sibling group, %(n)s children waiting")
EN, CY = speech("en"), speech("cy")


@pytest.mark.parametrize(
    ("n", "english", "welsh"),
    [
        (0, "0 children", "dim plant yn aros (0)"),
        (1, "1 child", "1 plentyn yn aros"),
        (2, "2 children", "2 blentyn yn aros"),
        (3, "3 children", "3 phlentyn yn aros"),
        (6, "6 children", "6 phlentyn yn aros"),
        (7, "7 children", "7 plentyn yn aros"),
        (1002, "1,002 children", "1,002 plentyn yn aros"),
    ],
)
def test_welsh_has_six_plural_forms(n: int, english: str, welsh: str) -> None:
    assert EN.count(*CHILDREN, n) == f"sibling group, {english} waiting"
    assert CY.count(*CHILDREN, n) == f"grŵp o frodyr a chwiorydd, {welsh}"


def test_two_days_are_mutated() -> None:
    assert [CY.count(*DAYS, n) for n in (1, 2, 3)] == ["1 diwrnod", "2 ddiwrnod", "3 diwrnod"]


def test_days_and_times_are_said_in_the_language() -> None:
    assert EN.day(date(2026, 11, 2)) == "2 November 2026"
    assert CY.day("2026-11-02") == "2 Tachwedd 2026"
    # In summer the clock is an hour ahead of the one that times are kept by.
    assert EN.moment("2026-07-01T23:30:00.000000Z") == "2 July 2026, 00:30"
    assert CY.moment("2026-12-01T08:05:00.000000Z") == "1 Rhagfyr 2026, 08:05"


@pytest.mark.parametrize(
    ("say", "items", "told"),
    [
        (EN, [], ""),
        (EN, ["C1"], "C1"),
        (EN, ["C1", "C2", "C3"], "C1, C2 and C3"),
        (CY, ["C1", "C2"], "C1 a C2"),
        (CY, ["nos", "eira"], "nos ac eira"),
    ],
)
def test_lists_are_said_in_a_sentence(say: Speech, items: list[str], told: str) -> None:
    assert say.listed(items) == told


def test_the_welsh_alphabet_has_letters_of_two() -> None:
    towns = ["Dinbych", "Chwilog", "Llanelli", "Lampeter", "Cwmbrân", "Ffestiniog", "Fairbourne"]
    assert CY.in_order(towns) == [
        "Cwmbrân", "Chwilog", "Dinbych", "Fairbourne", "Ffestiniog", "Lampeter", "Llanelli",
    ]  # fmt: skip
    assert EN.in_order(towns)[:3] == ["Chwilog", "Cwmbrân", "Dinbych"]
    assert EN.in_order([("b", 1), ("A", 2)], key=lambda one: one[0]) == [("A", 2), ("b", 1)]


def test_what_the_engine_says_is_said_in_the_language() -> None:
    words = Words("home", "cartref")
    assert (EN(words), CY(words)) == ("home", "cartref")


def test_faults_are_in_welsh_where_it_is_known_and_else_say_that_they_are_not() -> None:
    known = Fault("old", "is the old one", "another")
    assert EN.fault(known) == ("is the old one; accepted: another", "en")
    assert CY.fault(known) == ("yr hen un ydyw; derbynnir: un arall", "cy")
    assert CY.fault(Fault("", "is missing")) == ("ar goll", "cy")
    assert CY.fault(Fault("", "is odd", "another")) == ("is odd; accepted: another", "en")


def test_all_faults_that_are_said_to_be_known_are() -> None:
    assert [text for text in FROM_BELOW if not CY.knows(text)] == []
