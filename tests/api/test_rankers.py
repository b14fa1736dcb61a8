"""Rankers that are kept ready."""

from __future__ import annotations

import pytest

from api.rankers import KEPT, Rankers
from matcher.case import Case
from matcher.errors import InputError
from tests.support.registers import case, child, home

SMALL = case(child("C1"), home("H1"))


def test_a_case_is_made_ready_once_and_asked_again() -> None:
    made: list[Case] = []

    def make() -> Case:
        made.append(SMALL)
        return SMALL

    rankers = Rankers()
    first = rankers.ask(("a",), make, lambda ranker: ranker)
    assert rankers.ask(("a",), make, lambda ranker: ranker) is first
    assert len(made) == 1
    assert rankers.ask(("a",), make, lambda ranker: len(ranker.rank("C1").options)) == 1


def test_the_one_that_was_asked_longest_ago_goes_first() -> None:
    rankers = Rankers()
    ask = [(str(number),) for number in range(KEPT + 1)]
    first, second, *others = ask
    before = {key: rankers.ask(key, lambda: SMALL, lambda ranker: ranker) for key in ask[:-1]}
    assert rankers.ask(first, lambda: SMALL, lambda ranker: ranker) is before[first]
    rankers.ask(others[-1], lambda: SMALL, lambda ranker: ranker)
    assert rankers.ask(first, lambda: SMALL, lambda ranker: ranker) is before[first]
    assert rankers.ask(second, lambda: SMALL, lambda ranker: ranker) is not before[second]


def test_what_can_not_be_made_ready_is_tried_again() -> None:
    def fails() -> Case:
        raise InputError.single("policy.travel.matrix", "is gone")

    rankers = Rankers()
    with pytest.raises(InputError):
        rankers.ask(("a",), fails, lambda ranker: ranker)
    assert rankers.ask(("a",), lambda: SMALL, lambda ranker: ranker.case) is SMALL
