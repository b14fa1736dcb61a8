from __future__ import annotations

import math

import pytest

from matcher.geography import great_circle_km
from matcher.travel import Journey
from tests.support.judging import cost
from tests.support.registers import HERE, case, child, home, there

SCHOOL = there(0.2, 0.1)
KM = great_circle_km(HERE.lat, HERE.lon, SCHOOL.lat, SCHOOL.lon)
BELOW = math.nextafter(KM, 0)


@pytest.mark.parametrize("exam_year", [False, True])
@pytest.mark.parametrize(
    ("reach_km", "changes"), [(None, False), (KM + 1, False), (KM, False), (BELOW, True), (0, True)]
)
def test_beyond_reach_unrounded(reach_km: float | None, changes: bool, exam_year: bool) -> None:
    both = case(child(school=SCHOOL, exam_year=exam_year), home(), school_reach_km=reach_km)
    assert cost("school_change", both) == (0 if not changes else 2 if exam_year else 1)


@pytest.mark.parametrize(("status", "expected"), [("review", 0), ("settled", 0), ("waiting", 1)])
def test_who_stays_keeps_the_school(status: str, expected: int) -> None:
    both = case(child(home="H1", status=status, school=SCHOOL), home(), school_reach_km=1)
    assert cost("school_change", both) == expected


def test_no_school() -> None:
    assert cost("school_change", case(child(), home(), school_reach_km=0)) == 0


@pytest.mark.parametrize(("tenths", "expected"), [(102, 0), (103, 1)])
def test_a_table_is_read_instead(tenths: int, expected: int) -> None:
    table = {("C1", "H1"): Journey(school=tenths)}
    both = case(child(school=SCHOOL), home(), journeys=table, school_reach_km=10.2)
    assert cost("school_change", both) == expected
