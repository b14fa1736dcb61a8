"""Scenarios and decisions on registers whose days are at the ends of what registers can be of."""

from __future__ import annotations

import tomllib
from contextlib import suppress
from datetime import date, timedelta
from itertools import product

import pytest

from matcher.case import Case
from matcher.errors import InputError
from matcher.records.policy import Policy
from matcher.records.references import age_on
from matcher.records.register import FIRST_AS_OF, LAST_AS_OF
from scenarios.changes import CHANGES
from scenarios.decisions import decided
from scenarios.generator.sample import sample_register
from scenarios.inputs import Inputs
from scenarios.scenario import Scenario
from scenarios.studies.year import Rates
from scenarios.studies.year.run import year_lived
from tests.support.asking import asked, changed, refused
from tests.support.choosing import decision, said
from tests.support.registers import child, home, register, settled

ENDS = (FIRST_AS_OF, date(2096, 2, 29), LAST_AS_OF)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
FAR = "is a day that no scenario is about"


def on(as_of: date) -> Inputs:
    """Return inputs of a small made-up register of a day."""
    return Inputs(sample_register(1, 30, as_of=as_of))


@pytest.mark.parametrize(
    ("as_of", "code"), list(product(ENDS, sorted(CHANGES.keys() - {"travel"})))
)
def test_every_change_is_made_or_refused_plainly(as_of: date, code: str) -> None:
    example = tomllib.loads(CHANGES[code].example)
    scenario = Scenario.model_validate({"name": "a", "question": "What if?", **example})
    with suppress(InputError):  # not every example fits this register, or this day
        assert scenario.apply(on(as_of)).plan().status == "optimal"


@pytest.mark.parametrize("code", ["on_date", "turn_18"])
def test_months_ahead_end_with_the_days_of_scenarios(code: str) -> None:
    late = asked(home()).edited(
        as_of="2100-11-30", children=[child("C1", date_of_birth="2099-11-30")]
    )
    assert changed(code, late, in_months=1).register.children
    assert refused(code, late, in_months=2) == [("in_months", FAR)]
    assert changed("on_date", late, date=LAST_AS_OF).register.as_of == LAST_AS_OF


def test_children_who_arrive_at_the_ends_are_as_old_as_said() -> None:
    for as_of in ENDS:
        inputs = Inputs(register(home(), as_of=as_of))
        after = changed("children_arrive", inputs, near="Brecon", ages=[0, 9, 17])
        born = [one.date_of_birth for one in after.register.children]
        assert [age_on(day, as_of) for day in born] == [0, 9, 17]


@pytest.mark.parametrize("as_of", [FIRST_AS_OF, LAST_AS_OF - 2 * WEEK])
def test_a_year_lived_at_the_ends(as_of: date) -> None:
    assert year_lived(on(as_of), Rates(weeks=2), 1).figures


def test_no_year_is_lived_past_the_end() -> None:
    with pytest.raises(InputError) as caught:
        year_lived(on(LAST_AS_OF - 2 * WEEK + DAY), Rates(weeks=2), 1)
    [fault] = caught.value.faults
    assert (fault.place, fault.fault) == ("as_of", "is too late to live a year from")
    assert fault.accepted == f"a day to {LAST_AS_OF - 2 * WEEK}"


@pytest.mark.parametrize("as_of", ENDS)
@pytest.mark.parametrize("ahead", [-366, 0, 366])
def test_decisions_a_year_before_and_after_the_ends(as_of: date, ahead: int) -> None:
    before = Case(
        register(child("C1", date_of_birth=as_of - 400 * DAY), home(), as_of=as_of), Policy()
    )
    day = as_of + ahead * DAY
    after = decided(before.register, Policy(), None, decision("accepted", "C1", on=day))
    placement = after.children[0].placement
    assert placement is not None
    assert placement.since == day


@pytest.mark.parametrize("as_of", ENDS)
@pytest.mark.parametrize("day", [date.min, date.max])
def test_a_decision_s_day_at_the_ends_of_the_calendar_is_too_far(as_of: date, day: date) -> None:
    before = Case(register(settled("C1", "H1", date_of_birth=as_of), home(), as_of=as_of), Policy())
    faults = said(before, decision("ended", "C1", on=day, reason="Why."))
    assert ("on", "is more than a year from the register's day") in faults


@pytest.mark.parametrize("as_of", [FIRST_AS_OF, LAST_AS_OF])
def test_made_up_registers_at_the_ends(as_of: date) -> None:
    assert sample_register(1, 30, as_of=as_of).as_of == as_of
    past = as_of - DAY if as_of == FIRST_AS_OF else as_of + DAY
    with pytest.raises(InputError, match="as_of: is out of range"):
        sample_register(1, 30, as_of=past)
