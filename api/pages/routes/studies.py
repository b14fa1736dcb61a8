"""Studies: standing questions of the panel, asked with a few choices, and what they find."""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter
from pydantic import ValidationError
from starlette.responses import Response

from api.pages import entry_words
from api.pages.auth import Panel, Reader
from api.pages.entries import Entry, at_first, entries_of, read
from api.pages.flash import message
from api.pages.forms import Form, Posted
from api.pages.language import mark
from api.pages.page import Page
from api.pages.pdf import as_asked
from api.pages.run_words import STATES, asks, run_of, runs_of
from api.refusals import RefusedError, refused
from api.runs.jobs import OVER
from api.runs.studies import STUDIES, study_of
from api.service.answers import FORMS_OF
from api.service.routes import runs
from api.service.run_schemas import shown
from api.service.study_schemas import StudyIn, asked_study
from api.service.writing import Writes
from api.store.runs import answer_of
from api.store.versions import newest
from matcher.errors import Fault, InputError
from matcher.records.faults import faults_of
from scenarios.reports import paper

router = APIRouter()

STOPPED = message(
    "study-stopped", mark("The study is told to stop. What is known by then is kept.")
)
ENTRIES: dict[str, tuple[Entry, ...]] = {
    code: entries_of(study, without="study") for code, study in STUDIES.items()
}


@router.get("/studies")
def studies(page: Panel) -> Response:
    """Return each study with what it asks and its few choices."""
    return _cards(page, Form())


@router.post("/studies")
def ask(page: Panel, form: Posted, write: Writes) -> Response:
    """Ask for one study."""
    code = form.value("study")
    if code not in STUDIES:
        raise refused(422, "study", "is none", ", ".join(STUDIES))
    try:
        given = _given(code, form)
        answer = asked_study(page.service, page.somebody, write, given)
    except (InputError, RefusedError) as error:
        status = getattr(error, "status", 422)
        return _cards(page, form.with_faults(error), status)
    return page.go(f"/studies/{json.loads(bytes(answer.body))['id']}")


@router.get("/studies/{run}")
def study(page: Reader, run: str) -> Response:
    """Return what a study has found; until then how far it is."""
    with page.service.database.reading() as session:
        found = run_of(session, run, "study")
        told = shown(page.service, session, [found])[0]
        answer = answer_of(found) if told.state in OVER else None
        question = next(iter(asks(found, page)), "")
    about: dict[str, Any] = {
        "run": told,
        "state": STATES[told.state],
        "asks": (question,),
        "question": question,
    }
    if told.state not in OVER:
        may_stop = runs.may_stop(page.somebody, told.author.number)
        return page.show("study_working.html", block="progress", may_stop=may_stop, **about)
    if answer is None:
        response = page.show("run_failed.html", back="/studies", **about)
    else:
        made = study_of(answer)
        has_picture = bool(made.pictures(page.say))
        response = page.show(
            "study_run.html",
            study=made,
            body=paper.body(made, page.say),
            forms=[one for one in FORMS_OF["study"] if one != "svg" or has_picture],
            **about,
        )
    if page.is_part:
        response.headers["HX-Refresh"] = "true"
    return as_asked(page, response, f"study-{run}")


@router.post("/studies/{run}/stop")
def stop(page: Reader, run: str, write: Writes) -> Response:
    """Stop it and keep what is known."""
    with page.service.database.reading() as session:
        run_of(session, run, "study")
    runs.stop(run, page.service, page.somebody, write)
    return page.go(f"/studies/{run}", STOPPED)


def _given(code: str, form: Form) -> StudyIn:
    """Return what a form asks; the fields of a study have its code before their names.

    Raises
    ------
    InputError
        With every fault, its place the field of the form.
    """
    entries = ENTRIES[code]
    sent = {one.name: form.values.get(f"{code}-{one.name}", ()) for one in entries}
    try:
        asked = STUDIES[code].model_validate(read(entries, sent))
    except ValidationError as error:
        faults = faults_of(error, STUDIES[code])
        raise InputError(
            Fault(f"{code}-{one.place}", one.fault, one.accepted) for one in faults
        ) from None
    return StudyIn(study=asked)


def _cards(page: Page, form: Form, status: int = 200) -> Response:
    values = {
        f"{code}-{name}": sent
        for code, entries in ENTRIES.items()
        for name, sent in at_first(entries).items()
    }
    # What was sent stands in the form again, also where a field of it was left empty.
    of_sent = {name for name in values if name.startswith(f"{form.value('study')}-")}
    values = {name: sent for name, sent in values.items() if name not in of_sent or not form.values}
    with page.service.database.reading() as session:
        version, recent = newest(session), runs_of(page, session, "study")
    return page.show(
        "studies.html",
        status=status,
        form=Form({**values, **form.values}, form.files, form.faults),
        studies=STUDIES,
        entries=ENTRIES,
        words=entry_words,
        labels={
            f"{code}-{one.name}": entry_words.label_of(one, page.say)
            for code, entries in ENTRIES.items()
            for one in entries
        },
        version=version,
        runs=recent,
    )
