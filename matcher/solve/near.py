"""A plan on few columns of a huge model: those near the linear program's solution, and known ones.

HiGHS looks for it by branch and bound, at the root only. What it says is not trusted: a plan is
what keeps the rows, and bounds come from elsewhere.
"""

from __future__ import annotations

import numpy as np

from matcher.geography import Ints
from matcher.solve.problem import Goal, Problem
from matcher.solve.simplex import Simplex
from matcher.solve.stop import Stop

#: Good enough: a plan within this share of the best on its columns.
_GAP = 2e-5
#: How often the same is tried with the clashes added that the plan before had.
_TRIES = 6
#: The largest cost that the solver is given.
_MIDDLING = 1e6


def plan_near(problem: Problem, goal: Goal, columns: Ints, stop: Stop) -> Ints | None:
    """Return the columns of a plan that is good on some columns; None if none was found.

    Parameters
    ----------
    problem : Problem
        Columns and rows; clashes that turn up are added to it.
    goal : Goal
        What is minimised.
    columns : ndarray of int
        The columns that may be used.
    stop : Stop
        When to give up.
    """
    n_movers = problem.model.covers.shape[0]
    costs = goal.costs[columns].astype(np.float64)
    costs *= _MIDDLING / max(1.0, float(costs.max(initial=0)))
    for _ in range(_TRIES):
        if stop.now():
            break
        matrix = problem.columns_of(columns).tocsr()
        simplex = Simplex()
        simplex.add_rows(matrix[:0], np.zeros(0))
        simplex.add_columns(matrix[:0].tocsc(), costs)
        simplex.add_rows(matrix[:n_movers], np.ones(n_movers), equal=True)
        simplex.add_rows(matrix[n_movers:], problem.most.astype(np.float64))
        simplex.set_bounds(np.arange(len(columns)), 0.0, 1.0)
        x = simplex.whole(stop, _GAP)
        if x is None:
            break
        chosen = columns[x > 0.5]
        taken = np.zeros(problem.model.n_columns)
        taken[chosen] = 1
        broken = problem.broken(taken)
        if not broken:
            return chosen
        problem.add(broken)
    return None
