"""Multipliers made exact to the unit where costs have more digits than floating point keeps.

A linear program of costs up to many billions says nothing about single units. What its multipliers
leave of each column's cost is small, and known in whole numbers; a linear program of these
remainders says what is still to add. (Iterative refinement: Gleixner, Steffy and Wolter, "Iterative
refinement for linear programming", 2016.)
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csc_array, csr_array, hstack

from matcher.case_arrays import Bools
from matcher.geography import Floats, Ints
from matcher.solve.bound import Bound, proved
from matcher.solve.highs_lp import HighsLp, Status
from matcher.solve.problem import Goal, Problem
from matcher.solve.restricted_master import factors_of
from matcher.solve.stop import Stop

#: Rounds of refinement: each adds about eight digits.
_ROUNDS = 3
#: A difference between solution and bound that is this share of a step is no noise.
_LITTLE = 0.01
#: The largest remainder that the linear program is given; larger ones count as this.
_LARGEST = 1e4
#: Multipliers below this power of two of a unit are made finer.
_COARSE = 8
_FINER = 12
_INF = float("inf")


def refined(
    problem: Problem, goal: Goal, bound: Bound, forced: Bools, best: int, stop: Stop
) -> Bound:
    """Return a bound that floating point made too low made better; the same where it is not.

    Parameters
    ----------
    problem : Problem
        Columns and rows.
    goal : Goal
        What is minimised.
    bound : Bound
        A bound on it with the linear program's solution.
    forced : ndarray of bool, shape (columns,)
        Columns that are chosen.
    best : int
        A value that the bound need not exceed.
    stop : Stop
        When to give up.
    """
    for _ in range(_ROUNDS):
        if bound.value >= best or stop.now() or _gap(problem, bound, forced) < _LITTLE * goal.step:
            break
        better = _improved(problem, goal, bound, forced, best, stop)
        if better is None or better.exact <= bound.exact:
            break
        bound = better
    return bound


def _gap(problem: Problem, bound: Bound, forced: Bools) -> float:
    """Return by how much the solution is above what was proved, in units of the goal.

    Summed from what is small: the costs themselves would drown it.
    """
    scale = float(bound.scale)
    x, is_open = np.clip(bound.x, 0.0, 1.0), problem.open
    reduced = bound.reduced.astype(np.float64) / scale
    columns = is_open & ~forced
    gap = float(reduced[columns] @ x[columns]) - float(np.minimum(reduced[columns], 0).sum())
    gap -= float(np.minimum(reduced[forced], 0).sum())
    slack = problem.most - problem.activity(x)
    prices = bound.prices.astype(np.float64) / scale
    return gap + float(prices @ np.maximum(slack, 0.0))


def _improved(
    problem: Problem, goal: Goal, bound: Bound, forced: Bools, best: int, stop: Stop
) -> Bound | None:
    """Return the bound with what a linear program of the remainders adds to its multipliers."""
    bound = _finer(bound)
    scale = float(bound.scale)
    columns = np.flatnonzero(problem.open)
    remainders = bound.reduced[columns].astype(np.float64) / scale
    top = 4.0 * float(best - bound.value + goal.step)
    unit = top / _LARGEST
    rows = np.arange(problem.n_rows)
    factors = factors_of(problem.largest)
    prices = bound.prices.astype(np.float64) / scale
    priced = np.flatnonzero(prices)
    matrix = problem.rows_of(rows).tocsc()[:, columns].tocsr()
    matrix = csr_array(
        (matrix.data * np.repeat(factors, np.diff(matrix.indptr)), matrix.indices, matrix.indptr),
        shape=matrix.shape,
    )
    n_priced = len(priced)
    slack = csc_array((np.ones(n_priced), (priced, np.arange(n_priced))), (len(rows), n_priced))
    covers = problem.model.covers_by_mover[:, columns]
    n_movers = covers.shape[0]
    program = HighsLp()
    costs = np.append(np.minimum(remainders, top) / unit, prices[priced] / factors[priced] / unit)
    program.add_columns(csc_array((0, len(costs))), costs)
    chosen = np.flatnonzero(forced[columns])
    program.set_bounds(chosen, 1.0, _INF)
    ones = np.ones(n_movers)
    wide = hstack([covers, csc_array((n_movers, n_priced))], format="csr")
    program.add_rows(wide, ones, equal=True)
    program.add_rows(hstack([matrix, slack], format="csr"), problem.most * factors)
    if program.solve(stop) is not Status.OPTIMAL:
        return None
    values, duals = program.values()
    duals = duals * unit
    x = np.zeros(len(problem.open))
    x[columns] = values[: len(columns)]
    is_wide = bound.covers.dtype == np.dtype(object)
    more = _whole(duals[:n_movers] * scale, is_wide=is_wide)
    less = _whole(duals[n_movers:] * factors * scale, is_wide=is_wide)
    return proved(
        problem,
        goal,
        bound.scale,
        bound.covers + more,
        np.maximum(bound.prices - less, 0),
        x,
        forced,
    )


def _finer(bound: Bound) -> Bound:
    """Return a bound whose multipliers are multiples of a small part of a unit."""
    if bound.scale >= 1 << _COARSE:
        return bound
    times = 1 << _FINER
    return Bound(
        bound.scaled * times,
        bound.scale * times,
        bound.reduced.astype(object) * times,
        bound.x,
        bound.constant,
        bound.step,
        bound.covers.astype(object) * times,
        bound.prices.astype(object) * times,
    )


def _whole(values: Floats, *, is_wide: bool) -> Ints:
    """Return numbers rounded down, as Python's whole numbers where 64 bits may not hold them."""
    if is_wide:
        return np.array([int(value) for value in np.floor(values).tolist()], dtype=object)
    return np.floor(values).astype(np.int64)
