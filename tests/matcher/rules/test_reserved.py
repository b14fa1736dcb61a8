from __future__ import annotations

from tests.support.judging import refused_pairs
from tests.support.registers import case, child, home


def test_only_the_children_it_is_reserved_for() -> None:
    both = case(child("C1"), child("C2"), child("C3"), home(reserved_for=["C1", "C3"]))
    assert refused_pairs("reserved", both) == {("C2", "H1")}


def test_a_child_with_a_home_reserved_may_live_elsewhere() -> None:
    both = case(child("C1"), home("H1", reserved_for=["C1"]), home("H2"))
    assert refused_pairs("reserved", both) == set()
