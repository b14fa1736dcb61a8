"""What a worker does: one scenario at a time, on inputs that it unpacks once."""

from __future__ import annotations

import pickle
import traceback
from functools import lru_cache
from typing import NamedTuple

from scenarios.inputs import Inputs
from scenarios.outcome import Outcome, ScenarioFault, outcome_of
from scenarios.scenario import Scenario


class Done(NamedTuple):
    """What a worker hands back.

    Attributes
    ----------
    outcome : Outcome
        The outcome.
    stands : bool
        Whether the same would come out again; not where Cartref itself or a machine failed.
    details : str
        Of a fault of Cartref itself, to be reported.
    """

    outcome: Outcome
    stands: bool = True
    details: str = ""


def packed(inputs: Inputs) -> bytes:
    """Return inputs as they are sent with every scenario.

    A worker unpacks them once. Sent once to each worker instead, they would be lost with it, and
    each kind of executor would need a way of its own.
    """
    return pickle.dumps(inputs, protocol=pickle.HIGHEST_PROTOCOL)


@lru_cache(maxsize=1)
def _unpacked(pack: bytes) -> Inputs:
    inputs = pickle.loads(pack)
    if not isinstance(inputs, Inputs):
        raise TypeError("no inputs are packed here")
    return inputs


def work(pack: bytes, scenario: Scenario, time_limit: float | None) -> Done:
    """Return what a scenario comes to, whatever happens: an error would stop the others.

    Parameters
    ----------
    pack : bytes
        The inputs, as `packed` makes them.
    scenario : Scenario
        What is asked.
    time_limit : float or None
        Seconds for the plan.
    """
    try:
        return Done(outcome_of(_unpacked(pack), scenario, time_limit))
    except Exception as error:  # a fault of ours in one scenario is no fault of the others
        fault = f"This is a fault of cartref: {type(error).__name__}"
        return lost(scenario, fault, "", "".join(traceback.format_exception(error)))


def lost(scenario: Scenario, fault: str, accepted: str, details: str = "") -> Done:
    """Return what is said of a scenario that nobody could finish."""
    fell = ScenarioFault(place="", fault=fault, accepted=accepted)
    return Done(Outcome(scenario=scenario, faults=(fell,)), stands=False, details=details)
