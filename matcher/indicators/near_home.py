"""How near home children live, and how near their siblings."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from matcher.criteria.beyond_20_miles import TWENTY_MILES_TENTHS
from matcher.indicators._base import (
    CHILDREN,
    GROUPS,
    KM,
    SHARE,
    Value,
    figure,
    share_of_residents,
)
from matcher.indicators._situation import Resident, Situation
from matcher.words import Words

#: Road time, fitted on the small areas of Powys, 5 to 120 km: minutes = fixed + slope x km.
_ROAD_FIXED_MINUTES = 13.7
_ROAD_MINUTES_PER_KM = 0.927
_HOUR_MINUTES = 60

_NEAR = "Social Services and Well-being (Wales) Act 2014 s.81(9): near home"
_TOGETHER = "Social Services and Well-being (Wales) Act 2014 s.81(9): siblings together"


def _distance_tenths(resident: Resident) -> int:
    return resident.distance_tenths


def _beyond_20_miles(resident: Resident) -> bool:
    return resident.distance_tenths > TWENTY_MILES_TENTHS


def _beyond_one_hour(resident: Resident) -> bool:
    minutes = _ROAD_FIXED_MINUTES + _ROAD_MINUTES_PER_KM * resident.straight_km
    return minutes > _HOUR_MINUTES


def _percentile_km(situation: Situation, percent: int) -> Value:
    """Return a percentile by nearest rank: the smallest distance that so many per cent keep to."""
    distances = np.sort(situation.each(_distance_tenths))
    if not len(distances):
        return None
    rank = -(-percent * len(distances) // 100)
    return Fraction(int(distances[rank - 1]), 10)


@figure(
    Words("distance from home, median", "pellter o gartref, canolrif"),
    KM,
    _NEAR,
    main=True,
)
def distance_median_km(situation: Situation) -> Value:
    """Take the median distance from the family home of all children with a home.

    By nearest rank: of an even number the lower of the two in the middle.
    """
    return _percentile_km(situation, 50)


@figure(Words("distance from home, 90th percentile", "pellter o gartref, 90fed canradd"), KM, _NEAR)
def distance_p90_km(situation: Situation) -> Value:
    """Take the 90th percentile, by nearest rank, of the distance from the family home.

    Of all children with a home: the smallest distance that at least 90 % of them do not exceed.
    """
    return _percentile_km(situation, 90)


@figure(
    Words("share beyond 20 miles", "cyfran y tu hwnt i 20 milltir"),
    SHARE,
    "national measure of distance from home",
    main=True,
)
def beyond_20_miles_share(situation: Situation) -> Value:
    """Divide children more than 20 miles (32.2 km) from the family home by all with a home."""
    return share_of_residents(situation, _beyond_20_miles)


@figure(
    Words("share beyond one hour by road", "cyfran y tu hwnt i awr ar y ffordd"),
    SHARE,
    "Powys scrutiny 2019: within one hour's drive",
    main=True,
)
def beyond_one_hour_share(situation: Situation) -> Value:
    """Divide children more than an hour by road from the family home by all with a home.

    Road time is estimated: 13.7 minutes and 0.927 minutes a km of the straight line, also where
    a travel matrix is given.
    """
    return share_of_residents(situation, _beyond_one_hour)


@figure(
    Words(
        "sibling groups wholly together",
        "grwpiau o frodyr a chwiorydd sydd i gyd gyda'i gilydd",
    ),
    GROUPS,
    _TOGETHER,
)
def sibling_groups_together(situation: Situation) -> Value:
    """Count sibling groups of the register all of whose members live in one home."""
    homes = situation.homes
    lived = [{homes[id_] for id_ in g.children} for g in situation.case.register.sibling_groups]
    return sum(len(ids) == 1 and None not in ids for ids in lived)


@figure(
    Words(
        "children with a sibling in care living with none",
        "plant â brawd neu chwaer mewn gofal sy'n byw heb yr un ohonynt",
    ),
    CHILDREN,
    _TOGETHER,
    main=True,
)
def living_with_no_sibling(situation: Situation) -> Value:
    """Count children with a home and a sibling group of whose other members none lives there."""
    return situation.n_lone


INDICATORS = (
    distance_median_km,
    distance_p90_km,
    beyond_20_miles_share,
    beyond_one_hour_share,
    sibling_groups_together,
    living_with_no_sibling,
)
