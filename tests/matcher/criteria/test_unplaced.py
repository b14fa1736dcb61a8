from __future__ import annotations

import pytest

from tests.support.judging import cost
from tests.support.registers import case, child, home


@pytest.mark.parametrize(
    ("status", "at", "expected"),
    [("waiting", None, 1), ("waiting", "H1", 0), ("review", None, 0), ("review", "H1", 0)],
)
def test_a_waiting_child_with_no_home(status: str, at: str | None, expected: int) -> None:
    both = case(child(home="H1", status=status), home())
    assert cost("unplaced", both, home=at) == expected
