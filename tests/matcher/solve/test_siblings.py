"""What siblings alone say of the first levels holds for every plan."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings

from matcher.case import Case
from matcher.engine import Engine
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.solve.problem import Problem
from matcher.solve.siblings import siblings_first
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
    assert found or not whole.added
    known = tuple(bound.value for bound in found)
    for homes in brute.plans():
        values = brute.levels(homes)
        chosen = engine.model.columns_of(positions(engine.arrays, some, homes))
        assert chosen is not None
        assert whole.keeps_rows(chosen)
        for level, bound in enumerate(found):
            if values[:level] == known[:level]:
                assert bound.value <= values[level]
                assert bound.may_reach(values[level])[chosen].all()


def _family(*others: Child | Home, levels: list[dict[str, int]] = _LEVELS) -> Case:
    siblings = (child("C1"), child("C2"), group("C1", "C2"))
    return case(*siblings, *others, levels=levels)


def test_two_who_have_no_home_together_are_counted_though_a_lone_child_is_not() -> None:
    homes = (home("H1", places=1), home("H2", places=1))
    found = siblings_first(_whole(Engine(_family(child("C3"), *homes))), _NOTHING, Stop())
    assert [bound.value for bound in found] == [0, 1]


def test_they_are_of_no_use_without_a_group_or_without_anybody_else() -> None:
    lone = case(child("C1"), *_HOMES, levels=_LEVELS)
    for some in (lone, _family(*_HOMES)):
        whole = _whole(Engine(some))
        assert siblings_first(whole, _NOTHING, Stop()) == []
        assert whole.added == []


def test_they_are_of_no_use_where_homes_of_lone_children_count_in_the_first_levels() -> None:
    levels = [{"unplaced": 1}, {"moves": 1}, {"weekly_cost": 100}]
    lives = child("C3", home="H2", status="review")
    whole = _whole(Engine(_family(lives, *_HOMES, levels=levels)))
    assert siblings_first(whole, _NOTHING, Stop()) == []
