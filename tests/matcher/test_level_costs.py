"""Weights: as large as exact sums allow, and no larger."""

from __future__ import annotations

import pytest

from matcher import InputError, plan
from matcher.records.policy import MAX_WEIGHT, Policy
from tests.support.registers import HERE, child, home, register, there

WEEKLY = {"at": HERE, "per_week": 1_000_000}


def policy() -> Policy:
    """Return a policy that weighs journeys as much as a policy may."""
    levels = [{"unplaced": 1}, {"contact_travel": MAX_WEIGHT}]
    return Policy.model_validate({"levels": levels})


def test_the_largest_weight_on_real_journeys_is_exact() -> None:
    contact = WEEKLY | {"per_week": 21}
    county = register(child("C1", contact=contact), home("H1", location=there(3)))
    found = plan(county, policy())
    assert found.levels[1].value == MAX_WEIGHT * 21 * 2 * 3336
    assert found.status == "optimal"


def test_sums_that_would_not_be_exact_are_refused() -> None:
    county = register(child("C1", contact=WEEKLY), home("H1", location=there(3)))
    with pytest.raises(InputError, match=r"levels\[1\].*accepted: smaller weights"):
        plan(county, policy())
