"""Days at both ends of what registers and policies can be about, and one past each."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from matcher.records.faults import faults_of
from matcher.records.fields import FIRST_DAY, LAST_DAY
from matcher.records.policy import Policy
from matcher.records.register import FIRST_AS_OF, LAST_AS_OF, Register
from tests.support.registers import child, home, register, settled

DAY = timedelta(days=1)
FIELDS = ("children[0].needed_by", "children[0].placement.since", "homes[0].available_from")
ACCEPTED = "a day from 1900-01-01 to 2199-12-31; nothing where there is none"


def with_day(field: str, day: date | str) -> dict[str, Any]:
    """Return a register's data with a day in one of `FIELDS`, as JSON has it."""
    data = register(settled("C1", "H1"), home("H1")).model_dump(mode="json")
    items, _, path = field.partition("[0].")
    record, *_, name = (data[items][0], *path.split("."))
    holder = record["placement"] if "." in path else record
    holder[name] = str(day)
    return data


def faults(model: type[Register] | type[Policy], data: Any) -> list[tuple[str, str, str]]:
    with pytest.raises(ValidationError) as caught:
        model.model_validate(data)
    return [(one.place, one.fault, one.accepted) for one in faults_of(caught.value, model)]


@pytest.mark.parametrize("field", FIELDS)
def test_days_of_a_register_within_their_bounds(field: str) -> None:
    for day in (FIRST_DAY, LAST_DAY):
        Register.model_validate(with_day(field, day))
    for past in (FIRST_DAY - DAY, LAST_DAY + DAY, date.min, date.max):
        assert faults(Register, with_day(field, past)) == [
            (field, "is before 1900 or after 2199", ACCEPTED)
        ]


def test_the_day_of_a_register() -> None:
    for day in (FIRST_AS_OF, LAST_AS_OF):
        assert register(as_of=day).as_of == day
    for past in (FIRST_AS_OF - DAY, LAST_AS_OF + DAY, FIRST_DAY, date.min, date.max):
        data = register(child()).model_dump() | {"as_of": past}
        # Nothing is said of ages on a day that is none.
        assert faults(Register, data) == [
            (
                "as_of",
                "is before 2000 or after 2100",
                "the register's day, from 2000-01-01 to 2100-12-31",
            )
        ]


def test_all_days_that_are_none_are_told_together() -> None:
    data = with_day(FIELDS[0], "9999-12-31")
    data["homes"][0]["available_from"] = "0001-01-01"
    data["children"][0]["placement"]["since"] = "1899-12-31"
    data["children"][0]["date_of_birth"] = "9999-12-31"
    data["as_of"] = "9999-12-31"
    assert [place for place, _, _ in faults(Register, data)] == [
        "as_of",
        "children[0].date_of_birth",
        "children[0].placement.since",
        "children[0].needed_by",
        "homes[0].available_from",
    ]


@pytest.mark.parametrize("day", [FIRST_DAY, LAST_DAY, None])
def test_the_day_of_a_policy(day: date | None) -> None:
    assert Policy(for_profit_ends=day).for_profit_ends == day


@pytest.mark.parametrize("day", [LAST_DAY + DAY, date.max])
def test_what_ends_after_all_days_never_ends(day: date) -> None:
    never = Policy(for_profit_ends=day)
    assert never == Policy(for_profit_ends=None)
    assert Policy.model_validate_json(never.model_dump_json()) == never


@pytest.mark.parametrize("day", [FIRST_DAY - DAY, date.min])
def test_what_ended_before_all_days_is_a_slip_of_the_pen(day: date) -> None:
    told = ("for_profit_ends", "is before 1900 or after 2199", ACCEPTED)
    assert faults(Policy, {"for_profit_ends": str(day)}) == [told]
