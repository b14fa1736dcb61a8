"""From a request to who asks: a session's cookie or a key."""

from __future__ import annotations

import hmac

from starlette.requests import Request

from api.refusals import refused
from api.settings import Settings
from api.sign_in.permissions import Permission, Who, permissions_of, roles_of
from api.store.database import Database
from api.store.people import KEY_PREFIX, sha256
from api.store.tables import ApiKey, Person
from api.store.times import now


def who_asks(request: Request, database: Database, settings: Settings) -> Who:
    """Return who asks.

    Raises
    ------
    RefusedError
        401 if nobody is signed in; 403 where a session's write lacks its CSRF token.
    """
    del settings
    authorization = request.headers.get("authorization", "")
    scheme, _, text = authorization.partition(" ")
    if scheme.lower() == "bearer" and (who := _of_key(text.strip(), database)):
        return who
    raise refused(
        401,
        "",
        "nobody is signed in",
        "a session (POST /v1/session), or a key (Authorization: Bearer KEY)",
        headers={"WWW-Authenticate": "Bearer"},
    )


def _of_key(text: str, database: Database) -> Who | None:
    prefix, _, rest = text.partition("_")
    id_, _, secret = rest.partition("_")
    if prefix != KEY_PREFIX or not secret:
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
    return Who(person.id, person.name, roles_of(person.roles), scopes, f"key {key.id}")
