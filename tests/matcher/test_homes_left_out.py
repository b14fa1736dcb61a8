"""Where pairs are too many and some homes are left out, nothing untrue is said of the plan."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings

from matcher import NoPlanError, UndecidedError
from matcher.case import Case
from matcher.check import judge
from matcher.engine import Engine
from matcher.planning import plan_case
from matcher.solve.stop import Stop
from tests.support.brute_force import BruteForce
from tests.support.crowds import crowds
from tests.support.registers import case, child, group, home, there
from tests.support.strategies import tiny_cases


@pytest.fixture(autouse=True, scope="module")
def _few_pairs() -> Iterator[None]:
    """Keep the one cheapest home of each child, besides where it lives."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("matcher.arcs.MANY_PAIRS", 0)
        patch.setattr("matcher.arcs._KEPT_PAIRS", 0)
        patch.setattr("matcher.arcs._FEWEST_EACH", 1)
        yield


@settings(max_examples=200)
@given(crowds() | tiny_cases())
def test_bounds_hold_for_homes_that_were_left_out(some: Case) -> None:
    best = BruteForce(some).best()
    try:
        found = plan_case(some, (), (), Stop())
    except NoPlanError:
        assert best is None
        return
    except UndecidedError:
        return
    assert best is not None
    assert judge(some, found) == []
    values = tuple(level.value for level in found.levels)
    assert values >= best
    if found.status == "optimal":
        assert values == best
    for level, value in zip(found.levels, best, strict=True):
        if level.bound is None:
            break
        assert level.bound <= value
        if level.bound < level.value:
            break


def test_a_plan_for_which_the_homes_kept_suffice_is_proved() -> None:
    some = case(child("C1"), home("H1"), home("H2", location=there(0.1)))
    found = plan_case(some, (), (), Stop())
    assert (found.homes["C1"], found.status) == ("H1", "optimal")


def test_a_plan_that_needs_a_home_left_out_is_not_called_the_best() -> None:
    two = [child("C1"), child("C2")]
    some = case(*two, home("H1", places=1), home("H2", places=1, location=there(0.1)))
    found = plan_case(some, (), (), Stop())
    assert found.status == "feasible"
    assert (found.levels[0].value, found.levels[0].bound) == (1, 0)


def test_the_cheapest_home_is_kept_and_the_next_stands_for_the_others() -> None:
    away = {"H1": 0.2, "H2": 0.1, "H3": 0.3}
    some = case(child("C1"), *(home(name, location=there(far)) for name, far in away.items()))
    arcs = Engine(some).model.arcs
    assert [some.register.homes[place].id for place in arcs.home] == ["H2"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("matcher.arcs.MANY_PAIRS", 3)
        everything = Engine(some).model.arcs
    assert everything.home.tolist() == [0, 1, 2]
    assert arcs.costs[:, 0].tolist() == everything.costs[:, 1].tolist()
    assert arcs.rest[0].tolist() == everything.costs[:, 0].tolist()
    assert arcs.rest[0].tolist() != arcs.costs[:, 0].tolist()


def test_siblings_keep_homes_with_room_for_all_of_them_however_far() -> None:
    near = [home(f"H{k}", places=1, location=there(0.01 * k)) for k in range(1, 6)]
    some = case(
        child("C1"),
        child("C2", gender="male"),
        *near,
        home("H6", places=2, location=there(0.2)),
        home("H7", places=2, location=there(0.1), bedrooms=1),
        home("H8", places=2, location=there(0.3)),
        home("H9", places=2, location=there(0.4)),
        group("C1", "C2", together="must"),
    )
    arcs = Engine(some).model.arcs
    (whole,) = [idx for idx, party in enumerate(arcs.parties) if len(party.members) == 2]
    # Two children: two homes are kept, the cheapest of those with places and bedrooms for both.
    kept = [some.register.homes[place].id for place in arcs.home[arcs.party == whole]]
    assert kept == ["H6", "H8"]
    assert whole in arcs.rest
    found = plan_case(some, (), (), Stop())
    assert (found.homes["C1"], found.homes["C2"], found.status) == ("H6", "H6", "optimal")


def test_where_a_child_lives_is_kept_though_others_are_cheaper() -> None:
    others = [home("H2", location=there(0.9)), home("H3", location=there(1.0))]
    arcs = Engine(case(child("C1", home="H3"), home("H1"), *others)).model.arcs
    assert arcs.home.tolist() == [0, 2]
    assert list(arcs.rest) == [0]
