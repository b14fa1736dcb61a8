"""The solver's first plan beside the rules of thumb that were written without it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from benchmarks.rivals import RIVALS
from matcher.case import Case
from matcher.engine import Engine
from matcher.solve.heuristics import first_plan
from matcher.solve.heuristics.in_turn import ranked_lists, ring_round
from matcher.solve.problem import Problem
from matcher.solve.stop import Stop
from tests.support.crowds import crowds
from tests.support.drafting import as_it_is, homes_of, today
from tests.support.strategies import tiny_cases

MAKES = {"greedy": ring_round, "best_for_each": ranked_lists}


@pytest.mark.parametrize("code", MAKES)
@settings(max_examples=100)
@given(case=crowds(6, 3) | tiny_cases(5, 4))
def test_it_begins_with_just_their_plans_and_is_never_worse(code: str, case: Case) -> None:
    rival = RIVALS[code]
    if not rival.suits(case):
        return
    answer, engine = rival.solve(case), Engine(case)
    draft = today(engine)
    MAKES[code](draft, Stop())
    assert homes_of(engine, draft) == answer.homes
    problem = Problem(
        engine.model, list(engine.limits.values()), np.ones(engine.model.n_columns, dtype=np.bool_)
    )
    chosen = first_plan(engine.model, problem.added, problem.open, as_it_is(engine), Stop())
    assert chosen is not None
    levels = range(len(engine.model.costs))
    assert tuple(problem.value(chosen, level) for level in levels) <= answer.levels
