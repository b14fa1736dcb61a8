from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.bedrooms import bedrooms_needed
from matcher.case import Case
from matcher.case_arrays import GENDERS
from matcher.records.child import Child
from tests.support.registers import born, case, child, group


def needed(*who: tuple[int, str]) -> int:
    """Return the bedrooms for siblings of these ages and genders."""
    children = [child(f"C{i}", age=age, gender=gender) for i, (age, gender) in enumerate(who)]
    both = case(*children, group(*(one.id for one in children)))
    return bedrooms_needed(both.register.children, both)


@pytest.mark.parametrize(
    ("who", "bedrooms"),
    [
        ([(9, "female"), (9, "male")], 1),
        ([(9, "female"), (10, "male")], 2),
        ([(9, "female"), (10, "female")], 1),
        ([(12, "male"), (17, "male")], 1),
        ([(12, "male"), (17, "female")], 2),
        ([(9, "other"), (9, "other")], 1),
        ([(9, "other"), (9, "male")], 1),
        ([(9, "other"), (10, "other")], 2),
        ([(12, "other"), (12, "other")], 2),
        ([(3, "male")] * 3, 2),
        ([(3, "male")] * 4, 2),
        ([(12, "female"), (3, "female"), (3, "male")], 2),
        ([(12, "female"), (12, "male"), (3, "female"), (3, "male")], 2),
    ],
)
def test_siblings_share_by_two(who: list[tuple[int, str]], bedrooms: int) -> None:
    assert needed(*who) == bedrooms


def test_the_tenth_birthday_ends_sharing_by_age() -> None:
    def of(*days: Any) -> int:
        boy, girl = (born(10, days=n) for n in days)
        two = [child("C1", date_of_birth=boy, gender="male"), child("C2", date_of_birth=girl)]
        both = case(*two, group("C1", "C2"))
        return bedrooms_needed(both.register.children, both)

    assert of(1, 1) == 1
    assert of(0, 1) == 2


def test_only_siblings_share_and_only_within_their_group() -> None:
    four = [child(f"C{number}") for number in range(1, 5)]
    lone = case(*four)
    assert bedrooms_needed(four, lone) == 4
    groups = case(*four, group("C1", "C2"), group("C3", "C4", id_="S2"))
    assert bedrooms_needed(four, groups) == 2
    assert bedrooms_needed(four[1:3], groups) == 2
    assert bedrooms_needed((), lone) == 0


def fewest(children: Sequence[Child], both: Case) -> int:
    """Return the bedrooms needed by trying every way of sharing."""
    if not children:
        return 0
    first, *rest = children
    ways = [1 + fewest(rest, both)]
    for other in rest:
        young = both.age(first) < 10 and both.age(other) < 10
        same = first.gender == other.gender != "other"
        if both.siblings(first, other) and (young or same):
            ways.append(1 + fewest([child for child in rest if child is not other], both))
    return min(ways)


@given(
    st.lists(st.tuples(st.sampled_from([9, 10]), st.sampled_from(GENDERS)), min_size=2, max_size=8)
)
def test_no_way_of_sharing_needs_fewer(who: list[tuple[int, str]]) -> None:
    children = [child(f"C{i}", age=age, gender=gender) for i, (age, gender) in enumerate(who)]
    both = case(*children, group(*(one.id for one in children)))
    assert bedrooms_needed(children, both) == fewest(children, both)
