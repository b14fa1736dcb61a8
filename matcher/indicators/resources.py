"""What homes cost, and the places they give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from typing import get_args

import numpy as np

from matcher.case import Case
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
from matcher.records.home import Home
from matcher.words import Words

_WEEKS_A_YEAR = Fraction(365, 7)
_KINDS: tuple[str, ...] = get_args(HomeKind)
#: Where homes in the county stand whose location has no label.
UNLABELLED = "unlabelled"

_BUDGET = "the council's budget"
_SUFFICIENCY = "sufficiency plan, due yearly of each Welsh council from 2026"


def _numerator(resident: Resident) -> int:
    return resident.weekly_gbp.numerator


def _denominator(resident: Resident) -> int:
    return resident.weekly_gbp.denominator


def _kind_number(resident: Resident) -> int:
    return _KINDS.index(resident.home.kind)


def _weekly_gbp(situation: Situation, kind: str | None = None) -> Fraction:
    """Return the weekly cost of those counted, in homes of one kind or of all."""
    # Fractions are slow to add up, whole numbers with one denominator are not.
    above, below = situation.each(_numerator), situation.each(_denominator)
    if kind is not None:
        among = situation.each(_kind_number) == _KINDS.index(kind)
        above, below = above[among], below[among]
    sums = (Fraction(int(above[below == one].sum()), int(one)) for one in np.unique(below))
    return sum(sums, Fraction(0))


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


def _kind(home: Home, case: Case) -> str:
    del case
    return home.kind


def _area(home: Home, case: Case) -> str:
    """Return the label of a home in the county, the authority's code of one elsewhere."""
    return home.authority if case.out_of_county(home) else home.location.label or UNLABELLED


def _areas(situation: Situation) -> tuple[str, ...]:
    case = situation.case
    return tuple(sorted({_area(home, case) for home in case.register.homes}))


def _used(
    situation: Situation, keys: tuple[str, ...], key: Callable[[Home, Case], str]
) -> dict[str, int]:
    """Return the places taken, by the register's children and by others', by key."""
    case = situation.case
    used = Counter(id_ for id_ in situation.homes.values() if id_ is not None)
    sums = dict.fromkeys(keys, 0)
    for home in case.register.homes:
        sums[key(home, case)] += used[home.id] + len(home.other_children)
    return sums


def _used_share(
    situation: Situation, keys: tuple[str, ...], key: Callable[[Home, Case], str]
) -> dict[str, Value]:
    case = situation.case
    places = dict.fromkeys(keys, 0)
    for home in case.register.homes:
        places[key(home, case)] += home.places
    used = _used(situation, keys, key)
    return {name: share(used[name], places[name]) for name in keys}


@breakdown(
    Words("places used by kind", "lleoedd a ddefnyddir yn ôl math"), PLACES, _SUFFICIENCY, by="kind"
)
def places_used_by_kind(situation: Situation) -> dict[str, Value]:
    """Count places taken by children of the register and by `other_children`, by kind of home."""
    return {**_used(situation, _KINDS, _kind)}


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
    return _used_share(situation, _KINDS, _kind)


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
    return {**_used(situation, _areas(situation), _area)}


@breakdown(
    Words("share of places used by area", "cyfran y lleoedd a ddefnyddir yn ôl ardal"),
    SHARE,
    _SUFFICIENCY,
    by="area",
)
def places_used_share_by_area(situation: Situation) -> dict[str, Value]:
    """Divide places taken by the `places` of all homes of the area, closed ones too."""
    return _used_share(situation, _areas(situation), _area)


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
