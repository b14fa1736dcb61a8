"""The outcome of a scenario: its plan, or why there is none."""

from __future__ import annotations

from typing import Literal

from matcher.errors import Fault, InputError, UndecidedError
from matcher.progress import Report
from matcher.records.fields import Record
from matcher.records.plan import Plan
from scenarios.inputs import Inputs
from scenarios.scenario import Scenario


class ScenarioFault(Record):
    """One reason why there is no plan: where, what, and what would be accepted."""

    place: str
    fault: str
    accepted: str = ""


class Outcome(Record):
    """The plan of one scenario, or why there is none (`cartref/outcome/1`).

    The same scenario on the same inputs gives the same outcome to the byte: how long it took is
    no part of it.

    Attributes
    ----------
    scenario : Scenario
        What was asked.
    plan : Plan or None
        The plan of the changed register, judged; None where there is none.
    faults : tuple of ScenarioFault
        Why there is none: the change that can't be made, the limits that can't hold together,
        time that ran out.
    """

    format: Literal["cartref/outcome/1"] = "cartref/outcome/1"
    scenario: Scenario
    plan: Plan | None = None
    faults: tuple[ScenarioFault, ...] = ()


def outcome_of(
    inputs: Inputs,
    scenario: Scenario,
    time_limit: float | None = None,
    progress: Report | None = None,
) -> Outcome:
    """Return what a scenario comes to.

    Parameters
    ----------
    inputs : Inputs
        What it changes.
    scenario : Scenario
        What is asked.
    time_limit : float, optional
        Seconds for the plan; see `matcher.plan`.
    progress : callable, optional
        Told of each step; see `matcher.progress.Progress`.

    Returns
    -------
    Outcome
        With a plan, or with the faults that `matcher.plan` or a change raises.
    """
    try:
        plan = scenario.apply(inputs).plan(time_limit, progress)
    except (InputError, UndecidedError) as error:
        found = error.faults if isinstance(error, InputError) else (Fault("", str(error)),)
        faults = tuple(
            ScenarioFault(place=one.place, fault=one.fault, accepted=one.accepted) for one in found
        )
        return Outcome(scenario=scenario, faults=faults)
    work = {name: value for name, value in plan.solve.items() if name != "seconds"}
    return Outcome(scenario=scenario, plan=plan.model_copy(update={"solve": work}))
