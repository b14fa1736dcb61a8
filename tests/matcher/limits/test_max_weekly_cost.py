from __future__ import annotations

import pytest

from tests.support.judging import kept
from tests.support.registers import case, child, home, settled

HOMES = (home("H1", weekly_cost=0.1), home("H2", weekly_cost=0.2))
CHILDREN = (settled("S1", "H1"), child("W1"), child("W2"))


@pytest.mark.parametrize(("most", "keeps"), [(0.29, False), (0.3, True), (0.31, True)])
def test_sums_are_exact_decimals(most: float, keeps: bool) -> None:
    # In floating point 0.1 + 0.2 is more than 0.3.
    both = case(*CHILDREN, *HOMES, limits={"max_weekly_cost": most})
    assert kept("max_weekly_cost", both, {"S1": "H1", "W1": "H2", "W2": None}) is keeps


def test_every_child_costs() -> None:
    both = case(*CHILDREN, *HOMES, limits={"max_weekly_cost": 0.49})
    assert not kept("max_weekly_cost", both, {"S1": "H1", "W1": "H2", "W2": "H2"})
