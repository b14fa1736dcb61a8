from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.support.judging import group_cost
from tests.support.registers import case, child, group, home, settled

CASE = case(
    settled("C1", "H1"),
    child("C2"),
    child("C3"),
    child("C4"),
    *(home(f"H{number}") for number in range(1, 5)),
    group("C1", "C2", "C3"),
)


@pytest.mark.parametrize(
    ("homes", "expected"),
    [
        ({"C1": None, "C2": None, "C3": None, "C4": "H1"}, 0),
        ({"C1": "H1", "C2": None, "C3": None, "C4": "H2"}, 0),
        ({"C1": "H1", "C2": "H1", "C3": "H1", "C4": "H2"}, 0),
        ({"C1": "H1", "C2": "H2", "C3": None, "C4": "H3"}, 1),
        ({"C1": "H1", "C2": "H2", "C3": "H2", "C4": "H3"}, 1),
        ({"C1": "H1", "C2": "H2", "C3": "H3", "C4": "H4"}, 2),
    ],
)
def test_homes_beyond_one(homes: Mapping[str, str | None], expected: int) -> None:
    assert group_cost("siblings_apart", CASE, homes) == expected
