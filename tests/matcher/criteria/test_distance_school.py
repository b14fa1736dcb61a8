from __future__ import annotations

from matcher.travel import Journey
from tests.support.judging import cost
from tests.support.registers import case, child, home, there

AWAY = home(location=there(0.1))


def test_tenths_of_a_km_from_the_school() -> None:
    assert cost("distance_school", case(child(school=there(0.3)), AWAY)) == 222


def test_a_table_is_read_instead_but_for_empty_cells() -> None:
    pupil = child(school=there(0.3))
    table = {("C1", "H1"): Journey(7, 8, 9)}
    assert cost("distance_school", case(pupil, AWAY, journeys=table)) == 8
    assert cost("distance_school", case(pupil, AWAY, journeys={("C1", "H1"): Journey(7)})) == 222


def test_no_school_even_if_the_table_has_a_distance() -> None:
    table = {("C1", "H1"): Journey(7, 8, 9)}
    assert cost("distance_school", case(child(), AWAY)) == 0
    assert cost("distance_school", case(child(), AWAY, journeys=table)) == 0
