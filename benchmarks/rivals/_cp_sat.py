"""CP-SAT as a solver of plain models."""

from __future__ import annotations

from collections.abc import Sequence

from ortools.sat.python import cp_model

from benchmarks.rivals._levels import Step, Steps, level_costs, whole_bound
from benchmarks.rivals._rows import Row, Rows, Terms


def by_cp_sat(model: Rows) -> Steps:
    """Return what solves a model's levels by CP-SAT, with as many threads as it likes.

    Each level starts from the plan of the level before.
    """
    cp = cp_model.CpModel()
    x = [cp.new_bool_var("") for _ in model.costs]

    def total(terms: Terms) -> cp_model.LinearExprT:
        columns = [x[column] for column in terms]
        return cp_model.LinearExpr.weighted_sum(columns, list(terms.values()))

    def add(row: Row) -> None:
        value = total(row.terms)
        cp.add(value == row.most if row.exactly else value <= row.most)

    for row in model.rows:
        add(row)
    n_added = 0

    def step(
        level: int, fixed: Sequence[Row], seconds: float | None, known: list[int] | None
    ) -> Step:
        nonlocal n_added
        for row in fixed[n_added:]:
            add(row)
        n_added = len(fixed)
        cp.minimize(total(level_costs(model, level)))
        cp.clear_hints()  # type: ignore[no-untyped-call]  # OR-Tools left it out
        if known is not None:
            chosen = set(known)
            for column, variable in enumerate(x):
                cp.add_hint(variable, column in chosen)
        solver = cp_model.CpSolver()
        # Its own handler would leave none behind: the next interrupt would end the process.
        solver.parameters.catch_sigint_signal = False
        if seconds is not None:
            solver.parameters.max_time_in_seconds = seconds
        status = solver.solve(cp)
        work = {"branches": solver.num_branches, "conflicts": solver.num_conflicts}
        if status == cp_model.INFEASIBLE:
            return Step(None, proved=True, work=work)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Step(None, proved=False, work=work)
        return Step(
            [column for column, variable in enumerate(x) if solver.boolean_value(variable)],
            proved=status == cp_model.OPTIMAL,
            bound=whole_bound(solver.best_objective_bound),
            work=work,
        )

    return step
