"""Limits close no column that a plan within them uses, and are refused only where none is left."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings

from matcher.case import Case
from matcher.engine import Engine
from matcher.solve.narrow import none_left, within_limits
from matcher.solve.problem import Problem
from matcher.solve.stop import Stop
from tests.support.brute_force import BruteForce
from tests.support.crowds import crowds
from tests.support.solving import positions
from tests.support.strategies import tiny_cases


@settings(max_examples=80)
@given(crowds(4, 3) | tiny_cases(4, 3))
def test_no_plan_within_the_limits_is_lost(case: Case) -> None:
    engine = Engine(case)
    model, limits = engine.model, list(engine.limits.values())
    everything = np.ones(model.n_columns, dtype=np.bool_)
    problem = Problem(model, list(model.rows), everything.copy())
    possible = within_limits(problem, limits, Stop())
    plans = list(BruteForce(case).plans())
    assert possible or not plans
    for homes in plans:
        chosen = model.columns_of(positions(engine.arrays, case, homes))
        assert chosen is not None
        assert problem.open[chosen].all()
        assert problem.keeps_rows(chosen)
    fresh = Problem(model, list(model.rows), everything.copy())
    assert none_left(fresh, limits, Stop()) == (not plans)
