"""Who waits for a home, most urgent first, and since when the registers say so."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from api.refusals import RefusedError
from api.store.tables import RegisterVersion
from api.store.versions import json_of, register_of, standing_sha256

#: As many versions are looked back through: who has waited longer than they tell is seldom.
MOST_VERSIONS = 400

_lock = threading.Lock()
_known: dict[str, frozenset[str]] = {}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A child or a sibling group that waits for a home.

    Attributes
    ----------
    id : str
        Of the child or the group.
    children : tuple of str
        Those who wait; of a group not those who are settled.
    needed_by : date or None
        When the first of them needs a home.
    since : date
        The day of the first register in which the first of them waits, without a break.
    days : int
        Days from then to the day of the newest register.
    days_left : int or None
        Days from the day of the newest register to `needed_by`; below 0 once it is past.
    """

    id: str
    children: tuple[str, ...]
    needed_by: date | None
    since: date
    days: int
    days_left: int | None

    @property
    def is_group(self) -> bool:
        """Whether it is a sibling group."""
        return self.children != (self.id,)


def waiting(session: Session, version: RegisterVersion) -> list[Waiting]:
    """Return who waits in a version of the register: the soonest needed, the longest waiting first.

    A group stands once, with those of its children who wait.
    """
    register = register_of(version)
    waits = {child.id: child for child in register.children if child.status == "waiting"}
    since = _since(session, version, set(waits))
    of_group = {id_: group.id for group in register.sibling_groups for id_ in group.children}
    parties: dict[str, list[str]] = {}
    for id_ in waits:
        parties.setdefault(of_group.get(id_, id_), []).append(id_)
    found = []
    for name, ids in parties.items():
        days = [day for id_ in ids if (day := waits[id_].needed_by) is not None]
        needed_by = min(days, default=None)
        began = min(since[id_] for id_ in ids)
        left = None if needed_by is None else (needed_by - register.as_of).days
        waited = (register.as_of - began).days
        found.append(Waiting(name, tuple(ids), needed_by, began, waited, left))
    return sorted(found, key=lambda one: (one.needed_by or date.max, one.since, one.id))


def _since(session: Session, version: RegisterVersion, ids: set[str]) -> dict[str, date]:
    """Return since when children wait, as far as this version and those before it tell."""
    since = dict.fromkeys(ids, date.fromisoformat(version.as_of))
    left = set(ids)
    before = (
        select(RegisterVersion)
        .options(defer(RegisterVersion.content))
        .where(RegisterVersion.number < version.number)
        .order_by(RegisterVersion.number.desc())
        .limit(MOST_VERSIONS)
    )
    for earlier in session.scalars(before):
        waited = _who_waits(earlier)
        if waited is None:
            continue
        left &= waited
        if not left:
            break
        day = date.fromisoformat(earlier.as_of)
        since.update((id_, min(day, since[id_])) for id_ in left)
    return since


def _who_waits(version: RegisterVersion) -> frozenset[str] | None:
    """Return who waits in a version, None where it can't be used; worked out once, as it stays."""
    sha256 = standing_sha256(version)
    with _lock:
        found = _known.get(sha256)
    if found is None:
        try:
            children = json.loads(json_of(version))["children"]
            found = frozenset(one["id"] for one in children if one["status"] == "waiting")
        except (RefusedError, ValueError, LookupError, TypeError):
            return None
        with _lock:
            _known[sha256] = found
            while len(_known) > MOST_VERSIONS:
                del _known[next(iter(_known))]
    return found
