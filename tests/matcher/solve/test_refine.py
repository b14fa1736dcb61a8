"""Refined multipliers prove more, and never more than is so."""

from __future__ import annotations

import numpy as np
import pytest

from matcher.solve.bound import certify
from matcher.solve.refine import refined
from matcher.solve.restricted_master import DualSolution
from matcher.solve.stop import Stop
from tests.support.solving import problem, row


@pytest.mark.parametrize("size", [10**3, 10**9, 10**13, 10**16])
@pytest.mark.parametrize("forced", [False, True])
def test_rough_multipliers_are_made_better_and_prove_nothing_wrong(size: int, forced: bool) -> None:
    some = problem(
        [size, size + 1, size + 3, size], [row([1, 0, 1, 0], 1)], covers=[[0, 1], [2, 3]]
    )
    rough = DualSolution(np.ones(4) / 2, np.array([0.9 * size, 0.9 * size]), np.ones(1))
    chosen = np.array([forced, False, False, False])
    before = certify(some, some.goal(0), rough, chosen)
    after = refined(some, some.goal(0), before, chosen, 2 * size + 5, Stop())
    assert before.value <= after.value <= 2 * size
