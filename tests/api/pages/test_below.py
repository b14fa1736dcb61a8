"""What is said below the pages is said in Welsh: faults of files, warnings, places."""

from __future__ import annotations

import pytest

from api.pages.below import is_codes, parts_of_place, patterns_of
from api.pages.language import speech
from matcher.case import Case
from matcher.errors import Fault
from matcher.plan_warnings import warnings
from matcher.records.policy import Policy
from tests.support.registers import child, group, home, register, settled
from tests.support.said_below import of_files, of_forms

CY, EN = speech("cy"), speech("en")
#: What only a run can tell: an engine's words or a rule's inside, days, the faults of a table.
TOLD_LATER = {
    "1 (1)",
    "1 1",
    "1: 1",
    "1 to 1",
    "1 break the rule 1 of group 1: 1",
    "1 in 1 break the rule 1: 1",
    "a day from 1 on",
    "a register whose as_of is from 1 to 1",
    "each child that it matches 1",
    "no 1 has the id 1",
    "the id of a 1",
    "selects from a register that has no 1",
    "matches no 1",
    "matches no 1 of the 1 that the other conditions leave",
}


@pytest.mark.parametrize(("text", "where"), sorted(of_files().items()))
def test_whatever_the_readers_of_files_say_has_welsh(text: str, where: str) -> None:
    assert not text or CY.told(text)[1] == "cy", f"{where}: add it to api/pages/file_faults.py"


@pytest.mark.parametrize(("text", "where"), sorted(of_forms().items()))
def test_whatever_is_said_of_forms_has_welsh(text: str, where: str) -> None:
    known = text in TOLD_LATER or not text or CY.told(text)[1] == "cy"
    assert known, f"{where}: add it to api/pages/form_faults.py"


@pytest.mark.parametrize("what", ["child", "home"])
def test_what_a_question_selects_is_named(what: str) -> None:
    for text in (
        f"no {what} has the id X1",
        f"the id of a {what}",
        f"selects from a register that has no {what}",
        f"matches no {what}",
        f"matches no {what} of the 12 that the other conditions leave",
    ):
        assert CY.told(text)[1] == "cy"
    assert CY.told("2020-01-01 to 2040-12-31")[0] == "1 Ionawr 2020 i 31 Rhagfyr 2040"
    assert CY.told("a day from 2026-11-02 on")[0] == "diwrnod o 2 Tachwedd 2026 ymlaen"


def test_the_list_of_what_they_say_is_of_the_code() -> None:
    found = of_files()
    assert found["is not a date"].startswith("matcher/files/")
    assert found["lies outside Britain"] == "matcher/records/location.py"
    assert of_forms()["another home"] == "scenarios/decisions/_faults.py"
    for text in (
        "1 is already the id at 1",
        "is an old Excel file (.xls) or one with a password, not a workbook",
        "is missing in the workbook; 1 is likely meant",
        "is a PDF, not what its name says",
        "at least 1",
        "no 1 is called 1",
        "no child has the id 1",
        "no home has the id 1",
        "a number, such as 12.5",
    ):
        assert text in found


def test_ids_and_numbers_stay_as_they_are() -> None:
    assert CY.told("no home has the id H 9-a") == (
        "nid oes gan unrhyw gartref y dynodydd H 9-a",
        "cy",
    )
    assert CY.told("at most 12.5") == ("12.5 ar y mwyaf", "cy")
    assert CY.told("is JSON, not a workbook") == ("yn JSON, nid yn llyfr gwaith", "cy")
    assert EN.told("no home has the id H9") == ("no home has the id H9", "en")


def test_what_is_not_known_stays_english_and_says_so() -> None:
    assert CY.told("is rather odd") == ("is rather odd", "en")
    assert CY.told("is a parrot or so, not a workbook")[1] == "en"
    fault = Fault("age", "is too large", "something rather odd")
    assert CY.fault(fault) == ("is too large; accepted: something rather odd", "en")


def test_a_fault_is_one_sentence_in_one_language() -> None:
    fault = Fault("", "is not a number", "a number, such as 12.5")
    assert EN.fault(fault) == ("is not a number; accepted: a number, such as 12.5", "en")
    told, language = CY.fault(fault)
    assert language == "cy"
    assert told.startswith("nid yw'n rhif; ")
    assert told.endswith(": rhif, megis 12.5")


def test_the_entry_with_most_words_of_its_own_comes_first() -> None:
    assert next(patterns_of("at most 5 rows"))[0] == "at most %(n)s rows"
    assert next(patterns_of("at most 5")) == ("at most %(n)s", {"n": "5"})
    assert list(patterns_of("at most a few")) == []


def test_lists_of_codes_are_the_same_in_every_language() -> None:
    assert is_codes("in_house_foster, agency_foster")
    assert is_codes("cartref/register/1")
    assert not is_codes("no more columns")
    assert CY.told("female, male") == ("female, male", "cy")


def test_places_of_a_file_are_said_in_the_language() -> None:
    assert CY.place("sheet children, row 14, column ages.min") == (
        "taflen children, rhes 14, colofn ages.min",
        "cy",
    )
    assert CY.place("children[12].date_of_birth") == ("children[12].date_of_birth", "cy")
    assert CY.place("in the middle of it, row 3") == ("in the middle of it, row 3", "en")
    assert list(parts_of_place("file homes.csv, row 2")) == [("file", "homes.csv"), ("row", "2")]


def test_every_warning_of_the_engine_has_welsh() -> None:
    known = register(
        child("A", apart_from=["B"]),
        child("B"),
        group("A", "B"),
        settled("C", "H1"),
        settled("D", "H2", smoke_free=True),
        group("C", "D", id_="S2"),
        settled("E", "H3"),
        home("H1", ages=(0, 10)),
        home("H2", smokers=True),
        home("H3", places=1, ages=(0, 5)),
    )
    case = Case(known, Policy())
    homes = {one.id: one.present_home for one in known.children}
    told = [one.text for one in warnings(case, homes)]
    assert len(told) >= 4, told
    for text in told:
        assert CY.told(text)[1] == "cy", text
    assert CY.told(
        "C1 is left without a home by max_weekly_cost, max_moves: without it C1 would live in H2, "
        "which costs £1,200.00 a week; that plan costs £-20.50 a week more in all"
    )[0].startswith("Gadewir C1 heb gartref gan max_weekly_cost, max_moves: hebddo")


def test_a_warning_has_its_day_and_its_list_in_words() -> None:
    text = "The children who live in H1 today break age, ratio and smoke there."
    assert CY.told(text)[0] == "Mae'r plant sy'n byw yn H1 heddiw yn torri age, ratio a smoke yno."
    text = "C1 leaves the approved ages of H1 on 2027-01-31."
    assert CY.told(text)[0] == "Bydd C1 yn gadael oedrannau cymeradwy H1 ar 31 Ionawr 2027."
