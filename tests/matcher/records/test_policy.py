"""Levels and weights of a policy: inside, on and past the edge."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from matcher import Policy
from matcher.records.policy import MAX_WEIGHT


def of_levels(*levels: dict[str, Any]) -> Policy:
    return Policy.model_validate({"levels": levels})


@pytest.mark.parametrize("weight", [0, 1, 1.0, MAX_WEIGHT])
def test_a_weight_is_a_whole_number(weight: Any) -> None:
    (level,) = of_levels({"unplaced": 1, "moves": weight}).levels
    assert level["moves"] == weight
    assert type(level["moves"]) is int


@pytest.mark.parametrize("weight", [-1, 0.5, True, "1", None, float("nan")])
def test_what_is_no_weight(weight: Any) -> None:
    with pytest.raises(ValidationError, match=r"is not a weight; accepted: a whole number from 0"):
        of_levels({"unplaced": 1, "moves": weight})


def test_a_weight_past_the_largest() -> None:
    with pytest.raises(ValidationError, match=f"is too large; accepted: .* up to {MAX_WEIGHT}"):
        of_levels({"unplaced": MAX_WEIGHT + 1})


def test_a_criterion_that_there_is_not() -> None:
    with pytest.raises(ValidationError, match="mooves"):
        of_levels({"unplaced": 1}, {"mooves": 1})


@pytest.mark.parametrize("levels", [[{"moves": 1}], [{"unplaced": 0}, {"moves": 1}]])
def test_some_level_weighs_children_without_a_home(levels: list[dict[str, int]]) -> None:
    with pytest.raises(ValidationError, match="no level weighs unplaced"):
        of_levels(*levels)
