"""People and their keys, as they are kept."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from collections.abc import Iterable

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from api.store.tables import ApiKey, Person
from api.store.times import now

#: How a key begins, so that one left lying about is known for what it is.
KEY_PREFIX = "cartref"


def sha256(text: str) -> str:
    """Return the SHA-256 of a secret, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def about_person(number: int) -> str:
    """Return how the log names somebody: by number."""
    return f"person {number}"


def add_person(
    session: Session,
    name: str,
    roles: Iterable[str],
    issuer: str | None = None,
    subject: str | None = None,
) -> Person:
    """Add somebody who may sign in; without a password yet.

    Parameters
    ----------
    session : Session
        Of `Database.writing`.
    name : str
        The name under which they sign in, and are known here.
    roles : iterable of str
        What they are here.
    issuer, subject : str, optional
        Who they are in the council's directory.
    """
    person = Person(
        name=name, roles=" ".join(roles), issuer=issuer, subject=subject, created_at=now()
    )
    session.add(person)
    session.flush()
    return person


def person_called(session: Session, name: str) -> Person | None:
    """Return somebody by the name under which they sign in."""
    name = tidy(name)
    # What can't be shown is nobody's name, and some of it no database takes.
    found = select(Person).where(Person.name == name)
    return session.scalar(found) if name.isprintable() else None


def tidy(name: str) -> str:
    """Return a name as it is kept, however it was typed."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def person_of(session: Session, issuer: str, subject: str) -> Person | None:
    """Return somebody by who they are in the council's directory."""
    return session.scalar(select(Person).where(Person.issuer == issuer, Person.subject == subject))


def all_people(session: Session) -> list[Person]:
    """Return everybody, in the order in which they came."""
    return list(session.scalars(select(Person).order_by(Person.id)))


def add_key(
    session: Session,
    person: Person,
    label: str,
    scopes: Iterable[str],
    expires_at: str | None = None,
) -> tuple[ApiKey, str]:
    """Add a key; return it and its text, which is kept nowhere."""
    secret = secrets.token_urlsafe(32)
    key = ApiKey(
        id=secrets.token_hex(6),
        person=person.id,
        label=label,
        secret_sha256=sha256(secret),
        scopes=" ".join(scopes),
        created_at=now(),
        expires_at=expires_at,
    )
    session.add(key)
    session.flush()
    return key, f"{KEY_PREFIX}_{key.id}_{secret}"


def keys_of(session: Session, person: int | None) -> list[ApiKey]:
    """Return somebody's keys, or everybody's where none is named, the newest first."""
    keys = select(ApiKey).order_by(ApiKey.created_at.desc(), ApiKey.id)
    return list(session.scalars(keys if person is None else keys.where(ApiKey.person == person)))


def revoke_keys(session: Session, person: int) -> None:
    """Revoke all keys of somebody."""
    session.execute(
        update(ApiKey)
        .where(ApiKey.person == person, ApiKey.revoked_at.is_(None))
        .values(revoked_at=now())
    )
