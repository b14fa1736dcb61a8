"""Registers and policies put into a service's store, as if somebody had sent them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from api.store.audit import Actor
from api.store.people import add_person
from api.store.policies import add_policy
from api.store.tables import Person
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
