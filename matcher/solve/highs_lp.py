"""A linear program that grows: columns and rows are added, and solved again from where it was.

HiGHS keeps its basis between solves, which makes the next solve many times faster than a fresh one.
SciPy brings HiGHS but opens only single solves of it; this module is the one place that reaches for
SciPy's inner binding (why: docs/decisions/dependencies.md).
"""

from __future__ import annotations

from enum import Enum, auto

import numpy as np
from scipy.optimize._highspy import _core as highs
from scipy.sparse import csc_array, csr_array

from matcher.geography import Floats, Ints
from matcher.solve.stop import Stop

_INF = highs.kHighsInf
_NONE: Ints = np.zeros(0, dtype=np.int32)


class Status(Enum):
    """How a solve ended."""

    OPTIMAL = auto()
    INFEASIBLE = auto()
    STOPPED = auto()


class HighsLp:
    """A linear program, minimised: rows are equal to, or at most, a number; columns at least 0.

    Parameters
    ----------
    presolve : bool
        Whether it is made smaller first where there is no basis to begin from; `dual_ray` needs
        that it is not.
    """

    def __init__(self, *, presolve: bool = True) -> None:
        self._lp = highs._Highs()
        self._lp.setOptionValue("output_flag", False)
        if not presolve:
            self._lp.setOptionValue("presolve", "off")

    @property
    def n_rows(self) -> int:
        """How many rows there are."""
        return int(self._lp.getNumRow())

    @property
    def n_columns(self) -> int:
        """How many columns there are."""
        return int(self._lp.getNumCol())

    def add_rows(self, matrix: csr_array, most: Floats, *, equal: bool = False) -> None:
        """Add rows over the columns there are.

        Parameters
        ----------
        matrix : csr_array, shape (rows, columns)
            Coefficients.
        most : ndarray, shape (rows,)
            What each row is at most, or exactly.
        equal : bool
            Whether the rows are equal to `most`.
        """
        least = most if equal else np.full(len(most), -_INF)
        starts, columns = matrix.indptr[:-1].astype(np.int32), matrix.indices.astype(np.int32)
        values = matrix.data.astype(np.float64)
        self._lp.addRows(len(most), least, most, matrix.nnz, starts, columns, values)

    def add_columns(self, matrix: csc_array, costs: Floats) -> None:
        """Add columns, with their coefficients in all rows there are, shape (rows, columns)."""
        n_columns = len(costs)
        starts, rows = matrix.indptr[:-1].astype(np.int32), matrix.indices.astype(np.int32)
        values = matrix.data.astype(np.float64)
        least, most = np.zeros(n_columns), np.full(n_columns, _INF)
        self._lp.addCols(n_columns, costs, least, most, matrix.nnz, starts, rows, values)

    def set_costs(self, costs: Floats) -> None:
        """Change what is minimised; the columns stay where they are."""
        columns = np.arange(len(costs), dtype=np.int32)
        self._lp.changeColsCost(len(costs), columns, costs)

    def set_bounds(self, columns: Ints, least: float, most: float) -> None:
        """Let some columns be at least and at most a number: 0 and 0 closes them."""
        n_columns = len(columns)
        self.set_each_bounds(columns, np.full(n_columns, least), np.full(n_columns, most))

    def set_each_bounds(self, columns: Ints, least: Floats, most: Floats) -> None:
        """Let each of some columns be at least and at most a number of its own."""
        self._lp.changeColsBounds(len(columns), columns.astype(np.int32), least, most)

    def solve(self, stop: Stop) -> Status:
        """Solve from the last basis, and say how it ended."""
        left = stop.left()
        limit = _INF if left is None else self._lp.getRunTime() + left
        self._lp.setOptionValue("time_limit", limit)
        self._lp.setCallback(_interrupter(stop), None)
        self._lp.startCallback(highs.cb.HighsCallbackType.kCallbackSimplexInterrupt)
        status = self._run()
        if status is None and not stop.now():
            # Numerical trouble on the way from the last basis: once more from the beginning.
            self._lp.clearSolver()
            status = self._run()
        self._lp.stopCallback(highs.cb.HighsCallbackType.kCallbackSimplexInterrupt)
        return Status.STOPPED if status is None else status

    def _run(self) -> Status | None:
        self._lp.run()
        status = self._lp.getModelStatus()
        if status == highs.HighsModelStatus.kOptimal:
            return Status.OPTIMAL
        if status == highs.HighsModelStatus.kInfeasible:
            return Status.INFEASIBLE
        if status == highs.HighsModelStatus.kModelEmpty:
            return Status.OPTIMAL
        return None

    def whole(self, stop: Stop, gap: float) -> Floats | None:
        """Return whole values of the columns, each 0 or 1, that are nearly the best; None if none.

        The linear program is of no use afterwards.

        Parameters
        ----------
        stop : Stop
            When to give up.
        gap : float
            Good enough: the share of the sum by which it may be above the best.
        """
        columns = np.arange(self.n_columns, dtype=np.int32)
        kinds = np.full(self.n_columns, int(highs.HighsVarType.kInteger), dtype=np.uint8)
        self._lp.changeColsIntegrality(self.n_columns, columns, kinds)
        self._lp.setOptionValue("mip_rel_gap", gap)
        # Work, not seconds, ends it where it can: the same input gives the same plan.
        self._lp.setOptionValue("mip_max_nodes", 1)
        left = stop.left()
        self._lp.setOptionValue("time_limit", _INF if left is None else left)
        self._lp.setCallback(_interrupter(stop), None)
        self._lp.startCallback(highs.cb.HighsCallbackType.kCallbackMipInterrupt)
        self._lp.run()
        self._lp.stopCallback(highs.cb.HighsCallbackType.kCallbackMipInterrupt)
        if self._lp.getInfo().primal_solution_status != highs.kSolutionStatusFeasible:
            return None
        return np.array(self._lp.getSolution().col_value)

    def dual_ray(self) -> Floats | None:
        """Return multipliers of the rows that show why the last solve found nothing, if any."""
        _, exists, ray = self._lp.getDualRay()
        return np.array(ray) if exists else None

    def values(self) -> tuple[Floats, Floats]:
        """Return the columns' values and the rows' multipliers of the last solve."""
        solution = self._lp.getSolution()
        return np.array(solution.col_value), np.array(solution.row_dual)

    def multipliers_of(self, costs: Floats) -> Floats:
        """Return the rows' multipliers that the last basis gives for other costs.

        Parameters
        ----------
        costs : ndarray, shape (columns,)
            What each column would cost.
        """
        _, basic = self._lp.getBasicVariables()
        of_basic = np.where(basic >= 0, costs[basic], 0.0)
        _, multipliers = self._lp.getBasisTransposeSolve(of_basic)
        return np.array(multipliers)


def _interrupter(stop: Stop):  # type: ignore[no-untyped-def]  # as HiGHS wants it
    def interrupt(_kind, _message, _out, given, _data) -> None:  # type: ignore[no-untyped-def]
        try:
            given.user_interrupt = stop.now()
        except KeyboardInterrupt:
            stop.ask()
            given.user_interrupt = True

    return interrupt
