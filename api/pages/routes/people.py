"""People: who may sign in, and as what."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Path
from sqlalchemy.orm import Session
from starlette.responses import Response

from api.pages.auth import Admin
from api.pages.flash import message
from api.pages.forms import Posted
from api.pages.language import mark
from api.pages.page import Page
from api.pages.roles import role_choices, roles_told
from api.refusals import RefusedError, refused
from api.service.people_schemas import NewPerson, PersonChange, PersonIn, PersonOut
from api.service.routes import people as api
from api.service.schemas import MAX_NUMBER
from api.service.writing import Writes
from api.store.people import all_people, keys_of
from api.store.tables import Person
from api.store.times import now
from matcher.errors import InputError

router = APIRouter()

CHANGED = message("person-roles", mark("The roles are changed."))
CLOSED = message("person-closed", mark("They may no longer sign in."))
OPENED = message("person-opened", mark("They may sign in again."))

Number = Annotated[int, Path(ge=1, le=MAX_NUMBER)]


@router.get("/people")
def people(page: Admin) -> Response:
    """Return everybody who may sign in, or could once."""
    with page.service.database.reading() as session:
        everybody = [PersonOut.of(one) for one in all_people(session)]
    rows = [(one, roles_told(page.say, one.roles)) for one in everybody]
    return page.show("people.html", rows=rows, now=now())


@router.get("/people/add")
def add_page(page: Admin) -> Response:
    """Return the form to let somebody in."""
    return page.show("person_add.html", **_form(page))


@router.post("/people/add")
def add(page: Admin, form: Posted, write: Writes) -> Response:
    """Let somebody in, and show their one-time password this once."""
    try:
        given = form.read(PersonIn, roles=form.values.get("roles", ()))
        answer = api.add(page.service, page.somebody, write, given)
    except (InputError, RefusedError) as error:
        return page.again("person_add.html", form, error, **_form(page))
    return _password(page, answer)


@router.get("/people/{number}")
def person(page: Admin, number: Number) -> Response:
    """Return somebody, and what can be changed."""
    return page.show("person.html", **_somebody(page, number))


@router.post("/people/{number}")
def change_roles(page: Admin, form: Posted, write: Writes, number: Number) -> Response:
    """Give somebody other roles."""
    try:
        given = form.read(PersonChange, roles=form.values.get("roles", ()))
        api.change(page.service, page.somebody, write, number, given)
    except (InputError, RefusedError) as error:
        return page.again("person.html", form, error, **_somebody(page, number))
    return page.go(f"/people/{number}", CHANGED)


@router.get("/people/{number}/password")
def password_page(page: Admin, number: Number) -> Response:
    """Ask whether somebody shall have a new one-time password."""
    return page.show("person_confirm.html", act="password", **_somebody(page, number))


@router.post("/people/{number}/password")
def password(page: Admin, form: Posted, write: Writes, number: Number) -> Response:
    """Give somebody a new one-time password, and show it this once."""
    try:
        answer = api.reset(page.somebody, write, number)
    except RefusedError as error:
        shown = _somebody(page, number)
        return page.again("person_confirm.html", form, error, act="password", **shown)
    return _password(page, answer)


@router.get("/people/{number}/close")
def close_page(page: Admin, number: Number) -> Response:
    """Ask whether somebody shall no longer sign in."""
    return page.show("person_confirm.html", act="close", **_somebody(page, number))


@router.post("/people/{number}/close")
def close(page: Admin, form: Posted, write: Writes, number: Number) -> Response:
    """Let somebody no longer sign in: they are signed out and have no keys any more."""
    try:
        api.change(page.service, page.somebody, write, number, PersonChange(active=False))
    except RefusedError as error:
        return page.again(
            "person_confirm.html", form, error, act="close", **_somebody(page, number)
        )
    return page.go(f"/people/{number}", CLOSED)


@router.post("/people/{number}/open")
def open_(page: Admin, write: Writes, number: Number) -> Response:
    """Let somebody sign in again."""
    api.change(page.service, page.somebody, write, number, PersonChange(active=True))
    return page.go(f"/people/{number}", OPENED)


def _form(page: Page) -> dict[str, Any]:
    directory = page.service.settings.oidc_issuer is not None
    return {"roles": role_choices(page.say), "directory": directory}


def _somebody(page: Page, number: int) -> dict[str, Any]:
    with page.service.database.reading() as session:
        found = PersonOut.of(_numbered(session, number))
        n_keys = sum(1 for key in keys_of(session, number) if key.revoked_at is None)
    by_directory = found.directory and bool(page.service.settings.oidc_roles)
    return {
        "person": found,
        "told": roles_told(page.say, found.roles),
        "roles": role_choices(page.say),
        "by_directory": by_directory,
        "n_keys": n_keys,
        "now": now(),
    }


def _numbered(session: Session, number: int) -> Person:
    found = session.get(Person, number)
    if found is None:
        raise refused(404, "number", "is nobody's", "somebody on the page of people")
    return found


def _password(page: Page, answer: Response) -> Response:
    given = NewPerson.model_validate(json.loads(bytes(answer.body)))
    return page.show("person_password.html", person=given)
