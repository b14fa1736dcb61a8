"""The log's entries, to read: newest first, with who did it and the detail where it is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.store.tables import Detail, Entry, Person


class Told(NamedTuple):
    """An entry, the name of who did it (None is nobody with a name), and its detail's JSON."""

    entry: Entry
    name: str | None
    content: str | None

    @property
    def erased(self) -> bool:
        """Whether it had a detail, which was erased."""
        return self.content is None and self.entry.detail_sha256 is not None


class Wanted(NamedTuple):
    """Which entries are wanted; None is any.

    Attributes
    ----------
    action : str or None
        ``decision.offered``, or ``decision`` for all kinds.
    about : str or None
        Which thing: ``version 4``.
    version, person : int or None
        The register version, the number of a person (0 is the service itself).
    since, until : str or None
        From and before this time in UTC: ``2026-11-22``, or with ``T08:00Z`` and finer.
    """

    action: str | None = None
    about: str | None = None
    version: int | None = None
    person: int | None = None
    since: str | None = None
    until: str | None = None


def page(session: Session, wanted: Wanted, before: int | None, limit: int) -> Sequence[Told]:
    """Return some entries, newest first; only those with a lower number than `before`."""
    found = (
        select(Entry, Person.name, Detail.content)
        .outerjoin(Person, Person.id == Entry.person)
        .outerjoin(Detail, Detail.entry == Entry.number)
        .order_by(Entry.number.desc())
        .limit(limit)
    )
    if before is not None:
        found = found.where(Entry.number < before)
    if wanted.action is not None:
        same = Entry.action == wanted.action
        kind = Entry.action.startswith(f"{wanted.action}.", autoescape=True)
        found = found.where(same | kind)
    for column, value in (
        (Entry.about, wanted.about),
        (Entry.version, wanted.version),
        (Entry.person, wanted.person),
    ):
        if value is not None:
            found = found.where(column == value)
    # Times are text that sorts by time; what is left off is the start of the day or the minute.
    if wanted.since is not None:
        found = found.where(Entry.at >= wanted.since.rstrip("Z"))
    if wanted.until is not None:
        found = found.where(Entry.at < wanted.until.rstrip("Z"))
    return [Told(*row) for row in session.execute(found)]
