"""The judge, on plans written by hand: what is broken is named once, and nothing else is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from matcher.case import Case
from matcher.check import check, judge
from matcher.criteria import plan_levels
from matcher.household import HOUSEHOLD_RULES
from matcher.limits import LIMITS
from matcher.records.child import Child
from matcher.records.plan import Violation
from matcher.records.policy import Policy
from matcher.rules import RULES
from matcher.travel import Journey
from tests.support.registers import (
    HERE,
    WELSH_NEIGHBOUR,
    case,
    child,
    group,
    home,
    plan,
    settled,
    there,
)

Broken = tuple[str, tuple[str, ...], str | None]

OTHER = {"age": 8, "gender": "male"}
FAR = home(location=there(0.5))
SIGN = {"code": "sign", "required": True}

#: For each rule on one child, a case of C1 and H1 that breaks it and no other.
ELIGIBILITY: dict[str, Case] = {
    "age": case(child(), home(ages=(11, 17))),
    "closed": case(child(), home(open=False)),
    "declined": case(child(declined_by=["H1"]), home()),
    "ending": case(child(home="H1", status="waiting"), home()),
    "exclusion_zone": case(
        child(exclusion_zones=[{"centre": HERE, "radius_km": 1}]),
        home(),
    ),
    "for_profit": case(child(), home(for_profit=True), for_profit_ends="2026-11-02"),
    "gender": case(child(), home(genders=["male"])),
    "household": case(child(alongside="alone"), home(household_ages=[3])),
    "need": case(child(needs=[SIGN]), home()),
    "placement_type": case(child(), home(placement_types=["remand"])),
    "reserved": case(child(), home(reserved_for=["C2"]), child("C2", status="waiting")),
    "smoke_free": case(child(age=4), home(smokers=True)),
    "too_far": case(child(), FAR, max_km=50),
    "under_16": case(child(age=15), home(kind="supported_lodgings")),
    "unreachable": case(child(), home(), journeys={}),
}

#: For each household rule, a case whose children may not all live in H1.
HOUSEHOLD: dict[str, tuple[Case, tuple[str, ...]]] = {
    "places": (case(child("C2"), child("C1"), home(places=1)), ("C2", "C1")),
    "fostering_limit": (case(child("C1"), home(fostering_limit=0)), ("C1",)),
    "bedrooms": (
        case(child("C1"), child("C2"), home(bedrooms=2, other_children=[OTHER])),
        ("C1", "C2"),
    ),
    "apart": (
        case(child("C1"), child("C2", apart_from=["C3"]), child("C3"), home()),
        ("C2", "C3"),
    ),
    "alongside": (
        case(child("C1"), child("C2", alongside="older_only"), child("C3", age=9), home()),
        ("C2", "C3"),
    ),
}

#: For each limit, its value, and the children whom a plan counts against it.
LIMITED: dict[str, tuple[float, tuple[str, ...]]] = {
    "max_weekly_cost": (1499.99, ("S1", "R1", "W1")),
    "min_in_house_share": (0.4, ("R1", "W1")),
    "max_out_of_county": (1, ("R1", "W1")),
    "max_moves": (0, ("R1",)),
}


def broken(both: Case, homes: dict[str, str | None], **fields: Any) -> list[Broken]:
    return [(v.code, v.children, v.home) for v in judge(both, plan(homes, **fields))]


def everybody(both: Case, at: str | None) -> dict[str, str | None]:
    return {one.id: at for one in both.register.children}


def test_each_rule_has_a_case_here() -> None:
    assert set(ELIGIBILITY) == {rule.code for rule in RULES}
    assert set(HOUSEHOLD) == {rule.code for rule in HOUSEHOLD_RULES}
    assert set(LIMITED) == {limit.code for limit in LIMITS}


@pytest.mark.parametrize("code", sorted(ELIGIBILITY))
def test_a_rule_on_one_child(code: str) -> None:
    both = ELIGIBILITY[code]
    nowhere = everybody(both, None)
    assert broken(both, nowhere) == []
    (violation,) = judge(both, plan(nowhere | {"C1": "H1"}))
    assert violation == Violation(code=code, children=("C1",), home="H1", text=violation.text)
    meaning = next(rule.meaning for rule in RULES if rule.code == code)
    assert violation.text == f"C1 in H1: {meaning.en}"


@pytest.mark.parametrize("code", sorted(set(ELIGIBILITY) - {"ending"}))
def test_who_lives_there_already_may_stay(code: str) -> None:
    both = ELIGIBILITY[code]
    stays = Child.model_validate(
        dict(both.child("C1"))
        | {"status": "review", "placement": {"home": "H1", "since": "2026-01-05"}}
    )
    others = [one for one in both.register.children if one.id != "C1"]
    register = case(stays, *others, *both.register.homes).register
    same = Case(register, both.policy, both.journeys)
    assert broken(same, everybody(same, None) | {"C1": "H1"}) == []


@pytest.mark.parametrize("code", sorted(HOUSEHOLD))
def test_a_household_rule(code: str) -> None:
    both, children = HOUSEHOLD[code]
    assert broken(both, everybody(both, None)) == []
    assert broken(both, everybody(both, "H1")) == [(code, children, "H1")]


@pytest.mark.parametrize("code", sorted(HOUSEHOLD))
def test_a_household_without_newcomers_is_left_in_peace(code: str) -> None:
    both, children = HOUSEHOLD[code]
    lives = {"status": "settled", "placement": {"home": "H1", "since": "2026-01-05"}}
    all_there = [Child.model_validate(dict(one) | lives) for one in both.register.children]
    same = case(*all_there, *both.register.homes)
    assert broken(same, everybody(same, "H1")) == []
    # With one newcomer, those who live there count too.
    comes = Child.model_validate(dict(all_there[-1]) | {"status": "waiting", "placement": None})
    one_comes = case(*all_there[:-1], comes, *both.register.homes)
    assert broken(one_comes, everybody(one_comes, "H1")) == [(code, children, "H1")]


def test_a_torn_group() -> None:
    must = group("C1", "C2", together="must")
    both = case(child("C1"), child("C2"), must, home("H1"), home("H2"))
    assert broken(both, {"C1": "H1", "C2": "H2"}) == [("together", ("C1", "C2"), None)]
    assert broken(both, {"C1": "H1", "C2": "H1"}) == []
    assert broken(both, {"C1": None, "C2": None}) == []


@pytest.mark.parametrize("code", sorted(LIMITED))
def test_a_limit(code: str) -> None:
    most, children = LIMITED[code]
    records = (
        settled("S1", "H1"),
        child("R1", home="H1"),
        child("W1"),
        child("W2"),
        home("H1"),
        home("H2", kind="agency_foster", authority=WELSH_NEIGHBOUR),
    )
    homes = {"S1": "H1", "R1": "H2", "W1": "H2", "W2": None}
    assert broken(case(*records), homes) == []
    limited = case(*records, limits={code: most})
    assert broken(limited, homes) == [(code, children, None)]
    (violation,) = judge(limited, plan(homes))
    assert f"Limit: {most:g} " in violation.text.replace(",", "")
    edge = {"max_weekly_cost": 1500, "min_in_house_share": 0.3, "max_out_of_county": 2}
    assert broken(case(*records, limits={code: edge.get(code, 1)}), homes) == []


def test_a_settled_child_stays() -> None:
    both = case(settled("C1", "H1"), home("H1"), home("H2"))
    assert broken(both, {"C1": "H1"}) == []
    assert broken(both, {"C1": "H2"}) == [("status", ("C1",), "H2")]
    assert broken(both, {"C1": None}) == [("status", ("C1",), None)]


def test_a_child_under_review_has_a_home() -> None:
    both = case(child(home="H1"), home("H1"), home("H2"))
    assert broken(both, {"C1": None}) == [("status", ("C1",), "H1")]
    assert broken(both, {"C1": "H2"}) == []


def test_locks_and_forbidden_pairs() -> None:
    both = case(child(), home("H1"), home("H2"))
    pair = [("C1", "H1")]
    assert broken(both, {"C1": "H1"}, locks=pair) == []
    assert broken(both, {"C1": "H2"}, locks=pair) == [("lock", ("C1",), "H1")]
    assert broken(both, {"C1": None}, locks=pair) == [("lock", ("C1",), "H1")]
    assert broken(both, {"C1": "H1"}, forbid=pair) == [("forbid", ("C1",), "H1")]
    assert broken(both, {"C1": "H2"}, forbid=pair) == []


def test_every_child_is_assigned_once_to_a_home_that_is_there() -> None:
    both = case(child("C1"), child("C2"), child("C3"), home())
    twice = [{"child": "C1", "home": "H1"}, {"child": "C1", "home": None}]
    strangers = [{"child": "C2", "home": "H9"}, {"child": "C9", "home": "H1"}]
    assert broken(both, {}, assignments=[*twice, *strangers]) == [
        ("assignment", ("C1",), None),
        ("assignment", ("C2",), "H9"),
        ("assignment", ("C9",), "H1"),
        ("assignment", ("C3",), None),
    ]


def test_nothing_to_judge() -> None:
    assert broken(case(), {}) == []


def test_several_rules_are_all_named() -> None:
    both = case(
        child("C1", gender="male"),
        settled("C2", "H1"),
        home(open=False, genders=["female"], places=1),
    )
    assert broken(both, {"C1": "H1", "C2": "H1"}) == [
        ("closed", ("C1",), "H1"),
        ("gender", ("C1",), "H1"),
        ("places", ("C1", "C2"), "H1"),
    ]


# The function that callers use.


def test_by_the_plan_s_own_policy_or_another() -> None:
    both = case(child(), FAR)
    near = Policy(max_km=50)
    by_itself = plan({"C1": "H1"}, policy=near)
    assert [one.code for one in check(both.register, by_itself)] == ["too_far"]
    assert check(both.register, by_itself, Policy()) == []
    assert [one.code for one in check(both.register, plan({"C1": "H1"}), near)] == ["too_far"]


def test_by_a_travel_file(tmp_path: Path) -> None:
    both = case(child(), FAR)
    table = tmp_path / "journeys.csv"
    placed = plan({"C1": "H1"}, policy=Policy(max_km=50))
    table.write_text("child,home,distance_home\nC1,H1,500\n", encoding="utf-8")
    assert check(both.register, placed, travel=table) == []
    table.write_text("child,home,distance_home\nC1,H1,501\n", encoding="utf-8")
    assert [one.code for one in check(both.register, placed, travel=str(table))] == ["too_far"]
    table.write_text("child,home,distance_home\n", encoding="utf-8")
    codes = [one.code for one in check(both.register, placed, travel=table)]
    assert codes == ["too_far", "unreachable"]


def test_plan_levels_count_settled_children_in_groups_only() -> None:
    both = case(
        settled("C1", "H2"),
        child("C2"),
        child("C3"),
        group("C1", "C2"),
        home("H1"),
        home("H2", authority=WELSH_NEIGHBOUR),
        journeys={("C2", "H1"): Journey(home=7), ("C1", "H2"): Journey(home=1000)},
        levels=[
            {"unplaced": 3, "moves": 0},
            {"siblings_apart": 5, "out_of_county": 2},
            {"distance_home": 1},
            {},
        ],
    )
    assert plan_levels({"C1": "H2", "C2": "H1", "C3": None}, both) == (3, 5, 7, 0)
    assert plan_levels({"C1": "H2", "C2": "H2", "C3": None}, both) == (3, 2, 0, 0)
