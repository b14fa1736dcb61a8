from __future__ import annotations

import pytest

from tests.support.judging import cost
from tests.support.registers import case, child, home


@pytest.mark.parametrize(
    ("status", "moves_12m", "at", "expected"),
    [
        ("review", 0, "H1", 0),
        ("review", 0, "H2", 1),
        ("review", 2, "H2", 3),
        ("review", 2, "H1", 0),
        ("review", 2, None, 0),
        ("waiting", 2, "H2", 0),
        ("waiting", 2, "H1", 0),
    ],
)
def test_review_children_in_another_home(
    status: str, moves_12m: int, at: str | None, expected: int
) -> None:
    one = child(home="H1", status=status, moves_12m=moves_12m)
    assert cost("moves", case(one, home("H1"), home("H2")), home=at) == expected
