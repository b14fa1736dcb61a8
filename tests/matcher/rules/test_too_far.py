from __future__ import annotations

import math

import pytest

from matcher.geography import great_circle_km
from matcher.travel import Journey
from tests.support.judging import refused
from tests.support.registers import HERE, case, child, home, there

AWAY = there(0.2, -0.1)
KM = great_circle_km(HERE.lat, HERE.lon, AWAY.lat, AWAY.lon)


@pytest.mark.parametrize(
    ("max_km", "beyond"),
    [(None, False), (KM + 1, False), (KM, False), (math.nextafter(KM, 0), True), (0, True)],
)
def test_great_circle_unrounded(max_km: float | None, beyond: bool) -> None:
    assert refused("too_far", case(child(), home(location=AWAY), max_km=max_km)) is beyond


@pytest.mark.parametrize(("tenths", "beyond"), [(101, False), (102, False), (103, True)])
def test_a_table_is_read_instead(tenths: int, beyond: bool) -> None:
    table = {("C1", "H1"): Journey(home=tenths)}
    both = case(child(), home(location=AWAY), journeys=table, max_km=10.2)
    assert refused("too_far", both) is beyond


def test_an_empty_cell_and_a_pair_without_a_row_fall_back() -> None:
    empty = {("C1", "H1"): Journey(school=1)}
    for table in (empty, {}):
        far = case(child(), home(location=AWAY), journeys=table, max_km=math.nextafter(KM, 0))
        assert refused("too_far", far)
        assert not refused("too_far", case(child(), home(location=AWAY), journeys=table, max_km=KM))
