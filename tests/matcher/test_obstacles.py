"""What stands in the way of a home, taken away, makes it possible; nothing named is idle."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given, settings

from matcher import NoPlanError, Policy, explain, plan
from matcher.case import Case
from matcher.engine import Engine
from matcher.explaining import explain_case
from matcher.household import HOUSEHOLD_RULES
from matcher.records.explanation import Alternative, Obstacle
from matcher.records.register import Register
from matcher.rules import RULES
from matcher.system_cost import SystemCosts
from tests.support.brute_force import BruteForce
from tests.support.crowds import crowds
from tests.support.registers import child, group, home, register
from tests.support.strategies import tiny_cases

RULE_CODES = {rule.code for rule in RULES}
#: Of those who are settled there: nobody can say what else would stop a home that is full of them.
HOUSEHOLDS = {*(rule.code for rule in HOUSEHOLD_RULES), "settled"}


def without(case: Case, who: str, obstacles: Iterable[Obstacle]) -> Case:
    """Return a case with what is named taken away, worked out apart from the engine."""
    data: dict[str, Any] = case.register.model_dump(mode="json")
    limits = {k: v for k, v in case.policy.limits.model_dump().items() if v is not None}
    for stop in obstacles:
        limits.pop(stop.code, None)
        if stop.code == "together":
            for siblings in data["sibling_groups"]:
                if who in siblings["children"]:
                    siblings["together"] = "prefer"
        for one in data["children"]:
            if one["id"] in stop.children:
                one["status"], one["placement"] = "waiting", None
    return Case(Register.model_validate(data), case.policy.with_limits(**limits), case.journeys)


def some_plan_gives(case: Case, who: str, there: str, *, waived: bool = False) -> bool:
    """Return whether a plan gives a child a home, the rules on the two of them aside if waived."""
    brute = BruteForce(case)
    if waived and there not in brute.eligible[who]:
        brute.eligible[who] = (*brute.eligible[who], there)
    return next(brute.plans(locks={who: there}), None) is not None


def is_true(case: Case, who: str, told: Alternative) -> int:
    """Check what is said of a home; return how many obstacles beside the rules are named."""
    if not told.obstacles:
        assert told.system_cost is not None
        assert some_plan_gives(case, who, told.home)
        return 0
    assert told.system_cost is None
    assert told.taken_by == ()
    if {stop.code for stop in told.obstacles} & HOUSEHOLDS:
        return 0
    assert not some_plan_gives(case, who, told.home)
    waived = bool({stop.code for stop in told.obstacles} & RULE_CODES)
    others = [stop for stop in told.obstacles if stop.code not in RULE_CODES]
    assert some_plan_gives(without(case, who, others), who, told.home, waived=waived)
    for stop in others:
        fewer = [other for other in others if other is not stop]
        assert not some_plan_gives(without(case, who, fewer), who, told.home, waived=waived)
    return len(others)


def check_all(case: Case) -> int:
    """Check what is said of every child in every home."""
    system = SystemCosts(Engine(case))
    if system.best.chosen is None:
        return 0
    named = 0
    for one in case.register.children:
        if one.status == "settled":
            continue
        for there in case.register.homes:
            told = explain_case(case, one.id, there.id, system).asked
            assert told is not None
            named += is_true(case, one.id, told)
    return named


@settings(max_examples=60)
@given(crowds(max_children=4, max_homes=3) | tiny_cases(max_children=4, max_homes=3))
def test_what_is_named_taken_away_makes_the_home_possible(case: Case) -> None:
    check_all(case)


def test_hundreds_of_them() -> None:
    """Groups that must stay together, a budget and full homes: each often stands in the way."""
    named = 0
    for number in range(20):
        children = [
            child("C1", gender="male" if number % 2 else "female", home="H1"),
            child("C2", age=4 + number % 9),
            child("C3", home="H2" if number % 3 else None),
            child("C4", home="H2", apart_from=["C2"] if number % 4 == 0 else []),
        ]
        homes = [
            home("H1", places=1 + number % 2, weekly_cost=400),
            home("H2", places=2, ages=(0, 20 if number % 5 else 9), weekly_cost=500.5),
            home("H3", genders=["female"], weekly_cost=900, places=3, authority="W06000002"),
        ]
        together = group("C1", "C2", together="must" if number % 7 else "prefer")
        limits = {
            "max_weekly_cost": (None, 1401.0, 1850.5)[number % 3],
            "max_moves": (None, 0)[number % 2],
            "max_out_of_county": (0, None, 1)[number // 3 % 3],
        }
        policy = Policy.model_validate({"limits": limits})
        named += check_all(Case(register(*children, together, *homes), policy))
    assert named >= 200


def test_a_must_group_stops_a_home_that_a_sibling_may_not_live_in() -> None:
    county = register(
        child("C1", gender="female"),
        child("C2", gender="male"),
        child("C3", gender="female", home="H1"),
        group("C1", "C2", together="must"),
        home("H1", genders=["female"], places=2),
        home("H2", places=4),
    )
    told = explain(county, "C1", "H1")
    assert told.asked is not None
    assert [(stop.code, stop.changed_by) for stop in told.asked.obstacles] == [("together", None)]
    assert told.asked.taken_by == ()
    text = " ".join(told.summary)
    assert "H1 is stopped by together." in text
    assert "C3" not in text


def test_a_child_who_can_not_leave_is_named() -> None:
    county = register(
        child("C1"), child("C2", age=2, home="H1"), home("H1", places=1), home("H2", ages=(5, 20))
    )
    told = explain(county, "C1", "H1")
    assert told.asked is not None
    assert [(stop.code, stop.children) for stop in told.asked.obstacles] == [("occupied", ("C2",))]
    assert "H1 is stopped by occupied (C2)." in told.summary


def test_who_shares_a_home_with_room_does_not_have_to_give_way() -> None:
    county = register(child("C1"), child("C2", home="H1"), home("H1", places=2), home("H2"))
    told = explain(county, "C1", "H1").asked or explain(county, "C1", "H2").asked
    assert told is not None
    assert (told.obstacles, told.taken_by) == ((), ())


LIMITED = register(child("C1"), home("H1", weekly_cost=494.09), home("H2", weekly_cost=500))
BUDGET = Policy.model_validate({"limits": {"max_weekly_cost": 495}})


def test_a_limit_that_stops_a_home_is_named() -> None:
    told = explain(LIMITED, "C1", "H2", BUDGET)
    assert told.asked is not None
    (stop,) = told.asked.obstacles
    assert (stop.code, stop.changed_by) == ("max_weekly_cost", "the council's policy")
    assert "495" in stop.reason


def test_a_lock_and_a_limit_that_can_not_hold_together_are_both_named() -> None:
    with pytest.raises(NoPlanError) as caught:
        plan(LIMITED, BUDGET, locks=[("C1", "H2")])
    (fault,) = caught.value.faults
    assert fault.place == "lock C1=H2"
    assert fault.fault == "no plan gives C1 the home H2 together with max_weekly_cost 495"
    assert caught.value.limits == ("max_weekly_cost",)
    assert plan(LIMITED, BUDGET, locks=[("C1", "H1")]).homes == {"C1": "H1"}


def test_an_idle_limit_is_not_named_beside_a_lock() -> None:
    policy = Policy.model_validate({"limits": {"max_weekly_cost": 495, "max_out_of_county": 3}})
    with pytest.raises(NoPlanError) as caught:
        plan(LIMITED, policy, locks=[("C1", "H2")], forbid=[("C1", "H1")])
    assert caught.value.limits == ("max_weekly_cost",)
    assert [fault.place for fault in caught.value.faults] == ["lock C1=H2"]


def test_limits_that_can_not_hold_without_any_lock_are_named_alone() -> None:
    county = register(child("C1", home="H1"), home("H1", weekly_cost=500))
    policy = Policy.model_validate({"limits": {"max_weekly_cost": 400}})
    with pytest.raises(NoPlanError) as caught:
        plan(county, policy, locks=[("C1", "H1")])
    (fault,) = caught.value.faults
    assert fault.place == "limits"
