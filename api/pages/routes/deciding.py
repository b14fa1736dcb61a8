"""What officers decide: asked, declined, accepted, ended; and the record of it to print."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from api.pages.auth import Decider, Reader
from api.pages.choice.decision_form import Sent, Subject, message_of, subject_of
from api.pages.choice.option_presenter import KINDS, OptionPresenter
from api.pages.choice.options import best_of
from api.pages.choice.ranking_subject import asked_for
from api.pages.choice.reasons import REASONS
from api.pages.choice.record import Record, record_of
from api.pages.differing import Differing
from api.pages.forms import Form, Posted
from api.pages.page import Page
from api.pages.pdf import as_asked
from api.refusals import RefusedError
from api.service.deciding import decided_on
from api.service.schemas import MAX_NUMBER
from api.service.writing import IdempotentWrite, Writes
from api.store.times import today
from matcher.difference import Difference
from matcher.errors import InputError

router = APIRouter()

#: So many of the options that there were stand in the record.
RECORDED = 10

Home = Annotated[str, Query(max_length=200)]
Option = Annotated[int | None, Query(ge=1, le=MAX_NUMBER)]
Number = Annotated[int, Path(ge=1, le=MAX_NUMBER)]


@router.get("/children/{id:path}/decide")
def about_child(page: Decider, id: str, home: Home) -> Response:
    """Return the form to decide about a child and a home."""
    return page.show("decide.html", **_form(page, _subject(page, id, home, is_group=False)))


@router.post("/children/{id:path}/decide")
def decide_child(page: Decider, id: str, home: Home, form: Posted, write: Writes) -> Response:
    """Decide about a child and a home."""
    return _decide(page, _subject(page, id, home, is_group=False), form, write)


@router.get("/groups/{id:path}/decide")
def about_group(page: Decider, id: str, home: Home, option: Option = None) -> Response:
    """Return the form to decide about children of a group and a home."""
    return page.show("decide.html", **_form(page, _subject(page, id, home, option, is_group=True)))


@router.post("/groups/{id:path}/decide")
def decide_group(
    page: Decider, id: str, home: Home, form: Posted, write: Writes, option: Option = None
) -> Response:
    """Decide about children of a group and a home."""
    return _decide(page, _subject(page, id, home, option, is_group=True), form, write)


@router.get("/decisions/{number:int}/record")
def match_record(page: Reader, number: Number) -> Response:
    """Return the record of a decision, ready to print."""
    with page.service.database.reading() as session:
        record = record_of(session, number)
    despite = record.decision.despite if record.decision else ()
    response = page.show(
        "match_record.html",
        record=record,
        kinds=KINDS,
        set_aside=[REASONS[code] for code in despite if code in REASONS],
        **_recorded(page, record),
    )
    return as_asked(page, response, f"decision-{number}")


def _subject(
    page: Page, id_: str, home: str, option: int | None = None, *, is_group: bool
) -> Subject:
    with page.service.database.reading() as session:
        asked = asked_for(session, id_, is_group=is_group)
    ranking = asked.ranking(page.service.rankers) if asked.members else None
    return subject_of(asked, ranking, home, option)


def _form(page: Page, subject: Subject, version: str = "") -> dict[str, Any]:
    """Return what the form shows; the version is the one that somebody has looked at."""
    return {
        "version": version or str(subject.asked.version.number),
        "asked": subject.asked,
        "subject": subject,
        "tell": OptionPresenter(page.say, subject.asked.case),
        "today": today().isoformat(),
        "changed": None,
    }


def _decide(page: Page, subject: Subject, form: Form, write: IdempotentWrite) -> Response:
    if form.is_shown_again:
        return page.show("decide.html", form=form, **_form(page, subject, form.value("version")))
    try:
        sent = form.read(Sent)
        answer = decided_on(page.service, page.somebody, sent.asked(subject), write)
    except (InputError, RefusedError) as error:
        if isinstance(error, RefusedError) and error.status == 409 and error.about:
            # They now see the register as it is: what they send next is about this version.
            context = _form(page, subject) | {"changed": _changed(page, error.about)}
            return page.show("decide.html", status=409, form=form, **context)
        return page.again("decide.html", form, error, **_form(page, subject, form.value("version")))
    made = json.loads(bytes(answer.body))
    return page.go(subject.asked.path, message_of(made["kind"]), number=made["number"])


def _changed(page: Page, about: Any) -> dict[str, Any]:
    """Return what has changed since somebody looked at the register, and who decided what."""
    found = Difference.model_validate(about["difference"])
    return {
        "version": about["version"],
        "differing": Differing.of(page.say, found),
        "decisions": about["decisions"],
    }


def _recorded(page: Page, record: Record) -> dict[str, Any]:
    """Return the options that there were, as they were ranked on the register of then."""
    asked = record.asked
    if asked is None:
        return {"tell": None, "choices": [], "n_options": 0}
    told: dict[str, Any] = {
        "tell": OptionPresenter(page.say, asked.case),
        "choices": [],
        "n_options": 0,
    }
    if asked.members:
        ranking = asked.ranking(page.service.rankers)
        together, split = best_of(asked, ranking, RECORDED)
        told |= {"choices": [*together, *split], "n_options": len(ranking.options)}
    return told
