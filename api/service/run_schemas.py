"""What is told of a run, and what plans and scenarios are asked with."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Annotated, Any, cast

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session
from starlette.responses import Response

from api.runs.jobs import OVER, Job, Kind, State
from api.service.errors import ErrorOut, FaultOut
from api.service.planning_context import OnVersion, PlanningContext
from api.service.schemas import Author, errors
from api.service.state import Service
from api.service.writing import IdempotentWrite
from api.sign_in.permissions import Principal
from api.store.authors import names_of
from api.store.tables import Run
from matcher.records.fields import Number

#: Seconds for each plan where nobody says, and at most.
TIME_LIMIT, MOST_SECONDS = 600.0, 3600.0


class TimeLimited(OnVersion):
    """A question that may take long.

    Attributes
    ----------
    time_limit : float
        Seconds after which each plan is the best so far, with what is proved of it.
    """

    time_limit: Annotated[
        Number,
        Field(gt=0, le=MOST_SECONDS, description="Seconds for each plan."),
    ] = TIME_LIMIT


class Where(BaseModel):
    """Where a run is: of the level being minimised the best value so far and what is proved."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"level": 3, "n_levels": 5, "best": 412, "bound": 398, "seconds": 2.5}]
        }
    )

    level: int | None = Field(default=None, description="From 1.")
    n_levels: int | None = None
    best: int | None = Field(default=None, description="The level's value in the best plan so far.")
    bound: int | None = Field(default=None, description="The level's value is at least this.")
    seconds: float | None = Field(default=None, description="Since this plan was begun.")
    scenario: str | None = Field(default=None, description="The scenario being worked out.")
    number: int | None = Field(default=None, description="Which scenario it is, from 1.")
    n_scenarios: int | None = Field(default=None, description="With the baseline.")
    done: int | None = Field(default=None, description="Steps of a study that are done.")
    n_steps: int | None = Field(default=None, description="Steps of a study, at most.")


class Failure(BaseModel):
    """Why a run has no answer."""

    faults: tuple[FaultOut, ...]
    total: int
    limits: tuple[str, ...] = Field(default=(), description="Limits that can't hold together.")


class RunOut(BaseModel):
    """A run: work in the background, and how far it is."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "0f8fad5bd9cb469fa16570867728950e",
                    "kind": "plan",
                    "state": "queued",
                    "position": 2,
                    "version": 4,
                    "register_sha256": "9f86d081884c7d659a2feaa0c55ad015" * 2,
                    "policy_sha256": "60303ae22b998861bce3b28f33eec1be" * 2,
                    "software": "cartref 0.1.0",
                    "author": {"number": 2, "name": "gwen"},
                    "created_at": "2026-11-22T08:00:00.000000Z",
                    "attempts": 0,
                    "final": False,
                    "has_answer": False,
                }
            ]
        }
    )

    id: str
    kind: Kind
    state: State
    position: int | None = Field(default=None, description="In the queue, from 1.")
    version: int
    register_sha256: str
    policy_sha256: str
    software: str
    author: Author
    created_at: str
    started_at: str | None = None
    ended_at: str | None = None
    attempts: int = Field(description="How often it was started.")
    progress: Where | None = None
    final: bool = Field(description="Whether every plan is proved to be the best.")
    has_answer: bool
    answer_sha256: str | None = None
    failure: Failure | None = None
    replay_of: str | None = Field(default=None, description="The run that this one does again.")
    same_answer: bool | None = Field(
        default=None, description="Of a replay that is over: whether the answer is the same."
    )


class RunPage(BaseModel):
    """Runs, newest first."""

    runs: tuple[RunOut, ...]


def shown(service: Service, session: Session, runs: Iterable[Run]) -> tuple[RunOut, ...]:
    """Return what is told of some runs."""
    listed = list(runs)
    names = names_of(session, (run.author for run in listed))
    return tuple(_shown(service, session, run, names) for run in listed)


def _shown(service: Service, session: Session, run: Run, names: dict[int, str]) -> RunOut:
    live = None if run.state in OVER else service.supervisor.live(run.id)
    where: dict[str, Any] | None = None
    if live is not None and live.where is not None:
        where = live.where
    elif run.progress is not None:
        where = json.loads(run.progress)
    return RunOut(
        id=run.id,
        kind=cast(Kind, run.kind),
        state=cast(State, run.state),
        position=service.supervisor.position(run.id) if run.state == "queued" else None,
        version=run.version,
        register_sha256=run.register_sha256,
        policy_sha256=run.policy_sha256,
        software=run.software,
        author=Author(number=run.author, name=names.get(run.author, "")),
        created_at=run.created_at,
        started_at=run.started_at,
        ended_at=run.ended_at,
        attempts=run.attempts,
        progress=None if where is None else Where.model_validate(where),
        final=run.final,
        has_answer=run.state in OVER and run.answer_sha256 is not None,
        answer_sha256=run.answer_sha256,
        failure=None if run.failure is None else Failure.model_validate_json(run.failure),
        replay_of=run.replay_of,
        same_answer=_same_answer(session, run),
    )


def _same_answer(session: Session, run: Run) -> bool | None:
    if run.replay_of is None or run.answer_sha256 is None:
        return None
    before = session.get(Run, run.replay_of)
    if before is None or before.answer_sha256 is None:
        return None
    return before.answer_sha256 == run.answer_sha256


#: What a route that asks for a run can answer.
ASKED: dict[int | str, dict[str, Any]] = {
    200: {"model": RunOut, "description": "A run with the same inputs is there already"},
    202: {
        "model": RunOut,
        "description": "A new run",
        "headers": {"Location": {"schema": {"type": "string"}, "description": "The run."}},
    },
    429: {"model": ErrorOut, "description": "Too many runs wait; Retry-After says when to ask"},
    **errors(400, 404, 409, 413),
}


def asked(
    service: Service,
    who: Principal,
    write: IdempotentWrite,
    basis: PlanningContext,
    job: Job,
    *,
    of: str,
    replay_of: str | None = None,
) -> Response:
    """Ask for a run and return the response: 202 with a new one, 200 with one that is there.

    Parameters
    ----------
    service, who, write
        Of the request.
    basis : PlanningContext
        The register, which is a version.
    job : Job
        What to do.
    of : str
        What was asked for; see `api.service.writing.IdempotentWrite`.
    replay_of : str, optional
        The run that is done again.
    """
    version, news = basis.version, []
    assert version is not None, "runs are on registers that are kept"

    def act(session: Session) -> RunOut:
        run, is_new = service.supervisor.ask(session, who.actor, version, job, replay_of)
        news.append(is_new)
        return shown(service, session, [run])[0]

    response = write(act, of=of, status=lambda _: 202 if news[-1] else 200)
    response.headers["Location"] = f"/v1/runs/{json.loads(bytes(response.body))['id']}"
    return response
