"""A plan on few columns of a huge model: those near the linear program's solution, and known ones.

HiGHS looks for it by branch and bound, at the root only. It is given all clashes between these
columns at once: they are few, and a plan that broke them would be of no use. What it says is not
trusted: a plan is what keeps the rows, and bounds come from elsewhere.
"""

from __future__ import annotations

import numpy as np

from matcher.geography import Ints
from matcher.solve.highs_lp import HighsLp
from matcher.solve.problem import Goal, Problem
from matcher.solve.rows import stack
from matcher.solve.stop import Stop

#: Good enough, where nothing else is said.
_GAP = 2e-5
#: The largest cost that the solver is given.
_MIDDLING = 1e6


def restricted_master_heuristic(
    problem: Problem, goal: Goal, columns: Ints, known: Ints, stop: Stop, gap: float = _GAP
) -> Ints | None:
    """Return the columns of a plan that is good on some columns; None if none was found.

    Parameters
    ----------
    problem : Problem
        Columns and rows.
    goal : Goal
        What is minimised.
    columns : ndarray of int
        The columns that may be used.
    known : ndarray of int
        The columns of a plan that is known, which may be used as well; empty for none.
    stop : Stop
        When to give up.
    gap : float
        Good enough: a plan within this share of the best on its columns.
    """
    if stop.now():
        return None
    columns = np.union1d(columns, known)
    n_movers = problem.model.covers.shape[0]
    costs = goal.costs[columns].astype(np.float64)
    costs *= _MIDDLING / max(1.0, float(costs.max(initial=0)))
    matrix = problem.columns_of(columns).tocsr()
    clashes, most = stack(problem.model.clashes_on(columns), problem.model.n_columns)
    lp = HighsLp()
    lp.add_columns(matrix[:0].tocsc(), costs)
    lp.add_rows(matrix[:n_movers], np.ones(n_movers), equal=True)
    lp.add_rows(matrix[n_movers:], problem.most.astype(np.float64))
    lp.add_rows(clashes[:, columns], np.array(most, dtype=np.float64))
    lp.set_bounds(np.arange(len(columns)), 0.0, 1.0)
    x = lp.whole(stop, gap)
    return None if x is None else columns[x > 0.5]
