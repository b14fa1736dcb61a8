"""What homes cost, and the places they give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import get_args

from matcher.indicators._base import (
    PLACES,
    SHARE,
    WEEKLY,
    YEARLY,
    Value,
    breakdown,
    figure,
    share,
)
from matcher.indicators._situation import Resident, Situation
from matcher.records.fields import HomeKind
from matcher.records.kept import kept
from matcher.records.register import Register
from matcher.words import Words

_WEEKS_A_YEAR = Fraction(365, 7)
_KINDS: tuple[str, ...] = get_args(HomeKind)
#: Where homes in the county stand whose location has no label.
UNLABELLED = "unlabelled"

_BUDGET = "the council's budget"
_SUFFICIENCY = "sufficiency plan, due yearly of each Welsh council from 2026"


def _pence(resident: Resident) -> int:
    return 100 * resident.weekly_gbp.numerator // resident.weekly_gbp.denominator


def _has_less_than_a_penny(resident: Resident) -> bool:
    return 100 % resident.weekly_gbp.denominator > 0


def _kind_number(resident: Resident) -> int:
    return _KINDS.index(resident.home.kind)


def _weekly_gbp(situation: Situation, kind: str | None = None) -> Fraction:
    """Return the weekly cost of those counted, in homes of one kind or of all."""
    # Fractions are slow to add up, whole numbers are not.
    pence = situation.each(_pence)
    if kind is not None:
        pence = pence[situation.each(_kind_number) == _KINDS.index(kind)]
    rest = (
        resident.weekly_gbp % Fraction(1, 100)
        for resident in situation.those(_has_less_than_a_penny)
        if kind in (None, resident.home.kind)
    )
    return sum(rest, Fraction(int(pence.sum()), 100))


def _weekly_gbp_by_kind(situation: Situation, weeks: Fraction) -> dict[str, Value]:
    return {kind: _weekly_gbp(situation, kind) * weeks for kind in _KINDS}


@figure(Words("weekly cost", "cost wythnosol"), WEEKLY, _BUDGET)
def weekly_cost(situation: Situation) -> Value:
    """Add up `weekly_cost` over all children with a home, settled ones too, to the penny."""
    return _weekly_gbp(situation)


@breakdown(Words("weekly cost by kind", "cost wythnosol yn ôl math"), WEEKLY, _BUDGET, by="kind")
def weekly_cost_by_kind(situation: Situation) -> dict[str, Value]:
    """Add up `weekly_cost` over all children with a home, by the home's kind."""
    return _weekly_gbp_by_kind(situation, Fraction(1))


@figure(Words("yearly cost", "cost blynyddol"), YEARLY, _BUDGET)
def yearly_cost(situation: Situation) -> Value:
    """Multiply the weekly cost by 365/7, as if everybody stayed a year of 365 days."""
    return _weekly_gbp(situation) * _WEEKS_A_YEAR


@breakdown(Words("yearly cost by kind", "cost blynyddol yn ôl math"), YEARLY, _BUDGET, by="kind")
def yearly_cost_by_kind(situation: Situation) -> dict[str, Value]:
    """Multiply the weekly cost by 365/7, by the home's kind."""
    return _weekly_gbp_by_kind(situation, _WEEKS_A_YEAR)


@figure(Words("weekly cost per child", "cost wythnosol y plentyn"), WEEKLY, _BUDGET, main=True)
def weekly_cost_per_child(situation: Situation) -> Value:
    """Divide the weekly cost by all children with a home, those who cost nothing too."""
    n_residents = situation.n_residents
    return _weekly_gbp(situation) / n_residents if n_residents else None


@dataclass(frozen=True)
class _Places:
    """The homes of a register by a key, whatever children of the register live there.

    Attributes
    ----------
    key : mapping of str to str
        The key of each home, by id.
    taken, all : mapping of str to int
        The places that others' children take, and all places, by key.
    """

    key: Mapping[str, str]
    taken: Mapping[str, int]
    all: Mapping[str, int]

    @classmethod
    def by(cls, register: Register, key: Mapping[str, str], keys: Iterable[str]) -> _Places:
        """Return them, each of the keys there."""
        taken, every = dict.fromkeys(keys, 0), dict.fromkeys(keys, 0)
        for home in register.homes:
            taken[key[home.id]] += len(home.other_children)
            every[key[home.id]] += home.places
        return cls(key, taken, every)


@kept
def _by_kind(register: Register) -> _Places:
    return _Places.by(register, {home.id: home.kind for home in register.homes}, _KINDS)


@kept
def _by_area(register: Register) -> _Places:
    """Return homes in the county by the location's label, others by the authority's code."""
    county = register.authority.code
    area = {
        home.id: home.authority if home.authority != county else home.location.label or UNLABELLED
        for home in register.homes
    }
    return _Places.by(register, area, sorted(set(area.values())))


def _used(situation: Situation, places: _Places) -> dict[str, int]:
    """Return the places taken, by the register's children and by others', by key."""
    used = Counter(places.key[id_] for id_ in situation.homes.values() if id_ is not None)
    return {name: used[name] + taken for name, taken in places.taken.items()}


def _used_share(situation: Situation, places: _Places) -> dict[str, Value]:
    used = _used(situation, places)
    return {name: share(used[name], every) for name, every in places.all.items()}


@breakdown(
    Words("places used by kind", "lleoedd a ddefnyddir yn ôl math"), PLACES, _SUFFICIENCY, by="kind"
)
def places_used_by_kind(situation: Situation) -> dict[str, Value]:
    """Count places taken by children of the register and by `other_children`, by kind of home."""
    return {**_used(situation, _by_kind(situation.case.register))}


@breakdown(
    Words("share of places used by kind", "cyfran y lleoedd a ddefnyddir yn ôl math"),
    SHARE,
    _SUFFICIENCY,
    by="kind",
)
def places_used_share_by_kind(situation: Situation) -> dict[str, Value]:
    """Divide places taken by the `places` of all homes of the kind, closed ones too.

    More than 1 where homes have more children than places.
    """
    return _used_share(situation, _by_kind(situation.case.register))


@breakdown(
    Words("places used by area", "lleoedd a ddefnyddir yn ôl ardal"),
    PLACES,
    _SUFFICIENCY,
    by="area",
)
def places_used_by_area(situation: Situation) -> dict[str, Value]:
    """Count places taken by children of the register and by `other_children`, by area.

    The area of a home in the county is its location's label (`unlabelled` without one), of one
    out of county its authority's code.
    """
    return {**_used(situation, _by_area(situation.case.register))}


@breakdown(
    Words("share of places used by area", "cyfran y lleoedd a ddefnyddir yn ôl ardal"),
    SHARE,
    _SUFFICIENCY,
    by="area",
)
def places_used_share_by_area(situation: Situation) -> dict[str, Value]:
    """Divide places taken by the `places` of all homes of the area, closed ones too."""
    return _used_share(situation, _by_area(situation.case.register))


INDICATORS = (
    weekly_cost,
    weekly_cost_by_kind,
    yearly_cost,
    yearly_cost_by_kind,
    weekly_cost_per_child,
    places_used_by_kind,
    places_used_share_by_kind,
    places_used_by_area,
    places_used_share_by_area,
)
