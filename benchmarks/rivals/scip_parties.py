"""SCIP on parties: the rows that HiGHS gets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import numpy as np
from ortools.math_opt import model_pb2  # type: ignore[import-untyped]  # it has no types
from ortools.math_opt.python import mathopt  # type: ignore[import-untyped]  # it has no types
from scipy.sparse import coo_array, vstack

from benchmarks.rivals._levels import ByLevels, Step, Steps, whole_bound
from benchmarks.rivals._matrix import Floats, matrix, objective, ones, sides, without_columns
from benchmarks.rivals._parties import Parties
from benchmarks.rivals._rows import Row, Rows
from matcher.case import Case


class ScipParties(ByLevels):
    """SCIP on parties: the rows that HiGHS gets."""

    code = "scip_parties"
    name = "SCIP on parties"
    model = (
        "A Boolean for each party of siblings (or lone child) in each home, every rule and limit "
        "a row, level by level, each from the plan before; SCIP through OR-Tools, one thread, "
        "gap 0. Leaves nothing out."
    )

    def build(self, case: Case) -> Rows:
        """Return the parties model."""
        return Parties(case)

    def ready(self, model: Rows) -> Steps:
        """Return SCIP on it."""
        return _by_scip(model)


def _by_scip(model: Rows) -> Steps:
    n_columns = len(model.costs)
    rows = matrix(model.rows, n_columns)

    def step(
        level: int, fixed: Sequence[Row], seconds: float | None, known: list[int] | None
    ) -> Step:
        everything = [*model.rows, *fixed]
        if not n_columns:
            return Step(without_columns(everything), proved=True)
        said = mathopt.Model.from_model_proto(
            _said(
                objective(model, level),
                vstack([rows, matrix(fixed, n_columns)], format="coo"),
                *sides(everything),
            )
        )
        variables = list(said.variables())
        hints = []
        if known is not None:
            chosen = set(known)
            values = {x: float(column in chosen) for column, x in enumerate(variables)}
            hints.append(mathopt.SolutionHint(variable_values=values))
        found = mathopt.solve(
            said,
            mathopt.SolverType.GSCIP,
            params=mathopt.SolveParameters(
                time_limit=None if seconds is None else timedelta(seconds=seconds),
                relative_gap_tolerance=0,
                absolute_gap_tolerance=0,
                threads=1,
            ),
            model_params=mathopt.ModelSolveParameters(solution_hints=hints),
        )
        reason = found.termination.reason
        nodes = {"nodes": found.solve_stats.node_count}
        if reason == mathopt.TerminationReason.INFEASIBLE:
            return Step(None, proved=True, work=nodes)
        if not found.has_primal_feasible_solution():
            return Step(None, proved=False, work=nodes)
        return Step(
            ones(found.variable_values(variables)),
            proved=reason == mathopt.TerminationReason.OPTIMAL,
            bound=whole_bound(found.best_objective_bound()),
            work=nodes,
        )

    return step


def _said(costs: Floats, terms: coo_array, least: Floats, most: Floats) -> model_pb2.ModelProto:
    """Return a model of columns that are 0 or 1; term by term it takes longer than to solve."""
    proto = model_pb2.ModelProto()
    n_columns = len(costs)
    proto.variables.ids.extend(range(n_columns))
    proto.variables.lower_bounds.extend([0.0] * n_columns)
    proto.variables.upper_bounds.extend([1.0] * n_columns)
    proto.variables.integers.extend([True] * n_columns)
    costly = np.flatnonzero(costs)
    proto.objective.linear_coefficients.ids.extend(costly)
    proto.objective.linear_coefficients.values.extend(costs[costly])
    proto.linear_constraints.ids.extend(range(len(most)))
    proto.linear_constraints.lower_bounds.extend(least)
    proto.linear_constraints.upper_bounds.extend(most)
    order = np.lexsort((terms.col, terms.row))  # it must be so sorted
    proto.linear_constraint_matrix.row_ids.extend(terms.row[order])
    proto.linear_constraint_matrix.column_ids.extend(terms.col[order])
    proto.linear_constraint_matrix.coefficients.extend(terms.data[order])
    return proto
