"""Values of fields: what is one, what is none, and what would be accepted."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from matcher.records.fields import MAX_COUNT
from matcher.records.home import Home
from tests.support.registers import child, home


def refused(**fields: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        home("H1", **fields)
    return str(caught.value)


@pytest.mark.parametrize("places", [3, 3.0, MAX_COUNT])
def test_a_whole_number(places: Any) -> None:
    some: Home = home("H1", places=places)
    assert some.places == places
    assert type(some.places) is int


@pytest.mark.parametrize("places", [2.5, True, "3", None, float("inf")])
def test_what_is_no_whole_number(places: Any) -> None:
    assert "is not a whole number; accepted: a whole number, such as 3" in refused(places=places)


def test_a_count_past_the_largest() -> None:
    assert f"is too large; accepted: at most {MAX_COUNT}" in refused(places=MAX_COUNT + 1)


@pytest.mark.parametrize("cost", [10**400, float("nan"), float("inf")])
def test_an_amount_without_an_end(cost: Any) -> None:
    assert "is not a finite number" in refused(weekly_cost=cost)


@pytest.mark.parametrize("cost", ["12", True, [1]])
def test_an_amount_that_is_no_number(cost: Any) -> None:
    assert "is not a number; accepted: a number, such as 12.5" in refused(weekly_cost=cost)


def test_a_negative_zero_is_zero() -> None:
    assert str(home("H1", weekly_cost=-0.0).weekly_cost) == "0.0"


@pytest.mark.parametrize("truth", [1, "true", None])
def test_what_is_neither_true_nor_false(truth: Any) -> None:
    assert "is neither true nor false; accepted: true or false" in refused(open=truth)


def test_a_code_has_no_semicolon() -> None:
    with pytest.raises(ValidationError, match="has a semicolon"):
        child("C1;C2")
