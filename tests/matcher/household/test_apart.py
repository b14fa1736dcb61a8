from __future__ import annotations

from tests.support.judging import breaking, excluding
from tests.support.registers import case, child, group, home

RECORDS = (child("C1", apart_from=["C3"]), child("C2"), child("C3"), home(places=9))


def test_read_both_ways() -> None:
    both = case(*RECORDS)
    assert excluding("apart", both) == {("C1", "C3")}
    assert breaking("apart", both) == {"C1", "C3"}


def test_siblings_are_no_exception() -> None:
    assert breaking("apart", case(*RECORDS, group("C1", "C3"))) == {"C1", "C3"}


def test_nobody_lists_anybody() -> None:
    both = case(child("C1"), child("C2"), home())
    assert excluding("apart", both) == set()
    assert breaking("apart", both) == set()
