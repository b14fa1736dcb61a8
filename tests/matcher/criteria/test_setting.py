from __future__ import annotations

import pytest

from tests.support.judging import cost
from tests.support.registers import case, child, home


@pytest.mark.parametrize(
    ("kind", "steps"),
    [
        ("parents", 0),
        ("kinship", 0),
        ("in_house_foster", 0),
        ("agency_foster", 1),
        ("supported_lodgings", 2),
        ("residential", 3),
    ],
)
def test_steps_by_kind(kind: str, steps: int) -> None:
    assert cost("setting", case(child(), home(kind=kind))) == steps
