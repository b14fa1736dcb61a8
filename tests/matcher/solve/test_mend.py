"""A plan is made better where it falls short, and everybody else stays as chosen."""

from __future__ import annotations

import numpy as np
import pytest

from matcher.engine import Engine
from matcher.geography import Ints
from matcher.solve.bound import Bound, certify
from matcher.solve.mend import families, mended
from matcher.solve.problem import Goal, Problem
from matcher.solve.relaxation import Relaxation
from matcher.solve.stop import Stop
from tests.support.registers import case, child, group, home

#: A boy waits for a home for boys, where a boy lives who could live elsewhere too.
_PAIR = (
    child("C1", gender="male", declined_by=["H2"]),
    child("C2", gender="male", home="H1"),
    home("H1", places=1, genders=["male"]),
    home("H2", places=1, genders=["male"]),
)


def _whole(engine: Engine) -> tuple[Problem, Goal, Bound]:
    """Return the problem of the first level, children without a home, and a bound on it."""
    problem = Problem(engine.model, [], np.ones(engine.model.n_columns, dtype=np.bool_))
    goal = problem.goal(0)
    relaxation = Relaxation(problem, np.zeros(0, dtype=np.int64))
    relaxation.aim(goal.costs)
    found = relaxation.solve(Stop())
    assert found is not None
    return problem, goal, certify(problem, goal, found)


def _as_it_is(engine: Engine) -> Ints:
    child_ = engine.columns.child
    homes = {mover: int(child_.present[mover]) for mover in engine.scene.stayers.tolist()}
    plan = engine.model.columns_of(homes)
    assert plan is not None
    return plan


def test_who_waits_gets_a_home_and_who_is_in_the_way_another() -> None:
    engine = Engine(case(*_PAIR))
    problem, goal, bound = _whole(engine)
    plan = _as_it_is(engine)
    assert goal.value(plan) == 1
    better = mended(problem, goal, bound, plan, Stop())
    assert engine.homes(better) == {"C1": "H1", "C2": "H2"}


def test_a_few_are_decided_again_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    others = (
        child("C3", declined_by=["H4"]),
        child("C4", home="H3"),
        home("H3", places=1, genders=["female"]),
        home("H4", places=1, genders=["female"]),
    )
    engine = Engine(case(*_PAIR, *others))
    problem, goal, bound = _whole(engine)
    plan = _as_it_is(engine)
    monkeypatch.setattr("matcher.solve.mend._AT_ONCE", 1)
    monkeypatch.setattr("matcher.solve.mend._TIMES", 1)
    once = mended(problem, goal, bound, plan, Stop())
    assert (goal.value(plan), goal.value(once)) == (2, 1)
    monkeypatch.setattr("matcher.solve.mend._TIMES", 2)
    twice = mended(problem, goal, bound, plan, Stop())
    assert engine.homes(twice) == {"C1": "H1", "C2": "H2", "C3": "H3", "C4": "H4"}


def test_who_has_been_decided_in_vain_is_decided_with_more_columns(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # One column of each party is the home where it lives: that leaves no place for who waits.
    engine = Engine(case(*_PAIR))
    problem, goal, bound = _whole(engine)
    plan = _as_it_is(engine)
    bound.reduced[plan[engine.model.home[plan] >= 0]] = -1
    monkeypatch.setattr("matcher.solve.mend._OTHERS", 1)
    monkeypatch.setattr("matcher.solve.mend._LESS", 1)
    monkeypatch.setattr("matcher.solve.mend._TIMES", 1)
    assert goal.value(mended(problem, goal, bound, plan, Stop())) == 1
    monkeypatch.setattr("matcher.solve.mend._TIMES", 2)
    assert goal.value(mended(problem, goal, bound, plan, Stop())) == 0


def test_a_plan_that_does_not_fall_short_stays() -> None:
    engine = Engine(case(*_PAIR))
    problem, goal, bound = _whole(engine)
    best = mended(problem, goal, bound, _as_it_is(engine), Stop())
    assert mended(problem, goal, bound, best, Stop()) is best


def test_stopped_it_returns_the_plan_that_is_known() -> None:
    engine = Engine(case(*_PAIR))
    problem, goal, bound = _whole(engine)
    stop = Stop()
    stop.ask()
    plan = _as_it_is(engine)
    assert mended(problem, goal, bound, plan, stop) is plan


def test_siblings_are_decided_together() -> None:
    some = case(child("C1"), child("C2"), child("C3"), group("C1", "C3"), home())
    one, two, three = families(Engine(some).model).tolist()
    assert one == three
    assert one != two
