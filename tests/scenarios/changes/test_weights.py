from __future__ import annotations

from typing import Any

import pytest

from tests.support.asking import asked, change, changed, misread, refused
from tests.support.registers import child, home, there

CODE = "weights"
LEVELS = [{"unplaced": 1}, {"distance_home": 4, "weekly_cost": 1}]


def test_a_criterion_weighs_otherwise_where_it_stands() -> None:
    inputs = asked(levels=LEVELS)
    after = changed(CODE, inputs, weights={"distance_home": 9, "unplaced": 2})
    assert after.policy.levels == ({"unplaced": 2}, {"distance_home": 9, "weekly_cost": 1})


def test_the_plan_follows() -> None:
    near, far = home("H1", weekly_cost=200), home("H2", location=there(0.1), weekly_cost=100)
    inputs = asked(child("C1"), near, far, levels=LEVELS)
    assert inputs.plan().homes == {"C1": "H1"}  # 200 against 4 x 111 + 100
    assert changed(CODE, inputs, weights={"distance_home": 0}).plan().homes == {"C1": "H2"}


@pytest.mark.parametrize(
    ("weights", "place", "fault"),
    [
        ({"distance": 1}, "weights.distance", "no criterion is called distance"),
        ({"language": 1}, "weights.language", "stands in no level"),
        ({"moves": 1}, "weights.moves", "stands in several levels"),
        ({"unplaced": 0}, "weights.unplaced", "leaves no level that weighs unplaced"),
    ],
)
def test_weights_that_no_level_can_have(weights: dict[str, int], place: str, fault: str) -> None:
    inputs = asked(levels=[*LEVELS, {"moves": 1}, {"moves": 1}])
    assert refused(CODE, inputs, weights=weights) == [(place, fault)]


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ({}, ("weights", "has too few items")),
        ({"moves": -1}, ("weights.moves", "is not a weight")),
    ],
)
def test_what_is_no_weight(weights: dict[str, Any], expected: tuple[str, str]) -> None:
    assert misread(CODE, weights=weights) == [expected]


def test_it_is_said_in_words() -> None:
    assert change(CODE, weights={"moves": 1200, "x": 1}).says.en.endswith("x: weight 1")
