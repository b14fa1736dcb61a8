"""Routes of runs: how far they are, what they have found, stopping them, doing them again."""

from __future__ import annotations

import json
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path as FilePath
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Response
from fastapi.responses import JSONResponse
from sqlalchemy.orm import Session
from sse_starlette import EventSourceResponse, ServerSentEvent

from api.refusals import refused
from api.runs.jobs import OVER, Job, Kind, State
from api.service.basis import Basis
from api.service.errors import ErrorOut
from api.service.events import News, news_of
from api.service.run_shapes import ASKED, RunOut, RunPage, asked, shown
from api.service.shapes import Limit, errors
from api.service.state import TheService
from api.service.who import Planner, Reader
from api.service.writing import Writes
from api.sign_in.permissions import Who
from api.store.runs import ID, answer_of, page, run_called
from api.store.tables import RegisterVersion, Run
from api.store.versions import standing_sha256
from scenarios.compare.comparison import Comparison
from scenarios.reports import write as write_report

router = APIRouter(prefix="/v1/runs", tags=["runs"])

Declared = dict[int | str, dict[str, Any]]
RunId = Annotated[str, Path(pattern=ID, description="A run's id.")]

#: The forms of a report, and how a browser is told of each.
FORMS = {
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
}
_GONE: Declared = {410: {"model": ErrorOut, "description": "It was emptied with a child"}}
#: What GET /file can answer with.
_FILES: Declared = {
    200: {
        "content": {kind.split(";")[0]: {"schema": {"type": "string"}} for kind in FORMS.values()}
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
        return JSONResponse(_answer(run_called(session, id)))


@router.get(
    "/{id}/file",
    response_class=Response,
    responses={
        200: {
            "content": {
                kind.split(";")[0]: {"schema": {"type": "string"}} for kind in FORMS.values()
            }
        },
        **errors(404, 409),
        **_GONE,
    },
)
def file(
    id: RunId,
    service: TheService,
    who: Reader,
    form: Annotated[Literal["json", "xlsx", "html", "csv"], Query(description="Of the file.")],
    language: Annotated[Literal["en", "cy"], Query(description="Of the report.")] = "en",
) -> Response:
    """Return what a run has found as a file: scenarios in every form, others as JSON."""
    del who
    with service.database.reading() as session:
        found = run_called(session, id)
        content = _answer(found)
    if found.kind == "scenarios":
        body = _report(Comparison.model_validate(content["comparison"]), form, language)
    elif form == "json":
        body = json.dumps(content, ensure_ascii=False, indent=1).encode()
    else:
        raise refused(422, "form", f"a {found.kind} is not written in this form", "json")
    name = f"cartref-{found.kind}-v{found.version}-{found.id[:8]}.{form}"
    return Response(
        body,
        media_type=FORMS[form],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@router.get(
    "/{id}/events",
    response_class=EventSourceResponse,
    responses={
        200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}},
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
            raise _not_over()
        version = session.get_one(RegisterVersion, before.version)
        if before.request is None or standing_sha256(version) != before.register_sha256:
            raise _erased()
        job = Job.model_validate_json(before.request)
        if job.kind == "scenarios" and "scenario" not in who.may:
            raise refused(403, "", "this needs the permission scenario", "somebody who has it")
        basis = Basis.of(session, version, None, job.policy)
    return asked(service, who, write, basis, job, of=id, replay_of=id)


def _refuse_others(who: Who, found: Run) -> None:
    """Refuse to stop a run for those who may only read."""
    own = found.author == who.person and who.may & {"plan", "rank", "scenario"}
    if not own and not who.may & {"scenario", "admin"}:
        raise refused(
            403,
            "",
            "this run is somebody else's",
            "whoever asked for it, the panel or an administrator",
        )


def _answer(found: Run) -> dict[str, Any]:
    if found.state not in OVER:
        raise _not_over()
    content = answer_of(found)
    if content is not None:
        return content
    if found.answer_sha256 is not None or found.request is None:
        raise _erased()
    raise refused(404, "answer", "the run has none", f"GET /v1/runs/{found.id} says why")


def _not_over() -> Exception:
    return refused(409, "run", "is not over yet", "the same later; DELETE stops it")


def _erased() -> Exception:
    return refused(410, "run", "was emptied when a child was erased", "a new run")


def _report(comparison: Comparison, form: str, language: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="cartref-") as folder:
        path = FilePath(folder) / f"comparison.{form}"
        write_report(comparison, path, language)
        return path.read_bytes()
