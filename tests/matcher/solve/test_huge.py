"""What is done otherwise for a huge model finds the same plans, and as well proved."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from signal import SIGINT, pthread_kill
from threading import Event, main_thread
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from matcher.case import Case
from matcher.engine import Engine
from matcher.locks import PairConstraints
from matcher.solve.background import BackgroundTask
from matcher.solve.bound import bound_goal, certify, trivial_bound
from matcher.solve.master_heuristic import restricted_master_heuristic
from matcher.solve.problem import SMALL_COST, Problem
from matcher.solve.restricted_master import RestrictedMaster
from matcher.solve.stop import Stop
from tests.benchmarks.test_verify import is_accepted
from tests.matcher.test_plans import equals_brute_force
from tests.support.crowds import crowds
from tests.support.registers import case, child, group, home, there
from tests.support.solving import problem, row
from tests.support.strategies import tiny_cases


@pytest.fixture(scope="module")
def _huge() -> Iterator[None]:
    """Take every model for huge, let columns leave all the time, and look for plans every time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("matcher.solve.model._HUGE", 0)
        patch.setattr("matcher.solve.restricted_master._CROWD", 0)
        patch.setattr("matcher.solve.restricted_master._FEWER", 1)
        patch.setattr("matcher.solve.restricted_master._MORE_EACH", 1)
        patch.setattr("matcher.solve.restricted_master._SHARE_KEPT", 0.0)
        patch.setattr("matcher.solve.bound._looks", lambda _: range(60))
        yield


@pytest.mark.usefixtures("_huge")
@settings(max_examples=300)
@given(crowds() | tiny_cases())
def test_plans_are_best_though_columns_leave_the_linear_program(some: Case) -> None:
    equals_brute_force(some)


@pytest.mark.usefixtures("_huge")
@settings(max_examples=100)
@given(crowds(max_children=6, max_homes=4))
def test_the_certificate_of_a_plan_is_accepted(tmp_path_factory: Any, some: Case) -> None:
    is_accepted(some, tmp_path_factory.mktemp("huge"))


@pytest.mark.usefixtures("_huge")
def test_where_a_lone_child_gets_no_home_siblings_alone_do_not_settle_the_levels() -> None:
    # One place for two lone children, which a sibling could have: the first level is 1, not 0.
    equals_brute_force(
        case(
            child("C1"),
            child("C2"),
            child("C3"),
            child("C4"),
            group("C3", "C4"),
            home("H1", places=1),
            home("H2", places=1),
            home("H3", places=1),
            levels=[{"unplaced": 1}, {"siblings_apart": 1}, {"weekly_cost": 100}],
        )
    )


@pytest.mark.usefixtures("_huge")
def test_columns_that_do_not_matter_leave_the_linear_program() -> None:
    # Three children, five homes with one place each; the third is the cheapest for all.
    costs = [9, 8, 1, 7, 6, 9, 8, 2, 7, 5, 9, 4, 3, 7, 8]
    rows = [row([int(k % 5 == home) for k in range(15)], 1) for home in range(5)]
    some = problem(costs, rows, covers=[range(5), range(5, 10), range(10, 15)])
    some.model.kind = np.repeat(np.arange(3), 5)
    relaxation = RestrictedMaster(some, np.array([0, 6, 13]))
    relaxation.aim(some.model.costs[0])
    found = relaxation.solve(Stop())
    assert found is not None
    assert relaxation.complete
    assert np.flatnonzero(found.x > 0.5).tolist() == [2, 9, 11]
    # What it takes, what it started from and what it took last: not all that has come in.
    assert relaxation.nearest(10).tolist() == [0, 2, 6, 7, 9, 11, 12, 13]


@pytest.mark.usefixtures("_huge")
def test_columns_are_looked_for_as_often_as_asked_and_come_in_when_they_are_again() -> None:
    some = problem([3, 2, 1], [], covers=[range(3)])
    relaxation = RestrictedMaster(some, np.array([0]))
    some.open[1:] = False
    relaxation.aim(some.model.costs[0])
    first = relaxation.solve(Stop(), rounds=1)
    assert first is not None
    assert (first.x.tolist(), relaxation.complete) == ([1, 0, 0], True)
    some.open[2] = True
    some.add([row([1, 1, 1], 1)])
    second = relaxation.solve(Stop(), rounds=1)
    assert second is not None
    assert (second.x.tolist(), relaxation.complete) == ([1, 0, 0], False)
    some.add([row([1, 0, 1], 1)])
    # What was found stays outside while nothing is looked for.
    third = relaxation.solve(Stop(), rounds=0)
    assert third is not None
    assert (third.x.tolist(), relaxation.complete) == ([1, 0, 0], False)
    fourth = relaxation.solve(Stop(), rounds=1)
    assert fourth is not None
    assert (fourth.x.tolist(), relaxation.complete) == ([0, 0, 1], True)


@pytest.mark.usefixtures("_huge")
def test_a_linear_program_is_nearly_solved_once_more_columns_make_it_hardly_better(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Columns come in one by one: each round makes it better by a little.
    some = problem([5, 4, 3, 2], [], covers=[range(4)])
    some.model.kind = np.zeros(4, dtype=np.int64)
    for fall, nearly, reached in ((0.5, True, 4), (0.1, True, 2), (0.5, False, 2)):
        monkeypatch.setattr("matcher.solve.restricted_master._NEARLY", fall)
        monkeypatch.setattr(
            "matcher.solve.model.Model.cheapest", lambda _, columns, *__: columns[:1]
        )
        relaxation = RestrictedMaster(some, np.array([0]))
        relaxation.aim(some.model.costs[0])
        found = relaxation.solve(Stop(), nearly=nearly)
        assert found is not None
        assert some.model.costs[0] @ found.x == reached
        assert relaxation.complete == (reached == 2)


@pytest.mark.usefixtures("_huge")
def test_a_better_bound_counts_whatever_its_scale(monkeypatch: pytest.MonkeyPatch) -> None:
    some = problem([20, 11], [], covers=[range(2)])
    goal = some.goal(0)
    # What is at hand proves only 1, in larger numbers than what proves 11.
    poor = replace(trivial_bound(some, goal), scaled=1 << 50, scale=1 << 50)
    bounds = iter([poor])
    monkeypatch.setattr(
        "matcher.solve.bound.certify", lambda *given: next(bounds, None) or certify(*given)
    )
    relaxation = RestrictedMaster(some, np.array([0]))
    relaxation.aim(goal.costs)
    assert relaxation.solve(Stop(), rounds=1) is not None
    found = bound_goal(relaxation, goal, None, Stop())
    assert found is not None
    assert next(bounds, None) is None
    assert found.value == 11


_WAITING = (child("C1"), child("C2", home="H1"), home("H1", places=1), home("H2", places=1))


@pytest.mark.usefixtures("_huge")
def test_an_interrupt_while_a_plan_is_looked_for_beside_keeps_the_best_so_far(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun, look = Event(), BackgroundTask.look

    def find(*arguments: object) -> None:
        stop = arguments[4]
        assert isinstance(stop, Stop)
        pthread_kill(main_thread().ident or 0, SIGINT)
        begun.set()
        while not stop.now():
            time.sleep(0.001)

    def look_and_wait(self: BackgroundTask, *arguments: Any) -> None:
        look(self, *arguments)
        begun.wait()

    monkeypatch.setattr("matcher.solve.levels.restricted_master_heuristic", find)
    monkeypatch.setattr(BackgroundTask, "look", look_and_wait)
    found = Engine(case(*_WAITING)).solve(PairConstraints(), Stop())
    assert found.chosen is not None
    assert not found.finished


@pytest.mark.usefixtures("_huge")
def test_a_plan_that_is_looked_for_beside_is_not_waited_for_once_all_is_proved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = Stop()

    def find(*arguments: object) -> None:
        stop = arguments[4]
        assert isinstance(stop, Stop)
        while not stop.now():
            time.sleep(0.001)

    monkeypatch.setattr("matcher.solve.levels.restricted_master_heuristic", find)
    monkeypatch.setattr(BackgroundTask, "take", lambda _: None)
    assert Engine(case(*_WAITING)).solve(PairConstraints(), whole).finished
    assert not whole.now()


@pytest.mark.usefixtures("_huge")
def test_a_fault_beside_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    def look(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("matcher.solve.levels.restricted_master_heuristic", look)
    with pytest.raises(ZeroDivisionError):
        Engine(case(*_WAITING)).solve(PairConstraints(), Stop())


_NOTHING = np.zeros(0, dtype=np.int64)


def test_a_plan_near_is_the_best_on_its_columns_and_the_known_ones() -> None:
    rows = [row([1, 0, 1, 0], 1), row([0, 1, 0, 1], 1)]
    some = problem([1, 4, 1, 3], rows, covers=[[0, 1], [2, 3]])
    goal = some.goal(0)
    best = restricted_master_heuristic(some, goal, np.arange(4), _NOTHING, Stop())
    assert best is not None
    assert best.tolist() == [0, 3]
    worse = restricted_master_heuristic(some, goal, np.array([0]), np.array([1, 2]), Stop())
    assert worse is not None
    assert worse.tolist() == [1, 2]


def test_no_plan_near_where_the_columns_leave_none_or_there_is_no_time() -> None:
    some = problem([1, 1], [row([1, 1], 1)], covers=[[0], [1]])
    assert restricted_master_heuristic(some, some.goal(0), np.arange(2), _NOTHING, Stop()) is None
    free = problem([1, 1], [], covers=[[0], [1]])
    stopped = Stop()
    stopped.ask()
    assert restricted_master_heuristic(free, free.goal(0), np.arange(2), _NOTHING, stopped) is None


def test_children_who_clash_in_a_plan_near_are_parted() -> None:
    some = case(
        child("C1", apart_from=["C2"]),
        child("C2"),
        home("H1", places=2),
        home("H2", location=there(0.1)),
    )
    engine = Engine(some)
    whole = Problem(engine.model, [], np.ones(engine.model.n_columns, dtype=np.bool_))
    # By the level that counts distance both would rather live in H1.
    goal = whole.goal(int(np.argmax(engine.model.costs.max(axis=1) > SMALL_COST)))
    placed = np.flatnonzero(engine.model.home >= 0)
    best = restricted_master_heuristic(whole, goal, placed, _NOTHING, Stop())
    assert best is not None
    assert sorted(map(str, engine.homes(best).values())) == ["H1", "H2"]
