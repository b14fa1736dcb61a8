from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.support.asking import asked, changed, refused
from tests.support.registers import born, child, home, register, settled

CODE = "on_date"


def test_everybody_is_older_and_whoever_is_18_leaves() -> None:
    inputs = asked(
        settled("C1", "H1", date_of_birth=born(16, days=1)),
        child("C2", date_of_birth=born(16)),
        home("H1", household_ages=[5, 17], other_children=[_other(15), _other(16)]),
    )
    after = changed(CODE, inputs, date="2028-11-02")
    assert after.register == register(
        settled("C1", "H1", date_of_birth=born(16, days=1)),
        home("H1", household_ages=[7, 19], other_children=[_other(17)]),
        as_of=date(2028, 11, 2),
    )


def test_whole_years_alone_make_carers_children_older() -> None:
    inputs = asked(home(household_ages=[5], other_children=[_other(18)]))
    after = changed(CODE, inputs, date="2027-11-01")
    assert after.register.homes == inputs.register.homes


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2027-08-31", [False, True, True]),  # the same school year: as stated
        ("2027-09-01", [True, True, False]),  # by age on 31 August 2027: 14, 15, 16
    ],
)
def test_key_stage_4_where_a_school_year_begins(day: str, expected: list[bool]) -> None:
    inputs = asked(
        child("C1", date_of_birth="2013-08-31"),
        child("C2", date_of_birth="2011-09-01", exam_year=True),
        child("C3", date_of_birth="2011-08-31", exam_year=True),
    )
    after = changed(CODE, inputs, date=day)
    assert [one.exam_year for one in after.register.children] == expected


@pytest.mark.parametrize(
    ("months", "day"),
    [(1, date(2026, 12, 2)), (2, date(2027, 1, 2)), (14, date(2028, 1, 2))],
)
def test_months_ahead(months: int, day: date) -> None:
    assert changed(CODE, asked(), in_months=months).register.as_of == day


def test_months_end_where_the_calendar_ends_them() -> None:
    inputs = asked().edited(as_of="2027-01-31")
    assert changed(CODE, inputs, in_months=1).register.as_of == date(2027, 2, 28)


def test_a_day_that_is_not_later() -> None:
    assert refused(CODE, asked(), in_months=0) == [("date", "is the register's day already")]
    assert refused(CODE, asked(), date="2020-01-01") == [("date", "lies before the register's day")]


def test_the_law_is_that_of_the_new_day_or_of_the_day_that_was_set() -> None:
    inputs = asked(child("C1"), home(for_profit=True))
    after = changed(CODE, inputs, date="2030-04-01")
    assert after.plan().homes == {"C1": None}
    assert changed(CODE, inputs, date="2030-03-31").plan().homes == {"C1": "H1"}
    early = changed(CODE, changed("law_on", inputs, date="2030-04-01"), date="2027-01-01")
    assert early.law_on == date(2030, 4, 1)
    assert early.plan().homes == {"C1": None}
    late = changed(CODE, changed("law_on", inputs, date="2030-03-31"), date="2031-01-01")
    assert late.plan().homes == {"C1": "H1"}


def _other(age: int) -> dict[str, Any]:
    return {"age": age, "gender": "male"}
