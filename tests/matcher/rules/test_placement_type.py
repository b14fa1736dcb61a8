from __future__ import annotations

import pytest

from matcher.case_arrays import PLACEMENT_TYPES
from tests.support.judging import refused
from tests.support.registers import case, child, home


@pytest.mark.parametrize("approved", [(), ("remand",), ("emergency", "long_term")])
@pytest.mark.parametrize("asked", PLACEMENT_TYPES)
def test_only_approved_types(asked: str, approved: tuple[str, ...]) -> None:
    both = case(child(placement_type=asked), home(placement_types=approved))
    assert refused("placement_type", both) is (asked not in approved)
