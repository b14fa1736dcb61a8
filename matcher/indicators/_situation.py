"""Who lives where at one moment: what every indicator is counted on, before a plan and after."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from matcher.case import Case
from matcher.criteria.school_change import SchoolChange
from matcher.exact import exact
from matcher.geography import great_circle_km, tenths
from matcher.living import Living
from matcher.records.child import Child
from matcher.records.home import Home

_SCHOOL_CHANGE = SchoolChange()


@dataclass(frozen=True, slots=True)
class Resident:
    """A child who has a home, and what is costly to find out about the two, found out once.

    Attributes
    ----------
    child, home : Child, Home
        Who, and where.
    distance_tenths : int
        Distance from the family home as the contract measures it, tenths of a km.
    straight_km : float
        The same in a straight line, whatever the travel matrix says, km.
    school_change : int
        The criterion of that name: 0, 1, or 2 in an exam year.
    weekly_gbp : Fraction
        The home's weekly cost for one child, exact.
    """

    child: Child
    home: Home
    distance_tenths: int
    straight_km: float
    school_change: int
    weekly_gbp: Fraction

    @property
    def new(self) -> bool:
        """Whether the child would come to live in the home, and does not live there already."""
        return self.child.present_home != self.home.id


@dataclass(frozen=True)
class Situation:
    """Who lives where at one moment, and the children who are counted.

    Attributes
    ----------
    case : Case
        Register and policy.
    homes : mapping of str to str or None
        The home of every child of the register, counted or not.
    children : tuple of Child
        Those who are counted, in register order.
    residents : tuple of Resident
        Those of them who have a home.
    """

    case: Case
    homes: Mapping[str, str | None]
    children: tuple[Child, ...]
    residents: tuple[Resident, ...]

    @classmethod
    def today(cls, case: Case) -> Situation:
        """Return how things are; the ending placement of a waiting child is no home."""
        nobody = cls(case, {}, case.register.children, ())
        return nobody.with_homes({child.id: child.present_home for child in nobody.children})

    def with_homes(self, homes: Mapping[str, str | None]) -> Situation:
        """Return the same register with other homes; who stays is not looked at again."""
        known = {resident.child.id: resident for resident in self.residents}
        residents = []
        for child in self.children:
            id_ = homes[child.id]
            if id_ is None:
                continue
            resident = known.get(child.id)
            if resident is None or resident.home.id != id_:
                resident = _resident(self.case, child, self.case.homes[id_])
            residents.append(resident)
        return replace(self, homes=homes, residents=tuple(residents))

    def counting(self, ids: Collection[str]) -> Situation:
        """Return the same situation with only some of the children counted."""
        return replace(
            self,
            children=tuple(child for child in self.children if child.id in ids),
            residents=tuple(r for r in self.residents if r.child.id in ids),
        )

    def living(self) -> Living:
        """Return the register's children in each home, counted or not."""
        return Living(self.case, self.homes)

    def siblings_of(self, child: Child) -> list[str]:
        """Return the ids of the others of the child's sibling group."""
        group = self.case.group_of.get(child.id)
        return [id_ for id_ in group.children if id_ != child.id] if group else []


def _resident(case: Case, child: Child, home: Home) -> Resident:
    km = case.km(child, home, "home")
    here, there = child.family_home, home.location
    straight_km = (
        km if case.journeys is None else great_circle_km(here.lat, here.lon, there.lat, there.lon)
    )
    return Resident(
        child=child,
        home=home,
        distance_tenths=tenths(km),
        straight_km=straight_km,
        school_change=_SCHOOL_CHANGE.in_home(child, home, case),
        weekly_gbp=exact(home.weekly_cost),
    )
