"""Scenarios: questions ready and of one's own, asked together, and how their plans differ."""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter
from sqlalchemy.orm import Session
from starlette.responses import Response

from api.pages import entry_words
from api.pages.auth import Panel
from api.pages.drafts import MOST_CHANGES, Draft
from api.pages.forms import Form, Posted
from api.pages.language import Speech
from api.pages.page import Page
from api.pages.questions import MOST, SECONDS, Questions, uploaded
from api.pages.run_words import runs_of
from api.refusals import RefusedError
from api.service.planning_context import OnVersion
from api.service.scenario_schemas import asked_scenarios
from api.service.writing import Writes
from api.store.journeys import journeys_of
from api.store.versions import newest, register_of
from matcher.criteria import CRITERIA
from matcher.errors import InputError
from scenarios.changes import CHANGES
from scenarios.files import toml_of
from scenarios.inputs import Inputs
from scenarios.library import LIBRARY
from scenarios.scenario import Scenario

router = APIRouter()


@router.get("/scenarios")
def scenarios(page: Panel) -> Response:
    """Return the ready questions, to ask some of them."""
    return _board(page, Questions())


@router.post("/scenarios")
def act(page: Panel, form: Posted, write: Writes) -> Response:
    """Do what the button says that was pressed: ask, or go on with a question of one's own.

    Until it is asked, a question stands in the form alone: nothing is kept here.
    """
    questions = Questions.sent(form)
    if form.is_shown_again:
        if "instead" in form.values:
            return _builder(page, questions, Draft.sent(form), form.value("instead"))
        return _board(page, questions)
    do, _, what = form.value("do", "ask").partition(":")
    if do == "edit":
        found = questions.named(what)
        own = what if found in questions.own else ""
        return _builder(page, questions, Draft.of(found) if found else Draft(), own)
    if do == "build":
        return _build(page, form, questions, what)
    if do == "toml":
        return _file(questions.named(what) or LIBRARY[next(iter(LIBRARY))])
    if do == "drop":
        return _board(page, questions.without(what))
    try:
        if do == "upload":
            return _board(page, questions.with_own(uploaded(form)))
        answer = asked_scenarios(page.service, page.somebody, write, questions.given())
    except (InputError, RefusedError) as error:
        return _board(page, questions, error)
    return page.go(f"/scenarios/{json.loads(bytes(answer.body))['id']}")


def _build(page: Page, form: Form, questions: Questions, what: str) -> Response:
    """Do what a button of the form of one question says."""
    draft, own = Draft.sent(form), form.value("instead")
    what, _, which = what.partition(":")
    number = int(which) if which.isdecimal() and len(which) < 4 else -1
    if what == "add":
        draft = draft.with_change(form.value("add"))
    elif what == "remove":
        draft = draft.without(number)
    elif what in ("up", "down"):
        draft = draft.moved(number, -1 if what == "up" else 1)
    elif what == "cancel":
        return _board(page, questions)
    elif what in ("done", "toml", "check"):
        try:
            made = draft.scenario(_inputs(page))
        except InputError as error:
            return _builder(page, questions, draft, own, error)
        if what == "toml":
            return _file(made)
        if what == "check":
            return _builder(page, questions, draft, own, made=made)
        return _board(page, questions.with_own(made, own))
    return _builder(page, questions, draft, own)


def _board(
    page: Page, questions: Questions, error: InputError | RefusedError | None = None
) -> Response:
    with page.service.database.reading() as session:
        about: dict[str, Any] = {
            "version": newest(session),
            "runs": runs_of(page, session, "scenarios"),
        }
    return _shown(
        page,
        "scenarios.html",
        questions.values,
        error,
        questions=questions,
        library=LIBRARY.values(),
        most=MOST,
        seconds=SECONDS,
        **about,
    )


def _builder(
    page: Page,
    questions: Questions,
    draft: Draft,
    own: str,
    error: InputError | None = None,
    made: Scenario | None = None,
) -> Response:
    return _shown(
        page,
        "scenario_build.html",
        {**questions.values, **draft.values},
        error,
        questions=questions,
        draft=draft,
        instead=own,
        made=made,
        labels=_labels(draft, page.say),
        changes=CHANGES,
        criteria=CRITERIA,
        most_changes=MOST_CHANGES,
        words=entry_words,
    )


def _labels(draft: Draft, say: Speech) -> dict[str, str]:
    """Return what each field of the changes is called, for the list of what is wrong."""
    labels = {}
    for number, change in enumerate(draft.changes):
        said = say(CHANGES[change.code].meaning)
        labels[f"c{number}"] = f"{number + 1}. {said}"
        for entry in change.entries:
            for depth in range(1, len(entry.path)):
                part = "-".join(entry.path[:depth])
                labels[f"c{number}-{part}"] = entry_words.part_of(entry.path[depth - 1], say)
            labels[f"c{number}-{entry.name}"] = entry_words.label_of(entry, say)
    return labels


def _shown(
    page: Page,
    template: str,
    values: Any,
    error: InputError | RefusedError | None,
    **context: Any,
) -> Response:
    form = Form(values)
    if error is None:
        return page.show(template, form=form, **context)
    return page.again(template, form, error, **context)


def _inputs(page: Page) -> Inputs | None:
    """Return what questions are asked of: the newest register; None before there is one."""
    with page.service.database.reading() as session:
        return _newest_inputs(session)


def _newest_inputs(session: Session) -> Inputs | None:
    if newest(session) is None:
        return None
    basis = OnVersion().basis(session)
    version = basis.version
    assert version is not None, "the newest version"
    return Inputs(register_of(version), basis.policy, journeys_of(basis.table))


def _file(scenario: Scenario) -> Response:
    return Response(
        toml_of(scenario),
        media_type="application/toml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{scenario.name}.toml"'},
    )
