"""Keys with which programs act for people: made, revoked."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from api.refusals import refused
from api.sign_in.permissions import PERMISSIONS, Permission, Principal
from api.store.audit import append
from api.store.people import add_key
from api.store.tables import ApiKey, Person
from api.store.times import after, now
from matcher.errors import Fault, InputError

#: A leap year: no key goes on for ever.
MOST_DAYS = 366
_KEY = "key "


def make(
    session: Session, who: Principal, label: str, scopes: Sequence[Permission], days: int
) -> tuple[ApiKey, str]:
    """Make a key; return it and its text, which is kept nowhere.

    A key made with a key may do no more than that one, and ends no later.

    Raises
    ------
    InputError
        If it were to do what its maker may not, or outlive the key it is made with.
    """
    mine = ", ".join(one for one in PERMISSIONS if one in who.may)
    faults = [
        Fault(f"scopes[{position}]", "is nothing that you may do yourself", mine)
        for position, scope in enumerate(scopes)
        if scope not in who.may
    ]
    expires_at = after(days * 24 * 60)
    ends = _end_of(session, who)
    if ends is not None and expires_at > ends:
        fault = "is longer than the key lasts with which this one is made"
        faults.append(Fault("days", fault, f"a time before {ends}"))
    if faults:
        raise InputError(faults)
    person = session.get(Person, who.person)
    assert person is not None
    ordered = [one for one in PERMISSIONS if one in scopes]
    key, text = add_key(session, person, label, ordered, expires_at)
    append(session, who.actor, "key.added", about=f"{_KEY}{key.id}", detail={"scopes": ordered})
    return key, text


def revoke(session: Session, who: Principal, key_id: str) -> ApiKey:
    """Revoke a key of one's own, or as an admin anybody's; revoked it stays.

    Raises
    ------
    RefusedError
        404 if there is none, or it is somebody else's: nobody learns which.
    """
    key = session.get(ApiKey, key_id)
    if key is None or (key.person != who.person and "admin" not in who.may):
        raise refused(404, "id", "is no key of yours", "GET /v1/keys lists them")
    if key.revoked_at is None:
        key.revoked_at = now()
        append(session, who.actor, "key.revoked", about=f"{_KEY}{key.id}")
    return key


def _end_of(session: Session, who: Principal) -> str | None:
    """Return when the key ends with which somebody acts; None in a session."""
    if not who.via.startswith(_KEY):
        return None
    key = session.get(ApiKey, who.via.removeprefix(_KEY))
    return None if key is None else key.expires_at
