"""One's own account: what one may do, keys for programs, sessions."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from api.pages.auth import Reader, Somebody
from api.pages.flash import message
from api.pages.forms import Posted
from api.pages.language import mark
from api.pages.page import Page
from api.pages.roles import permissions_told, roles_told
from api.refusals import refused
from api.service.people_schemas import KeyIn, KeyOut, NewKey
from api.service.routes import keys as api
from api.service.routes import session as session_api
from api.service.writing import Writes
from api.sign_in import sessions
from api.sign_in.keys import MOST_DAYS
from api.store.authors import names_of
from api.store.people import keys_of
from api.store.tables import ApiKey
from api.store.times import now
from matcher.errors import InputError

router = APIRouter()

REVOKED = message("key-revoked", mark("The key is revoked: it opens nothing any more."))
OUT = message("signed-out-everywhere", mark("You are signed out everywhere."))

KeyId = Annotated[str, Path(pattern="^[0-9a-f]{12}$")]


@router.get("/account")
def account(page: Somebody) -> Response:
    """Return one's own roles, keys and sessions."""
    return page.show("account.html", **_account(page))


@router.post("/account")
def make_key(page: Reader, form: Posted, write: Writes) -> Response:
    """Make a key, and show its text this once."""
    try:
        answer = api.make(page.somebody, write, form.read(KeyIn))
    except InputError as error:
        return page.again("account.html", form, error, **_account(page))
    made = NewKey.model_validate(json.loads(bytes(answer.body)))
    return page.show("key_made.html", key=made)


@router.post("/account/sign-out")
def sign_out_everywhere(page: Somebody) -> Response:
    """End all one's sessions, on every machine."""
    ended = session_api.sign_out(page.service, page.request, page.somebody)
    with page.service.database.writing() as session:
        sessions.end_all(session, page.somebody.person)
    response = Page(page.request, None, page.say).go("/sign-in", OUT)
    response.headers["set-cookie"] = ended.headers["set-cookie"]
    return response


@router.get("/account/keys/{id}/revoke")
def revoke_page(page: Reader, id: KeyId) -> Response:
    """Ask whether a key shall be revoked."""
    with page.service.database.reading() as session:
        found = session.get(ApiKey, id)
        if found is None or not _may_revoke(page, found):
            raise refused(404, "id", "is no key of yours", "one on the page of your account")
        key, owner = KeyOut.of(found), names_of(session, [found.person])[found.person]
    return page.show("key_revoke.html", key=key, owner=owner)


@router.post("/account/keys/{id}/revoke")
def revoke(page: Reader, write: Writes, id: KeyId) -> Response:
    """Revoke a key of one's own, or as an admin anybody's."""
    api.revoke(page.somebody, write, id)
    return page.go("/account", REVOKED)


def _may_revoke(page: Page, key: ApiKey) -> bool:
    return key.person == page.somebody.person or page.may("admin")


def _account(page: Page) -> dict[str, Any]:
    say, who = page.say, page.somebody
    with page.service.database.reading() as session:
        found = keys_of(session, None if page.may("admin") else who.person)
        names = names_of(session, (key.person for key in found))
    return {
        "roles": roles_told(say, who.roles),
        "allowed": permissions_told(say, who.may),
        "keys": [(KeyOut.of(key), names[key.person]) for key in found],
        "now": now(),
        "most_days": MOST_DAYS,
    }
