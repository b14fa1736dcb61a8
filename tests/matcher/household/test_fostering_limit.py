from __future__ import annotations

import pytest

from matcher.case import FOSTERING_KINDS
from matcher.case_arrays import KINDS
from matcher.planning import plan_case
from matcher.records.child import Child, SiblingGroup
from matcher.records.home import Home
from matcher.solve.stop import Stop
from tests.support.judging import breaking
from tests.support.registers import case, child, group, home, settled

OTHER = {"age": 8, "gender": "male"}
FOUR = [child(f"C{number}") for number in range(1, 5)]
IDS = {"C1", "C2", "C3", "C4"}


def broken(*records: Child | SiblingGroup | Home, there: list[str] | None = None) -> set[str]:
    return breaking("fostering_limit", case(*records), there=there or [])


@pytest.mark.parametrize("kind", KINDS)
def test_more_than_three_in_a_foster_home(kind: str) -> None:
    expected = IDS if kind in FOSTERING_KINDS else set()
    assert broken(*FOUR, home(kind=kind, places=9)) == expected


def test_just_the_limit() -> None:
    assert not broken(*FOUR[:3], home())
    assert not broken(*FOUR, home(fostering_limit=4))
    assert broken(*FOUR, home(fostering_limit=3)) == IDS


def test_others_children_count() -> None:
    assert not broken(*FOUR[:2], home(other_children=[OTHER]))
    assert broken(*FOUR[:3], home(other_children=[OTHER])) == {"C1", "C2", "C3"}


def test_siblings_alone_may_be_more() -> None:
    assert not broken(*FOUR, group(*IDS), home())
    part_of_it = case(*FOUR, child("C5"), group(*IDS, "C5"), home())
    assert not breaking("fostering_limit", part_of_it, without=["C5"])


def test_siblings_with_anybody_else_may_not() -> None:
    siblings = group("C1", "C2", "C3", "C4")
    stranger = child("C5")
    assert broken(*FOUR, stranger, siblings, home()) == {*IDS, "C5"}
    assert broken(*FOUR, siblings, home(other_children=[OTHER])) == IDS
    assert broken(*FOUR, group("C1", "C2", "C3"), home()) == IDS
    two_and_two = (group("C1", "C2"), group("C3", "C4", id_="S2"))
    assert broken(*FOUR, *two_and_two, home()) == IDS


@pytest.mark.parametrize("status", ["settled", "review"])
def test_siblings_who_can_not_leave_count_as_siblings(status: str) -> None:
    lives = [child(f"L{number}", home="H1", status=status) for number in range(4)]
    ids = [one.id for one in lives]
    comes = child("C1")
    assert not broken(*lives, comes, group("C1", *ids), home(), there=ids)
    assert broken(*lives, comes, group(*ids), home(), there=ids)
    assert broken(*lives, comes, group("C1", *ids[1:]), home(), there=ids)
    stranger = child("C2")
    assert broken(*lives, comes, stranger, group("C1", *ids), home(), there=ids)


def test_siblings_over_the_limit_in_other_kinds_leave_room_to_others() -> None:
    stranger = child("C5")
    assert not broken(*FOUR, stranger, group(*IDS), home(kind="residential", places=9))


def test_a_limit_of_none_takes_one_sibling_group_or_nobody() -> None:
    none = home(fostering_limit=0)
    assert broken(FOUR[0], none) == {"C1"}
    assert broken(FOUR[0], FOUR[1], none) == {"C1", "C2"}
    assert not broken(*FOUR, group(*IDS), none)
    assert broken(*FOUR, group("C1", "C2"), group("C3", "C4", id_="S2"), none) == IDS
    assert broken(*FOUR, group("C1", "C2", "C3"), none) == IDS
    lives = settled("L1", "H1")
    assert not broken(lives, FOUR[0], group("L1", "C1"), none, there=["L1"])
    assert broken(lives, FOUR[0], FOUR[1], group("L1", "C1"), none, there=["L1"])


def test_siblings_over_the_limit_take_nobody_in_who_is_better_off_elsewhere() -> None:
    lives = [settled(f"L{number}", "H1") for number in range(4)]
    siblings = group("C1", *(one.id for one in lives))
    homes = [home("H1", places=9, weekly_cost=900), home("H2", weekly_cost=100)]
    levels = [{"unplaced": 1}, {"weekly_cost": 1}]
    for stranger in ([], [child("C2")]):
        found = case(child("C1"), *stranger, *lives, siblings, *homes, levels=levels)
        best = plan_case(found, (), (), Stop())
        assert best.levels[1].value == 100 * (1 + len(stranger))
