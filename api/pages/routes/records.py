"""Records: who did what, on which register, with which policy and software."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel
from starlette.responses import Response

from api.pages.auth import Admin, Planner, Reader
from api.pages.flash import message
from api.pages.forms import Form, Posted
from api.pages.language import mark, mark_many
from api.pages.log import Line, Sought, action_choices, lines
from api.pages.page import Page
from api.refusals import RefusedError, refused
from api.service.approvals import standing
from api.service.decision_schemas import DecisionsOut
from api.service.routes import records as api
from api.service.routes import runs as runs_api
from api.service.run_schemas import shown
from api.service.schemas import MAX_NUMBER, Before
from api.service.writing import Writes
from api.store import chain, entries
from api.store.agreement import verify
from api.store.approvals import approvals_recorded
from api.store.chain import Noted
from api.store.decisions import decisions_made
from api.store.entries import Wanted
from api.store.people import all_people
from api.store.runs import ID, replays_of, run_called
from matcher.errors import InputError

router = APIRouter()

AGAIN = message(
    "run-again", mark("The run is worked out again. Whether the answer is the same is told here.")
)

#: How many entries a page lists.
LISTED = 50

RunId = Annotated[str, Path(pattern=ID)]


@router.get("/records")
def records(page: Reader, before: Before = None) -> Response:
    """Return what was done, newest first, and the form to look for some of it."""
    query = page.request.query_params
    form = Form({name: [query[name]] for name in Sought.model_fields if query.get(name)})
    try:
        wanted = form.read(Sought).wanted
    except InputError as error:
        return page.again("records.html", form, error, **_around(page), lines=(), earlier=None)
    with page.service.database.reading() as session:
        found = entries.page(session, wanted, before, LISTED + 1)
        listed = lines(session, page.say, found[:LISTED])
    earlier = listed[-1].number if len(found) > LISTED else None
    return page.show("records.html", form=form, lines=listed, earlier=earlier, **_around(page))


@router.get("/records/verify")
def verify_page(page: Admin) -> Response:
    """Return the form to verify the log."""
    return page.show("records_verify.html", faults=None, head=_head(page))


@router.post("/records/verify")
def verify_log(page: Admin, form: Posted) -> Response:
    """Verify the whole log, also against a head that was kept elsewhere."""
    text = form.value("head").strip()
    try:
        noted = Noted.of(text) if text else None
    except InputError as error:
        return page.again("records_verify.html", form, error, faults=None, head=_head(page))
    with page.service.database.reading() as session:
        head = str(chain.head(session))
        faults = verify(session, noted)
    return page.show("records_verify.html", form=form, faults=faults, head=head)


@router.get("/records/runs/{id}")
def run(page: Reader, id: RunId) -> Response:
    """Return what is known of a run, and whether it was worked out again to the same answer."""
    with page.service.database.reading() as session:
        found = run_called(session, id)
        out, *again = shown(page.service, session, [found, *replays_of(session, id)])
        told = entries.page(session, Wanted(about=f"run {id}"), None, LISTED)
        listed = lines(session, page.say, told)
        is_whole = found.request is not None
    return page.show(
        "record_run.html", run=out, again=again, lines=listed, is_whole=is_whole, block="again"
    )


@router.post("/records/runs/{id}")
def replay(page: Planner, id: RunId, write: Writes) -> Response:
    """Work a run out again, to compare the answers."""
    runs_api.replay(id, page.service, page.somebody, write)
    return page.go(f"/records/runs/{id}", AGAIN)


@router.get("/records/{number}")
def record(page: Reader, number: Annotated[int, Path(ge=1, le=MAX_NUMBER)]) -> Response:
    """Return an entry of the log by its number, with all that it holds."""
    with page.service.database.reading() as session:
        found = entries.page(session, Wanted(), number + 1, 1)
        if not found or found[0].entry.number != number:
            raise refused(404, "number", "the log has no entry of that number", "an earlier one")
        line: Line = lines(session, page.say, found)[0]
    return page.show("record.html", line=line, entry=line.told.entry)


@router.get("/decisions")
def decisions(
    page: Reader,
    before: Before = None,
    kind: Annotated[
        Literal["", "offered", "declined", "accepted", "ended"], Query(max_length=10)
    ] = "",
) -> Response:
    """Return what was decided, newest first."""
    with page.service.database.reading() as session:
        found = decisions_made(session, limit=LISTED + 1, before=before, kind=kind or None)
        recorded = approvals_recorded(session, [made.number for made, _ in found])
    out = DecisionsOut.of(found, LISTED)
    approvals = {
        number: [one for so_far in by_code.values() if (one := standing(so_far))]
        for number, by_code in recorded.items()
    }
    form = Form({"kind": [kind]})
    return page.show(
        "decisions.html",
        form=form,
        decisions=out.decisions,
        approvals=approvals,
        earlier=out.before,
        before=before,
    )


class _Confirmed(BaseModel):
    confirm: str | None = None


@router.get("/erase")
def erase_page(page: Admin) -> Response:
    """Return the form to erase a child."""
    return page.show("erase.html", asked=None, erased=None)


@router.post("/erase")
def erase(page: Admin, form: Posted, write: Writes) -> Response:
    """Ask whether a child shall really be erased; then erase the child."""
    try:
        given = form.read(api.ErasureIn)
        if not form.read(_Confirmed).confirm:
            return page.show("erase.html", form=form, asked=given, erased=None)
        answer = api.erase_child(page.somebody, write, page.service, given)
    except (InputError, RefusedError) as error:
        return page.again("erase.html", form, error, asked=None, erased=None)
    return page.show("erase.html", asked=None, erased=_emptied(page, bytes(answer.body)))


def _around(page: Page) -> dict[str, Any]:
    """Return what the page of records shows around the entries."""
    with page.service.database.reading() as session:
        people = [(str(one.id), one.name) for one in all_people(session)]
    everybody = page.say.text(mark("everybody"))
    itself = page.say.text(mark("Cartref itself, and nobody"))
    return {
        "actions": action_choices(page.say),
        "people": [("", everybody), *people, ("0", itself)],
        "head": _head(page),
    }


def _head(page: Page) -> str:
    with page.service.database.reading() as session:
        return str(chain.head(session))


def _emptied(page: Page, body: bytes) -> dict[str, Any]:
    """Return what an erasure emptied, as sentences."""
    done = api.ErasureOut.model_validate(json.loads(body))
    counted = (
        (
            done.versions,
            mark_many(
                "%(n)s version of the register is without the child now.",
                "%(n)s versions of the register are without the child now.",
            ),
        ),
        (
            done.decisions,
            mark_many(
                "%(n)s decision has lost its content.", "%(n)s decisions have lost their content."
            ),
        ),
        (
            done.runs,
            mark_many(
                "%(n)s run has lost its question and its answer.",
                "%(n)s runs have lost their questions and answers.",
            ),
        ),
        (
            done.entries,
            mark_many(
                "%(n)s entry of the log has lost its detail.",
                "%(n)s entries of the log have lost their detail.",
            ),
        ),
        (
            done.journeys,
            mark_many(
                "%(n)s table of journeys is without the child now.",
                "%(n)s tables of journeys are without the child now.",
            ),
        ),
    )
    told = [page.say.count(*texts, len(emptied)) for emptied, texts in counted if emptied]
    return {"entry": done.entry, "told": told, "named": list(done.named)}
