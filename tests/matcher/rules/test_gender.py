from __future__ import annotations

import pytest

from matcher.case_arrays import GENDERS
from tests.support.judging import refused
from tests.support.registers import case, child, home


@pytest.mark.parametrize("approved", [("female",), ("male", "other"), GENDERS])
@pytest.mark.parametrize("gender", GENDERS)
def test_only_approved_genders(gender: str, approved: tuple[str, ...]) -> None:
    both = case(child(gender=gender), home(genders=approved))
    assert refused("gender", both) is (gender not in approved)
