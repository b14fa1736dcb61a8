"""A plan near the linear program's solution: what it takes whole is kept, the rest searched."""

from __future__ import annotations

import numpy as np

from matcher.geography import Ints
from matcher.solve.bound import Bound
from matcher.solve.problem import Goal, Problem
from matcher.solve.stop import Stop

#: Columns of each party that are tried for children whom the linear program leaves undecided.
_EACH = 12
#: How long to look, in the search's own measure, which is the same on every machine.
_EFFORT = 4.0
_WHOLE = 1e-6


def rounded(
    problem: Problem, goal: Goal, bound: Bound, known: Ints | None, stop: Stop
) -> Ints | None:
    """Return the columns of a good plan; None if none was found.

    Parameters
    ----------
    problem : Problem
        Columns and rows.
    goal : Goal
        What is minimised.
    bound : Bound
        A bound on it, with the linear program's solution.
    known : ndarray of int or None
        The columns of a plan that is known, tried as well.
    stop : Stop
        When to give up.
    """
    # CP-SAT takes a second to load, and most plans need no search.
    from matcher.solve.search import search

    model = problem.model
    sure = bound.x > 1 - _WHOLE
    sure[model.rest] = False
    decided = model.covers @ sure.astype(np.int64) > 0
    free = np.flatnonzero(problem.open & (model.covers.T @ decided.astype(np.int64) == 0))
    columns = sure.copy()
    columns[model.cheapest(free, bound.reduced, _EACH)] = True
    if known is not None:
        columns[np.intersect1d(known, free)] = True
    columns[model.rest] = False
    return search(problem, goal.costs, columns, stop, hint=bound.x, effort=_EFFORT).chosen
