from __future__ import annotations

import numpy as np
import pytest

from matcher.pairs import cheapest


@pytest.mark.parametrize(
    ("each", "kept"),
    [
        (1, [False, True, False, False, False]),
        (2, [False, True, False, True, False]),
        # Arcs 0 and 4 cost the same: the first of them.
        (3, [True, True, False, True, False]),
        (5, [True, True, True, True, True]),
        (9, [True, True, True, True, True]),
    ],
)
def test_the_first_level_decides_then_the_next(each: int, kept: list[bool]) -> None:
    costs = np.array([[1, 0, 1, 0, 1], [500, 700, 501, 900, 500]])
    assert cheapest(costs, each).tolist() == kept
