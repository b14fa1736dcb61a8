"""Reasons: a small county in which each reason is known."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given

from matcher import InputError, NoPlanError, Policy, Register, explain, plan, rank
from matcher.case import Case
from matcher.records.explanation import Explanation
from tests.support.registers import child, group, home, register, settled, there
from tests.support.strategies import tiny_cases

NEAR, FAR = there(), there(0.2)


def two_for_one_place() -> Register:
    """C1 lives near H1, C2 far from both homes; H1 has one place, H2 is far from C1."""
    return register(
        children=[child("C1", family_home=NEAR), child("C2", family_home=there(0.02))],
        homes=[
            home("H1", places=1, location=there(0.01)),
            home("H2", places=1, location=there(0.1)),
        ],
    )


def test_what_each_criterion_adds_sums_up_to_the_levels() -> None:
    told = explain(two_for_one_place(), "C1")
    sums = [0] * len(told.levels)
    for part in told.contributions:
        sums[part.level - 1] += part.value * part.weight
        assert part.unit
        assert part.meaning
    assert tuple(sums) == told.levels


def test_a_better_home_that_another_child_has_comes_with_its_price() -> None:
    county = two_for_one_place()
    best = plan(county).homes
    loser, winner = ("C1", "C2") if best["C1"] == "H2" else ("C2", "C1")
    (better,) = explain(county, loser).better
    assert (better.home, better.taken_by, better.obstacles) == ("H1", (winner,), ())
    locked = plan(county, locks=[(loser, "H1")])
    cost = [a.value - b.value for a, b in zip(locked.levels, plan(county).levels, strict=True)]
    assert list(better.system_cost or ()) == cost
    assert max(cost) > 0
    assert f"which the plan gives to {winner}" in " ".join(explain(county, loser).summary)


def test_a_better_home_that_a_rule_stops_names_the_rule_and_who_can_change_it() -> None:
    county = register(
        children=[child("C1", age=10)],
        homes=[home("H1", ages=(0, 9)), home("H2", location=FAR)],
    )
    told = explain(county, "C1")
    assert told.home == "H2"
    (better,) = told.better
    assert [(stop.code, stop.changed_by) for stop in better.obstacles] == [
        ("age", "variation of approval")
    ]
    assert better.system_cost is None


def test_somebody_else_s_family_is_not_told() -> None:
    county = register(
        children=[child("C1"), child("C2")],
        homes=[home("H1", reserved_for=["C2"]), home("H2", location=FAR)],
    )
    assert [one.home for one in explain(county, "C1").better] == []


def test_a_full_home_of_settled_children_is_stopped_by_its_places() -> None:
    county = register(
        children=[child("C1"), settled("C2", "H1")],
        homes=[home("H1", places=1), home("H2", location=FAR)],
    )
    (better,) = explain(county, "C1").better
    assert [stop.code for stop in better.obstacles] == ["places"]


def test_why_unplaced_and_the_smallest_change() -> None:
    county = register(
        children=[child("C1", age=10, needs=[{"code": "autism", "required": True}])],
        homes=[
            home("H1", ages=(0, 9)),
            home("H2", ages=(0, 9), provides=["autism"]),
            home("H3", reserved_for=["C1"], ages=(0, 8), kind="supported_lodgings"),
        ],
    )
    told = explain(county, "C1")
    assert (told.home, told.change) == (None, "unplaced")
    changes = [(one.home, [stop.code for stop in one.obstacles]) for one in told.smallest_changes]
    assert changes == [("H2", ["age"]), ("H1", ["age", "need"])]
    assert any("H2 (age: variation of approval)" in sentence for sentence in told.summary)


def test_the_smallest_change_is_as_things_are_in_the_plan() -> None:
    """The one home is given to C1; a place more, and C2 could live there too."""
    county = register(
        children=[child("C1"), child("C2", moves_12m=0)], homes=[home("H1", places=1)]
    )
    loser = next(one for one, at in plan(county).homes.items() if at is None)
    (change,) = explain(county, loser).smallest_changes
    assert [stop.code for stop in change.obstacles] == ["places"]


def test_a_must_group_is_no_near_miss_for_one_of_it() -> None:
    county = register(
        children=[child("C1"), child("C2")],
        homes=[home("H1", places=1)],
        sibling_groups=[group("C1", "C2", together="must")],
    )
    told = explain(county, "C1")
    assert told.home is None
    assert told.smallest_changes == ()


def asked(county: Register, who: str, where: str, **fields: Any) -> Explanation:
    return explain(county, who, where, Policy.model_validate(fields))


def test_a_home_that_was_asked_about() -> None:
    county = two_for_one_place()
    best = plan(county).homes["C1"]
    assert best is not None
    same = asked(county, "C1", best)
    assert same.asked is not None
    assert (same.asked.obstacles, set(same.asked.system_cost or ())) == ((), {0})
    other = asked(county, "C1", "H2" if best == "H1" else "H1")
    assert any("is possible" in sentence for sentence in other.summary)
    refused = asked(county, "C1", "H2", max_km=5)
    assert refused.asked is not None
    assert [stop.code for stop in refused.asked.obstacles] == ["too_far"]
    assert "H2 is stopped by too_far." in refused.summary


def test_a_settled_child_stays() -> None:
    county = register(children=[settled("C1", "H1")], homes=[home("H1"), home("H2")])
    told = asked(county, "C1", "H2")
    assert told.asked is not None
    assert [stop.code for stop in told.asked.obstacles] == ["settled"]
    assert (told.change, told.better) == ("stays", ())


def test_a_review_child_may_always_stay() -> None:
    county = register(
        children=[child("C1", age=15, home="H1", family_home=NEAR)],
        homes=[home("H1", ages=(0, 9), location=there(0.5), open=False), home("H2")],
    )
    told = asked(county, "C1", "H1")
    assert told.change == "moved"
    assert told.asked is not None
    assert told.asked.obstacles == ()
    assert told.asked.system_cost is not None


def test_a_home_that_no_whole_plan_can_give() -> None:
    """C2 must stay in H1's last place: it has nowhere to go."""
    county = register(
        children=[child("C1"), child("C2", age=16, home="H1")],
        homes=[home("H1", places=1), home("H2", ages=(0, 12), location=FAR)],
    )
    (better,) = explain(county, "C1").better
    assert [(stop.code, stop.children) for stop in better.obstacles] == [("occupied", ("C2",))]
    assert (better.taken_by, better.system_cost) == ((), None)
    assert any("H1 (occupied (C2))" in text for text in explain(county, "C1").summary)


@pytest.mark.parametrize(("who", "where"), [("C9", None), ("C1", "H9"), ("H1", None)])
def test_ids_that_are_nobody_s(who: str, where: str | None) -> None:
    with pytest.raises(InputError, match="is not the id"):
        explain(two_for_one_place(), who, where)


def test_limits_that_can_t_hold_are_told() -> None:
    county = register(children=[settled("C1", "H1")], homes=[home("H1", authority="W06000015")])
    with pytest.raises(NoPlanError, match="max_out_of_county"):
        explain(county, "C1", policy=Policy.model_validate({"limits": {"max_out_of_county": 0}}))


@given(tiny_cases(max_children=3, max_homes=4, limits=False))
def test_if_one_rule_is_blamed_changing_just_that_makes_the_home_possible(case: Case) -> None:
    assume(case.journeys is None)
    register, policy = case.register, case.policy
    waiting = [one.id for one in register.children if one.status == "waiting"]
    assume(waiting)
    for miss in rank(register, waiting[0], policy, k=0).near_misses:
        mended = _mended(register, miss.home, waiting[0], set(miss.codes))
        if mended is None:
            continue
        options = rank(mended, waiting[0], policy, k=None).options
        homes = [option.assignments[0].home for option in options]
        assert miss.home in homes, (miss, homes)


def _mended(register: Register, home_id: str, child_id: str, codes: set[str]) -> Register | None:
    """Return the register with just the changes that some codes ask for; None where unclear."""
    data = register.model_dump(mode="json")
    there = next(one for one in data["homes"] if one["id"] == home_id)
    who = next(one for one in data["children"] if one["id"] == child_id)
    changes: dict[str, dict[str, Any]] = {
        "age": {"ages": [0, 30]},
        "gender": {"genders": ["female", "male", "other"]},
        "placement_type": {"placement_types": [who["placement_type"]]},
        "need": {"provides": [need["code"] for need in who["needs"]]},
        "closed": {"open": True, "available_from": None},
        "for_profit": {"for_profit": False},
        "bedrooms": {"bedrooms": None},
        "places": {"places": 50},
        "fostering_limit": {"fostering_limit": 50},
    }
    for code in codes:
        if code == "declined":
            who["declined_by"] = []
        elif code in changes:
            there.update(changes[code])
        else:
            return None
    return Register.model_validate(data)
