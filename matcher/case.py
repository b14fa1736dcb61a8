"""A case: a register, a policy and a table of journeys, as rules and criteria look at them.

Plain code on plain records: the judge stands on this and on nothing faster.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from datetime import date
from functools import cached_property
from typing import Literal

from matcher.errors import InputError
from matcher.geography import great_circle_km, tenths
from matcher.records.child import Child, SiblingGroup
from matcher.records.home import Home
from matcher.records.kept import kept
from matcher.records.location import Location
from matcher.records.policy import Policy
from matcher.records.references import age_on
from matcher.records.register import Register
from matcher.travel import Journey, Journeys

#: What a distance is measured to: the family home, the school, or where contact takes place.
Target = Literal["home", "school", "contact"]

#: Kinds in which parents or people connected with the child care for it.
FAMILY_KINDS = frozenset({"parents", "kinship"})
#: Kinds that the usual fostering limit applies to.
FOSTERING_KINDS = frozenset({"kinship", "in_house_foster", "agency_foster"})
#: Kinds that the council runs itself, for the in-house share.
IN_HOUSE_KINDS = frozenset({"parents", "kinship", "in_house_foster"})


def in_wales(authority: str) -> bool:
    """Return whether an authority code is Welsh."""
    return authority.startswith("W")


@kept
def _children(register: Register) -> dict[str, Child]:
    return {child.id: child for child in register.children}


@kept
def _homes(register: Register) -> dict[str, Home]:
    return {home.id: home for home in register.homes}


@kept
def _group_of(register: Register) -> dict[str, SiblingGroup]:
    return {id_: group for group in register.sibling_groups for id_ in group.children}


@kept
def _at_home(register: Register) -> dict[str, tuple[Child, ...]]:
    living: dict[str, list[Child]] = {home.id: [] for home in register.homes}
    for child in register.children:
        if child.present_home is not None:
            living[child.present_home].append(child)
    return {home: tuple(children) for home, children in living.items()}


class Case:
    """What there is to decide on.

    Parameters
    ----------
    register : Register
        Children, sibling groups and homes.
    policy : Policy
        Levels, limits and settings.
    journeys : Journeys, optional
        Measured journeys; None for great-circle travel.
    waived : set of (str, str)
        Children and homes, by id, that the rules on one child in one home do not keep apart: for
        the question what else stands in the way. No plan is made so.
    """

    def __init__(
        self,
        register: Register,
        policy: Policy,
        journeys: Journeys | None = None,
        waived: Set[tuple[str, str]] = frozenset(),
    ) -> None:
        self.register = register
        self.policy = policy
        self.journeys = journeys
        self.waived = waived

    @cached_property
    def children(self) -> dict[str, Child]:
        """The children by id."""
        return _children(self.register)

    @cached_property
    def homes(self) -> dict[str, Home]:
        """The homes by id."""
        return _homes(self.register)

    @cached_property
    def group_of(self) -> dict[str, SiblingGroup]:
        """The sibling group of each child that is in one, by the child's id."""
        return _group_of(self.register)

    @cached_property
    def at_home(self) -> dict[str, tuple[Child, ...]]:
        """Who lives in each home today and may stay there, by home id, in register order."""
        return _at_home(self.register)

    def child(self, id_: str) -> Child:
        """Return a child by id, or refuse an id that is no child's."""
        try:
            return self.children[id_]
        except KeyError:
            raise InputError.single(id_, "is not the id of a child of the register") from None

    def home(self, id_: str) -> Home:
        """Return a home by id, or refuse an id that is no home's."""
        try:
            return self.homes[id_]
        except KeyError:
            raise InputError.single(id_, "is not the id of a home of the register") from None

    def siblings(self, child: Child, other: Child) -> bool:
        """Return whether two children belong to one sibling group."""
        group = self.group_of.get(child.id)
        return group is not None and group is self.group_of.get(other.id)

    def one_group(self, children: Iterable[Child]) -> bool:
        """Return whether all of some children belong to one sibling group."""
        groups = {group.id if group else None for group in map(self._group, children)}
        return len(groups) == 1 and None not in groups

    def _group(self, child: Child) -> SiblingGroup | None:
        return self.group_of.get(child.id)

    def age(self, child: Child) -> int:
        """Return the child's age in whole years on the register's day."""
        return age_on(child.date_of_birth, self.register.as_of)

    def start(self, child: Child) -> date:
        """Return the day on which a new placement of the child would start."""
        return max(child.needed_by or self.register.as_of, self.register.as_of)

    def stays(self, child: Child, home: Home) -> bool:
        """Return whether the child lives in the home today and may stay."""
        return child.present_home == home.id

    def out_of_county(self, home: Home) -> bool:
        """Return whether a home stands in another authority than the register's."""
        return home.authority != self.register.authority.code

    def journey(self, child: Child, home: Home) -> Journey | None:
        """Return the table's row for a pair; None where there is none."""
        return self.journeys.rows.get((child.id, home.id)) if self.journeys else None

    def unreachable(self, child: Child, home: Home) -> bool:
        """Return whether travel is by a table that has no row for the pair."""
        return self.journeys is not None and (child.id, home.id) not in self.journeys.rows

    def km(self, child: Child, home: Home, target: Target) -> float:
        """Return the distance from a home, km: the table's where it has one, else great-circle.

        Parameters
        ----------
        child, home : Child, Home
            A pair of the register.
        target : {"home", "school", "contact"}
            Where to; the child must have it.
        """
        row = self.journey(child, home)
        measured = getattr(row, target) if row else None
        if measured is not None:
            return float(measured / 10)
        there = _target(child, target)
        return great_circle_km(there.lat, there.lon, home.location.lat, home.location.lon)

    def tenths(self, child: Child, home: Home, target: Target) -> int:
        """Return the same distance in tenths of a km, rounded to nearest, ties to even."""
        return tenths(self.km(child, home, target))


def _target(child: Child, target: Target) -> Location:
    if target == "home":
        return child.family_home
    if target == "school" and child.school is not None:
        return child.school
    if target == "contact" and child.contact is not None:
        return child.contact.at
    raise ValueError(f"the child has no {target}")
