from __future__ import annotations

from typing import Any

import pytest

from matcher.limits import LIMITS
from scenarios.changes.limits import _LIFTED, _SAID
from tests.support.asking import asked, change, changed, misread
from tests.support.registers import ENGLAND, child, home

CODE = "limits"


def test_limits_are_set_and_lifted_and_the_others_stay() -> None:
    inputs = asked(limits={"max_moves": 2, "max_out_of_county": 5, "max_weekly_cost": 900})
    after = changed(CODE, inputs, max_out_of_county=0, min_in_house_share=0.7, lift=["max_moves"])
    assert dict(after.policy.limits) == {
        "max_weekly_cost": 900,
        "min_in_house_share": 0.7,
        "max_out_of_county": 0,
        "max_moves": None,
    }


def test_the_plan_keeps_them() -> None:
    inputs = asked(child("C1"), home("H1", authority=ENGLAND))
    assert inputs.plan().homes == {"C1": "H1"}
    capped = changed(CODE, inputs, max_out_of_county=0)
    assert capped.plan().homes == {"C1": None}
    assert changed(CODE, capped, lift=["max_out_of_county"]).plan().homes == {"C1": "H1"}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ("", "sets no limit and lifts none")),
        (
            {"max_moves": 1, "lift": ["max_moves"]},
            ("", "sets a limit and lifts it too, or lifts it twice"),
        ),
        ({"lift": ["moves"]}, ("lift[0]", "is none of the values allowed")),
        ({"min_in_house_share": 70}, ("min_in_house_share", "is too large")),
    ],
)
def test_limits_that_say_nothing_or_too_much(
    fields: dict[str, Any], expected: tuple[str, str]
) -> None:
    assert misread(CODE, **fields) == [expected]


def test_each_limit_is_said_with_its_unit() -> None:
    assert set(_SAID) == set(_LIFTED) == {limit.code for limit in LIMITS}
    says = change(
        CODE, max_weekly_cost=250000, min_in_house_share=0.7, max_out_of_county=20, max_moves=3
    ).says
    assert says.en == (
        "at most £250,000 a week; at least 70 % in-house; at most 20 children out of county; "
        "at most 3 moves"
    )
    assert change(CODE, lift=["max_moves"]).says.en == "no limit of moves"
