"""The names of those who wrote what is kept."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.store.tables import Person


def names_of(session: Session, people: Iterable[int]) -> dict[int, str]:
    """Return the names of people by their numbers."""
    wanted = select(Person.id, Person.name).where(Person.id.in_(set(people)))
    return {row.id: row.name for row in session.execute(wanted)}
