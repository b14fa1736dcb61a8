"""Answers to scenarios: how far they are, how their plans differ, as pages and on paper."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.pages.auth import Reader
from api.pages.comparisons import chosen
from api.pages.flash import message
from api.pages.forms import Form
from api.pages.language import mark
from api.pages.page import Page
from api.pages.pdf import as_asked
from api.pages.questions import Questions
from api.pages.run_words import STATES, asks, counted, job_of, run_of
from api.runs.jobs import OVER
from api.service.answers import FORMS_OF
from api.service.routes import runs
from api.service.run_schemas import shown
from api.service.writing import Writes
from api.store.runs import answer_of
from matcher.amounts import level_unit
from scenarios.compare.comparison import Comparison
from scenarios.library import LIBRARY
from scenarios.reports import page as report

router = APIRouter()

STOPPED = message(
    "scenarios-stopped", mark("It is told to stop. What is worked out by then is kept.")
)
Names = Annotated[tuple[str, ...], Query(max_length=20)]


@router.get("/scenarios/{run}")
def scenario_run(
    page: Reader,
    run: str,
    show: Names = (),
    deep: Annotated[str, Query(max_length=9)] = "",
) -> Response:
    """Return how the plans differ, of some of the scenarios; until then how far they are."""
    with page.service.database.reading() as session:
        found = run_of(session, run, "scenarios")
        told = shown(page.service, session, [found])[0]
        answer = answer_of(found) if told.state in OVER else None
        job, questions = job_of(found), asks(found, page)
    about: dict[str, Any] = {"run": told, "state": STATES[told.state], "asks": questions}
    if told.state not in OVER:
        return page.show(
            "scenario_working.html",
            block="progress",
            counts=None if job is None else counted(job, told.progress),
            level_unit=level_unit,
            may_stop=runs.may_stop(page.somebody, told.author.number),
            **about,
        )
    if answer is None:
        response = page.show("run_failed.html", back="/scenarios", **about)
    else:
        comparison = Comparison.model_validate(answer["comparison"])
        some = chosen(comparison, show)
        asked = () if job is None else job.scenarios
        form = Form(
            Questions(
                tuple(one.name for one in asked if LIBRARY.get(one.name) == one),
                tuple(one for one in asked if LIBRARY.get(one.name) != one),
                tuple(one.name for one in asked),
            ).values
        )
        response = page.show(
            "scenario_run.html",
            form=form,
            comparison=comparison,
            shown=[one.name for one in some.answers],
            proved=report.proved(some, page.say),
            body=report.body(some, page.say, deep=deep == "yes"),
            deep=deep == "yes",
            forms=FORMS_OF["scenarios"],
            **about,
        )
    return as_asked(page, _whole(page, response), f"scenarios-{run}")


@router.post("/scenarios/{run}/stop")
def stop(page: Reader, run: str, write: Writes) -> Response:
    """Stop it and keep what is worked out."""
    with page.service.database.reading() as session:
        run_of(session, run, "scenarios")
    runs.stop(run, page.service, page.somebody, write)
    return page.go(f"/scenarios/{run}", STOPPED)


def _whole(page: Page, response: Response) -> Response:
    """Return a page of what is over; a script that asked how far it is loads all of it."""
    if page.is_part:
        response.headers["HX-Refresh"] = "true"
    return response
