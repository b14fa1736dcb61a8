"""Proved lower bounds: linear programming finds the multipliers, whole numbers make the proof.

Any multipliers, of the right sign for inequalities, give a valid bound. So the solver's are
rounded to whole numbers and the bound is recomputed from them exactly, over every column.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

from matcher.columns import Bools
from matcher.geography import Floats, Ints
from matcher.solve.cuts import mod_cuts
from matcher.solve.problem import Problem, transposed
from matcher.solve.stop import Stop

#: Columns per mover that the first linear program of a level starts from.
_START = 8
#: Columns added at once where the multipliers show that more matter.
_MORE = 600
#: Rounds of cuts without a better bound after which cutting ends.
_PATIENCE = 4
#: Costs are below this (see `matcher.criteria`), and so is any sum with multipliers of use.
_LARGEST = 1 << 60
_MAX_ROUNDS = 60


@dataclass(frozen=True)
class Bound:
    """A proved bound on one level, and what each column would add to it.

    Attributes
    ----------
    scaled : int
        The bound times `scale`; without the level's constant.
    scale : int
        A power of two.
    reduced : ndarray of int, shape (columns,)
        No plan that uses the column is below `scaled + max(0, reduced)`.
    x : ndarray of float, shape (columns,)
        The linear program's solution.
    constant : int
        The level's constant.
    """

    scaled: int
    scale: int
    reduced: Ints
    x: Floats
    constant: int

    @property
    def value(self) -> int:
        """The level is at least this, a whole number."""
        return self.constant - (-self.scaled // self.scale)

    def may_reach(self, value: int) -> Bools:
        """Return which columns may be in a plan whose level is at most a value."""
        slack = (value - self.constant) * self.scale - self.scaled
        reachable: Bools = self.reduced <= slack
        return reachable


def bound_level(
    problem: Problem, level: int, best: int | None, start: Ints, stop: Stop
) -> Bound | None:
    """Return a proved bound on a level; rows that it needed are added to the problem.

    Parameters
    ----------
    problem : Problem
        Columns and rows.
    level : int
        Which level.
    best : int or None
        Its value in the best plan so far: a bound that reaches it is good enough.
    start : ndarray of int
        Columns to start from.
    stop : Stop
        When to give up.

    Returns
    -------
    Bound or None
        None if the linear program says that the rows leave no plan.
    """
    master = _Master(problem, level, start)
    found: Bound | None = None
    idle = 0
    for _ in range(_MAX_ROUNDS):
        if stop.now():
            break
        solution = master.solve(stop)
        if solution is None:
            if master.infeasible:
                return None
            break
        bound = certify(problem, level, *solution)
        better = found is None or bound.scaled > found.scaled + found.scale // 1000
        idle = 0 if better else idle + 1
        if found is None or bound.scaled >= found.scaled:
            found = bound
        if best is not None and found.value >= best:
            break
        if idle >= _PATIENCE:
            break
        rows = problem.broken(bound.x) + mod_cuts(problem, bound.x)
        if not rows:
            break
        problem.add(rows)
    return trivial_bound(problem, level) if found is None else found


class _Master:
    """The linear program of a level, on the columns that have turned out to matter."""

    def __init__(self, problem: Problem, level: int, start: Ints) -> None:
        self.problem = problem
        self.costs = problem.model.costs[level]
        open_columns = np.flatnonzero(problem.open)
        active = np.zeros(problem.model.n_columns, dtype=np.bool_)
        active[start] = True
        order = open_columns[np.argsort(self.costs[open_columns], kind="stable")]
        covers = problem.model.covers[:, order].tocsr()
        for row in range(covers.shape[0]):
            mine = covers.indices[covers.indptr[row] : covers.indptr[row + 1]]
            active[order[np.sort(mine)[:_START]]] = True
        lone = np.diff(problem.model.covers.indptr) == 0
        self.active = (active | lone) & problem.open
        self.infeasible = False

    def solve(self, stop: Stop) -> tuple[Floats, Floats, Floats] | None:
        """Return solution, multipliers of the covers and of the rows; None if there are none."""
        problem = self.problem
        matrix, most = transposed(problem.matrix), problem.most
        covers = problem.model.covers
        while not stop.now():
            idx = np.flatnonzero(self.active)
            if not len(idx):
                self.infeasible = covers.shape[0] > 0 or bool((most < 0).any())
                nothing = np.zeros(len(self.costs)), np.zeros(covers.shape[0]), np.zeros(len(most))
                return None if self.infeasible else nothing
            result = linprog(
                self.costs[idx],
                A_ub=matrix[:, idx] if len(most) else None,
                b_ub=most if len(most) else None,
                A_eq=covers[:, idx],
                b_eq=np.ones(covers.shape[0]),
                bounds=(0, None),
                method="highs-ds",
                options={"time_limit": stop.left()},
            )
            if result.status == 2 and not self.active[problem.open].all():
                # These columns alone can't do it; the others may.
                self.active |= problem.open
                continue
            if result.status != 0:
                self.infeasible = result.status == 2
                return None
            duals = result.eqlin.marginals
            prices = result.ineqlin.marginals if len(most) else np.zeros(0)
            reduced = self.costs - covers.T @ duals - matrix.T @ prices
            missing = problem.open & ~self.active & (reduced < -1e-7 * (1 + np.abs(self.costs)))
            if not missing.any():
                x = np.zeros(problem.model.n_columns)
                x[idx] = result.x
                return x, duals, prices
            wanted = np.flatnonzero(missing)
            worst = np.argsort(reduced[wanted], kind="stable")[:_MORE]
            self.active[wanted[worst]] = True
        return None


def trivial_bound(problem: Problem, level: int) -> Bound:
    """Return the bound that needs no linear program."""
    n_rows, n_columns = problem.matrix.shape
    nothing = np.zeros(problem.model.covers.shape[0])
    return certify(problem, level, np.zeros(n_columns), nothing, np.zeros(n_rows))


def certify(problem: Problem, level: int, x: Floats, duals: Floats, prices: Floats) -> Bound:
    """Return the bound that multipliers prove, recomputed in whole numbers over open columns."""
    model = problem.model
    costs = model.costs[level]
    matrix, most = problem.matrix, problem.most
    prices = np.maximum(-prices, 0)
    # The largest number of a column that may turn up, estimated from above, must fit 62 bits.
    size = (
        np.abs(costs).max(initial=0)
        + np.abs(duals).sum()
        + (np.abs(matrix).T @ prices).max(initial=0.0)
    )
    if size >= _LARGEST:
        # Multipliers that large are noise; without any, the bound holds as well.
        duals, prices, size = np.zeros_like(duals), np.zeros_like(prices), float(_LARGEST)
    bits = int(np.clip(60 - np.ceil(np.log2(size + 2)), 0, 40))
    scale = 1 << bits
    whole_duals = np.floor(duals * scale).astype(np.int64)
    whole_prices = np.floor(prices * scale).astype(np.int64)
    reduced = costs * scale - model.covers.T @ whole_duals + matrix.T @ whole_prices
    gains = np.minimum(reduced[problem.open], 0)
    scaled = _exact_sum(whole_duals) - _exact_dot(whole_prices, most) + _exact_sum(gains)
    return Bound(scaled, scale, reduced, x, int(model.constant[level]))


def _exact_sum(values: Ints) -> int:
    """Return a sum that may not fit 64 bits, though each of its numbers does."""
    return (int((values >> 32).sum()) << 32) + int((values & 0xFFFFFFFF).sum())


def _exact_dot(values: Ints, others: Ints) -> int:
    """Return a sum of products that may not fit 64 bits."""
    used = np.flatnonzero(values)
    return sum(map(int.__mul__, values[used].tolist(), others[used].tolist()))
