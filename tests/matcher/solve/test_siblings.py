"""What siblings alone say of the first levels holds for every plan, and their plan is a plan."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings

from matcher.case import Case
from matcher.engine import Engine
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.solve.problem import Problem
from matcher.solve.siblings import plan_around, siblings_first
from matcher.solve.stop import Stop
from tests.support.brute_force import BruteForce
from tests.support.crowds import crowds
from tests.support.registers import case, child, group, home
from tests.support.solving import positions
from tests.support.strategies import tiny_cases

_NOTHING = np.zeros(0, dtype=np.int64)
_LEVELS = [{"unplaced": 1}, {"siblings_apart": 1}, {"weekly_cost": 100}]
_HOMES = (home("H1", places=2), home("H2", places=1), home("H3", places=1))


def _whole(engine: Engine) -> Problem:
    return Problem(engine.model, [], np.ones(engine.model.n_columns, dtype=np.bool_))


@settings(max_examples=200)
@given(crowds(limits=False) | tiny_cases(4, 3))
def test_what_they_prove_holds_for_every_plan(some: Case) -> None:
    engine, brute = Engine(some), BruteForce(some)
    whole = _whole(engine)
    found = siblings_first(whole, _NOTHING, Stop())
    if found is None:
        assert whole.added == []
        return
    known = tuple(bound.value for bound in found.bounds)
    for homes in brute.plans():
        values = brute.levels(homes)
        chosen = engine.model.columns_of(positions(engine.columns, some, homes))
        assert chosen is not None
        assert whole.keeps_rows(chosen)
        for level, bound in enumerate(found.bounds):
            if values[:level] == known[:level]:
                assert bound.value <= values[level]
                assert bound.may_reach(values[level])[chosen].all()


@settings(max_examples=100)
@given(crowds(limits=False) | tiny_cases(4, 3))
def test_a_plan_around_them_keeps_every_row(some: Case) -> None:
    engine = Engine(some)
    whole = _whole(engine)
    known = engine.model.columns_of(positions(engine.columns, some, BruteForce(some).today))
    found = siblings_first(whole, _NOTHING, Stop())
    if found is None or known is None:
        return
    goal = whole.goal(len(found.bounds))
    own = Problem(whole.model, list(whole.added), whole.open.copy())
    chosen = plan_around(own, goal, found, known, Stop())
    assert chosen is None or whole.keeps_rows(chosen)


def _family(*others: Child | Home, levels: list[dict[str, int]] = _LEVELS) -> Case:
    siblings = (child("C1"), child("C2"), group("C1", "C2"))
    return case(*siblings, *others, levels=levels)


def test_lone_children_are_housed_around_siblings() -> None:
    engine = Engine(_family(child("C3"), child("C4"), *_HOMES))
    whole = _whole(engine)
    found = siblings_first(whole, _NOTHING, Stop())
    assert found is not None
    assert [bound.value for bound in found.bounds] == [0, 0]
    goal = whole.goal(2, whole.weights(2, range(2)), [0, 0])
    chosen = plan_around(whole, goal, found, _NOTHING, Stop())
    assert chosen is not None
    homes = engine.homes(chosen)
    assert (homes["C1"], homes["C2"]) == ("H1", "H1")
    assert {homes["C3"], homes["C4"]} == {"H2", "H3"}


def test_they_are_of_no_use_without_a_group_or_without_anybody_else() -> None:
    lone = case(child("C1"), *_HOMES, levels=_LEVELS)
    for some in (lone, _family(*_HOMES)):
        whole = _whole(Engine(some))
        assert siblings_first(whole, _NOTHING, Stop()) is None
        assert whole.added == []


def test_they_are_of_no_use_where_homes_of_lone_children_count_in_the_first_levels() -> None:
    levels = [{"unplaced": 1}, {"moves": 1}, {"weekly_cost": 100}]
    lives = child("C3", home="H2", status="review")
    whole = _whole(Engine(_family(lives, *_HOMES, levels=levels)))
    assert siblings_first(whole, _NOTHING, Stop()) is None
