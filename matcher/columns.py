"""Columns: the records as NumPy arrays, and pairs of a child and a home.

Ids become positions here and nowhere else. Children and homes stand in the order of their ids,
compared as text, so that the order of a file's lists can't change an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Any, Self, get_args

import numpy as np
from numpy.typing import NDArray

from matcher.bedrooms import bedrooms_needed
from matcher.case import FAMILY_KINDS, FOSTERING_KINDS, Case, Target, in_wales
from matcher.geography import Floats, Ints, great_circle_km_many, tenths_many
from matcher.records.child import Child
from matcher.records.fields import Gender, HomeKind, PlacementType
from matcher.records.home import Home

Bools = NDArray[np.bool_]
Words = NDArray[np.uint64]

GENDERS: tuple[str, ...] = get_args(Gender)
KINDS: tuple[str, ...] = get_args(HomeKind)
PLACEMENT_TYPES: tuple[str, ...] = get_args(PlacementType)
ALONGSIDE = ("any", "alone", "older_only", "younger_only")
STATUSES = ("waiting", "review", "settled")

#: A day before every day of a register.
_EVER = date.min.toordinal()
#: An age beyond all ages: stands for the youngest of nobody.
_NOBODY = 1 << 40


class _Table:
    """Arrays of one length, one entry a record, that are indexed together."""

    def take(self, idx: Any) -> Self:
        """Return the records at some positions; `idx` may have any shape."""
        return type(self)(**{f.name: getattr(self, f.name)[idx] for f in fields(self)})  # type: ignore[arg-type]  # every subclass is a dataclass


@dataclass(frozen=True)
class ChildColumns(_Table):
    """Children as arrays; bit sets have one more axis, of 64-bit words."""

    idx: Ints
    age: Ints
    born: Ints
    start: Ints
    gender: Ints
    placement_type: Ints
    status: Ints
    alongside: Ints
    present: Ints
    ending: Ints
    group: Ints
    smoke_free: Bools
    exam_year: Bools
    moves_12m: Ints
    first_language: Words
    required: Words
    preferred: Words
    lat: Floats
    lon: Floats
    school_lat: Floats
    school_lon: Floats
    contact_lat: Floats
    contact_lon: Floats
    contact_per_week: Ints


@dataclass(frozen=True)
class HomeColumns(_Table):
    """Homes as arrays; bit sets have one more axis, of 64-bit words."""

    idx: Ints
    is_open: Bools
    available_from: Ints
    age_min: Ints
    age_max: Ints
    genders: Ints
    placement_types: Ints
    provides: Words
    languages: Words
    reserved: Bools
    family: Bools
    fostering: Bools
    supported_lodgings: Bools
    smokers: Bools
    for_profit_in_wales: Bools
    youngest: Ints
    oldest: Ints
    places: Ints
    bedrooms: Ints
    fostering_limit: Ints
    n_others: Ints
    lat: Floats
    lon: Floats


class Columns:
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
        self.children = sorted(case.register.children, key=lambda child: child.id)
        self.homes = sorted(case.register.homes, key=lambda home: home.id)
        self.groups = sorted(case.register.sibling_groups, key=lambda group: group.id)
        self.child_idx = {child.id: i for i, child in enumerate(self.children)}
        self.home_idx = {home.id: i for i, home in enumerate(self.homes)}
        self._of_homes: dict[str, Ints] = {}

    @cached_property
    def child(self) -> ChildColumns:
        """All children."""
        return _child_columns(self)

    @cached_property
    def home(self) -> HomeColumns:
        """All homes."""
        return _home_columns(self)

    @cached_property
    def _needs(self) -> dict[str, int]:
        needs = {need.code for child in self.children for need in child.needs}
        return _positions(needs.union(*(home.provides for home in self.homes)))

    @cached_property
    def _languages(self) -> dict[str, int]:
        first = {child.languages[0] for child in self.children}
        return _positions(first.union(*(home.languages for home in self.homes)))

    def need_bits(self, codes: Iterable[Iterable[str]]) -> Words:
        """Return sets of need codes as bit sets, shape (n, words)."""
        return _bits(codes, self._needs)

    def language_bits(self, codes: Iterable[Iterable[str]]) -> Words:
        """Return sets of language codes as bit sets, shape (n, words)."""
        return _bits(codes, self._languages)

    @cached_property
    def reserved(self) -> Ints:
        """Sorted keys of the pairs (child, home) in which the home is reserved for the child."""
        return self.keys((child, home.id) for home in self.homes for child in home.reserved_for)

    @cached_property
    def declined(self) -> Ints:
        """Sorted keys of the pairs (child, home) in which the home has declined the child."""
        return self.keys((child.id, home) for child in self.children for home in child.declined_by)

    @cached_property
    def _apart(self) -> Ints:
        n = len(self.children)
        keys = [
            i * n + self.child_idx[other]
            for i, child in enumerate(self.children)
            for other in child.apart_from
        ]
        return np.unique(_ints(keys))

    def listed_apart(self, child_idx: Ints, other_idx: Ints) -> Bools:
        """Return where the first child lists the second in `apart_from`."""
        return _among(self._apart, child_idx * len(self.children) + other_idx)

    @cached_property
    def rooms_today(self) -> Ints:
        """Bedrooms that the register's children in each home need today."""
        at_home = self.case.at_home
        return _ints(bedrooms_needed(at_home[home.id], self.case) for home in self.homes)

    @cached_property
    def zoned(self) -> Ints:
        """Positions of the children who have exclusion zones."""
        return _ints(i for i, child in enumerate(self.children) if child.exclusion_zones)

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

    def keys(self, pairs: Iterable[tuple[str, str]]) -> Ints:
        """Return pairs of ids (child, home) as sorted whole numbers."""
        n_homes = len(self.homes)
        keys = [self.child_idx[child] * n_homes + self.home_idx[home] for child, home in pairs]
        return np.unique(np.array(keys, dtype=np.int64))

    def of_homes(self, code: str, value: Callable[[Home, Case], int]) -> Ints:
        """Return a whole number that depends on the home alone, for all homes; kept by code."""
        if code not in self._of_homes:
            values = [value(home, self.case) for home in self.homes]
            self._of_homes[code] = np.array(values, dtype=np.int64)
        return self._of_homes[code]

    def block(self, child_idx: Ints | Sequence[int]) -> Pairs:
        """Return the pairs of some children with all homes, shape (children, homes)."""
        rows = np.asarray(child_idx, dtype=np.int64)[:, None]
        return Pairs(self, rows, np.arange(len(self.homes))[None, :])

    def pairs(self, child_idx: Ints, home_idx: Ints) -> Pairs:
        """Return a list of pairs, two arrays of one length."""
        return Pairs(self, child_idx, home_idx)


class Pairs:
    """Pairs of a child and a home: what the array forms of rules and criteria look at.

    `child` and `home` broadcast against each other: a list of pairs, or a block of some children
    (shape (n, 1)) with all homes (shape (1, m)).

    Parameters
    ----------
    columns : Columns
        The case.
    child_idx, home_idx : ndarray of int
        Positions, of shapes that broadcast.
    """

    def __init__(self, columns: Columns, child_idx: Ints, home_idx: Ints) -> None:
        self.columns = columns
        self.case = columns.case
        self.child = columns.child.take(child_idx)
        self.home = columns.home.take(home_idx)
        self.shape = np.broadcast_shapes(child_idx.shape, home_idx.shape)

    @cached_property
    def stays(self) -> Bools:
        """Whether the child lives in the home today and may stay."""
        stays: Bools = self.child.present == self.home.idx
        return stays

    @cached_property
    def keys(self) -> Ints:
        """Each pair as one whole number."""
        return self.child.idx * len(self.columns.homes) + self.home.idx

    def among(self, keys: Ints) -> Bools:
        """Return which pairs are among some sorted keys."""
        return _among(keys, self.keys)

    def of_homes(self, code: str, value: Callable[[Home, Case], int]) -> Ints:
        """Return a whole number that depends on the home alone."""
        return np.broadcast_to(self.columns.of_homes(code, value)[self.home.idx], self.shape)

    @cached_property
    def unreachable(self) -> Bools:
        """Whether travel is by a table that has no row for the pair."""
        if self.case.journeys is None:
            return np.zeros(self.shape, dtype=np.bool_)
        return ~self.among(self.columns.journeys[0])

    @cached_property
    def home_km(self) -> Floats:
        """Distance to the family home, km, fit to be compared with `max_km`."""
        child = self.child
        return self._km("home", child.lat, child.lon, self.case.policy.max_km)

    @cached_property
    def school_km(self) -> Floats:
        """Distance to the school, km, fit to be compared with `school_reach_km`; NaN without."""
        reach = self.case.policy.school_reach_km
        return self._km("school", self.child.school_lat, self.child.school_lon, reach)

    @cached_property
    def contact_km(self) -> Floats:
        """Distance to where contact takes place, km; NaN without."""
        return self._km("contact", self.child.contact_lat, self.child.contact_lon, None)

    @cached_property
    def home_tenths(self) -> Ints:
        """Distance to the family home, tenths of a km."""
        return tenths_many(self.home_km)

    def _km(self, target: Target, lat: Floats, lon: Floats, threshold: float | None) -> Floats:
        km = great_circle_km_many(lat, lon, self.home.lat, self.home.lon, threshold)
        if self.case.journeys is None:
            return km
        keys, measured = self.columns.journeys
        if not len(keys):
            return km
        spots = np.minimum(np.searchsorted(keys, self.keys), len(keys) - 1)
        known = np.where(keys[spots] == self.keys, measured[target][spots], np.nan) / 10
        return np.where(np.isnan(known) | np.isnan(km), km, known)


def _among(keys: Ints, wanted: Ints) -> Bools:
    """Return which whole numbers are among some sorted ones."""
    if not len(keys):
        return np.zeros(wanted.shape, dtype=np.bool_)
    spots = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    found: Bools = keys[spots] == wanted
    return found


def _nan(value: int | None) -> float:
    return np.nan if value is None else value


def _positions(codes: Iterable[str]) -> dict[str, int]:
    return {code: position for position, code in enumerate(sorted(codes))}


def _bits(sets: Iterable[Iterable[str]], positions: dict[str, int]) -> Words:
    rows = list(sets)
    bits = np.zeros((len(rows), max(1, -(-len(positions) // 64))), dtype=np.uint64)
    for row, codes in enumerate(rows):
        for code in codes:
            word, bit = divmod(positions[code], 64)
            bits[row, word] |= np.uint64(1 << bit)
    return bits


def _flags(values: Iterable[str], known: Sequence[str]) -> int:
    return sum(1 << known.index(value) for value in set(values))


def _ints(values: Iterable[int]) -> Ints:
    return np.array(list(values), dtype=np.int64)


def _floats(values: Iterable[float | None]) -> Floats:
    return np.array([np.nan if v is None else v for v in values], dtype=np.float64)


def _bools(values: Iterable[bool]) -> Bools:
    return np.array(list(values), dtype=np.bool_)


def _child_columns(columns: Columns) -> ChildColumns:
    children, case = columns.children, columns.case
    group_idx = {group.id: i for i, group in enumerate(columns.groups)}

    def home_of(child: Child, waiting: bool) -> int:
        if child.placement is None or (child.status == "waiting") != waiting:
            return -1
        return columns.home_idx[child.placement.home]

    def group_of(child: Child) -> int:
        group = case.group_of.get(child.id)
        return group_idx[group.id] if group else -1

    return ChildColumns(
        idx=np.arange(len(children)),
        age=_ints(case.age(child) for child in children),
        born=_ints(child.date_of_birth.toordinal() for child in children),
        start=_ints(case.start(child).toordinal() for child in children),
        gender=_ints(GENDERS.index(child.gender) for child in children),
        placement_type=_ints(PLACEMENT_TYPES.index(child.placement_type) for child in children),
        status=_ints(STATUSES.index(child.status) for child in children),
        alongside=_ints(ALONGSIDE.index(child.alongside) for child in children),
        present=_ints(home_of(child, waiting=False) for child in children),
        ending=_ints(home_of(child, waiting=True) for child in children),
        group=_ints(group_of(child) for child in children),
        smoke_free=_bools(child.smoke_free for child in children),
        exam_year=_bools(child.exam_year for child in children),
        moves_12m=_ints(child.moves_12m for child in children),
        first_language=columns.language_bits(child.languages[:1] for child in children),
        required=columns.need_bits(child.required_needs for child in children),
        preferred=columns.need_bits(child.preferred_needs for child in children),
        lat=_floats(child.family_home.lat for child in children),
        lon=_floats(child.family_home.lon for child in children),
        school_lat=_floats(child.school.lat if child.school else None for child in children),
        school_lon=_floats(child.school.lon if child.school else None for child in children),
        contact_lat=_floats(child.contact.at.lat if child.contact else None for child in children),
        contact_lon=_floats(child.contact.at.lon if child.contact else None for child in children),
        contact_per_week=_ints(
            child.contact.per_week if child.contact else 0 for child in children
        ),
    )


def _home_columns(columns: Columns) -> HomeColumns:
    homes, case = columns.homes, columns.case
    wales = in_wales(case.register.authority.code)
    ages = [(*home.household_ages, *(other.age for other in home.other_children)) for home in homes]
    return HomeColumns(
        idx=np.arange(len(homes)),
        is_open=_bools(home.open for home in homes),
        available_from=_ints(
            home.available_from.toordinal() if home.available_from else _EVER for home in homes
        ),
        age_min=_ints(home.ages[0] for home in homes),
        age_max=_ints(home.ages[1] for home in homes),
        genders=_ints(_flags(home.genders, GENDERS) for home in homes),
        placement_types=_ints(_flags(home.placement_types, PLACEMENT_TYPES) for home in homes),
        provides=columns.need_bits(home.provides for home in homes),
        languages=columns.language_bits(home.languages for home in homes),
        reserved=_bools(bool(home.reserved_for) for home in homes),
        family=_bools(home.kind in FAMILY_KINDS for home in homes),
        fostering=_bools(home.kind in FOSTERING_KINDS for home in homes),
        supported_lodgings=_bools(home.kind == "supported_lodgings" for home in homes),
        smokers=_bools(home.smokers for home in homes),
        for_profit_in_wales=_bools(
            home.for_profit and wales and in_wales(home.authority) for home in homes
        ),
        youngest=_ints(min(of_home, default=_NOBODY) for of_home in ages),
        oldest=_ints(max(of_home, default=-_NOBODY) for of_home in ages),
        places=_ints(home.places for home in homes),
        bedrooms=_ints(-1 if home.bedrooms is None else home.bedrooms for home in homes),
        fostering_limit=_ints(home.fostering_limit for home in homes),
        n_others=_ints(len(home.other_children) for home in homes),
        lat=_floats(home.location.lat for home in homes),
        lon=_floats(home.location.lon for home in homes),
    )
