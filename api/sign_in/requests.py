"""From a request to who asks: a session's cookie or a key."""

from __future__ import annotations

import hmac
from urllib.parse import urlsplit

from starlette.requests import Request

from api.refusals import refused
from api.settings import Settings
from api.sign_in import sessions
from api.sign_in.permissions import Permission, Principal, permissions_of, roles_of
from api.store.database import Database
from api.store.people import KEY_PREFIX, sha256
from api.store.tables import ApiKey, Person
from api.store.times import now

CSRF_HEADER = "X-CSRF-Token"
#: Methods that change nothing.
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def who_asks(request: Request, database: Database, settings: Settings) -> Principal:
    """Return who asks. A request with both a key and a cookie uses the key.

    Raises
    ------
    RefusedError
        401 if nobody is signed in; 403 where a session's write lacks its CSRF token.
    """
    scheme, _, text = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        who = _of_key(text.strip(), database)
    else:
        who = _of_cookie(request, database, settings)
    if who is not None:
        return who
    raise refused(
        401,
        "",
        "nobody is signed in",
        "a session (POST /v1/session), or a key (Authorization: Bearer KEY)",
        headers={"WWW-Authenticate": "Bearer"},
    )


def token_of(request: Request, settings: Settings) -> str | None:
    """Return what the session's cookie holds, if the request has one."""
    return request.cookies.get(sessions.cookie_name(settings))


def refuse_other_sites(request: Request) -> None:
    """Refuse what a page of another site has sent, where the browser says whose page it was.

    Raises
    ------
    RefusedError
        403.
    """
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site is not None:
        ours = site in ("same-origin", "none")
    else:
        ours = origin is None or _host_of(origin) == request.headers.get("host", "").lower()
    if not ours:
        place = "Sec-Fetch-Site" if site is not None else "Origin"
        raise refused(403, place, "the request comes from a page of another site", "our own pages")


def _of_cookie(request: Request, database: Database, settings: Settings) -> Principal | None:
    token = token_of(request, settings)
    who = sessions.found(token, database, settings) if token else None
    if token and who and request.method not in SAFE:
        refuse_other_sites(request)
        _refuse_without_csrf_token(request, token)
    return who


def _host_of(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc.lower() or None
    except ValueError:
        return None


def _refuse_without_csrf_token(request: Request, token: str) -> None:
    given = request.headers.get(CSRF_HEADER, "")
    if not hmac.compare_digest(given.encode(), sessions.csrf_token(token).encode()):
        raise refused(
            403,
            CSRF_HEADER,
            "is missing, or is not this session's",
            "csrf_token as GET /v1/session gives it",
        )


def _of_key(text: str, database: Database) -> Principal | None:
    prefix, _, rest = text.partition("_")
    id_, _, secret = rest.partition("_")
    if prefix != KEY_PREFIX or not id_.isalnum() or not secret:
        return None
    with database.reading() as session:
        key = session.get(ApiKey, id_)
        if key is None or not hmac.compare_digest(key.secret_sha256, sha256(secret)):
            return None
        if key.revoked_at is not None or (key.expires_at is not None and key.expires_at <= now()):
            return None
        person = session.get(Person, key.person)
        if person is None or not person.active:
            return None
    scopes: frozenset[Permission] = frozenset(
        permission
        for permission in permissions_of(person.roles)
        if permission in key.scopes.split()
    )
    return Principal(person.id, person.name, roles_of(person.roles), scopes, f"key {key.id}")
