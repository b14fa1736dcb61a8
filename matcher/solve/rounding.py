"""A plan near the linear program's solution: what it takes whole is kept, the rest searched."""

from __future__ import annotations

import numpy as np

from matcher.case_arrays import Bools
from matcher.geography import Floats, Ints
from matcher.solve.bound import Bound
from matcher.solve.model import Model
from matcher.solve.problem import Goal, Problem
from matcher.solve.stop import Stop

#: Columns of each party that are tried for children whom the linear program leaves undecided.
_EACH = 12
#: How long to look at most, in the search's own measure, which is the same on every machine; less
#: for a small model, which other ways settle sooner than this.
_EFFORT = 4.0
_EFFORT_A_COLUMN = 2e-4
_WHOLE = 1e-6


def rounded(
    problem: Problem, goal: Goal, bound: Bound, known: Ints | None, stop: Stop
) -> list[Ints]:
    """Return the columns of good plans, if any was found.

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
    model = problem.model
    sure = bound.x > 1 - _WHOLE
    sure[model.rest] = False
    chosen = _search(problem, goal, _near(problem, bound, sure, known), bound.x, stop)
    if chosen is not None or known is None:
        return [] if chosen is None else [chosen]
    # What the solution takes whole may leave some others nothing. Who is in their way is decided
    # again as well, so that at least the known plan is left to them.
    sure = _beside(model, sure, known)
    mixed = _mixed(model, sure, known)
    if mixed is None:
        return []
    hint = np.zeros(model.n_columns)
    hint[mixed] = 1
    chosen = _search(problem, goal, _near(problem, bound, sure, known), hint, stop)
    return [mixed] if chosen is None else [mixed, chosen]


def _search(problem: Problem, goal: Goal, columns: Bools, hint: Floats, stop: Stop) -> Ints | None:
    # CP-SAT takes a second to load, and most plans need no search.
    from matcher.solve.search import search

    effort = min(_EFFORT, _EFFORT_A_COLUMN * problem.model.n_columns)
    return search(problem, goal.costs, columns, stop, hint=hint, effort=effort).chosen


def _near(problem: Problem, bound: Bound, sure: Bools, known: Ints | None) -> Bools:
    """Return the sure columns, and for everybody else the best few and the known ones."""
    model = problem.model
    decided = model.covers @ sure.astype(np.int64) > 0
    free = np.flatnonzero(problem.open & (model.covered @ decided.astype(np.int64) == 0))
    columns = sure.copy()
    columns[model.cheapest(free, bound.reduced[free], _EACH)] = True
    if known is not None:
        columns[np.intersect1d(known, free)] = True
    columns[model.rest] = False
    return columns


def _beside(model: Model, sure: Bools, known: Ints) -> Bools:
    """Return the sure columns that leave everybody else where a known plan has them.

    Sure columns go that share a child, or a home, with a known column of somebody undecided: with
    fewer others than the known plan has there, a household keeps the rules.
    """
    sure = sure.copy()
    homes = [set(model.homes_of([column]).values()) for column in known.tolist()]
    while True:
        undecided = model.covers @ sure.astype(np.int64) == 0
        touched = model.covered @ undecided.astype(np.int64) > 0
        kept = touched[known] & ~sure[known]
        shared = np.zeros(len(undecided), dtype=np.int64)
        shared[model.covers[:, known[kept]].indices] = 1
        taken = {home for one, stays in zip(homes, kept, strict=True) if stays for home in one}
        going = sure & (model.covered @ shared > 0)
        coming = sure & np.isin(model.home, list(taken))
        coming[known] = False
        if not (going | coming).any():
            return sure
        sure &= ~(going | coming)


def _mixed(model: Model, sure: Bools, known: Ints) -> Ints | None:
    """Return the plan of the sure columns, and of the known ones for everybody else."""
    homes = model.homes_of(known.tolist())
    decided = np.flatnonzero(model.covers @ sure.astype(np.int64) > 0)
    for mover in decided.tolist():
        homes.pop(model.scene.movers[mover], None)
    homes.update(model.homes_of(np.flatnonzero(sure).tolist()))
    return model.columns_of(homes)
