"""Who lives where at one moment: what every indicator is counted on, before a plan and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from fractions import Fraction
from typing import NamedTuple

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
_NONE: Ints = np.zeros(0, dtype=np.int64)


class Resident(NamedTuple):
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


class Residents:
    """Children in homes: a child in a home is looked at once, whichever situations have the two.

    Parameters
    ----------
    case : Case
        Register and policy.
    """

    def __init__(self, case: Case) -> None:
        self._case = case
        self._found: list[Resident] = []
        self._row: dict[tuple[str, str], int] = {}
        self._values: dict[Callable[[Resident], int], Ints] = {}

    def __getitem__(self, row: int) -> Resident:
        """Return the one at a position."""
        return self._found[row]

    def rows(self, homes: Mapping[str, str | None]) -> Ints:
        """Return the position of each child of the register, with its home; -1 without one."""
        rows = []
        for child in self._case.register.children:
            id_ = homes[child.id]
            row = -1 if id_ is None else self._row.setdefault((child.id, id_), len(self._found))
            if id_ is not None and row == len(self._found):
                self._found.append(_resident(self._case, child, self._case.homes[id_]))
            rows.append(row)
        return np.array(rows, dtype=np.int64)

    def each(self, value: Callable[[Resident], int]) -> Ints:
        """Return a whole number of every one that has been looked at so far."""
        known = self._values.get(value, _NONE)
        if len(known) < len(self._found):
            more = [int(value(resident)) for resident in self._found[len(known) :]]
            # Python's own numbers where sums might not fit 64 bits.
            fits = max(map(abs, more), default=0) < _LARGE
            new = np.array(more, dtype=np.int64 if fits else object)
            known = self._values[value] = np.concatenate([known, new])
        return known


class Situation:
    """Who lives where at one moment, and the children who are counted.

    Parameters
    ----------
    case : Case
        Register and policy.
    homes : mapping of str to str or None
        The home of every child of the register, counted or not.
    known : Residents
        Those of the same case who have been looked at before.

    Attributes
    ----------
    n_children, n_residents : int
        How many children are counted, and how many of them have a home.
    n_lone : int
        How many residents have a sibling group and live with nobody of it.
    without : tuple of Child
        Those who have no home, in register order.
    """

    n_children: int
    n_residents: int
    n_lone: int
    without: tuple[Child, ...]
    #: Positions in `_known` of those who are counted and have a home, in register order.
    _rows: Ints

    def __init__(self, case: Case, homes: Mapping[str, str | None], known: Residents) -> None:
        self.case = case
        self.homes = homes
        self._known = known
        self._all_rows = known.rows(homes)
        children = case.register.children
        lone = frozenset(_lone(case, homes))
        self._all_lone = np.array([child.id in lone for child in children], dtype=np.bool_)
        self._count(np.arange(len(children)))

    def _count(self, children: Ints) -> None:
        """Count some children only, by their positions in the register, ascending."""
        rows = self._all_rows[children]
        self._rows = rows[rows >= 0]
        self.n_children, self.n_residents = len(children), len(self._rows)
        self.n_lone = int(self._all_lone[children].sum())
        everybody = self.case.register.children
        self.without = tuple(everybody[child] for child in children[rows < 0].tolist())

    @classmethod
    def today(cls, case: Case) -> Situation:
        """Return how things are; the ending placement of a waiting child is no home."""
        homes = {child.id: child.present_home for child in case.register.children}
        return cls(case, homes, Residents(case))

    def with_homes(self, homes: Mapping[str, str | None]) -> Situation:
        """Return the same register with other homes; who stays is not looked at again."""
        return Situation(self.case, homes, self._known)

    def by_group(self, group: Ints, n_groups: int) -> list[Situation]:
        """Return the same situation for each of some groups, with only its children counted.

        Parameters
        ----------
        group : ndarray of int
            The number of the group of each child of the register.
        n_groups : int
            How many groups there are.
        """
        found = []
        for number in range(n_groups):
            some = copy(self)
            some._count(np.flatnonzero(group == number))
            found.append(some)
        return found

    def each(self, value: Callable[[Resident], int]) -> Ints:
        """Return a whole number of each resident; found out once, whichever are counted.

        Parameters
        ----------
        value : callable
            A function that stays: the numbers are kept by it.
        """
        return self._known.each(value)[self._rows]

    def those(self, so: Callable[[Resident], bool]) -> list[Resident]:
        """Return the residents that something is so of; `so` is asked once and stays."""
        rows = self._rows[self.each(so) > 0]
        return [self._known[row] for row in rows.tolist()]

    def living(self) -> Living:
        """Return the register's children in each home, counted or not."""
        return Living(self.case, self.homes)


def _lone(case: Case, homes: Mapping[str, str | None]) -> Iterator[str]:
    for group in case.register.sibling_groups:
        there = Counter(homes[id_] for id_ in group.children)
        for id_ in group.children:
            if homes[id_] is not None and there[homes[id_]] == 1:
                yield id_


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
