from __future__ import annotations

import pytest

from tests.support.judging import kept
from tests.support.registers import WELSH_NEIGHBOUR, case, child, home, settled

HOMES = (home("H1"), home("H2", authority=WELSH_NEIGHBOUR))
CHILDREN = (settled("S1", "H2"), child("R1", home="H1"), child("W1"))


@pytest.mark.parametrize(("most", "keeps"), [(1, False), (2, True), (3, True)])
def test_all_who_live_outside_settled_ones_too(most: int, keeps: bool) -> None:
    both = case(*CHILDREN, *HOMES, limits={"max_out_of_county": most})
    assert kept("max_out_of_county", both, {"S1": "H2", "R1": "H2", "W1": "H1"}) is keeps


def test_nobody_outside() -> None:
    both = case(*CHILDREN, *HOMES, limits={"max_out_of_county": 0})
    assert kept("max_out_of_county", both, {"S1": "H1", "R1": "H1", "W1": None})
    assert not kept("max_out_of_county", both, {"S1": "H2", "R1": "H1", "W1": None})
