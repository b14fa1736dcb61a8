"""What changes in children's lives: moves, ways back, schools, and what must be approved first."""

from __future__ import annotations

from collections import Counter

from matcher.approvals import KINDS, kinds_needed
from matcher.case import FAMILY_KINDS
from matcher.indicators._base import (
    APPROVALS,
    CHILDREN,
    SHARE,
    Value,
    breakdown,
    counted,
    figure,
    share,
)
from matcher.indicators._situation import Resident, Situation
from matcher.records.child import Child
from matcher.words import Words

#: Kinds in which a child lives in a family.
_IN_A_FAMILY = FAMILY_KINDS | {"in_house_foster", "agency_foster"}

_NATIONAL = "national statistics of looked-after children"
_STRATEGY = "Powys strategy: closer to home, nobody moved needlessly"
_SCHOOL = "Social Services and Well-being (Wales) Act 2014 s.81(9): school kept"


def _new(resident: Resident) -> bool:
    return resident.new


def _moved(resident: Resident) -> bool:
    return resident.child.status == "review" and resident.new


def _steps_down(resident: Resident) -> bool:
    residential = resident.today is not None and resident.today.kind == "residential"
    return residential and resident.home.kind in _IN_A_FAMILY


def _returns(resident: Resident) -> bool:
    return resident.out_of_county_today and not resident.out_of_county


def _school_kept(resident: Resident) -> bool:
    return resident.child.school is not None and not resident.school_change


def _school_changed(resident: Resident) -> bool:
    return resident.school_change > 0


def _disrupted(resident: Resident) -> bool:
    return resident.child.exam_year and resident.school_change > 0


@figure(Words("moves caused", "symudiadau a achosir"), CHILDREN, _STRATEGY, main=True)
def moves(situation: Situation) -> Value:
    """Count children under review who have another home than their present one; 0 before a plan."""
    return counted(situation, _moved)


@figure(
    Words("step-downs from residential to family", "camau i lawr o ofal preswyl i deulu"),
    CHILDREN,
    _STRATEGY,
)
def step_downs(situation: Situation) -> Value:
    """Count children who live in a residential home today and come to a family.

    An ending placement counts as where a child lives; a family is a home of kind parents,
    kinship, in-house or agency foster. 0 before a plan.
    """
    return counted(situation, _steps_down)


@figure(Words("returns to the county", "dychwelyd i'r sir"), CHILDREN, _STRATEGY)
def returns_to_county(situation: Situation) -> Value:
    """Count children who live out of county today and come to a home in it.

    An ending placement counts as where a child lives. 0 before a plan.
    """
    return counted(situation, _returns)


def _n_placements(child: Child) -> int:
    first = child.placement is not None or child.moves_12m > 0
    return child.moves_12m + first


def _often_moved(resident: Resident) -> bool:
    return _n_placements(resident.child) + resident.new >= 3


def _n_often_moved(situation: Situation) -> int:
    without = sum(_n_placements(child) >= 3 for child in situation.without)
    return counted(situation, _often_moved) + without


@figure(
    Words("three or more placements in twelve months", "tri lleoliad neu fwy mewn deuddeg mis"),
    CHILDREN,
    _NATIONAL,
)
def three_or_more_placements(situation: Situation) -> Value:
    """Count children with three or more placements in twelve months.

    Placements are `moves_12m` and the one before the first move, and one more for a child who
    comes to a new home. A child without placement and moves has had none yet.
    """
    return _n_often_moved(situation)


@figure(
    Words(
        "share with three or more placements in twelve months",
        "cyfran gyda thri lleoliad neu fwy mewn deuddeg mis",
    ),
    SHARE,
    _NATIONAL,
    main=True,
)
def three_or_more_placements_share(situation: Situation) -> Value:
    """Divide children with three or more placements in twelve months by all of the register."""
    return share(_n_often_moved(situation), situation.n_children)


@figure(Words("school kept", "ysgol wedi'i chadw"), CHILDREN, _SCHOOL)
def school_kept(situation: Situation) -> Value:
    """Count children with a school and a home who keep the school.

    Who stays keeps it, and who comes to a home within the policy's `school_reach_km` of it.
    """
    return counted(situation, _school_kept)


@figure(Words("changes of school", "newidiadau ysgol"), CHILDREN, _SCHOOL, main=True)
def school_changes(situation: Situation) -> Value:
    """Count children with a school and a home who do not keep the school; 0 before a plan."""
    return counted(situation, _school_changed)


@figure(
    Words("key stage 4 disruptions", "tarfu ar gyfnod allweddol 4"),
    CHILDREN,
    "Care Planning, Placement and Case Review (Wales) Regulations 2015, reg. 11",
)
def key_stage_4_disruptions(situation: Situation) -> Value:
    """Count children in an exam year who do not keep the school; 0 before a plan."""
    return counted(situation, _disrupted)


@breakdown(
    Words("approvals needed", "cymeradwyaethau sydd eu hangen"),
    APPROVALS,
    "contract 6",
    by="approval",
)
def approvals(situation: Situation) -> dict[str, Value]:
    """Count approvals that placed and moved children need, by kind; 0 before a plan."""
    living = situation.living()
    needed: Counter[str] = Counter()
    for resident in situation.those(_new):
        found = kinds_needed(resident.child, resident.home, living, situation.case)
        needed.update(kind.code for kind in found)
    return {kind.code: needed[kind.code] for kind in KINDS}


INDICATORS = (
    moves,
    step_downs,
    returns_to_county,
    three_or_more_placements,
    three_or_more_placements_share,
    school_kept,
    school_changes,
    key_stage_4_disruptions,
    approvals,
)
