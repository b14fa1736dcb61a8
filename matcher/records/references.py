"""What only the whole register can show: ids that repeat or point nowhere, ages on a day.

Works on what could be read of a file, so that these faults are reported together with those
inside single records.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from matcher.errors import Fault
from matcher.records.child import Child, SiblingGroup
from matcher.records.fields import Record
from matcher.records.home import Home

#: A child is under this age, in whole years, on the register's day.
AGE_LIMIT_YEARS = 21


def age_on(born: date, day: date) -> int:
    """Return the age in whole years; born on 29 February counts as 1 March in other years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


@dataclass(frozen=True, slots=True)
class Sighting:
    """One item of a list of the file: its position, its id if it has one, its record if sound."""

    position: int
    id: str | None
    record: Record | None


Sightings = Mapping[str, Sequence[Sighting]]

#: The ids that may be referred to; None where they could not be read.
Known = frozenset[str] | None


def faults(lists: Sightings, as_of: date | None) -> Iterator[Fault]:
    """Yield every fault that crosses records, with its JSON path.

    Parameters
    ----------
    lists : mapping of str to sequence of Sighting
        ``children``, ``sibling_groups`` and ``homes``, as far as they could be read. What
        refers to a list that is not there at all is not looked up: its absence is the fault.
    as_of : date or None
        The register's day; None if it could not be read.
    """
    yield from _repeated_ids(lists)
    children = _ids(lists.get("children"))
    homes = _ids(lists.get("homes"))
    for sighting in lists.get("children", ()):
        if isinstance(sighting.record, Child):
            place = f"children[{sighting.position}]"
            yield from _of_child(sighting.record, place, children, homes, as_of)
    yield from _of_groups(lists.get("sibling_groups", ()), children)
    for sighting in lists.get("homes", ()):
        if isinstance(sighting.record, Home):
            path = f"homes[{sighting.position}].reserved_for"
            yield from _unknown(sighting.record.reserved_for, children, path, "child")


def _ids(sightings: Sequence[Sighting] | None) -> frozenset[str] | None:
    """Return the ids of a list; None where the list is not there."""
    if sightings is None:
        return None
    return frozenset(s.id for s in sightings if s.id is not None)


def _repeated_ids(lists: Sightings) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for name, sightings in lists.items():
        for sighting in sightings:
            if sighting.id is None:
                continue
            path = f"{name}[{sighting.position}].id"
            if sighting.id in first:
                yield Fault(
                    path,
                    f"{sighting.id} is already the id at {first[sighting.id]}",
                    "an id of its own for each child, group and home",
                )
            else:
                first[sighting.id] = path


def _unknown(ids: Sequence[str], known: Known, path: str, what: str) -> Iterator[Fault]:
    for position, wanted in enumerate(ids):
        if known is not None and wanted not in known:
            yield Fault(f"{path}[{position}]", *_nowhere(wanted, what))


def _nowhere(wanted: str, what: str) -> tuple[str, str]:
    return f"no {what} has the id {wanted}", f"the id of a {what} of the register"


def _of_child(
    child: Child, place: str, children: Known, homes: Known, as_of: date | None
) -> Iterator[Fault]:
    if as_of is not None:
        if child.date_of_birth > as_of:
            yield Fault(
                f"{place}.date_of_birth", "is after the register's day", "a day up to as_of"
            )
        elif age_on(child.date_of_birth, as_of) >= AGE_LIMIT_YEARS:
            yield Fault(
                f"{place}.date_of_birth",
                f"makes the child {AGE_LIMIT_YEARS} or older on the register's day",
                f"a child under {AGE_LIMIT_YEARS}",
            )
    placement = child.placement
    if placement is not None and homes is not None and placement.home not in homes:
        yield Fault(f"{place}.placement.home", *_nowhere(placement.home, "home"))
    yield from _unknown(child.apart_from, children, f"{place}.apart_from", "child")
    yield from _unknown(child.declined_by, homes, f"{place}.declined_by", "home")
    if child.id in child.apart_from:
        path = f"{place}.apart_from[{child.apart_from.index(child.id)}]"
        yield Fault(path, "is the child itself", "other children")


def _of_groups(groups: Sequence[Sighting], children: Known) -> Iterator[Fault]:
    group_of: dict[str, str] = {}
    for sighting in groups:
        group = sighting.record
        if not isinstance(group, SiblingGroup):
            continue
        path = f"sibling_groups[{sighting.position}].children"
        yield from _unknown(group.children, children, path, "child")
        for position, child in enumerate(group.children):
            if child not in group_of:
                group_of[child] = group.id
            elif group_of[child] == group.id:
                yield Fault(f"{path}[{position}]", f"{child} is listed twice", "each child once")
            else:
                yield Fault(
                    f"{path}[{position}]",
                    f"{child} is already in group {group_of[child]}",
                    "a child in at most one group",
                )
