from __future__ import annotations

import pytest

from tests.support.judging import kept
from tests.support.registers import case, child, home, settled

CHILDREN = (child("R1", home="H1"), child("R2", home="H1"), settled("S1", "H1"), child("W1"))
HOMES = (home("H1"), home("H2"))


@pytest.mark.parametrize(("most", "keeps"), [(1, False), (2, True), (3, True)])
def test_review_children_in_another_home(most: int, keeps: bool) -> None:
    both = case(*CHILDREN, *HOMES, limits={"max_moves": most})
    assert kept("max_moves", both, {"R1": "H2", "R2": "H2", "S1": "H1", "W1": "H2"}) is keeps


def test_who_stays_or_is_placed_does_not_move() -> None:
    both = case(*CHILDREN, *HOMES, limits={"max_moves": 0})
    assert kept("max_moves", both, {"R1": "H1", "R2": "H1", "S1": "H1", "W1": "H2"})
    assert not kept("max_moves", both, {"R1": "H2", "R2": "H1", "S1": "H1", "W1": None})
