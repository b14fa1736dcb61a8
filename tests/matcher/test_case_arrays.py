from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given

from matcher.case import Case, in_wales
from matcher.case_arrays import CaseArrays, among
from matcher.criteria import CHILD_CRITERIA, PairCriterion, level_costs, level_weights
from matcher.errors import InputError
from matcher.geography import great_circle_km
from matcher.rules import eligible, refusals
from matcher.travel import Journey
from tests.support.judging import block_and_list
from tests.support.registers import HERE, case, child, group, home, settled, there
from tests.support.strategies import tiny_cases


def test_positions_follow_ids_as_text_not_the_file() -> None:
    arrays = CaseArrays(case(child("C2"), child("C10"), child("C1"), home("H2"), home("H1")))
    assert arrays.child_idx == {"C1": 0, "C10": 1, "C2": 2}
    assert arrays.home_idx == {"H1": 0, "H2": 1}


def test_present_and_ending_homes() -> None:
    arrays = CaseArrays(
        case(
            child("C1", home="H1"),
            settled("C2", "H2"),
            child("C3", home="H2", status="waiting"),
            child("C4"),
            home("H1"),
            home("H2"),
        )
    )
    assert arrays.child.present.tolist() == [0, 1, -1, -1]
    assert arrays.child.ending.tolist() == [-1, -1, 1, -1]


def test_groups_are_positions_too() -> None:
    children = [child(f"C{number}") for number in range(1, 6)]
    two = (group("C1", "C3", id_="S2"), group("C2", "C5", id_="S1"))
    assert CaseArrays(case(*children, *two)).child.group.tolist() == [1, 0, 1, -1, 0]


def test_of_homes_is_reckoned_once() -> None:
    asked: list[str] = []
    arrays = CaseArrays(case(child(), home("H1"), home("H2", places=7)))

    def places(one: object, _: Case) -> int:
        asked.append(getattr(one, "id", ""))
        return getattr(one, "places", 0)

    assert arrays.of_homes("places", places).tolist() == [3, 7]
    assert arrays.of_homes("places", places).tolist() == [3, 7]
    assert asked == ["H1", "H2"]


@pytest.mark.parametrize("wanted", [[5, 7, 8, 6], [5, 7, 8, 6, 10**9], [0, -3, 10**12]])
def test_numbers_are_looked_up_alike_however_far_apart(wanted: list[int]) -> None:
    keys = np.array([-3, 5, 8, 10**9])
    found = among(keys, np.array([wanted]))
    assert found.tolist() == [[one in (-3, 5, 8, 10**9) for one in wanted]]


@given(tiny_cases())
def test_eligible_is_where_no_rule_refuses_or_the_child_stays(both: Case) -> None:
    block, listed = block_and_list(both)
    arrays = block.arrays
    plain = [
        [both.stays(c, h) or not refusals(c, h, both) for h in arrays.homes]
        for c in arrays.children
    ]
    assert eligible(block).tolist() == plain
    assert eligible(listed).tolist() == [value for row in plain for value in row][::-1]


@given(tiny_cases())
def test_distances_agree_with_the_plain_ones(both: Case) -> None:
    block, _ = block_and_list(both)
    reach, max_km = both.policy.school_reach_km, both.policy.max_km
    for row, one in enumerate(block.arrays.children):
        for column, place in enumerate(block.arrays.homes):
            assert block.home_tenths[row, column] == both.tenths(one, place, "home")
            if max_km is not None:
                km = both.km(one, place, "home")
                assert (block.home_km[row, column] > max_km) == (km > max_km)
            if one.school is None:
                assert math.isnan(block.school_km[row, column])
            elif reach is not None:
                km = both.km(one, place, "school")
                assert (block.school_km[row, column] > reach) == (km > reach)
            assert math.isnan(block.contact_km[row, column]) == (one.contact is None)


@given(tiny_cases())
def test_level_costs_are_weighed_sums_of_criteria(both: Case) -> None:
    block, _ = block_and_list(both)
    criteria = [one for one in CHILD_CRITERIA if isinstance(one, PairCriterion)]
    costs = level_costs(block)
    assert costs.shape == (len(both.policy.levels), *block.shape)
    for row, one in enumerate(block.arrays.children):
        for column, place in enumerate(block.arrays.homes):
            each = {criterion.code: criterion.cost(one, place, both) for criterion in criteria}
            assert costs[:, row, column].tolist() == [
                sum(level.get(code, 0) * value for code, value in each.items())
                for level in both.policy.levels
            ]


def test_level_weights() -> None:
    both = case(levels=[{"unplaced": 2}, {"moves": 5}, {"unplaced": 1, "moves": 0}])
    assert level_weights(both, "unplaced") == (2, 0, 1)
    assert level_weights(both, "moves") == (0, 5, 0)
    assert level_weights(both, "setting") == (0, 0, 0)


def test_ids_that_are_nobody_s_are_refused() -> None:
    both = case(child(), home())
    assert both.child("C1").id == "C1"
    assert both.home("H1").id == "H1"
    with pytest.raises(InputError, match="C9: is not the id of a child"):
        both.child("C9")
    with pytest.raises(InputError, match="C1: is not the id of a home"):
        both.home("C1")


def test_who_lives_in_each_home_today() -> None:
    waiting = child("C1", home="H1", status="waiting")
    both = case(waiting, settled("C3", "H1"), child("C2", home="H1"), home("H1"), home("H2"))
    assert [one.id for one in both.at_home["H1"]] == ["C3", "C2"]
    assert both.at_home["H2"] == ()


def test_a_distance_to_what_the_child_does_not_have() -> None:
    both = case(child(), home())
    with pytest.raises(ValueError, match="no school"):
        both.km(both.child("C1"), both.home("H1"), "school")


@pytest.mark.parametrize("target", ["home", "school", "contact"])
def test_each_distance_reads_its_own_column(target: str) -> None:
    places = {"home": there(0.1), "school": there(0.2), "contact": there(0.3)}
    one = child(
        family_home=places["home"],
        school=places["school"],
        contact={"at": places["contact"], "per_week": 1},
    )
    row = Journey(**{target: 5})
    both = case(one, home(), journeys={("C1", "H1"): row})
    for name in ("home", "school", "contact"):
        at = places[name]
        km = great_circle_km(at.lat, at.lon, HERE.lat, HERE.lon)
        expected = 0.5 if name == target else km
        assert both.km(both.child("C1"), both.home("H1"), name) == expected


def test_a_journey_of_nothing_is_measured() -> None:
    both = case(child(), home(location=there(0.3)), journeys={("C1", "H1"): Journey(home=0)})
    assert both.tenths(both.child("C1"), both.home("H1"), "home") == 0
    assert block_and_list(both)[0].home_tenths.tolist() == [[0]]


def test_countries() -> None:
    assert in_wales("W06000023")
    assert not in_wales("E06000051")
