"""Plans: asking for one, how far it is, what it says, planning again with a pair locked."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Query
from sqlalchemy.orm import Session
from starlette.responses import Response

from api.pages import plan_form as fields
from api.pages.auth import Planner, Reader
from api.pages.flash import message
from api.pages.forms import Form, Posted
from api.pages.language import mark
from api.pages.page import Page
from api.pages.pdf import as_asked
from api.pages.plan_shown import again_in, context_of, state_of
from api.pages.plans import Chosen
from api.refusals import RefusedError, refused
from api.runs.jobs import OVER, job_in
from api.service.routes import plans as asking
from api.service.routes import runs
from api.service.run_schemas import shown
from api.service.writing import Writes
from api.store.runs import page as listed
from api.store.runs import run_called
from api.store.tables import Run
from api.store.versions import newest
from matcher.amounts import level_unit
from matcher.errors import InputError

router = APIRouter()

STOPPED = message(
    "plan-stopped", mark("The search is told to stop. The best plan found so far is kept.")
)
AGAIN = message("plan-again", mark("The plan is being made again with what you have changed."))

N_RECENT = 20
Word = Annotated[str, Query(max_length=200)]


@router.get("/plans")
def plans(page: Reader, like: Word = "", before: Word = "") -> Response:
    """Return the form that asks for a plan, and the plans of late."""
    form = Form()
    if like:
        with page.service.database.reading() as session:
            found = plan_run(session, like)
            if found.request is not None:
                form = fields.filled_in(session, job_in(found.request))
    return page.show("plans.html", form=form, **_about(page, form, before))


@router.post("/plans")
def ask(page: Planner, form: Posted, write: Writes) -> Response:
    """Ask for a plan; or show the form with room for one pair more."""
    if form.value("add") or form.is_shown_again:
        return page.show("plans.html", form=form, **_about(page, form))
    try:
        with page.service.database.reading() as session:
            given = fields.plan_in(session, form)
        answer = asking.plan(given, page.service, page.somebody, write)
    except (InputError, RefusedError) as error:
        form = form.with_faults(fields.at_fields(form, error))
        status = getattr(error, "status", 422)
        return page.show("plans.html", status=status, form=form, **_about(page, form))
    return page.go(f"/plans/{_id_in(answer)}")


@router.get("/plans/{run}")
def plan(page: Reader, run: str, change: Word = "", kind: Word = "", area: Word = "") -> Response:
    """Return a plan; while it is being made, how far it is."""
    return _plan(page, run, Chosen(change, kind, area), Form())


@router.post("/plans/{run}/stop")
def stop(page: Reader, run: str, write: Writes) -> Response:
    """Stop the search and keep the best plan so far."""
    with page.service.database.reading() as session:
        plan_run(session, run)
    runs.stop(run, page.service, page.somebody, write)
    return page.go(f"/plans/{run}", STOPPED)


@router.post("/plans/{run}")
def again(page: Planner, run: str, form: Posted, write: Writes) -> Response:
    """Plan again on the newest register, with a pair locked, forbidden or set free."""
    try:
        with page.service.database.reading() as session:
            given = again_in(plan_run(session, run), form)
        answer = asking.plan(given, page.service, page.somebody, write)
    except (InputError, RefusedError) as error:
        status = getattr(error, "status", 422)
        return _plan(page, run, Chosen(), form.with_faults(error), status)
    return page.go(f"/plans/{_id_in(answer)}", AGAIN)


def plan_run(session: Session, id_: str) -> Run:
    """Return the run of a plan.

    Raises
    ------
    RefusedError
        404 if there is none such.
    """
    found = run_called(session, id_)
    if found.kind != "plan":
        raise refused(404, "run", "is no plan's", "a run that /plans lists")
    return found


def _plan(page: Page, run: str, chosen: Chosen, form: Form, status: int = 200) -> Response:
    with page.service.database.reading() as session:
        found = plan_run(session, run)
        told = shown(page.service, session, [found])[0]
        if told.state in OVER:
            context = context_of(session, found, told, chosen, page.say)
            last = newest(session)
    if told.state in OVER:
        newer = None if last is None or last.number == told.version else last.number
        response = page.show("plan.html", status=status, form=form, newer=newer, **context)
        if page.is_part:
            response.headers["HX-Refresh"] = "true"  # what asked was the page of the search
        return as_asked(page, response, f"plan-{run}")
    job = None if found.request is None else job_in(found.request)
    return page.show(
        "plan_working.html",
        status=status,
        block="progress",
        form=form,
        run=told,
        policy=None if job is None else job.policy,
        state=state_of(told),
        level_unit=level_unit,
        may_stop=runs.may_stop(page.somebody, told.author.number),
    )


def _about(page: Page, form: Form, before: str = "") -> dict[str, Any]:
    """Return what the page of all plans shows besides its form."""
    with page.service.database.reading() as session:
        found = listed(session, "plan", None, None, before or None, N_RECENT + 1)
        told = shown(page.service, session, found[:N_RECENT])
        return {
            "version": newest(session),
            "policies": fields.policies(session),
            "seconds": fields.SECONDS,
            "runs": [(one, state_of(one)) for one in told],
            "older": told[-1].id if len(found) > N_RECENT else None,
            "is_first": not before,
            "n_rows": {kind: fields.n_rows(form, kind) for kind in fields.PAIR_KINDS},
        }


def _id_in(answer: Response) -> str:
    found: str = json.loads(bytes(answer.body))["id"]
    return found
