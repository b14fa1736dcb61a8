"""One plan of a study: an interrupt ends the study, a time limit does not."""

from __future__ import annotations

import pytest

from matcher.errors import UndecidedError
from matcher.records.plan import Plan
from scenarios.inputs import Inputs
from scenarios.studies._planned import planned
from tests.support.registers import child, home, register
from tests.support.what_ifs import inputs

COUNTY = inputs(register(child("C1"), home("H1")))


def stopped_after(seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a plan be one that is not proved and took so long."""
    plan = COUNTY.plan()
    fields = {**dict(plan), "status": "feasible", "solve": {"seconds": seconds}}
    monkeypatch.setattr(Inputs, "plan", lambda *_: Plan.model_validate(fields))


def test_a_proved_plan_is_given_as_it_is() -> None:
    plan = planned(COUNTY, time_limit=60)
    assert (plan.status, plan.homes) == ("optimal", {"C1": "H1"})


@pytest.mark.parametrize("time_limit", [None, 10.0])
def test_a_plan_that_ended_before_its_time_was_interrupted(
    time_limit: float | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped_after(2.5, monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        planned(COUNTY, time_limit)


def test_a_plan_whose_time_ran_out_is_given_unproved(monkeypatch: pytest.MonkeyPatch) -> None:
    stopped_after(2.5, monkeypatch)
    assert planned(COUNTY, 2.5).status == "feasible"


def test_no_plan_at_all_is_an_interrupt_only_where_there_is_no_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def never(*_: object) -> Plan:
        raise UndecidedError("time ran out")

    monkeypatch.setattr(Inputs, "plan", never)
    with pytest.raises(KeyboardInterrupt):
        planned(COUNTY)
    with pytest.raises(UndecidedError):
        planned(COUNTY, 1)
