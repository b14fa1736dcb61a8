"""The policy's form: what it shows at first, and the policy that it asks for."""

from __future__ import annotations

from typing import Any

import pytest

from api.pages.forms import Form
from api.pages.language import speech
from api.pages.policies import in_words
from api.pages.policy_form import NUMBERS, first_values, policy_of, sent_rows, weighed
from matcher.criteria import CRITERION
from matcher.errors import InputError
from matcher.records.policy import Limits, Matrix, Policy

EN = speech("en")


def form_of(policy: Policy, **changed: Any) -> Form:
    """Return the form as a browser sends it if nobody changes anything but this."""
    rows = weighed(EN, policy)
    values = {name: [value] for name, value in first_values(policy).items()}
    values |= {
        "criterion": [row.code for row in rows],
        "level": [row.level for row in rows],
        "weight": [row.weight for row in rows],
    }
    return Form(values | changed)


def faults(form: Form) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        policy_of(form, Policy())
    return [(fault.place, fault.fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    "policy",
    [
        Policy(),
        Policy(
            name="Panel",
            levels=({"unplaced": 1}, {"moves": 3, "unplaced": 2}, {"weekly_cost": 1}),
            travel=Matrix(matrix="roads.csv"),
            max_km=40.5,
            school_reach_km=None,
            for_profit_ends=None,
            limits=Limits(
                max_weekly_cost=150000,
                min_in_house_share=0.675,
                max_out_of_county=0,
                max_moves=12,
            ),
        ),
    ],
)
def test_a_form_that_nobody_changes_asks_for_the_same_policy(policy: Policy) -> None:
    assert policy_of(form_of(policy), Policy()) == policy


def test_every_number_of_a_policy_has_a_field() -> None:
    policy = set(Policy.model_fields) - {"format", "name", "levels", "travel", "for_profit_ends"}
    assert set(NUMBERS) == policy - {"limits"} | set(Policy().limits.model_dump())


def test_rows_come_by_level_and_then_those_that_do_not_count() -> None:
    rows = weighed(EN, Policy(levels=({"unplaced": 1}, {"moves": 3, "language": 2})))
    assert [(row.code, row.level, row.weight) for row in rows[:3]] == [
        ("unplaced", "1", "1"),
        ("moves", "2", "3"),
        ("language", "2", "2"),
    ]
    assert {row.code for row in rows} == set(CRITERION)
    assert {(row.level, row.weight) for row in rows[3:]} == {("", "")}
    assert rows[0].unit == "children"
    assert len({row.field for row in rows}) == len(rows)


def test_levels_that_nothing_stands_in_are_closed_up() -> None:
    form = Form(
        {"name": ["n"], "criterion": ["unplaced", "moves", "language"]}
        | {
            "level": ["2", "9", ""],
            "weight": ["1", "4", ""],
        }
    )
    assert policy_of(form, Policy()).levels == ({"unplaced": 1}, {"moves": 4})
    assert [row.level for row in sent_rows(EN, form)] == ["2", "9", ""]


def test_a_share_is_typed_in_per_cent_and_money_as_people_write_it() -> None:
    form = form_of(Policy(), min_in_house_share=["70"], max_weekly_cost=["£150,000"])
    limits = policy_of(form, Policy()).limits
    assert (limits.min_in_house_share, limits.max_weekly_cost) == (0.7, 150000)
    policy = Policy(limits=Limits(min_in_house_share=0.7))
    assert first_values(policy)["min_in_house_share"] == "70"


def test_all_faults_are_told_together_each_at_its_field() -> None:
    form = form_of(
        Policy(),
        criterion=["unplaced", "moves", "moves", "language"],
        level=["1", "2", "2", "10"],
        weight=["1", "x", "3", "-1"],
        max_km=["far"],
        min_in_house_share=["170"],
        max_moves=["1.5"],
        for_profit_ends=["soon"],
    )
    found = faults(form)
    assert found[:4] == [
        ("row_1", "has a weight that is none"),
        ("row_3", "has a level that is none"),
        ("row_3", "has a weight that is none"),
        ("max_km", "is no number"),
    ]
    assert {place for place, _ in found[4:]} == {
        "for_profit_ends",
        "min_in_house_share",
        "max_moves",
    }


def test_a_criterion_stands_once_in_a_level() -> None:
    form = form_of(Policy(), criterion=["unplaced"] * 2, level=["1"] * 2, weight=["1", "2"])
    assert faults(form) == [("row_1", "stands in this level already")]


def test_something_has_to_weigh_children_without_a_home() -> None:
    form = form_of(Policy(), criterion=["moves"], level=["1"], weight=["1"])
    assert faults(form) == [("levels", "no level weighs unplaced")]
    assert [place for place, _ in faults(form_of(Policy(), level=[], weight=[]))] == ["levels"]


def test_what_is_kept_to_is_told_with_units() -> None:
    told = dict(in_words(EN, Policy(max_km=40, limits=Limits(min_in_house_share=0.7, max_moves=1))))
    assert told == {
        "Journeys": "in straight lines",
        "Distance from the family home at most": "40.0 km",
        "A school is kept from homes within": "24.0 km",
        "For-profit homes in Wales take no new placement from": "1 April 2030",
        "All placements together cost at most": "no limit",
        "In-house share of foster placements at least": "70.0 %",
        "Children out of the county at most": "no limit",
        "Children under review who are moved at most": "1 child",
    }
    by_table = Policy(travel=Matrix(matrix="r.csv"), school_reach_km=None, for_profit_ends=None)
    assert list(dict(in_words(EN, by_table)).values())[:4] == [
        "by the table r.csv",
        "no limit",
        "any distance",
        "no day",
    ]
