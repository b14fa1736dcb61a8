"""Who lives where at one moment: what every indicator is counted on, before a plan and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from matcher.case import Case
from matcher.criteria.school_change import SchoolChange
from matcher.exact import exact
from matcher.geography import Ints, great_circle_km, tenths
from matcher.living import Living
from matcher.records.child import Child
from matcher.records.home import Home

_SCHOOL_CHANGE = SchoolChange()
#: Sums of numbers below this, one a child, fit 64 bits whoever is counted.
_LARGE = 1 << 40


@dataclass(frozen=True, slots=True, eq=False)
class Resident:
    """A child who has a home, and what is costly to find out about the two, found out once.

    Attributes
    ----------
    child, home : Child, Home
        Who, and where.
    today : Home or None
        Where the child lives today, in an ending placement too.
    out_of_county, out_of_county_today : bool
        Whether the home, and where the child lives today, is in another authority than the
        register's.
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
    today: Home | None
    out_of_county: bool
    out_of_county_today: bool
    distance_tenths: int
    straight_km: float
    school_change: int
    weekly_gbp: Fraction

    @property
    def new(self) -> bool:
        """Whether the child would come to live in the home, and does not live there already."""
        return self.child.present_home != self.home.id


class Situation:
    """Who lives where at one moment, and the children who are counted.

    Parameters
    ----------
    case : Case
        Register and policy.
    homes : mapping of str to str or None
        The home of every child of the register, counted or not.
    everybody : tuple of Resident
        All children of the register who have a home, in register order.

    Attributes
    ----------
    n_children, n_residents : int
        How many children are counted, and how many of them have a home.
    without : tuple of Child
        Those who have none, in register order.
    lone : callable
        Whether a resident has a sibling group and lives with nobody of it.
    """

    def __init__(
        self, case: Case, homes: Mapping[str, str | None], everybody: tuple[Resident, ...]
    ) -> None:
        self.case = case
        self.homes = homes
        self._everybody = everybody
        #: Positions in `_everybody` of the residents who are counted; None: of all.
        self._rows: Ints | None = None
        children = case.register.children
        self.n_children, self.n_residents = len(children), len(everybody)
        self.without = tuple(child for child in children if homes[child.id] is None)
        lone = frozenset(_lone(case, homes))
        self.lone: Callable[[Resident], bool] = lambda resident: resident.child.id in lone
        self._known: dict[Callable[[Resident], int], Ints] = {}

    @property
    def residents(self) -> tuple[Resident, ...]:
        """The children who are counted and have a home, in register order."""
        if self._rows is None:
            return self._everybody
        return tuple(self._everybody[row] for row in self._rows)

    @classmethod
    def today(cls, case: Case) -> Situation:
        """Return how things are; the ending placement of a waiting child is no home."""
        homes = {child.id: child.present_home for child in case.register.children}
        return cls(case, dict.fromkeys(homes), ()).with_homes(homes)

    def with_homes(self, homes: Mapping[str, str | None]) -> Situation:
        """Return the same register with other homes; who stays is not looked at again."""
        known = {resident.child.id: resident for resident in self.residents}
        residents = []
        for child in self.case.register.children:
            id_ = homes[child.id]
            if id_ is None:
                continue
            resident = known.get(child.id)
            if resident is None or resident.home.id != id_:
                resident = _resident(self.case, child, self.case.homes[id_])
            residents.append(resident)
        return Situation(self.case, homes, tuple(residents))

    def by_group(self, group_of: Mapping[str, str], groups: Sequence[str]) -> list[Situation]:
        """Return the same situation for each of some groups, with only its children counted.

        Parameters
        ----------
        group_of : mapping of str to str
            The group of each child of the register, by id.
        groups : sequence of str
            The groups.
        """
        number = {group: n for n, group in enumerate(groups)}
        of_child = {id_: number[group] for id_, group in group_of.items()}
        of_row = np.array([of_child[one.child.id] for one in self._everybody], dtype=np.int64)
        found = []
        for n in range(len(groups)):
            some = copy(self)
            some._rows = np.flatnonzero(of_row == n)
            some.n_residents = len(some._rows)
            some.without = tuple(child for child in self.without if of_child[child.id] == n)
            some.n_children = some.n_residents + len(some.without)
            found.append(some)
        return found

    def each(self, value: Callable[[Resident], int]) -> Ints:
        """Return a whole number of each resident; found out once, whichever are counted.

        Parameters
        ----------
        value : callable
            A function that stays: the numbers are kept by it.
        """
        if value not in self._known:
            values = [int(value(resident)) for resident in self._everybody]
            # Python's own numbers where sums might not fit 64 bits.
            fits = max(map(abs, values), default=0) < _LARGE
            self._known[value] = np.array(values, dtype=np.int64 if fits else object)
        known = self._known[value]
        return known if self._rows is None else known[self._rows]

    def living(self) -> Living:
        """Return the register's children in each home, counted or not."""
        return Living(self.case, self.homes)


def _lone(case: Case, homes: Mapping[str, str | None]) -> Iterator[str]:
    for group in case.register.sibling_groups:
        there = Counter(homes[id_] for id_ in group.children)
        yield from (id_ for id_ in group.children if there[homes[id_]] == 1)


def _resident(case: Case, child: Child, home: Home) -> Resident:
    km = case.km(child, home, "home")
    here, there = child.family_home, home.location
    straight_km = (
        km if case.journeys is None else great_circle_km(here.lat, here.lon, there.lat, there.lon)
    )
    today = case.homes[child.placement.home] if child.placement else None
    return Resident(
        child=child,
        home=home,
        today=today,
        out_of_county=case.out_of_county(home),
        out_of_county_today=today is not None and case.out_of_county(today),
        distance_tenths=tenths(km),
        straight_km=straight_km,
        school_change=_SCHOOL_CHANGE.in_home(child, home, case),
        weekly_gbp=exact(home.weekly_cost),
    )
