"""A case as NumPy arrays, and pairs of a child and a home."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from matcher.arrays import (
    ALONGSIDE,
    GENDERS,
    KINDS,
    PLACEMENT_TYPES,
    STATUSES,
    BitWords,
    Bools,
    ChildArrays,
    HomeArrays,
    arrays_of,
)
from matcher.case import Case, Target
from matcher.geography import Floats, Ints, Points, great_circle_km_many, tenths_many
from matcher.records.home import Home
from matcher.records.kept import kept
from matcher.records.policy import Policy
from matcher.records.register import Register

#: Whole numbers are looked up in a table that is no more than so many times as long as they are.
_CLOSE = 32


class CaseArrays:
    """A case as arrays.

    Parameters
    ----------
    case : Case
        Register, policy and journeys.

    Attributes
    ----------
    children, homes : list
        The records in the order of their ids.
    child_idx, home_idx : dict
        The position of each id.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        arrays = arrays_of(case.register)
        self.children, self.homes, self.groups = arrays.children, arrays.homes, arrays.groups
        self.child_idx, self.home_idx = arrays.child_idx, arrays.home_idx
        self.child, self.home = arrays.child, arrays.home
        self.reserved, self.declined = arrays.reserved, arrays.declined
        self.rooms_today, self.zoned = arrays.rooms_today, arrays.zoned
        self._apart, self.housemates = arrays.apart, arrays.housemates
        self._of_homes = _of_homes(case)

    def listed_apart(self, child_idx: Ints, other_idx: Ints) -> Bools:
        """Return where the first child lists the second in `apart_from`."""
        return among(self._apart, child_idx * len(self.children) + other_idx)

    @cached_property
    def journeys(self) -> tuple[Ints, dict[Target, Floats]]:
        """The table's sorted pair keys and, beside each, its distances in tenths (NaN: none)."""
        table = self.case.journeys
        known = sorted(
            (self.child_idx[child] * len(self.homes) + self.home_idx[home], row)
            for (child, home), row in (table.rows.items() if table else ())
            if child in self.child_idx and home in self.home_idx
        )
        keys = np.array([key for key, _ in known], dtype=np.int64)
        return keys, {
            target: np.array([_nan(getattr(row, target)) for _, row in known], dtype=np.float64)
            for target in ("home", "school", "contact")
        }

    def of_homes(self, code: str, value: Callable[[Home, Case], int]) -> Ints:
        """Return a whole number that depends on the home alone, for all homes; kept by code."""
        if code not in self._of_homes:
            values = [value(home, self.case) for home in self.homes]
            self._of_homes[code] = np.array(values, dtype=np.int64)
        return self._of_homes[code]

    def block(self, child_idx: Ints | Sequence[int]) -> Pairs:
        """Return the pairs of some children with all homes, shape (children, homes)."""
        rows = np.asarray(child_idx, dtype=np.int64)[:, None]
        return Pairs(self, rows, np.s_[None, :], (len(rows), len(self.homes)))

    def pairs(self, child_idx: Ints, home_idx: Ints) -> Pairs:
        """Return pairs by positions: a list of them, or a block of some children and homes."""
        return Pairs(
            self, child_idx, home_idx, np.broadcast_shapes(child_idx.shape, home_idx.shape)
        )


class Pairs:
    """Pairs of a child and a home: what the array forms of rules and criteria look at.

    `child` and `home` broadcast against each other: a list of pairs, or a block of some children
    (shape (n, 1)) with all homes (shape (1, m)).

    Parameters
    ----------
    arrays : CaseArrays
        The case.
    child_idx, home_idx : ndarray of int
        Positions, or what else indexes an array, to give shapes that broadcast.
    shape : tuple of int
        The shape to which they broadcast.
    """

    def __init__(
        self, arrays: CaseArrays, child_idx: Any, home_idx: Any, shape: tuple[int, ...]
    ) -> None:
        self.arrays = arrays
        self.case = arrays.case
        self.child = arrays.child.take(child_idx)
        self.home = arrays.home.take(home_idx)
        self.shape = shape

    @cached_property
    def stays(self) -> Bools:
        """Whether the child lives in the home today and may stay."""
        stays: Bools = self.child.present == self.home.idx
        return stays

    @cached_property
    def keys(self) -> Ints:
        """Each pair as one whole number."""
        return self.child.idx * len(self.arrays.homes) + self.home.idx

    def among(self, keys: Ints) -> Bools:
        """Return which pairs are among some sorted keys."""
        return among(keys, self.keys)

    def of_homes(self, code: str, value: Callable[[Home, Case], int]) -> Ints:
        """Return a whole number that depends on the home alone."""
        return np.broadcast_to(self.arrays.of_homes(code, value)[self.home.idx], self.shape)

    @cached_property
    def unreachable(self) -> Bools:
        """Whether travel is by a table that has no row for the pair."""
        if self.case.journeys is None:
            return np.zeros(self.shape, dtype=np.bool_)
        return ~self.among(self.arrays.journeys[0])

    @cached_property
    def home_km(self) -> Floats:
        """Distance to the family home, km, fit to be compared with `max_km`."""
        return self._km("home", self.child.family_home, self.case.policy.max_km)

    @cached_property
    def school_km(self) -> Floats:
        """Distance to the school, km, fit to be compared with `school_reach_km`; NaN without."""
        reach = self.case.policy.school_reach_km
        return self._km("school", self.child.school, reach)

    @cached_property
    def contact_km(self) -> Floats:
        """Distance to where contact takes place, km; NaN without."""
        return self._km("contact", self.child.contact, None)

    @cached_property
    def home_tenths(self) -> Ints:
        """Distance to the family home, tenths of a km."""
        return tenths_many(self.home_km)

    def _km(self, target: Target, where: Points, threshold: float | None) -> Floats:
        km = great_circle_km_many(where, self.home.location, threshold)
        if self.case.journeys is None:
            return km
        keys, measured = self.arrays.journeys
        if not len(keys):
            return km
        spots = np.minimum(np.searchsorted(keys, self.keys), len(keys) - 1)
        known = np.where(keys[spots] == self.keys, measured[target][spots], np.nan) / 10
        return np.where(np.isnan(known) | np.isnan(km), km, known)


def _of_homes(case: Case) -> dict[str, Ints]:
    """Return what is known of homes alone: kept for the policy that a register was last under."""
    if case.journeys is not None:
        return {}
    last = _last_policy(case.register)
    # Looked at once: another thread may put another policy there at any time.
    policy, known = last[0] if last else (None, {})
    if policy != case.policy:
        known = {}
        last[:] = [(case.policy, known)]
    return known


@kept
def _last_policy(register: Register) -> list[tuple[Policy, dict[str, Ints]]]:
    del register
    return []


def among(keys: Ints, wanted: Ints) -> Bools:
    """Return which whole numbers are among some sorted ones."""
    if wanted.size:
        low, high = int(wanted.min()), int(wanted.max())
        keys = keys[slice(*np.searchsorted(keys, [low, high + 1]))]
        if len(keys) and high - low < _CLOSE * wanted.size:
            # Pairs of a block of children lie close together: a table is faster than a search.
            table = np.zeros(high - low + 1, dtype=np.bool_)
            table[keys - low] = True
            looked_up: Bools = table[wanted - low]
            return looked_up
    if not len(keys):
        return np.zeros(wanted.shape, dtype=np.bool_)
    spots = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    found: Bools = keys[spots] == wanted
    return found


def _nan(value: int | None) -> float:
    return np.nan if value is None else value


__all__ = [
    "ALONGSIDE",
    "GENDERS",
    "KINDS",
    "PLACEMENT_TYPES",
    "STATUSES",
    "BitWords",
    "Bools",
    "CaseArrays",
    "ChildArrays",
    "HomeArrays",
    "Pairs",
    "among",
]
