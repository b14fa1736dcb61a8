from __future__ import annotations

from matcher.travel import Journey
from tests.support.judging import refused_pairs
from tests.support.registers import case, child, home

RECORDS = (child("C1"), child("C2"), home("H1"), home("H2"))


def test_pairs_without_a_row_can_not_be_travelled() -> None:
    table = {("C1", "H2"): Journey(home=5), ("C2", "H1"): Journey()}
    assert refused_pairs("unreachable", case(*RECORDS, journeys=table)) == {
        ("C1", "H1"),
        ("C2", "H2"),
    }


def test_great_circle_reaches_everywhere() -> None:
    assert refused_pairs("unreachable", case(*RECORDS)) == set()


def test_an_empty_table_reaches_nowhere() -> None:
    assert len(refused_pairs("unreachable", case(*RECORDS, journeys={}))) == 4
