"""Where children live: kinds of home, counties, who runs the home, the language spoken there."""

from __future__ import annotations

from matcher.case import FAMILY_KINDS, in_wales
from matcher.indicators._base import (
    CHILDREN,
    SHARE,
    Value,
    counted,
    figure,
    share,
    share_of_residents,
)
from matcher.indicators._situation import Resident, Situation
from matcher.records.references import age_on
from matcher.words import Words

#: Looked-after children are under this age; who stays on later is no longer looked after.
ADULT_YEARS = 18

_LAW = "Social Services and Well-being (Wales) Act 2014"
_NATIONAL = "national statistics of looked-after children"
_PROFIT = "Health and Social Care (Wales) Act 2025"
_WELSH = f"{_LAW} s.6, s.78; More than just words"


def _in_house(resident: Resident) -> bool:
    return resident.home.kind == "in_house_foster"


def _agency(resident: Resident) -> bool:
    return resident.home.kind == "agency_foster"


def _in_house_or_kin(resident: Resident) -> bool:
    return resident.home.kind in ("in_house_foster", "kinship")


def _not_with_parents(resident: Resident) -> bool:
    return resident.home.kind != "parents"


def _for_profit(resident: Resident) -> bool:
    return resident.home.for_profit


def _with_family(resident: Resident) -> bool:
    return resident.home.kind in FAMILY_KINDS


@figure(Words("children", "plant"), CHILDREN, _NATIONAL, main=True)
def children(situation: Situation) -> Value:
    """Count all children of the register."""
    return situation.n_children


@figure(Words("unplaced children", "plant heb leoliad"), CHILDREN, f"{_LAW} s.81", main=True)
def unplaced(situation: Situation) -> Value:
    """Count children who have no home; an ending placement of a waiting child is no home."""
    return situation.n_children - situation.n_residents


@figure(
    Words("in-house share of foster placements", "cyfran fewnol y lleoliadau maeth"),
    SHARE,
    "local policy: the target of 70 %",
    main=True,
)
def in_house_share(situation: Situation) -> Value:
    """Divide children in in-house foster homes by those in in-house or agency foster homes."""
    in_house = counted(situation, _in_house)
    return share(in_house, in_house + counted(situation, _agency))


@figure(
    Words(
        "in-house and kin share of all not with parents",
        "cyfran fewnol a pherthnasau o bawb nad ydynt gyda'u rhieni",
    ),
    SHARE,
    "local policy",
)
def in_house_and_kin_share(situation: Situation) -> Value:
    """Divide children in in-house foster or kinship homes by those with a home not with parents."""
    part = counted(situation, _in_house_or_kin)
    return share(part, counted(situation, _not_with_parents))


@figure(
    Words("with parents, family or friends", "gyda rhieni, teulu neu ffrindiau"),
    CHILDREN,
    f"{_LAW} s.81(2)-(7)",
)
def with_family_or_friends(situation: Situation) -> Value:
    """Count children in homes of kind parents or kinship."""
    return counted(situation, _with_family)


@figure(
    Words("share with parents, family or friends", "cyfran gyda rhieni, teulu neu ffrindiau"),
    SHARE,
    f"{_LAW} s.81(2)-(7)",
    main=True,
)
def with_family_or_friends_share(situation: Situation) -> Value:
    """Divide children in homes of kind parents or kinship by all with a home."""
    return share_of_residents(situation, _with_family)


def _out_of_county(resident: Resident) -> bool:
    return resident.out_of_county


def _elsewhere_in_wales(resident: Resident) -> bool:
    return resident.out_of_county and in_wales(resident.home.authority)


def _outside_wales(resident: Resident) -> bool:
    return resident.out_of_county and not in_wales(resident.home.authority)


@figure(Words("out of county", "y tu allan i'r sir"), CHILDREN, f"{_LAW} s.81(9)")
def out_of_county(situation: Situation) -> Value:
    """Count children in homes of another authority than the register's."""
    return counted(situation, _out_of_county)


@figure(
    Words("share out of county", "cyfran y tu allan i'r sir"), SHARE, f"{_LAW} s.81(9)", main=True
)
def out_of_county_share(situation: Situation) -> Value:
    """Divide children in homes of another authority by all with a home."""
    return share_of_residents(situation, _out_of_county)


@figure(Words("elsewhere in Wales", "mewn mannau eraill yng Nghymru"), CHILDREN, _NATIONAL)
def elsewhere_in_wales(situation: Situation) -> Value:
    """Count children out of county whose home stands in Wales."""
    return counted(situation, _elsewhere_in_wales)


@figure(Words("outside Wales", "y tu allan i Gymru"), CHILDREN, _NATIONAL)
def outside_wales(situation: Situation) -> Value:
    """Count children out of county whose home does not stand in Wales."""
    return counted(situation, _outside_wales)


@figure(Words("share outside Wales", "cyfran y tu allan i Gymru"), SHARE, _NATIONAL, main=True)
def outside_wales_share(situation: Situation) -> Value:
    """Divide children out of county whose home does not stand in Wales by all with a home."""
    return share_of_residents(situation, _outside_wales)


def _speaks_welsh(resident: Resident) -> bool:
    return "cy" in resident.child.languages


def _in_welsh_home(resident: Resident) -> bool:
    return _speaks_welsh(resident) and "cy" in resident.home.languages


@figure(
    Words(
        "Welsh-speaking children in Welsh-speaking homes",
        "plant Cymraeg eu hiaith mewn cartrefi Cymraeg eu hiaith",
    ),
    CHILDREN,
    _WELSH,
)
def welsh_in_welsh_homes(situation: Situation) -> Value:
    """Count children with Welsh among their languages in homes with Welsh among theirs."""
    return counted(situation, _in_welsh_home)


@figure(
    Words(
        "share of Welsh-speaking children in Welsh-speaking homes",
        "cyfran y plant Cymraeg eu hiaith mewn cartrefi Cymraeg eu hiaith",
    ),
    SHARE,
    _WELSH,
    main=True,
)
def welsh_in_welsh_homes_share(situation: Situation) -> Value:
    """Divide Welsh-speaking children in Welsh-speaking homes by those with any home."""
    return share(counted(situation, _in_welsh_home), counted(situation, _speaks_welsh))


@figure(Words("share with for-profit providers", "cyfran gyda darparwyr er elw"), SHARE, _PROFIT)
def for_profit_share(situation: Situation) -> Value:
    """Divide children in homes run for profit, wherever these stand, by all with a home."""
    return share_of_residents(situation, _for_profit)


@figure(
    Words(
        "children whose for-profit home could not be given to them in 2030",
        "plant na ellid rhoi eu cartref er elw iddynt yn 2030",
    ),
    CHILDREN,
    _PROFIT,
)
def no_place_in_2030(situation: Situation) -> Value:
    """Count children in for-profit homes in Wales who will be under 18 when the law takes effect.

    On the policy's `for_profit_ends`: from that day on nobody can be placed there. 0 where the
    policy sets no day, or the register's authority is not in Wales.
    """
    ends = situation.case.policy.for_profit_ends
    if ends is None or not in_wales(situation.case.register.authority.code):
        return 0
    return sum(
        in_wales(resident.home.authority)
        and age_on(resident.child.date_of_birth, ends) < ADULT_YEARS
        for resident in situation.those(_for_profit)
    )


INDICATORS = (
    children,
    unplaced,
    in_house_share,
    in_house_and_kin_share,
    with_family_or_friends,
    with_family_or_friends_share,
    out_of_county,
    out_of_county_share,
    elsewhere_in_wales,
    outside_wales,
    outside_wales_share,
    welsh_in_welsh_homes,
    welsh_in_welsh_homes_share,
    for_profit_share,
    no_place_in_2030,
)
