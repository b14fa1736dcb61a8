"""Questions that need a solve: asked of a worker, and answered in the request if it is quick."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated, Any

from pydantic import Field
from starlette.responses import Response

from api.refusals import RefusedError, refused
from api.runs.jobs import Job
from api.service.planning_context import PlanningContext
from api.service.run_schemas import RunOut, shown
from api.service.schemas import errors
from api.service.state import Service
from api.sign_in.permissions import Principal
from api.store import audit
from api.store.runs import answer_of, run_called
from api.store.tables import Run
from matcher.errors import Fault, InputError, NoPlanError
from matcher.records.fields import Whole

#: Seconds to wait for the answer; a run that takes longer goes on, and its address is the answer.
Wait = Annotated[Whole, Field(ge=0, le=30)]
#: Requests that wait at once: each holds one of the threads that answer all others.
MOST_WAITING = 12

_waiting = threading.BoundedSemaphore(MOST_WAITING)


#: What a route that may wait declares besides.
UNDER_WAY: dict[int | str, dict[str, Any]] = {
    202: {
        "model": RunOut,
        "description": "It takes longer: the answer will be at GET /v1/runs/{id}/answer",
        "headers": {"Location": {"schema": {"type": "string"}, "description": "The run."}},
    },
    **errors(400, 404, 409, 413, 429, 503),
}


def asked_run(
    service: Service,
    who: Principal,
    basis: PlanningContext,
    job: Job,
    seconds: float,
    action: str,
    detail: dict[str, Any],
) -> Run:
    """Return the run that answers a question, over if it was quick enough.

    Parameters
    ----------
    service : Service
        The service.
    who : Principal
        Who asks.
    basis : PlanningContext
        On which; its register is a version.
    job : Job
        What is asked.
    seconds : float
        How long to wait at most; not at all where many wait already.
    action, detail
        Of the log's entry.

    Raises
    ------
    RefusedError
        429 where too many runs wait.
    """
    if basis.version is None:
        raise refused(
            422,
            "register",
            "is not kept here, and this takes a solve, which is done in the background",
            "a version: send the register first (POST /v1/registers)",
        )
    with service.database.writing() as session:
        run, _ = service.supervisor.ask(session, who.actor, basis.version, job)
        audit.append(
            session,
            who.actor,
            action,
            about=f"run {run.id}",
            version=basis.number,
            register_sha256=basis.register_sha256,
            policy_sha256=basis.policy_sha256,
            detail=detail,
        )
    if seconds and _waiting.acquire(blocking=False):
        try:
            service.supervisor.wait(run.id, seconds)
        finally:
            _waiting.release()
    with service.database.reading() as session:
        return run_called(session, run.id)


def answer_in(run: Run) -> dict[str, Any] | None:
    """Return what a run has found; None while it is not over.

    Raises
    ------
    InputError
        With the faults of the question, as the worker found them.
    RefusedError
        409 if it was stopped; 503 if it came to nothing through no fault of the question.
    """
    answer = answer_of(run)
    if answer is not None or run.state in ("queued", "running"):
        return answer
    if run.failure is None:
        raise refused(409, "", "the run was stopped before it had an answer", "the same again")
    failure = json.loads(run.failure)
    faults = [Fault(**fault) for fault in failure["faults"]]
    if failure["limits"]:
        raise NoPlanError(faults, tuple(failure["limits"]))
    if any(fault.place for fault in faults):
        raise InputError(faults, failure["total"])
    raise RefusedError(503, faults)


def under_way(service: Service, run: Run) -> Response:
    """Return the response to a question that takes longer."""
    with service.database.reading() as session:
        told = shown(service, session, [run])[0]
    where = {"Location": f"/v1/runs/{run.id}"}
    return Response(told.model_dump_json(), 202, where, media_type="application/json")


@contextmanager
def in_terms(places: Mapping[str, str]) -> Iterator[None]:
    """Let faults at an id be told at the field of the question that gave it."""
    try:
        yield
    except InputError as error:
        faults = [
            Fault(places.get(fault.place, fault.place), fault.fault, fault.accepted)
            for fault in error.faults
        ]
        raise InputError(faults, error.total) from None
