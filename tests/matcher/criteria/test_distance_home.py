from __future__ import annotations

from matcher.travel import Journey
from tests.support.judging import cost, costs
from tests.support.registers import case, child, home, there


def test_tenths_of_a_km_from_the_family_home() -> None:
    # A degree of latitude is 111.195 km.
    both = case(child(school=there(0.3)), home("H1"), home("H2", location=there(0.1)))
    assert costs("distance_home", both) == {("C1", "H1"): 0, ("C1", "H2"): 111}


def test_a_table_is_read_instead_but_for_empty_cells() -> None:
    away = home(location=there(0.1))
    assert (
        cost("distance_home", case(child(), away, journeys={("C1", "H1"): Journey(7, 8, 9)})) == 7
    )
    assert cost("distance_home", case(child(), away, journeys={("C1", "H1"): Journey(None)})) == 111


def test_no_home() -> None:
    assert cost("distance_home", case(child(), home(location=there(0.1))), home=None) == 0
