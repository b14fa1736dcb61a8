"""Registers and policies put into a service's store, as if somebody had sent them."""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import select

from api.store.audit import Actor
from api.store.people import add_person
from api.store.policies import add_policy
from api.store.tables import Person, RegisterVersion
from api.store.versions import add_version
from matcher.records.child import Child, SiblingGroup
from matcher.records.home import Home
from matcher.records.policy import Policy
from matcher.records.register import Register
from tests.support.registers import register
from tests.support.service import Serving

KEEPER = "keeper"


def keep(served: Serving, *records: Child | SiblingGroup | Home | Register) -> int:
    """Keep a register, whole or of some records, as the newest version; return its number."""
    first = records[0]
    kept = first if isinstance(first, Register) else register(*records)  # type: ignore[arg-type]  # either one register or no register
    with served.service.database.writing() as session:
        person = session.scalar(select(Person).where(Person.name == KEEPER))
        person = person or add_person(session, KEEPER, ())
        return add_version(session, Actor(person.id, "test"), kept, "upload", None).number


def keep_policy(served: Serving, **fields: Any) -> int:
    """Keep a policy as the council's; return its number."""
    with served.service.database.writing() as session:
        person = session.scalar(select(Person).where(Person.name == KEEPER))
        person = person or add_person(session, KEEPER, ())
        policy = Policy.model_validate(fields)
        return add_policy(session, Actor(person.id, "test"), policy, None).number


def keep_unchecked(served: Serving, content: bytes, as_of: str = "2026-11-02") -> int:
    """Keep what may be no register as the newest version, as if it had come before the checks.

    Parameters
    ----------
    served : Serving
        The service.
    content : bytes
        As it is kept: compressed, if it is sound.
    as_of : str
        The day that is known of it.
    """
    number = keep(served, register())
    with served.service.database.writing() as session:
        version = session.get_one(RegisterVersion, number)
        version.content, version.as_of = content, as_of
        version.sha256 = hashlib.sha256(content).hexdigest()
    return number
