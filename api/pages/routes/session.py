"""Signing in, changing one's password, signing out."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from api.pages.auth import Anybody, Somebody
from api.pages.flash import message
from api.pages.forms import Form, Posted
from api.pages.language import mark
from api.pages.page import Page
from api.refusals import RefusedError, refused
from api.service.people_schemas import PasswordChange, SignIn
from api.service.routes import session as api
from api.sign_in import local, sessions
from api.sign_in.requests import refuse_other_sites, token_of
from api.store.tables import Person
from matcher.errors import InputError

router = APIRouter()

CHANGED = message("password-changed", mark("Your password is changed."))
SIGNED_OUT = message("signed-out", mark("You are signed out."))

#: A path of this service and of no other; anything else is the first page.
_PATH = re.compile(r"/([A-Za-z0-9._~%-][A-Za-z0-9._~%/-]*)?(\?[A-Za-z0-9._~%/?=&+-]*)?")

Next = Annotated[str, Query(max_length=500)]


class _NewPassword(PasswordChange):
    """A new password, typed twice."""

    again: Annotated[str, Field(max_length=1000)] = ""


@router.get("/sign-in")
def sign_in_page(page: Anybody, next: Next = "/") -> Response:
    """Return the form to sign in; whoever is signed in goes on."""
    if page.who is not None:
        return page.go(ours(next))
    return _sign_in(page, Form(), next)


@router.post("/sign-in")
def sign_in(page: Anybody, form: Posted, next: Next = "/") -> Response:
    """Sign in, and go where somebody wanted to go."""
    refuse_other_sites(page.request)
    service = page.service
    try:
        given = form.read(SignIn)
        begun = local.sign_in(service.database, service.settings, given.name, given.password)
    except (InputError, RefusedError) as error:
        return _sign_in(page, form, next, error)
    if old := token_of(page.request, service.settings):
        with service.database.writing() as session:
            sessions.end(session, old)
    response = page.go("/password" if begun.who.must_change else ours(next))
    api.set_cookie(response, service, begun.token)
    return response


@router.get("/password")
def password_page(page: Somebody) -> Response:
    """Return the form to change one's own password."""
    return page.show("password.html", local=_is_local(page))


@router.post("/password")
def change_password(page: Somebody, form: Posted) -> Response:
    """Change one's own password; other sessions end."""
    token = _token(page)
    try:
        given = form.read(_NewPassword)
        if given.again != given.new:
            raise InputError.single(
                "again", mark("is not the same as the new password"), mark("the same twice")
            )
        local.change_password(page.service.database, page.somebody, token, given.old, given.new)
    except (InputError, RefusedError) as error:
        return page.again("password.html", form, error, local=_is_local(page))
    return page.go("/", CHANGED)


@router.post("/sign-out")
def sign_out(page: Somebody) -> Response:
    """Sign out."""
    ended = api.sign_out(page.service, page.request, page.somebody)
    response = Page(page.request, None, page.say).go("/sign-in", SIGNED_OUT)
    response.headers["set-cookie"] = ended.headers["set-cookie"]
    return response


def ours(path: str) -> str:
    """Return a path of this service; the first page where it is none, or an address elsewhere."""
    return path if _PATH.fullmatch(path) and not path.startswith("/v1") else "/"


def _sign_in(
    page: Page, form: Form, to: str, error: InputError | RefusedError | None = None
) -> Response:
    directory = page.service.settings.oidc_issuer is not None
    to = ours(to)
    if error is None:
        return page.show("sign_in.html", directory=directory, next=to)
    return page.again("sign_in.html", form, error, directory=directory, next=to)


def _is_local(page: Page) -> bool:
    """Return whether somebody's password is kept here, and not by the council's directory."""
    with page.service.database.reading() as session:
        person = session.get(Person, page.somebody.person)
        return person is not None and person.issuer is None


def _token(page: Page) -> str:
    if page.token is None:
        raise refused(409, "", "there is no session: a key is used", "a session")
    return page.token
