"""Search: the best plan on some columns, or proof that there is none, by CP-SAT.

CP-SAT works in whole numbers throughout; what it proves on these columns is proved.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from ortools.sat.python import cp_model

from matcher.case_arrays import Bools
from matcher.geography import Floats, Ints
from matcher.solve.problem import Problem
from matcher.solve.rows import Row
from matcher.solve.stop import Stop

#: Sums of absolute coefficients stay below this in any row or objective that CP-SAT is given:
#: it has been reported to give wrong optima beyond.
LARGEST_SUM = 1 << 31
#: Seconds between two requests to stop.
_KNOCK_SECONDS = 0.05


@dataclass(frozen=True)
class Found:
    """What a search found out.

    Attributes
    ----------
    chosen : ndarray of int or None
        The columns of the best plan found; None if none was.
    finished : bool
        Whether the search went to its end: the plan is then the best on these columns, or there
        is none.
    """

    chosen: Ints | None
    finished: bool


def search(
    problem: Problem,
    costs: Ints | None,
    columns: Bools,
    stop: Stop,
    further: Sequence[Row] = (),
    hint: Floats | None = None,
    effort: float | None = None,
) -> Found:
    """Return the cheapest plan on some columns.

    Parameters
    ----------
    problem : Problem
        Columns and rows; clashes that turn up are added to it.
    costs : ndarray of int or None
        What each column adds to what is minimised; None: any plan will do.
    columns : ndarray of bool, shape (columns,)
        The columns that may be used.
    stop : Stop
        When to give up.
    further : sequence of Row
        Rows to keep besides the problem's.
    hint : ndarray of float, optional
        How likely each column is.
    effort : float, optional
        How long to look before giving up, in the search's own measure of work.
    """
    while True:
        found = _Search(problem, costs, np.flatnonzero(columns), further, hint).run(stop, effort)
        if found.chosen is None:
            return found
        x = np.zeros(problem.model.n_columns)
        x[found.chosen] = 1
        broken = problem.broken(x)
        if not broken:
            return found
        problem.add(broken)
        if not found.finished:
            return Found(None, finished=False)


class _Search:
    """One CP-SAT model: the columns as Booleans, the rows restricted to them."""

    def __init__(
        self,
        problem: Problem,
        costs: Ints | None,
        idx: Ints,
        further: Sequence[Row],
        hint: Floats | None,
    ) -> None:
        self.cp = cp_model.CpModel()
        self.idx = idx
        self.position = np.full(problem.model.n_columns, -1, dtype=np.int64)
        self.position[idx] = np.arange(len(idx))
        self.x = [self.cp.new_bool_var("") for _ in idx]
        self.empty = False
        #: What is minimised, one after the other; nothing if any plan will do.
        self.objectives: list[cp_model.LinearExprT] = [0]
        covers = problem.model.covers[:, idx].tocsr()
        for begin, end in pairwise(covers.indptr):
            mine = covers.indices[begin:end]
            self.empty |= not len(mine)
            self.cp.add_exactly_one(self.x[column] for column in mine)
        for row in [*problem.rows, *further]:
            self._at_most(row)
        if costs is not None:
            self._minimise(costs)
        if hint is not None:
            for variable, likely in zip(self.x, hint[idx], strict=True):
                self.cp.add_hint(variable, bool(likely > 0.5))

    def run(self, stop: Stop, effort: float | None) -> Found:
        """Solve and return what was found out."""
        if self.empty:
            return Found(None, finished=True)
        found = Found(None, finished=False)
        for part in self.objectives:
            self.cp.minimize(part)
            solver, found = self._solve(stop, effort, found.chosen)
            if found.chosen is None or not found.finished:
                break
            self.cp.add(part == solver.value(part))
        return found

    def _solve(
        self, stop: Stop, effort: float | None, before: Ints | None
    ) -> tuple[cp_model.CpSolver, Found]:
        """Solve for one objective; a plan found before counts where time runs out."""
        solver = cp_model.CpSolver()
        # One worker and a fixed seed: the same input gives the same plan.
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        solver.parameters.linearization_level = 2
        # Its own handler would end the process at the third interrupt, and leave none behind.
        solver.parameters.catch_sigint_signal = False
        left = stop.left()
        if left is not None:
            solver.parameters.max_time_in_seconds = max(left, 0.001)
        if effort is not None:
            solver.parameters.max_deterministic_time = effort
        status = _status(solver, self.cp, stop)
        if status == cp_model.INFEASIBLE:
            return solver, Found(None, finished=True)
        if status == cp_model.MODEL_INVALID:
            raise RuntimeError(f"CP-SAT refuses the model: {self.cp.validate()}")
        if status == cp_model.UNKNOWN:
            return solver, Found(before, finished=False)
        values = np.array([solver.value(variable) for variable in self.x], dtype=np.bool_)
        return solver, Found(self.idx[values], finished=status == cp_model.OPTIMAL)

    def _at_most(self, row: Row) -> None:
        at = self.position[row.columns]
        mine = np.flatnonzero(at >= 0)
        coefficients = [int(row.coefficients[k]) for k in mine]
        variables = [self.x[k] for k in at[mine]]
        if sum(value for value in coefficients if value > 0) <= row.most:
            return
        if sum(value for value in coefficients if value < 0) > row.most:
            self.empty = True
            return
        if row.most == 1 and all(value == 1 for value in coefficients):
            self.cp.add_at_most_one(variables)
            return
        self._sum_at_most(variables, coefficients, row.most)

    def _sum_at_most(
        self, variables: list[cp_model.IntVar], coefficients: list[int], most: int
    ) -> None:
        """Add a sum that is at most a number; in two parts with a carry where numbers are large.

        a = high x base + low with 0 <= low < base, so the sum is at most `most` exactly if the
        low parts exceed the low part of `most` by no more than `carry` bases and the high parts
        with the carry stay within the high part.
        """
        if sum(map(abs, coefficients)) + abs(most) < LARGEST_SUM:
            total = cp_model.LinearExpr.weighted_sum(variables, coefficients)
            self.cp.add(total <= most)
            return
        base, carry, lows, highs = self._halves(variables, coefficients)
        self._sum_at_most([*variables, carry], [*lows, -base], most % base)
        self._sum_at_most([*variables, carry], [*highs, 1], most // base)

    def _halves(
        self, variables: list[cp_model.IntVar], coefficients: list[int]
    ) -> tuple[int, cp_model.IntVar, list[int], list[int]]:
        """Return a base, a variable for the carry, and the low and high parts of coefficients."""
        base = 1 << (29 - len(variables).bit_length())
        carry = self.cp.new_int_var(0, len(variables) + 1, "")
        lows = [value % base for value in coefficients]
        highs = [value // base for value in coefficients]
        return base, carry, lows, highs

    def _minimise(self, costs: Ints) -> None:
        mine = costs[self.idx]
        used = np.flatnonzero(mine)
        divisor = int(np.gcd.reduce(mine[used])) if len(used) else 1
        coefficients = (mine[used] // divisor).tolist()
        self.objectives = self._parts([self.x[k] for k in used], coefficients)

    def _parts(
        self, variables: list[cp_model.IntVar], coefficients: list[int]
    ) -> list[cp_model.LinearExprT]:
        """Return what to minimise, one after the other, to minimise a sum.

        Where numbers are large, sum = high x base + low with 0 <= low < base.
        """
        if sum(coefficients) < LARGEST_SUM:
            return [cp_model.LinearExpr.weighted_sum(variables, coefficients)]
        base, carry, lows, highs = self._halves(variables, coefficients)
        low = self.cp.new_int_var(0, base - 1, "")
        total = cp_model.LinearExpr.weighted_sum([*variables, carry, low], [*lows, -base, -1])
        self.cp.add(total == 0)
        return [*self._parts([*variables, carry], [*highs, 1]), low]


def _status(
    solver: cp_model.CpSolver, model: cp_model.CpModel, stop: Stop
) -> cp_model.CpSolverStatus:
    """Solve; an interrupt, or another thread, asks to stop, and what is found by then counts.

    In a thread of its own, since Python hears of an interrupt only between two calls.
    """
    with ThreadPoolExecutor(1) as thread:
        found = thread.submit(solver.solve, model)
        raised: BaseException | None = None
        while not found.done():
            try:
                if stop.now():
                    solver.stop_search()  # does nothing where it has not begun yet
                wait([found], _KNOCK_SECONDS)
            except BaseException as error:
                stop.ask()
                if not isinstance(error, KeyboardInterrupt):
                    raised = error
        if raised is not None:
            raise raised
        return found.result()
