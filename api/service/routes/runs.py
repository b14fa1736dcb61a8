"""Routes of runs: how far they are, what they have found, stopping them, doing them again."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Response
from fastapi.responses import JSONResponse
from sqlalchemy.orm import Session
from sse_starlette import EventSourceResponse, ServerSentEvent

from api.refusals import refused
from api.runs.jobs import OVER, Kind, State, job_in
from api.service.answers import FORMS, answer_in, erased, file_of, not_over
from api.service.auth import Planner, Reader
from api.service.errors import ErrorOut
from api.service.events import News, news_of
from api.service.planning_context import PlanningContext
from api.service.run_schemas import ASKED, RunOut, RunPage, asked, shown
from api.service.schemas import Limit, errors
from api.service.state import TheService
from api.service.writing import Writes
from api.sign_in.permissions import Principal
from api.store.runs import ID, page, run_called
from api.store.tables import RegisterVersion, Run
from api.store.versions import standing_sha256

router = APIRouter(prefix="/v1/runs", tags=["runs"])

Declared = dict[int | str, dict[str, Any]]
RunId = Annotated[str, Path(pattern=ID, description="A run's id.")]

_GONE: Declared = {410: {"model": ErrorOut, "description": "It was emptied with a child"}}
#: What GET /file can answer with.
_FILES: Declared = {
    200: {
        "content": {
            kind.split(";")[0]: {"schema": {} if form == "json" else {"type": "string"}}
            for form, kind in FORMS.items()
        }
    }
}
_OVER: Declared = {200: {"model": RunOut, "description": "It is over already"}}


@router.get("", responses=errors(404))
def runs(
    service: TheService,
    who: Reader,
    kind: Annotated[Kind | None, Query(description="Only such runs.")] = None,
    state: Annotated[State | None, Query(description="Only runs in this state.")] = None,
    mine: Annotated[bool, Query(description="Only those that you have asked for.")] = False,
    before: Annotated[
        str | None, Query(pattern=ID, description="Only runs asked for before this one.")
    ] = None,
    limit: Limit = 20,
) -> RunPage:
    """List runs, newest first."""
    author = who.person if mine else None
    with service.database.reading() as session:
        found = page(session, kind, state, author, before, limit)
        return RunPage(runs=shown(service, session, found))


@router.get("/{id}", responses=errors(404))
def run(id: RunId, service: TheService, who: Reader) -> RunOut:  # as the address has it
    """Return how far a run is: its state, progress and place in the queue, or why it failed."""
    del who
    with service.database.reading() as session:
        return shown(service, session, [run_called(session, id)])[0]


@router.get("/{id}/answer", response_model=dict[str, Any], responses=errors(404, 409) | _GONE)
def answer(id: RunId, service: TheService, who: Reader) -> Response:
    """Return what a run has found: a plan, outcomes with their comparison, or a ranking."""
    del who
    with service.database.reading() as session:
        return JSONResponse(answer_in(run_called(session, id)))


@router.get(
    "/{id}/file",
    response_class=Response,
    responses={**_FILES, **errors(404, 409), **_GONE},
)
def file(
    id: RunId,
    service: TheService,
    who: Reader,
    form: Annotated[
        Literal["json", "xlsx", "html", "csv", "svg"], Query(description="Of the file.")
    ],
    language: Annotated[Literal["en", "cy"], Query(description="Of the report.")] = "en",
) -> Response:
    """Return what a run has found as a file.

    Scenarios and studies are written in every form, pictures (svg) of studies alone, others as
    JSON.
    """
    del who
    with service.database.reading() as session:
        made = file_of(run_called(session, id), form, language)
    return Response(made.content, media_type=made.kind, headers=made.headers)


@router.get(
    "/{id}/events",
    response_class=EventSourceResponse,
    responses={
        200: {"content": {"text/event-stream": {"schema": {}}}},
        **errors(404),
    },
)
def events(id: RunId, service: TheService, who: Reader) -> Response:
    """Tell how far a run is as it goes (server-sent events), until it is over.

    `progress` has what GET /v1/runs/{id} has as `progress`, `over` has the state.
    """
    del who
    with service.database.reading() as session:
        found = run_called(session, id)
    # Looked for after the row: a run that is over in between is not waited for in vain.
    live = None if found.state in OVER else service.supervisor.live(id)

    def state() -> str:
        with service.database.reading() as session:
            return run_called(session, id).state

    async def told() -> AsyncIterator[ServerSentEvent]:
        async for news in news_of(live, state):
            yield _event(news)

    return EventSourceResponse(told(), ping=15, headers={"Cache-Control": "no-store"})


def _event(news: News) -> ServerSentEvent:
    return ServerSentEvent(json.dumps(news.data), event=news.event)


@router.delete(
    "/{id}",
    status_code=202,
    response_model=RunOut,
    responses={200: {"model": RunOut, "description": "It is over already"}, **errors(404)},
)
def stop(id: RunId, service: TheService, who: Reader, write: Writes) -> Response:
    """Stop a run and keep the best that it has found so far.

    By whoever asked for it, the panel or an administrator.
    """

    def act(session: Session) -> RunOut:
        found = run_called(session, id)
        _refuse_others(who, found)
        if found.state not in OVER:
            found = service.supervisor.stop(session, who.actor, id)
            stopped.append(found.id)
        return shown(service, session, [found])[0]

    stopped: list[str] = []
    return write(act, of=id, status=lambda _: 202 if stopped else 200)


@router.post("/{id}/replay", status_code=202, response_model=RunOut, responses=ASKED | _GONE)
def replay(id: RunId, service: TheService, who: Planner, write: Writes) -> Response:
    """Work the same inputs out again, whatever is known of the answer.

    The new run's `same_answer` tells, once it is over, whether it is the same.
    """
    with service.database.reading() as session:
        before = run_called(session, id)
        if before.state not in OVER:
            raise not_over()
        version = session.get_one(RegisterVersion, before.version)
        if before.request is None or standing_sha256(version) != before.register_sha256:
            raise erased()
        job = job_in(before.request)
        if job.kind in ("scenarios", "study"):
            who.needs("scenario")
        basis = PlanningContext.of(session, version, None, job.policy)
    return asked(service, who, write, basis, job, of=id, replay_of=id)


def may_stop(who: Principal, author: int) -> bool:
    """Return whether somebody may stop a run that somebody, by number, has asked for."""
    own = author == who.person and who.may & {"plan", "rank", "scenario"}
    return bool(own or who.may & {"scenario", "admin"})


def _refuse_others(who: Principal, found: Run) -> None:
    """Refuse to stop a run for those who may only read."""
    if not may_stop(who, found.author):
        raise refused(
            403,
            "",
            "this run is somebody else's",
            "whoever asked for it, the panel or an administrator",
        )
