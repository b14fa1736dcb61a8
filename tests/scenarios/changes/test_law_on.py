from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.support.asking import asked, changed, misread, refused
from tests.support.registers import child, home

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


@pytest.mark.parametrize("as_of", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize(
    ("code", "field", "value"),
    [
        ("law_on", "date", "2030-04-01"),
        ("on_date", "in_months", 12),
        ("turn_18", "date", "2030-04-01"),
        ("children_arrive", "ages", [3]),
    ],
)
def test_no_days_are_counted_from_the_ends_of_the_calendar(
    as_of: str, code: str, field: str, value: Any
) -> None:
    inputs = asked().edited(as_of=as_of)
    fields = {field: value} | ({"near": "Brecon"} if code == "children_arrive" else {})
    assert refused(code, inputs, **fields) == [(field, "can't be reckoned from the register's day")]
