from __future__ import annotations

import pytest

from matcher.travel import Journey
from tests.support.judging import cost
from tests.support.registers import case, child, home, there


@pytest.mark.parametrize(("tenths", "beyond"), [(321, 0), (322, 0), (323, 1)])
def test_more_than_322_tenths(tenths: int, beyond: int) -> None:
    table = {("C1", "H1"): Journey(home=tenths)}
    assert cost("beyond_20_miles", case(child(), home(), journeys=table)) == beyond


@pytest.mark.parametrize(("lat", "beyond"), [(0.29003, 0), (0.29004, 1)])
def test_rounded_to_tenths_first(lat: float, beyond: int) -> None:
    # 32.2499 km and 32.2510 km: on either side of where tenths round to 323.
    both = case(child(), home(location=there(lat)))
    assert cost("beyond_20_miles", both) == beyond
