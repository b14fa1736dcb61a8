"""Jobs: what a run does, as data that goes to another process and back."""

from __future__ import annotations

import hashlib
from typing import Any, Literal

from api.runs.studies import AnyStudy
from api.store.audit import json_of
from api.store.reading import read_again
from matcher.records.fields import Code, Record
from matcher.records.plan import Pair
from matcher.records.policy import Policy
from scenarios.scenario import Scenario

Kind = Literal["plan", "scenarios", "study", "ranking", "explanation"]
State = Literal["queued", "running", "done", "stopped", "failed"]
#: Kinds whose answer somebody waits for; a part of one is worth nothing.
SHORT: tuple[Kind, ...] = ("ranking", "explanation")
#: States in which a run is over.
OVER: frozenset[State] = frozenset({"done", "stopped", "failed"})


class Job(Record):
    """What a run works out from a register version.

    Attributes
    ----------
    kind : Kind
        ``plan``, ``scenarios``, ``study``, ``ranking`` or ``explanation``.
    policy : Policy
        Whole, so that the answer can be worked out again.
    journeys_sha256 : str or None
        The table of journeys that the policy names.
    time_limit : float or None
        Seconds of each plan.
    locks, forbid : tuple of (str, str)
        Of a plan.
    scenarios : tuple of Scenario
        Of scenarios; the baseline is worked out too.
    study : AskedStudy or None
        Of a study: which, and what it is asked with.
    request : str or None
        Of a ranking: a child, a sibling group or a home; of an explanation: a child.
    k : int or None
        Of a ranking: how many options.
    home : str or None
        Of an explanation: a home that is asked about.
    """

    kind: Kind
    policy: Policy
    journeys_sha256: str | None = None
    time_limit: float | None = None
    locks: tuple[Pair, ...] = ()
    forbid: tuple[Pair, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    study: AnyStudy | None = None
    request: Code | None = None
    k: int | None = None
    home: Code | None = None

    def inputs_sha256(self, register_sha256: str, software: str) -> str:
        """Return the hash of all that a final answer depends on: not of the time limit."""
        fields: dict[str, Any] = {
            **self.model_dump(mode="json", exclude={"time_limit"}),
            "register_sha256": register_sha256,
            "software": software,
        }
        return hashlib.sha256(json_of(fields).encode()).hexdigest()


def job_in(request: str) -> Job:
    """Return what a run was asked, as it is kept.

    Raises
    ------
    RefusedError
        424 where today's checks refuse it.
    """
    return read_again(Job, request, "what the run was asked", "the same asked anew")
