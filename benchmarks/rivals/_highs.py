"""HiGHS as a solver of plain models, through SciPy."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import vstack

from benchmarks.rivals._levels import Step, Steps, whole_bound
from benchmarks.rivals._matrix import matrix, objective, ones, sides, without_columns
from benchmarks.rivals._rows import Row, Rows

_OPTIMAL, _INFEASIBLE = 0, 2


def by_highs(model: Rows) -> Steps:
    """Return what solves a model's levels by HiGHS, on one thread, to a gap of 0."""
    n_columns = len(model.costs)
    rows = matrix(model.rows, n_columns)

    def step(
        level: int, fixed: Sequence[Row], seconds: float | None, known: list[int] | None
    ) -> Step:
        del known  # milp takes no start
        everything = [*model.rows, *fixed]
        if not n_columns:  # milp refuses that
            return Step(without_columns(everything), proved=True)
        options: dict[str, float] = {"mip_rel_gap": 0}
        if seconds is not None:
            options["time_limit"] = seconds
        all_rows = vstack([rows, matrix(fixed, n_columns)], format="csr")
        found = milp(
            objective(model, level),
            integrality=np.ones(n_columns),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(all_rows, *sides(everything)) if everything else (),
            options=options,
        )
        if found.status == _INFEASIBLE:
            return Step(None, proved=True)
        return Step(
            None if found.x is None else ones(found.x),
            proved=found.status == _OPTIMAL,
            bound=whole_bound(found.mip_dual_bound),
            work={"nodes": int(found.mip_node_count or 0)},
        )

    return step
