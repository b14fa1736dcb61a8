"""A plan on few columns of a huge model: those near the linear program's solution, and known ones.

HiGHS looks for it by branch and bound, at the root only. What it says is not trusted: a plan is
what keeps the rows, and bounds come from elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matcher.geography import Floats, Ints
from matcher.solve.model import Model
from matcher.solve.problem import Goal, Problem
from matcher.solve.rows import Row
from matcher.solve.simplex import Simplex
from matcher.solve.stop import Stop

#: Good enough, where nothing else is said.
_GAP = 2e-5
#: How often it is tried again, with the clashes that the plan before had as rows.
_TRIES = 20
#: How far around a clash is decided again: those in its home, those in homes that suit them.
_STEPS = 2
#: The largest cost that the solver is given.
_MIDDLING = 1e6


def plan_near(
    problem: Problem, goal: Goal, columns: Ints, known: Ints, stop: Stop, gap: float = _GAP
) -> Ints | None:
    """Return the columns of a plan that is good on some columns; None if none was found.

    Parameters
    ----------
    problem : Problem
        Columns and rows; clashes that turn up are added to it.
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
    wide = columns = np.union1d(columns, known)
    for _ in range(_TRIES):
        x = None if stop.now() else _whole(problem, goal, columns, stop, gap)
        if x is None:
            break
        chosen = columns[x > 0.5]
        taken = np.zeros(problem.model.n_columns)
        taken[chosen] = 1
        broken = problem.broken(taken)
        if not broken:
            return chosen
        problem.add(broken)
        around = _around(problem.model, wide, chosen, broken)
        columns = np.unique(np.concatenate([chosen, around, known]))
    return None


def _whole(problem: Problem, goal: Goal, columns: Ints, stop: Stop, gap: float) -> Floats | None:
    """Return which of some columns the best plan on them takes, but for a small gap."""
    n_movers = problem.model.covers.shape[0]
    costs = goal.costs[columns].astype(np.float64)
    costs *= _MIDDLING / max(1.0, float(costs.max(initial=0)))
    matrix = problem.columns_of(columns).tocsr()
    simplex = Simplex()
    simplex.add_columns(matrix[:0].tocsc(), costs)
    simplex.add_rows(matrix[:n_movers], np.ones(n_movers), equal=True)
    simplex.add_rows(matrix[n_movers:], problem.most.astype(np.float64))
    simplex.set_bounds(np.arange(len(columns)), 0.0, 1.0)
    return simplex.whole(stop, gap)


def _around(model: Model, columns: Ints, chosen: Ints, broken: Sequence[Row]) -> Ints:
    """Return columns in homes where chosen ones clash, and those of the children who live there.

    And of those who live in homes that would suit these. Everybody else stays as chosen: what is
    left to decide is small.
    """
    homes = np.array([row.about for row in broken])
    for _ in range(_STEPS):
        moved = np.zeros(model.covers.shape[0], dtype=np.int64)
        moved[model.covers[:, chosen[np.isin(model.home[chosen], homes)]].indices] = 1
        free = model.covers[:, columns].T @ moved > 0
        homes = np.union1d(homes, model.home[columns[free]])
    free |= np.isin(model.home[columns], homes)
    around: Ints = columns[free]
    return around
