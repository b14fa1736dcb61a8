"""Sessions of people who have signed in: begun, found by their cookie, ended."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass

from sqlalchemy import delete
from sqlalchemy.orm import Session

from api.settings import Settings
from api.sign_in.permissions import Principal, permissions_of, roles_of
from api.store.database import Database
from api.store.people import sha256
from api.store.tables import Person, SignedIn
from api.store.times import before, now

#: A session's row is written again after so many minutes, so that reading stays reading.
SEEN_MINUTES = 1


@dataclass(frozen=True, slots=True)
class Begun:
    """A session that has just begun.

    Attributes
    ----------
    token : str
        What its cookie holds; kept nowhere.
    who : Principal
        Whose it is.
    """

    token: str
    who: Principal


def cookie_name(settings: Settings) -> str:
    """Return the name of the cookie; where TLS is spoken browsers tie it to this one host."""
    return "__Host-cartref" if settings.behind_tls else "cartref"


def csrf_token(token: str) -> str:
    """Return what a page of this session sends with its writes; another site can't know it."""
    return hmac.digest(token.encode(), b"cartref csrf", "sha256").hex()


def begin(session: Session, settings: Settings, person: Person, must_change: bool = False) -> Begun:
    """Begin a session; those of anybody that are over go."""
    session.execute(
        delete(SignedIn).where(
            (SignedIn.created_at <= before(settings.session_minutes))
            | (SignedIn.seen_at <= before(settings.session_idle_minutes))
        )
    )
    token = secrets.token_urlsafe(32)
    at = now()
    session.add(
        SignedIn(
            token_sha256=sha256(token),
            person=person.id,
            created_at=at,
            seen_at=at,
            must_change=must_change,
        )
    )
    return Begun(token, who_of(person, must_change))


def who_of(person: Person, must_change: bool) -> Principal:
    """Return who somebody is in a session."""
    roles = roles_of(person.roles)
    return Principal(
        person.id, person.name, roles, permissions_of(person.roles), "session", must_change
    )


def found(token: str, database: Database, settings: Settings) -> Principal | None:
    """Return whose session a cookie's token is, if it goes on."""
    key = sha256(token)
    with database.reading() as session:
        row = session.get(SignedIn, key)
        if (
            row is None
            or row.created_at <= before(settings.session_minutes)
            or row.seen_at <= before(settings.session_idle_minutes)
        ):
            return None
        person = session.get(Person, row.person)
        if person is None or not person.active:
            return None
    if row.seen_at <= before(SEEN_MINUTES):
        with database.writing() as session:
            again = session.get(SignedIn, key)
            if again is not None:
                again.seen_at = now()
    return who_of(person, row.must_change)


def end(session: Session, token: str) -> None:
    """End a session, if there is one."""
    session.execute(delete(SignedIn).where(SignedIn.token_sha256 == sha256(token)))


def end_all(session: Session, person: int, but: str | None = None) -> None:
    """End the sessions of somebody, but for the one of a token."""
    theirs = delete(SignedIn).where(SignedIn.person == person)
    if but is not None:
        theirs = theirs.where(SignedIn.token_sha256 != sha256(but))
    session.execute(theirs)
