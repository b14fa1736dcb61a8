"""One plan of a study that may be stopped."""

from __future__ import annotations

from matcher.errors import UndecidedError
from matcher.records.plan import Plan
from scenarios.inputs import Inputs

#: What the clock of a plan shows at its finest, seconds.
_TICK = 0.001


def planned(inputs: Inputs, time_limit: float | None = None) -> Plan:
    """Return the best plan; an interrupt ends the study, not just this plan.

    The engine takes an interrupt for "give the best plan so far". Among many plans that would
    pass for one that time ran out for.

    Parameters
    ----------
    inputs : Inputs
        What is planned.
    time_limit : float, optional
        Seconds; None for no limit.

    Raises
    ------
    KeyboardInterrupt
        If the plan was stopped before its time.
    InputError, UndecidedError
        As `matcher.plan`.
    """
    try:
        plan = inputs.plan(time_limit)
    except UndecidedError:
        if time_limit is None:
            raise KeyboardInterrupt from None
        raise
    if plan.status == "feasible" and (
        time_limit is None or plan.solve["seconds"] < time_limit - _TICK
    ):
        raise KeyboardInterrupt
    return plan
