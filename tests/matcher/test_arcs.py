"""Arcs: the same whether they are made in one block or in many, beside each other."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from matcher.arcs import Arcs
from matcher.case import Case
from matcher.engine import Engine
from tests.support.crowds import crowds
from tests.support.strategies import tiny_cases


def _arcs(some: Case, at_once: int) -> Arcs:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("matcher.arcs._PAIRS_AT_ONCE", at_once)
        return Engine(some).model.arcs


@settings(max_examples=150)
@given(crowds() | tiny_cases())
def test_blocks_of_pairs_change_no_arc(some: Case) -> None:
    one, many = _arcs(some, 1 << 19), _arcs(some, 1)
    assert one.parties == many.parties
    for name in ("party", "home", "costs", "loads", "newcomer", "lawful"):
        mine, theirs = getattr(one, name), getattr(many, name)
        assert mine.dtype == theirs.dtype
        assert np.array_equal(mine, theirs), name
