from __future__ import annotations

from datetime import date

import pytest

from matcher.records.policy import Policy
from scenarios.inputs import Inputs
from tests.support.asking import asked, changed, misread, refused
from tests.support.registers import child, home, register

CODE = "law_on"


@pytest.mark.parametrize(
    ("day", "placed"),
    [("2030-03-31", "H1"), ("2030-04-01", None), ("2031-01-01", None), ("2026-01-01", "H1")],
)
def test_placements_run_for_profit_end_for_today_s_children(day: str, placed: str | None) -> None:
    inputs = asked(child("C1"), home("H1", for_profit=True))
    after = changed(CODE, inputs, date=day)
    assert after.plan().homes == {"C1": placed}
    assert after.register == inputs.register
    assert after.law_on == date.fromisoformat(day)


@pytest.mark.parametrize(("day", "placed"), [("2030-03-21", "H1"), ("2030-03-22", None)])
def test_a_placement_that_starts_later_meets_the_law_of_then(day: str, placed: str | None) -> None:
    later = child("C1", needed_by="2026-11-12")  # ten days after the register's day
    after = changed(CODE, asked(later, home("H1", for_profit=True)), date=day)
    assert after.plan().homes == {"C1": placed}


def test_the_last_day_said_is_the_day_that_holds() -> None:
    inputs = asked(child("C1"), home("H1", for_profit=True))
    there = changed(CODE, inputs, date="2030-04-01")
    back = changed(CODE, there, date="2026-11-02")
    assert back.policy == inputs.policy
    assert there.policy.for_profit_ends == inputs.register.as_of


def test_a_policy_without_the_rule_stays_without_it() -> None:
    inputs = asked(child("C1"), home("H1", for_profit=True), for_profit_ends=None)
    assert changed(CODE, inputs, date="2030-04-01").plan().homes == {"C1": "H1"}


def test_days_that_nobody_means() -> None:
    assert misread(CODE, date="1999-12-31") == [("date", "is a day that no scenario is about")]
    assert misread(CODE, date="31/12/2030") == [("date", "is not a date")]
    assert misread(CODE) == [("date", "is missing")]


@pytest.mark.parametrize(
    ("as_of", "day", "ends"),
    [
        ("2000-01-01", "2100-12-31", "1900-01-01"),
        ("2100-12-31", "2000-01-01", "2199-12-31"),
        ("2026-11-02", "2026-11-03", "1900-01-01"),
        ("2026-11-02", "2026-11-01", "2199-12-31"),
    ],
)
def test_no_day_of_a_policy_is_moved_to_where_there_are_no_days(
    as_of: str, day: str, ends: str
) -> None:
    inputs = Inputs(register(as_of=as_of), Policy.model_validate({"for_profit_ends": ends}))
    assert refused(CODE, inputs, date=day) == [
        ("date", f"is too far from the policy's for_profit_ends, {ends}")
    ]
    assert changed(CODE, inputs, date=as_of).policy == inputs.policy


@pytest.mark.parametrize(
    ("as_of", "day", "ends"),
    [("2000-01-01", "2100-12-31", "2000-12-31"), ("2100-12-31", "2000-01-01", "2098-06-01")],
)
def test_from_one_end_of_the_days_to_the_other(as_of: str, day: str, ends: str) -> None:
    inputs = Inputs(
        register(child("C1", date_of_birth=as_of), home(for_profit=True), as_of=as_of),
        Policy.model_validate({"for_profit_ends": ends}),
    )
    there = changed(CODE, inputs, date=day)
    assert there.plan().homes == {"C1": None if day > ends else "H1"}
    assert inputs.plan().homes == {"C1": None if as_of >= ends else "H1"}
    assert changed(CODE, there, date=as_of).policy == inputs.policy
