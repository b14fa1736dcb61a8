"""The linear program of the cases of a small problem: all of its columns, some closed or chosen."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csc_array, csr_array

from matcher.case_arrays import Bools
from matcher.geography import Floats, Ints
from matcher.solve.highs_lp import HighsLp, Status
from matcher.solve.problem import Goal, Problem
from matcher.solve.restricted_master import DualSolution, factors_of
from matcher.solve.stop import Stop

#: The largest cost that the solver is given: its tolerances are absolute.
_MIDDLING = 1e5
_OPEN = float("inf")


class NodeProgram:
    """The linear program of a problem in one case after the other.

    Parameters
    ----------
    problem : Problem
        Columns and rows; rows may be added between solves.
    goal : Goal
        What is minimised.

    Attributes
    ----------
    ray : DualSolution or None
        Where the last case has no solution: multipliers that, costs aside, should show it.
    """

    def __init__(self, problem: Problem, goal: Goal) -> None:
        self.problem = problem
        self.ray: DualSolution | None = None
        n_movers, n_columns = problem.model.covers.shape
        self._unit = max(1.0, float(np.abs(goal.costs).max(initial=0)) / _MIDDLING)
        self._lp = HighsLp(presolve=False)
        costs = goal.costs.astype(np.float64) / self._unit
        self._lp.add_columns(csc_array((0, n_columns)), costs)
        ones = np.ones(n_movers)
        self._lp.add_rows(problem.model.covers_by_mover, ones, equal=True)
        self._factors = ones
        self._n_rows = 0
        self._bounds = np.zeros(n_columns), np.full(n_columns, _OPEN)

    def solve(self, is_open: Bools, forced: Bools, stop: Stop) -> DualSolution | None:
        """Return the solution of a case; None if there is none, or it was stopped.

        Parameters
        ----------
        is_open, forced : ndarray of bool, shape (columns,)
            Columns that may be chosen, and columns that are chosen.
        stop : Stop
            When to give up.
        """
        self._catch_up()
        least, most = forced.astype(np.float64), np.where(is_open, _OPEN, 0.0)
        changed = np.flatnonzero((least != self._bounds[0]) | (most != self._bounds[1]))
        self._lp.set_each_bounds(changed, least[changed], most[changed])
        self._bounds = least, most
        self.ray = None
        status = self._lp.solve(stop)
        if status is Status.OPTIMAL:
            values, duals = self._lp.values()
            return self._multipliers(values, duals * self._unit)
        if status is Status.INFEASIBLE:
            ray = self._lp.dual_ray()
            if ray is not None:
                self.ray = self._multipliers(np.zeros(len(least)), ray)
        return None

    def _multipliers(self, values: Floats, duals: Floats) -> DualSolution:
        n_movers = self.problem.model.covers.shape[0]
        duals = duals * self._factors
        return DualSolution(values, duals[:n_movers], np.maximum(-duals[n_movers:], 0.0))

    def _catch_up(self) -> None:
        """Take over rows that were added to the problem."""
        new: Ints = np.arange(self._n_rows, self.problem.n_rows)
        if not len(new):
            return
        rows, factors = self.problem.rows_of(new), factors_of(self.problem.largest[new])
        values = rows.data * np.repeat(factors, np.diff(rows.indptr))
        scaled = csr_array((values, rows.indices, rows.indptr), shape=rows.shape)
        self._lp.add_rows(scaled, self.problem.most[new] * factors)
        self._factors = np.concatenate([self._factors, factors])
        self._n_rows = self.problem.n_rows
