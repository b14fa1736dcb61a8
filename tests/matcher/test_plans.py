"""Plans of tiny cases against every possible plan, and what may not change them."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from matcher import NoPlanError, Policy, Register, check, plan
from matcher.case import Case
from matcher.limits import limits_set
from matcher.planning import plan_case
from matcher.records.plan import Plan
from matcher.solve.stop import Stop
from tests.support.brute_force import BruteForce, recomputed
from tests.support.crowds import crowds
from tests.support.registers import case, child, group, home, register, settled
from tests.support.strategies import tiny_cases


def planned(case: Case, locks: Sequence[tuple[str, str]] = ()) -> Plan | None:
    """Return the best plan; None if there is none."""
    try:
        return plan_case(case, locks, (), Stop())
    except NoPlanError:
        return None


def values(found: Plan) -> tuple[int, ...]:
    return tuple(level.value for level in found.levels)


def equals_brute_force(case: Case) -> None:
    found = planned(case)
    best = BruteForce(case).best()
    if best is None:
        assert found is None
        return
    assert found is not None
    assert values(found) == best
    assert values(found) == recomputed(case, found.homes)
    assert found.status == "optimal"
    assert [level.bound for level in found.levels] == [level.value for level in found.levels]


@settings(max_examples=1000)
@given(tiny_cases())
def test_a_plan_is_the_best_of_all(case: Case) -> None:
    equals_brute_force(case)


@settings(max_examples=1000)
@given(crowds())
def test_a_plan_of_full_houses_is_the_best_of_all(case: Case) -> None:
    equals_brute_force(case)


# Most registers keep their limits: those few that do not are what is looked for.
@settings(max_examples=40, suppress_health_check=[HealthCheck.filter_too_much])
@given(tiny_cases())
def test_limits_that_can_t_hold_are_a_smallest_set(case: Case) -> None:
    brute = BruteForce(case)
    assume(brute.best() is None)
    with pytest.raises(NoPlanError) as error:
        plan_case(case, (), (), Stop())
    named = error.value.limits
    codes = [limit.code for limit in limits_set(case)]

    def possible(kept: Sequence[str]) -> bool:
        policy = case.policy.with_limits(
            **{code: getattr(case.policy.limits, code) for code in kept}
        )
        less = Case(case.register, policy, case.journeys)
        return BruteForce(less).best() is not None

    assert named
    assert not possible(named)
    assert all(possible([code]) for code in codes) or len(named) == 1
    for one in named:
        assert possible([code for code in named if code != one])


def shuffled(register: Register, seed: int) -> Register:
    """Return a register with every list whose order means nothing in another order."""
    data = register.model_dump(mode="json")
    order = random.Random(seed)
    for name in ("children", "sibling_groups", "homes"):
        order.shuffle(data[name])
    for siblings in data["sibling_groups"]:
        order.shuffle(siblings["children"])
    for one in data["children"]:
        for name in ("needs", "apart_from", "exclusion_zones", "declined_by"):
            order.shuffle(one[name])
    for one in data["homes"]:
        for name in ("genders", "placement_types", "provides", "languages", "reserved_for"):
            order.shuffle(one[name])
    return Register.model_validate(data)


@settings(max_examples=60)
@given(tiny_cases(), st.integers(0, 9))
def test_the_order_of_lists_changes_nothing(case: Case, seed: int) -> None:
    other = Case(shuffled(case.register, seed), case.policy, case.journeys)
    one, two = planned(case), planned(other)
    assert (one is None) == (two is None)
    if one is not None and two is not None:
        assert one.homes == two.homes
        assert one.levels == two.levels


@settings(max_examples=60)
@given(tiny_cases(limits=False))
def test_one_home_more_never_makes_it_worse(case: Case) -> None:
    """With travel by a table the new home can't be reached, and changes nothing either."""
    data = case.register.model_dump(mode="json")
    assume(data["homes"])
    data["homes"].append({**data["homes"][0], "id": "one-more", "reserved_for": []})
    more = Case(Register.model_validate(data), case.policy, case.journeys)
    before, after = planned(case), planned(more)
    assert before is not None
    assert after is not None
    assert values(after) <= values(before)


@settings(max_examples=60)
@given(tiny_cases())
def test_a_rule_less_never_makes_it_worse(case: Case) -> None:
    data = case.register.model_dump(mode="json")
    for one in data["children"]:
        one |= {"apart_from": [], "declined_by": [], "exclusion_zones": [], "alongside": "any"}
    for one in data["homes"]:
        one |= {"open": True, "available_from": None, "bedrooms": None, "fostering_limit": 50}
    eased = Case(Register.model_validate(data), case.policy.with_limits(), case.journeys)
    before, after = planned(case), planned(eased)
    assert after is not None
    assert before is None or values(after) <= values(before)


def test_the_plan_says_what_it_was_made_from() -> None:
    county = register(child("C1"), home("H1"))
    policy = Policy.model_validate(
        {"name": "ours", "levels": [{"unplaced": 1}, {"distance_home": 2}]}
    )
    found = plan(county, policy, locks=[("C1", "H1")])
    assert found.register_sha256 == county.sha256
    assert found.policy == policy
    assert found.locks == (("C1", "H1"),)
    assert [one.child for one in found.assignments] == [one.id for one in county.children]
    assert check(county, found) == []
    assert Plan.model_validate(found.model_dump(mode="json")) == found


def test_a_home_beyond_its_places_ends_no_search_early() -> None:
    """Whether somebody new comes to H1 is left open where all homes are decided: a plan it is."""
    at_h1 = [child(id_, age=5, home="H1") for id_ in ("C10", "C2", "C4")]
    full = case(
        *(child("C1", age=5), child("C3", age=5), *at_h1),
        group("C3", "C4", together="must"),
        *(home(id_, places=1, weekly_cost=0) for id_ in ("H1", "H10")),
        home("H2", weekly_cost=0, other_children=[{"age": 9, "gender": "female"}]),
        levels=[{"unplaced": 300, "siblings_apart": 150, "moves": 100, "weekly_cost": 1}],
    )
    equals_brute_force(full)
    assert values(plan_case(full, (), (), Stop())) == (100,)


def test_a_budget_is_kept_to_the_penny() -> None:
    """0.1 and 0.2 make 0.3 exactly, as on paper and not as in floating point."""
    county = register(
        *(child("C1"), child("C2")),
        *(home("H1", places=1, weekly_cost=0.1), home("H2", places=1, weekly_cost=0.2)),
    )
    both = plan(county, Policy.model_validate({"limits": {"max_weekly_cost": 0.3}}))
    assert both.levels[0].value == 0
    one = plan(county, Policy.model_validate({"limits": {"max_weekly_cost": 0.29999999999999}}))
    assert one.levels[0].value == 1
    (warning,) = [note for note in one.warnings if note.code == "limit_leaves_unplaced"]
    (left,) = [assignment.child for assignment in one.assignments if assignment.home is None]
    assert warning.about == (left,)
    assert "max_weekly_cost" in warning.text
    assert "£" in warning.text


def test_a_share_is_kept_exactly() -> None:
    """55 of 100 keeps 0.55; one in-house home less does not."""
    at = [settled(f"C{n}", "H1" if n < 55 else "H2") for n in range(100)]
    homes = home("H1", places=100), home("H2", kind="agency_foster", places=100)
    county = register(*at, *homes)
    assert (
        plan(county, Policy.model_validate({"limits": {"min_in_house_share": 0.55}})).status
        == "optimal"
    )
    with pytest.raises(NoPlanError, match="min_in_house_share"):
        plan(county, Policy.model_validate({"limits": {"min_in_house_share": 0.5500001}}))
