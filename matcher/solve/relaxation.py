"""The linear program of a level, on the columns that have turned out to matter.

It starts from few columns. Its multipliers price all others, and those that would help are taken
in, until none would. What it says is never trusted: `matcher.solve.bound` proves bounds from it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csc_array, eye_array, hstack

from matcher.geography import Floats, Ints
from matcher.solve.problem import Problem
from matcher.solve.stop import Stop

#: Columns per mover that the first linear program of a level starts from.
_START = 8
#: Columns taken in at once: this many that help most of each mover, or would help soonest.
_MORE_EACH = 2
#: Reduced costs closer to zero than this, relative to the cost, do not help.
_TOLERANCE = 1e-7
#: The largest cost that the solver is given.
_MIDDLING = 1e5


@dataclass(frozen=True)
class Multipliers:
    """What a linear program found.

    Attributes
    ----------
    x : ndarray, shape (columns,)
        How much of each column is chosen.
    covers : ndarray, shape (movers,)
        What covering each mover is worth.
    rows : ndarray, shape (rows,)
        What one less room in each row costs, not negative.
    """

    x: Floats
    covers: Floats
    rows: Floats


class Relaxation:
    """The linear program of a problem, for one level or another goal.

    Parameters
    ----------
    problem : Problem
        Columns and rows; rows may be added between solves.
    costs : ndarray of int, shape (columns,)
        What each column adds to what is minimised.
    start : ndarray of int
        Columns to start from, besides the cheapest of each mover.

    Attributes
    ----------
    infeasible : bool
        Whether the last solve ended because the rows leave no solution.
    """

    def __init__(self, problem: Problem, costs: Ints, start: Ints) -> None:
        self._problem = problem
        self._costs = costs
        self._covers = problem.model.covers
        self.infeasible = False
        active = np.zeros(problem.model.n_columns, dtype=np.bool_)
        active[start] = True
        open_columns = np.flatnonzero(problem.open)
        order = open_columns[np.argsort(self._costs[open_columns], kind="stable")]
        covers = self._covers[:, order].tocsr()
        for row in range(covers.shape[0]):
            mine = covers.indices[covers.indptr[row] : covers.indptr[row + 1]]
            active[order[np.sort(mine)[:_START]]] = True
        of_nobody = np.diff(self._covers.indptr) == 0
        self._first_mover = np.full(problem.model.n_columns, self._covers.shape[0])
        self._first_mover[~of_nobody] = self._covers.indices[self._covers.indptr[:-1][~of_nobody]]
        self._active = (active | of_nobody) & problem.open

    def solve(self, stop: Stop) -> Multipliers | None:
        """Return the solution over all open columns; None if there is none or time ran out."""
        problem = self._problem
        matrix, most = csc_array(problem.matrix), problem.most
        self.infeasible = False
        feasible = False
        while not stop.now():
            found = self._solve_active(self._costs, matrix, most, stop, elastic=False)
            if isinstance(found, Multipliers):
                feasible = True
                if not self._take_in(self._costs, matrix, found):
                    return found
            elif found != _INFEASIBLE:
                return None
            elif feasible or not self._make_feasible(matrix, most, stop):
                self.infeasible = not stop.now()
                return None
        return None

    def _make_feasible(self, matrix: csc_array, most: Ints, stop: Stop) -> bool:
        """Take in columns until the rows leave a solution; return whether they do.

        The rows may be broken at a price, and nothing else costs anything: the columns that lower
        the price are those that are missing.
        """
        nothing = np.zeros_like(self._costs)
        while not stop.now():
            found = self._solve_active(nothing, matrix, most, stop, elastic=True)
            if not isinstance(found, Multipliers):
                return False
            if not self._take_in(nothing, matrix, found):
                # No column helps any more: either nothing is broken, or nothing can be done.
                idx = np.flatnonzero(self._active)
                covered = self._covers[:, idx] @ found.x[idx]
                over = matrix[:, idx] @ found.x[idx] - most
                return bool((np.abs(covered - 1) < 1e-6).all() and (over < 1e-6).all())
        return False

    def _take_in(self, costs: Ints, matrix: csc_array, found: Multipliers) -> bool:
        """Activate columns that would help; return whether there are any."""
        reduced = costs - self._covers.T @ found.covers + matrix.T @ found.rows
        asleep = np.flatnonzero(self._problem.open & ~self._active)
        helping = reduced[asleep] < -_TOLERANCE * (1 + np.abs(costs[asleep]))
        if not helping.any():
            return False
        # Those of one mover stand for the same few homes: some of every mover help more.
        whose = self._first_mover[asleep]
        order = np.lexsort((reduced[asleep], whose))
        begins = np.searchsorted(whose[order], np.arange(self._covers.shape[0]))
        for nth in range(_MORE_EACH):
            spots = np.minimum(begins + nth, len(order) - 1)
            self._active[asleep[order[spots]]] = True
        return True

    def _solve_active(
        self, costs: Ints, matrix: csc_array, most: Ints, stop: Stop, *, elastic: bool
    ) -> Multipliers | str:
        """Solve on the active columns; elastic: each row may be broken at a price of 1."""
        idx = np.flatnonzero(self._active)
        n_movers, n_rows = self._covers.shape[0], len(most)
        above, equal = matrix[:, idx], self._covers[:, idx]
        # The solver's tolerances are absolute: it is given costs of a middling size.
        unit = max(1.0, float(np.abs(costs[idx]).max(initial=0)) / _MIDDLING)
        weights = costs[idx] / unit
        if elastic:
            breaking, missing = eye_array(n_rows), eye_array(n_movers)
            above = hstack([above, -breaking, csc_array((n_rows, n_movers))], format="csc")
            equal = hstack([equal, csc_array((n_movers, n_rows)), missing], format="csc")
            weights = np.concatenate([weights, np.ones(n_rows + n_movers)])
        if not len(weights):
            broken = n_movers > 0 or bool((most < 0).any())
            zeros = np.zeros(len(costs)), np.zeros(n_movers), np.zeros(n_rows)
            return _INFEASIBLE if broken else Multipliers(*zeros)
        result = linprog(
            weights,
            A_ub=above if n_rows else None,
            b_ub=most if n_rows else None,
            A_eq=equal if n_movers else None,
            b_eq=np.ones(n_movers) if n_movers else None,
            bounds=(0, None),
            method="highs-ds",
            options={"time_limit": stop.left()},
        )
        if result.status != 0:
            return _INFEASIBLE if result.status == 2 else _FAILED
        x = np.zeros(len(costs))
        x[idx] = result.x[: len(idx)]
        covers = result.eqlin.marginals * unit if n_movers else np.zeros(0)
        rows = -result.ineqlin.marginals * unit if n_rows else np.zeros(0)
        return Multipliers(x, covers, np.maximum(rows, 0.0))


_INFEASIBLE, _FAILED = "infeasible", "failed"
