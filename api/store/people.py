"""People and their keys, as they are kept."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.store.tables import ApiKey, Person
from api.store.times import now

#: How a key begins, so that one left lying about is known for what it is.
KEY_PREFIX = "cartref"


def sha256(text: str) -> str:
    """Return the SHA-256 of a secret, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def add_person(session: Session, name: str, roles: Iterable[str]) -> Person:
    """Add somebody who may sign in; without a password yet."""
    person = Person(name=name, roles=" ".join(roles), created_at=now())
    session.add(person)
    session.flush()
    return person


def person_called(session: Session, name: str) -> Person | None:
    """Return somebody by the name under which they sign in."""
    return session.scalar(select(Person).where(Person.name == name))


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
