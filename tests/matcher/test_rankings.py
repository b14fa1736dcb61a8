"""Rankings of tiny cases against every option there is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from pydantic import ValidationError

from matcher import InputError, Policy, rank
from matcher.case import Case
from matcher.ranking import MOST_OPTIONS, Ranker
from matcher.records.plan import Ranking
from tests.support.brute_force import BruteForce
from tests.support.crowds import crowds
from tests.support.registers import child, group, home, register, settled, there
from tests.support.strategies import tiny_cases


def equals_brute_force(case: Case) -> None:
    ranker, brute = Ranker(case), BruteForce(case)
    groups = case.register.sibling_groups
    movers = {one.id for one in brute.movers}
    for request in [*movers, *(one.id for one in groups if movers & set(one.children))]:
        ranking = ranker.rank(request, None)
        options = [
            (option.levels, {one.child: one.home for one in option.assignments})
            for option in ranking.options
        ]
        assert options == brute.rank(request)
        assert ranker.rank(request, 2).options == ranking.options[:2]
        refused = [(one.home, one.codes) for one in ranking.refused]
        near = [(one.home, one.codes) for one in ranking.near_misses]
        if request in movers:
            assert refused == brute.refused(request)
            assert near == brute.near_misses(request)
        else:
            assert (refused, near) == ([], [])


@settings(max_examples=120)
@given(tiny_cases())
def test_a_ranking_is_every_option_in_order(case: Case) -> None:
    equals_brute_force(case)


@settings(max_examples=120)
@given(crowds())
def test_a_ranking_of_full_houses_is_every_option_in_order(case: Case) -> None:
    equals_brute_force(case)


@settings(max_examples=50)
@given(tiny_cases(max_children=3, max_homes=3))
def test_system_costs_are_the_difference_of_two_best_plans(case: Case) -> None:
    ranker, brute = Ranker(case), BruteForce(case)
    for mover in brute.movers:
        for option in ranker.rank(mover.id, 2, system_cost=True).options:
            homes = {one.child: one.home for one in option.assignments}
            assert option.system_cost == brute.system_cost(homes)


@settings(max_examples=50)
@given(tiny_cases(max_children=4, max_homes=3))
def test_the_reverse_ranking_is_who_could_live_there_in_order(case: Case) -> None:
    ranker, brute = Ranker(case), BruteForce(case)
    for one in case.register.homes:
        found = [
            (option.system_cost, option.levels, {a.child: a.home for a in option.assignments})
            for option in ranker.rank(one.id, None).options
        ]
        assert found == brute.rank_home(one.id)


def test_a_group_of_six_in_many_homes_is_ranked_without_listing_all() -> None:
    ids = [f"C{n}" for n in range(6)]
    homes = [
        home(f"H{n:03}", places=n % 4 + 1, location=there(n / 500), weekly_cost=400 + n % 7)
        for n in range(300)
    ]
    county = register(*map(child, ids), group(*ids), *homes)
    found = rank(county, "S1", k=25).options
    keys = [(one.levels, [a.home or "~" for a in one.assignments]) for one in found]
    assert keys == sorted(keys)
    assert len({tuple(homes) for _, homes in keys}) == 25
    with pytest.raises(InputError, match=f"more than {MOST_OPTIONS:,} options"):
        rank(county, "S1", k=None)


@pytest.mark.parametrize(
    ("request_", "fault"),
    [
        ("C9", "is no id of the register"),
        ("C2", "is settled and stays"),
        ("S2", "has nobody waiting or under review"),
    ],
)
def test_requests_that_can_t_be_ranked(request_: str, fault: str) -> None:
    county = register(
        *(child("C1"), settled("C2", "H1"), settled("C3", "H1")),
        *(group("C2", "C3", id_="S2"), home("H1", places=9)),
    )
    with pytest.raises(InputError, match=fault):
        rank(county, request_)
    with pytest.raises(InputError, match="is negative"):
        rank(county, "C1", k=-1)


def test_limits_count_for_system_costs_only() -> None:
    county = register(child("C1"), home("H1", authority="W06000015"))
    policy = Policy.model_validate({"limits": {"max_out_of_county": 0}})
    (option,) = rank(county, "C1", policy, system_cost=True).options
    assert option.assignments[0].home == "H1"
    assert option.system_cost is None
    (reverse,) = rank(county, "H1", policy).options
    assert reverse.system_cost is None


def test_refusals_are_read_back_and_validated_as_all_of_a_ranking_is() -> None:
    both = register(child(age=16), home("H1", ages=(0, 5)), home("H2", smokers=True))
    ranking = rank(both, "C1")
    assert [one.codes for one in ranking.refused] == [("age",)]
    data = ranking.model_dump(mode="json")
    assert data["refused"] == [{"home": "H1", "codes": ["age"]}]
    assert Ranking.model_validate(data) == ranking
    with pytest.raises(ValidationError):
        Ranking.model_validate({**data, "refused": [{"home": "H1", "codes": [], "why": ""}]})


def test_a_register_without_homes_has_no_options_and_no_refusals() -> None:
    ranking = rank(register(child()), "C1")
    assert (ranking.refused, ranking.near_misses) == ((), ())


def test_refusals_stand_in_the_order_of_the_register() -> None:
    homes = [home(id_, ages=(0, 5)) for id_ in ("H2", "H10", "H1")]
    ranking = rank(register(child(age=16), *homes), "C1")
    assert [one.home for one in ranking.refused] == ["H2", "H10", "H1"]
    assert [one.home for one in ranking.near_misses] == ["H2", "H10", "H1"]
