"""A register as NumPy arrays: made once for a register, whatever the policy.

Ids become positions here and nowhere else. Children and homes stand in the order of their ids,
compared as text, so that the order of a file's lists can't change an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, TypeVar, get_args

import numpy as np
from numpy.typing import NDArray

from matcher.bedrooms import bedrooms_needed
from matcher.case import FAMILY_KINDS, FOSTERING_KINDS, Case, in_wales
from matcher.geography import Ints, Points
from matcher.records.child import Child, SiblingGroup
from matcher.records.fields import Gender, HomeKind, PlacementType
from matcher.records.home import Home
from matcher.records.kept import kept
from matcher.records.location import Location
from matcher.records.policy import Policy
from matcher.records.register import Register
from matcher.table import Table

Bools = NDArray[np.bool_]
BitWords = NDArray[np.uint64]

GENDERS: tuple[str, ...] = get_args(Gender)
KINDS: tuple[str, ...] = get_args(HomeKind)
PLACEMENT_TYPES: tuple[str, ...] = get_args(PlacementType)
ALONGSIDE = ("any", "alone", "older_only", "younger_only")
STATUSES = ("waiting", "review", "settled")

#: A day before every day of a register.
_EVER = date.min.toordinal()
#: An age beyond all ages: stands for the youngest of nobody.
_NOBODY = 1 << 40


@dataclass(frozen=True)
class ChildArrays(Table):
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
    first_language: BitWords
    required: BitWords
    preferred: BitWords
    family_home: Points
    school: Points
    contact: Points
    contact_per_week: Ints


@dataclass(frozen=True)
class HomeArrays(Table):
    """Homes as arrays; bit sets have one more axis, of 64-bit words."""

    idx: Ints
    is_open: Bools
    available_from: Ints
    age_min: Ints
    age_max: Ints
    genders: Ints
    placement_types: Ints
    provides: BitWords
    languages: BitWords
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
    location: Points


@dataclass(frozen=True)
class RegisterArrays:
    """A register as arrays.

    Attributes
    ----------
    children, homes, groups : list
        The records in the order of their ids.
    child_idx, home_idx : dict
        The position of each id.
    child, home : ChildColumns, HomeColumns
        All children and all homes.
    reserved, declined : ndarray of int
        Sorted keys, position of the child times homes plus that of the home, of the pairs in
        which the home is reserved for the child, or has declined it.
    apart : ndarray of int
        Sorted keys, likewise of two children, of those in which the first lists the second.
    housemates : ndarray of int, shape (2, pairs)
        Positions of any two children who live in one home today and may stay there.
    rooms_today : ndarray of int, shape (homes,)
        Bedrooms that the register's children in each home need today.
    zoned : ndarray of int
        Positions of the children who have exclusion zones.
    """

    children: list[Child]
    homes: list[Home]
    groups: list[SiblingGroup]
    child_idx: dict[str, int]
    home_idx: dict[str, int]
    child: ChildArrays
    home: HomeArrays
    reserved: Ints
    declined: Ints
    apart: Ints
    housemates: Ints
    rooms_today: Ints
    zoned: Ints


@kept
def arrays_of(register: Register) -> RegisterArrays:
    """Return a register as arrays."""
    # Nothing here looks at the policy: ages, starts, groups and bedrooms are asked of a case.
    case = Case(register, Policy())
    children = sorted(register.children, key=lambda child: child.id)
    homes = sorted(register.homes, key=lambda home: home.id)
    groups = sorted(register.sibling_groups, key=lambda group: group.id)
    child_idx = {child.id: i for i, child in enumerate(children)}
    home_idx = {home.id: i for i, home in enumerate(homes)}
    group_idx = {id_: i for i, group in enumerate(groups) for id_ in group.children}
    bits = _Bits(register)
    child = _table(
        ChildArrays, (_child_row(one, case, home_idx, group_idx, bits) for one in children), bits
    )
    n_children, n_homes = len(children), len(homes)
    return RegisterArrays(
        children=children,
        homes=homes,
        groups=groups,
        child_idx=child_idx,
        home_idx=home_idx,
        child=child,
        home=_table(HomeArrays, (_home_row(one, case, bits) for one in homes), bits),
        reserved=_keys(
            child_idx[id_] * n_homes + at
            for at, home in enumerate(homes)
            for id_ in home.reserved_for
        ),
        declined=_keys(
            i * n_homes + home_idx[id_] for i, one in enumerate(children) for id_ in one.declined_by
        ),
        apart=_keys(
            i * n_children + child_idx[id_]
            for i, one in enumerate(children)
            for id_ in one.apart_from
        ),
        housemates=_housemates(child),
        rooms_today=_rooms_today(case, homes, child),
        zoned=_keys(i for i, one in enumerate(children) if one.exclusion_zones),
    )


def _keys(keys: Iterable[int]) -> Ints:
    return np.unique(np.array(list(keys), dtype=np.int64))


class _Bits:
    """Sets of needs and of languages as whole numbers, a bit for each code of the register."""

    def __init__(self, register: Register) -> None:
        children, homes = register.children, register.homes
        needs = {need.code for child in children for need in child.needs}
        needs.update(code for home in homes for code in home.provides)
        languages = {child.languages[0] for child in children}
        languages.update(code for home in homes for code in home.languages)
        self._need = {code: 1 << bit for bit, code in enumerate(sorted(needs))}
        self._language = {code: 1 << bit for bit, code in enumerate(sorted(languages))}
        self._n_words = max(1, -(-max(len(needs), len(languages)) // 64))

    def needs(self, codes: Iterable[str]) -> int:
        """Return a set of needs."""
        return sum(self._need[code] for code in set(codes))

    def languages(self, codes: Iterable[str]) -> int:
        """Return a set of languages."""
        return sum(self._language[code] for code in set(codes))

    def words(self, sets: Sequence[int]) -> BitWords:
        """Return sets as 64-bit words, shape (sets, words)."""
        low = (1 << 64) - 1
        words = np.zeros((len(sets), self._n_words), dtype=np.uint64)
        for word in range(self._n_words):
            words[:, word] = [one >> 64 * word & low for one in sets]
        return words


_Row = dict[str, int | bool | tuple[float, float]]
_T = TypeVar("_T", bound=Table)


def _table(table: type[_T], rows: Iterable[_Row], bits: _Bits) -> _T:
    """Return rows as arrays of the types that the table's fields say."""
    names = [field.name for field in fields(table) if field.name != "idx"]  # type: ignore[arg-type]  # every subclass is a dataclass
    columns: dict[str, list[Any]] = {name: [] for name in names}
    n_rows = 0
    for row in rows:
        # None is kept: many that live at once would set off the garbage collector.
        n_rows += 1
        for name in names:
            columns[name].append(row[name])
    arrays: dict[str, Any] = {"idx": np.arange(n_rows)}
    for field in fields(table):  # type: ignore[arg-type]  # every subclass is a dataclass
        if field.name == "idx":
            continue
        values: Any = columns[field.name]
        if field.type == "BitWords":
            arrays[field.name] = bits.words(values)
        elif field.type == "Points":
            arrays[field.name] = Points.of(*np.array(values, np.float64).reshape(-1, 2).T)
        else:
            dtype = np.bool_ if field.type == "Bools" else np.int64
            arrays[field.name] = np.array(values, dtype=dtype)
    return table(**arrays)


def _child_row(
    child: Child, case: Case, home_idx: Mapping[str, int], group_idx: Mapping[str, int], bits: _Bits
) -> _Row:
    # All of a child at once: its record is in the processor's cache then.
    waiting = child.status == "waiting"
    placed = -1 if child.placement is None else home_idx[child.placement.home]
    contact = child.contact
    return {
        "age": case.age(child),
        "born": child.date_of_birth.toordinal(),
        "start": case.start(child).toordinal(),
        "gender": GENDERS.index(child.gender),
        "placement_type": PLACEMENT_TYPES.index(child.placement_type),
        "status": STATUSES.index(child.status),
        "alongside": ALONGSIDE.index(child.alongside),
        "present": -1 if waiting else placed,
        "ending": placed if waiting else -1,
        "group": group_idx.get(child.id, -1),
        "smoke_free": child.smoke_free,
        "exam_year": child.exam_year,
        "moves_12m": child.moves_12m,
        "first_language": bits.languages(child.languages[:1]),
        "required": bits.needs(child.required_needs),
        "preferred": bits.needs(child.preferred_needs),
        "family_home": _point(child.family_home),
        "school": _point(child.school),
        "contact": _point(contact.at if contact else None),
        "contact_per_week": contact.per_week if contact else 0,
    }


def _home_row(home: Home, case: Case, bits: _Bits) -> _Row:
    ages = (*home.household_ages, *(other.age for other in home.other_children))
    in_scope = in_wales(case.register.authority.code) and in_wales(home.authority)
    return {
        "is_open": home.open,
        "available_from": home.available_from.toordinal() if home.available_from else _EVER,
        "age_min": home.ages[0],
        "age_max": home.ages[1],
        "genders": _flags(home.genders, GENDERS),
        "placement_types": _flags(home.placement_types, PLACEMENT_TYPES),
        "provides": bits.needs(home.provides),
        "languages": bits.languages(home.languages),
        "reserved": bool(home.reserved_for),
        "family": home.kind in FAMILY_KINDS,
        "fostering": home.kind in FOSTERING_KINDS,
        "supported_lodgings": home.kind == "supported_lodgings",
        "smokers": home.smokers,
        "for_profit_in_wales": home.for_profit and in_scope,
        "youngest": min(ages, default=_NOBODY),
        "oldest": max(ages, default=-_NOBODY),
        "places": home.places,
        "bedrooms": -1 if home.bedrooms is None else home.bedrooms,
        "fostering_limit": home.fostering_limit,
        "n_others": len(home.other_children),
        "location": _point(home.location),
    }


def _point(location: Location | None) -> tuple[float, float]:
    return (np.nan, np.nan) if location is None else (location.lat, location.lon)


def _flags(values: Iterable[str], known: Sequence[str]) -> int:
    return sum(1 << known.index(value) for value in set(values))


def _housemates(child: ChildArrays) -> Ints:
    living = np.flatnonzero(child.present >= 0)
    living = living[np.argsort(child.present[living], kind="stable")]
    home = child.present[living]
    found = [np.zeros((2, 0), dtype=np.int64)]
    # Neighbours at a distance in the list, while any two at that distance share a home.
    for apart in range(1, len(living)):
        same = np.flatnonzero(home[apart:] == home[:-apart])
        if not len(same):
            break
        found.append(np.array([living[same], living[same + apart]]))
    return np.concatenate(found, axis=1)


def _rooms_today(case: Case, homes: Sequence[Home], child: ChildArrays) -> Ints:
    living = np.flatnonzero(child.present >= 0)
    rooms = np.bincount(child.present[living], minlength=len(homes))
    # Without siblings there, each child in a home needs a bedroom.
    grouped = living[child.group[living] >= 0]
    keys, n_siblings = np.unique(
        child.group[grouped] * len(homes) + child.present[grouped], return_counts=True
    )
    for home in set((keys[n_siblings > 1] % len(homes)).tolist()):
        rooms[home] = bedrooms_needed(case.at_home[homes[home].id], case)
    return rooms
