from __future__ import annotations

import pytest

from tests.support.asking import asked, change, changed, misread, refused
from tests.support.registers import born, child, home

CODE = "turn_18"


def test_whoever_is_18_on_the_day_or_before_leaves() -> None:
    inputs = asked(
        child("C1", date_of_birth=born(17)),
        child("C2", date_of_birth=born(17, days=1)),
        child("C3", date_of_birth=born(19)),
        home(),
    )
    after = changed(CODE, inputs, date="2027-11-02")
    assert [one.id for one in after.register.children] == ["C2"]
    assert after.register.as_of == inputs.register.as_of
    after = changed(CODE, inputs, in_months=12)
    assert [one.id for one in after.register.children] == ["C2"]
    after = changed(CODE, inputs, date="2027-11-03")
    assert after.register.children == ()


def test_nobody_may_be_18_by_then() -> None:
    inputs = asked(child("C1"), home())
    assert changed(CODE, inputs, in_months=0) == inputs


def test_a_day_that_is_past() -> None:
    assert refused(CODE, asked(), date="2026-11-01") == [("date", "lies before the register's day")]


@pytest.mark.parametrize("fields", [{}, {"date": "2027-11-02", "in_months": 12}])
def test_a_day_is_said_in_one_way(fields: dict[str, object]) -> None:
    assert misread(CODE, **fields) == [("", "gives not just one of date and in_months")]


def test_a_day_that_no_scenario_is_about() -> None:
    assert misread(CODE, date="2101-01-01") == [("date", "is a day that no scenario is about")]


def test_it_is_said_when() -> None:
    assert change(CODE, date="2030-04-01").says.en == "whoever is 18 on 1 April 2030 leaves care"
    assert change(CODE, in_months=1).says.en == "whoever is 18 in 1 month leaves care"
