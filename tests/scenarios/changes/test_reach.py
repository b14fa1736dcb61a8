from __future__ import annotations

from typing import Any

import pytest

from tests.support.asking import asked, change, changed, misread
from tests.support.registers import HERE, child, home, there

CODE = "reach"


def test_distances_are_set_and_lifted() -> None:
    inputs = asked(max_km=10)
    after = changed(CODE, inputs, max_km=60).policy
    assert (after.max_km, after.school_reach_km) == (60, 24)
    after = changed(CODE, inputs, school_reach_km=5, lift=["max_km"]).policy
    assert (after.max_km, after.school_reach_km) == (None, 5)


def test_no_home_farther_than_it_says() -> None:
    inputs = asked(child("C1", school=HERE), home("H1", location=there(0.1)))  # 11.1 km
    assert changed(CODE, inputs, max_km=11).plan().homes == {"C1": None}
    assert changed(CODE, inputs, max_km=12).plan().homes == {"C1": "H1"}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ("", "sets no distance and lifts none")),
        (
            {"max_km": 9, "lift": ["max_km"]},
            ("", "sets a distance and lifts it too, or lifts it twice"),
        ),
        ({"max_km": -1}, ("max_km", "is too small")),
        ({"lift": ["km"]}, ("lift[0]", "is none of the values allowed")),
    ],
)
def test_distances_that_say_nothing_or_too_much(
    fields: dict[str, Any], expected: tuple[str, str]
) -> None:
    assert misread(CODE, **fields) == [expected]


def test_they_are_said_with_their_unit() -> None:
    assert change(CODE, max_km=60.5, lift=["school_reach_km"]).says.en == (
        "no home farther than 60.5 km from the family home; school changes do not count"
    )
