"""The plain model solved level by level: by HiGHS as a MIP, and by CP-SAT on the same rows."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from benchmarks.plain_model import PlainModel, PlainRow, Terms
from matcher.case import Case

Homes = dict[str, str | None]


@dataclass(frozen=True)
class PlainAnswer:
    """What a rival found.

    Attributes
    ----------
    homes : dict or None
        Every child's home in the best plan found; None if none was.
    levels : tuple of int
        What the model says the plan's levels are.
    n_proved : int
        Levels, from the first, whose value was proved the best.
    optimal : bool
        Whether all were; without a plan, whether it was shown that there is none.
    seconds : float
        Spent solving, the time to build the model aside.
    """

    homes: Homes | None
    levels: tuple[int, ...]
    n_proved: int
    optimal: bool
    seconds: float


@dataclass(frozen=True)
class Step:
    """The outcome of one level: the columns chosen, if any, and whether that is the end of it."""

    chosen: list[int] | None
    proved: bool


#: Solves one level of a model with some more rows, in so many seconds, from columns known to do.
Solver = Callable[[PlainModel, int, Sequence[PlainRow], float | None, list[int] | None], Step]


def solve_plain(
    case: Case, solver: Solver | None = None, time_limit: float | None = None
) -> PlainAnswer:
    """Build the plain model of a case and solve it."""
    return solve_levels(PlainModel(case), solver or by_highs, time_limit)


def solve_levels(model: PlainModel, solver: Solver, time_limit: float | None = None) -> PlainAnswer:
    """Minimise each level in turn, those before it fixed.

    Parameters
    ----------
    model : PlainModel
        The model.
    solver : callable
        `by_highs` or `by_cp_sat`.
    time_limit : float, optional
        Seconds for all levels together.
    """
    began = time.perf_counter()
    fixed: list[PlainRow] = []
    chosen: list[int] | None = None
    proved = True
    for level in range(len(model.constant)):
        left = None if time_limit is None else began + time_limit - time.perf_counter()
        if left is not None and left <= 0:
            proved = False
            break
        step = solver(model, level, fixed, left, chosen)
        proved = step.proved
        chosen = chosen if step.chosen is None else step.chosen
        if chosen is None or not proved:
            break
        fixed.append(PlainRow(level_costs(model, level), _sum(model, level, chosen)))
    seconds = time.perf_counter() - began
    if chosen is None:
        return PlainAnswer(None, (), 0, proved, seconds)
    levels = tuple(
        constant + _sum(model, level, chosen) for level, constant in enumerate(model.constant)
    )
    return PlainAnswer(model.homes(chosen), levels, len(fixed), proved, seconds)


def _sum(model: PlainModel, level: int, chosen: Sequence[int]) -> int:
    return sum(model.costs[column][level] for column in chosen)


def level_costs(model: PlainModel, level: int) -> dict[int, int]:
    """Return what each column adds to a level, those that add nothing left out."""
    return {column: cost[level] for column, cost in enumerate(model.costs) if cost[level]}


def by_highs(
    model: PlainModel,
    level: int,
    fixed: Sequence[PlainRow],
    seconds: float | None,
    known: list[int] | None,
) -> Step:
    """Solve one level by HiGHS, through SciPy, to a gap of 0."""
    del known  # milp takes no start
    n_columns = len(model.costs)
    if not n_columns:  # milp refuses that, but limits may fail even so
        kept = all(row.most == 0 or (row.most > 0 and not row.exactly) for row in model.rows)
        return Step([] if kept else None, proved=True)
    objective = np.array([cost[level] for cost in model.costs], dtype=float)
    options: dict[str, float] = {"mip_rel_gap": 0}
    if seconds is not None:
        options["time_limit"] = seconds
    found = milp(
        objective,
        integrality=np.ones(n_columns),
        bounds=Bounds(0, 1),
        constraints=_constraints([*model.rows, *fixed], n_columns),
        options=options,
    )
    infeasible = 2
    if found.status == infeasible:
        return Step(None, proved=True)
    chosen = None if found.x is None else np.flatnonzero(found.x > 0.5).tolist()
    return Step(chosen, proved=found.status == 0)


def _constraints(rows: Sequence[PlainRow], n_columns: int) -> LinearConstraint | tuple[()]:
    if not rows:
        return ()
    starts = np.cumsum([0, *(len(row.terms) for row in rows)])
    columns = [column for row in rows for column in row.terms]
    values = np.array([value for row in rows for value in row.terms.values()], dtype=float)
    matrix = csr_array((values, columns, starts), shape=(len(rows), n_columns))
    most = np.array([row.most for row in rows], dtype=float)
    least = np.where([row.exactly for row in rows], most, -np.inf)
    return LinearConstraint(matrix, least, most)


def by_cp_sat(
    model: PlainModel,
    level: int,
    fixed: Sequence[PlainRow],
    seconds: float | None,
    known: list[int] | None,
) -> Step:
    """Solve one level by CP-SAT with as many threads as it likes, from the level before's plan."""
    cp = cp_model.CpModel()
    x = [cp.new_bool_var("") for _ in model.costs]

    def total(terms: Terms) -> cp_model.LinearExprT:
        columns = [x[column] for column in terms]
        return cp_model.LinearExpr.weighted_sum(columns, list(terms.values()))

    for row in [*model.rows, *fixed]:
        value = total(row.terms)
        cp.add(value == row.most if row.exactly else value <= row.most)
    cp.minimize(total(level_costs(model, level)))
    if known is not None:
        ones = set(known)
        for column, variable in enumerate(x):
            cp.add_hint(variable, column in ones)
    solver = cp_model.CpSolver()
    if seconds is not None:
        solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(cp)
    if status == cp_model.INFEASIBLE:
        return Step(None, proved=True)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Step(None, proved=False)
    chosen = [column for column, variable in enumerate(x) if solver.value(variable)]
    return Step(chosen, proved=status == cp_model.OPTIMAL)
