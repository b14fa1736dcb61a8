"""The form that asks for a plan: numbers as people type them, pairs, faults at their fields."""

from __future__ import annotations

import pytest

from api.pages.forms import Form
from api.pages.plan_form import MOST_ROWS, PlanForm, at_fields, n_rows, pairs
from matcher.errors import Fault, InputError


def form(**values: object) -> Form:
    return Form({name: [str(value)] for name, value in values.items()})


def test_limits_are_read_as_people_type_them_and_are_exact() -> None:
    typed = form(max_weekly_cost="£250,000.50", in_house_per_cent="67.1", max_moves="1,000")
    # A share of 67.1 / 100 in binary would be 0.6709999999999999.
    assert typed.read(PlanForm).limits == {
        "max_weekly_cost": 250000.5,
        "min_in_house_share": 0.671,
        "max_moves": 1000,
    }
    assert form().read(PlanForm).limits == {}
    assert form(max_moves="0").read(PlanForm).limits == {"max_moves": 0}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("max_weekly_cost", "-1"),
        ("max_weekly_cost", "nan"),
        ("max_weekly_cost", "1e30"),
        ("in_house_per_cent", "100.5"),
        ("max_moves", "2.5"),
        ("time_limit", "3601"),
        ("time_limit", "inf"),
        ("policy", "-1"),
    ],
)
def test_what_is_no_such_number_is_refused_at_its_field(field: str, value: str) -> None:
    with pytest.raises(InputError) as caught:
        form(**{field: value}).read(PlanForm)
    assert [fault.place for fault in caught.value.faults] == [field]
    assert value not in caught.value.faults[0].fault


def test_there_is_room_for_one_pair_and_for_more_where_wanted() -> None:
    assert n_rows(form(), "lock") == 1
    assert n_rows(form(n_lock=3), "lock") == 3
    assert n_rows(form(n_lock=3, add="lock"), "lock") == 4
    assert n_rows(form(n_lock=3, add="lock"), "forbid") == 1
    assert n_rows(form(n_lock=99999), "lock") == MOST_ROWS
    assert n_rows(form(n_lock="x"), "lock") == n_rows(form(n_lock="-2"), "lock") == 1
    typed = form(n_lock=2, lock_1_child=" C1 ", lock_1_home="H1", lock_3_child="C3")
    assert pairs(typed, "lock") == [("C1", "H1"), ("", "")]


def test_faults_of_pairs_stand_at_the_fields_of_the_first_pair_they_name() -> None:
    typed = form(
        n_lock=2, lock_1_child="C1", lock_1_home="H1", lock_2_child="C=2", lock_2_home="H1"
    )
    typed = Form({**typed.values, **form(forbid_1_child="C1", forbid_1_home="H1").values})
    places = {
        "lock C1=H1": "lock_1_child",
        "lock C=2=H1": "lock_2_child",
        "lock C0, C1=H1": "lock_1_child",
        "forbid C1=H1": "forbid_1_child",
        "lock C3=H1": "lock C3=H1",
        "policy_number": "policy",
        "time_limit": "time_limit",
    }
    error = InputError([Fault(place, "is wrong") for place in places])
    assert [fault.place for fault in at_fields(typed, error)] == list(places.values())
