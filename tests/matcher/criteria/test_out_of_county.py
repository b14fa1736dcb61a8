from __future__ import annotations

import pytest

from tests.support.judging import cost
from tests.support.registers import COUNTY, ENGLAND, WELSH_NEIGHBOUR, case, child, home


@pytest.mark.parametrize(
    ("authority", "expected"), [(COUNTY, 0), (WELSH_NEIGHBOUR, 1), (ENGLAND, 1)]
)
def test_another_authority(authority: str, expected: int) -> None:
    assert cost("out_of_county", case(child(), home(authority=authority))) == expected
