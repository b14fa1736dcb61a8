from __future__ import annotations

from tests.support.judging import refused_pairs
from tests.support.registers import case, child, home


def test_only_the_home_that_said_no_and_only_to_that_child() -> None:
    both = case(child("C1", declined_by=["H2"]), child("C2"), home("H1"), home("H2"))
    assert refused_pairs("declined", both) == {("C1", "H2")}


def test_nobody_declined() -> None:
    assert refused_pairs("declined", case(child(), home())) == set()
