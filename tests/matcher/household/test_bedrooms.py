from __future__ import annotations

import pytest

from tests.support.judging import breaking
from tests.support.registers import case, child, group, home, settled

OTHER = {"age": 8, "gender": "male"}


@pytest.mark.parametrize(("bedrooms", "too_few"), [(None, False), (0, True), (1, True), (2, False)])
def test_a_bedroom_for_each_child(bedrooms: int | None, too_few: bool) -> None:
    both = case(child("C1"), settled("C2", "H1"), home(bedrooms=bedrooms))
    expected = {"C1", "C2"} if too_few else set()
    assert breaking("bedrooms", both) == breaking("bedrooms", both, there=["C2"]) == expected


@pytest.mark.parametrize(("bedrooms", "too_few"), [(2, True), (3, False)])
def test_each_of_others_children_needs_one(bedrooms: int, too_few: bool) -> None:
    others = home(bedrooms=bedrooms, other_children=[OTHER, OTHER])
    assert bool(breaking("bedrooms", case(child(), others))) is too_few


@pytest.mark.parametrize(("bedrooms", "too_few"), [(1, True), (2, False)])
def test_siblings_share_with_those_who_live_there(bedrooms: int, too_few: bool) -> None:
    three = [settled("C1", "H1"), child("C2"), child("C3")]
    both = case(*three, group("C1", "C2", "C3"), home(bedrooms=bedrooms))
    expected = {"C1", "C2", "C3"} if too_few else set()
    assert breaking("bedrooms", both) == breaking("bedrooms", both, there=["C1"]) == expected
