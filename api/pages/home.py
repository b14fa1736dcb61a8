"""One home: who lives there, what it is approved for, and which children it could take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from api.pages.homes import Room
from api.pages.language import Speech, mark
from matcher.case import Case
from matcher.records.child import Child
from matcher.records.plan import Assignment, Ranking
from scenarios.reports.charts import MarkOf, place_map

#: What a home is approved for and what it offers, as fields of the register, in this order.
TERMS = (
    "provider",
    "open",
    "available_from",
    "ages",
    "genders",
    "placement_types",
    "places",
    "bedrooms",
    "fostering_limit",
    "provides",
    "languages",
    "smokers",
    "household_ages",
    "for_profit",
    "reserved_for",
    "weekly_cost",
)
_HOME, _FAMILY = mark("the home"), mark("family home")
MAP = mark("The home and the families of the children who could come")


@dataclass(frozen=True, slots=True)
class Resident:
    """A child who lives in the home.

    Attributes
    ----------
    id : str
        The child's id.
    age : int
        Years.
    group : str or None
        The child's sibling group.
    since : date
        Since when.
    status : str
        ``waiting`` where the placement is ending.
    """

    id: str
    age: int
    group: str | None
    since: date | None
    status: str


def terms(room: Room) -> tuple[tuple[str, Any], ...]:
    """Return what a home is approved for and offers: fields of the register and their values."""
    fields = room.home.model_dump(mode="json")
    names = [name for name in TERMS if name != "fostering_limit" or room.is_fostering]
    return tuple((name, fields[name]) for name in names)


def others(room: Room) -> Any:
    """Return the children of other councils who live in a home, as the register's JSON has them."""
    return room.home.model_dump(mode="json")["other_children"]


def residents(case: Case, room: Room) -> tuple[Resident, ...]:
    """Return the register's children who live in a home, those who have to leave it last."""
    return tuple(
        Resident(
            id=child.id,
            age=case.age(child),
            group=_group(case, child),
            since=None if child.placement is None else child.placement.since,
            status=child.status,
        )
        for child in (*room.living, *room.ending)
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """A child who could come to the home.

    Attributes
    ----------
    child : Child
        The child.
    age : int
        Years.
    assignment : Assignment
        The child in the home: distances and the like, and the approvals it would need.
    """

    child: Child
    age: int
    assignment: Assignment


@dataclass(frozen=True, slots=True)
class Offer:
    """A child, or siblings who must stay together, whom the home could take.

    Attributes
    ----------
    id : str
        Of the child, or of the sibling group.
    is_group : bool
        Whether it is a sibling group.
    comers : tuple of Candidate
        Who would come.
    system_cost : tuple of (int, int) or None
        What it costs everybody together: a level's number, from 1, and how much more it would
        be; levels that stay as they are are left out. None if no whole plan within the limits
        has it.
    """

    id: str
    is_group: bool
    comers: tuple[Candidate, ...]
    system_cost: tuple[tuple[int, int], ...] | None


def offers(case: Case, ranking: Ranking) -> tuple[Offer, ...]:
    """Return whom a home could take, in the order of its ranking."""
    found = []
    for option in ranking.options:
        comers = [_comer(case, one) for one in option.assignments]
        first = comers[0].child
        group = case.group_of.get(first.id) if len(comers) > 1 else None
        cost = option.system_cost
        found.append(
            Offer(
                id=first.id if group is None else group.id,
                is_group=group is not None,
                comers=tuple(comers),
                system_cost=None
                if cost is None
                else tuple((number, value) for number, value in enumerate(cost, 1) if value),
            )
        )
    return tuple(found)


def map_of(room: Room, found: Sequence[Offer], say: Speech) -> str:
    """Return a map, as one ``svg`` element, of a home and the families of who could come."""
    home = room.home
    lives, family = say.text(_HOME), say.text(_FAMILY)
    marks = [MarkOf(home.location.lat, home.location.lon, home.id, 1.0, "", "circle", lives)]
    for offer in found:
        for comer in offer.comers:
            at = comer.child.family_home
            marks.append(MarkOf(at.lat, at.lon, comer.child.id, 1.0, "", "square", family))
    return place_map(say.text(MAP), marks, say)


def _comer(case: Case, assignment: Assignment) -> Candidate:
    child = case.children[assignment.child]
    return Candidate(child, case.age(child), assignment)


def _group(case: Case, child: Child) -> str | None:
    group = case.group_of.get(child.id)
    return None if group is None else group.id
