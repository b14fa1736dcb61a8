from __future__ import annotations

import pytest

from tests.support.judging import cost
from tests.support.registers import case, child, home


@pytest.mark.parametrize(
    ("weekly_cost", "pounds"),
    [(0, 0), (500, 500), (500.49, 500), (500.5, 500), (501.5, 502), (500.51, 501)],
)
def test_whole_pounds_ties_to_even(weekly_cost: float, pounds: int) -> None:
    both = case(child(), home(weekly_cost=weekly_cost))
    assert cost("weekly_cost", both) == pounds
    assert cost("weekly_cost", both, home=None) == 0
