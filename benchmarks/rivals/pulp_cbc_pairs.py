"""PuLP with CBC and a Boolean for each child in each home: what a first try looks like."""

from __future__ import annotations

from collections.abc import Sequence

import pulp  # type: ignore[import-untyped]  # it has no types

from benchmarks.rivals._levels import ByLevels, Step, Steps, level_costs
from benchmarks.rivals._pairs import Pairs
from benchmarks.rivals._rows import Row, Rows, Terms
from matcher.case import Case


class PulpCbcPairs(ByLevels):
    """PuLP with CBC and a Boolean for each child in each home: what a first try looks like."""

    code = "pulp_cbc_pairs"
    name = "PuLP with CBC on pairs"
    model = (
        "A Boolean for each child in each home, others for who shares a bedroom, which group uses "
        "a home and which has one to itself; every rule and limit a row, level by level; the CBC "
        "that PuLP brings, one thread, gap 0, each level from scratch. Leaves nothing out."
    )

    def build(self, case: Case) -> Rows:
        """Return the pairs model."""
        return Pairs(case)

    def ready(self, model: Rows) -> Steps:
        """Return CBC on it."""
        return _by_cbc(model)


def _by_cbc(model: Rows) -> Steps:
    problem = pulp.LpProblem("plan", pulp.LpMinimize)
    x = [problem.add_variable(f"x{column}", cat="Binary") for column in range(len(model.costs))]

    def total(terms: Terms) -> pulp.LpAffineExpression:
        return pulp.LpAffineExpression((x[column], value) for column, value in terms.items())

    def add(row: Row) -> None:
        value = total(row.terms)
        problem.addConstraint(value == row.most if row.exactly else value <= row.most)

    for row in model.rows:
        # A row of no columns PuLP writes in a way that CBC can't read.
        if row.terms:
            add(row)
    possible = all(row.terms or row.holds(set()) for row in model.rows)
    # Nor, in any later level, an objective of none.
    nothing = {0: 0}
    n_added = 0

    def step(
        level: int, fixed: Sequence[Row], seconds: float | None, known: list[int] | None
    ) -> Step:
        nonlocal n_added
        del known
        if not (x and possible):
            return Step([] if possible else None, proved=True)
        for row in fixed[n_added:]:
            if row.terms:
                add(row)
        n_added = len(fixed)
        problem.setObjective(total(level_costs(model, level) or nothing))
        cbc = pulp.COIN_CMD(
            path=pulp.PULP_CBC_CMD.pulp_cbc_path,
            msg=False,
            timeLimit=seconds,
            gapRel=0,
            gapAbs=0,
        )
        problem.solve(cbc)
        if problem.sol_status == pulp.LpSolutionInfeasible:
            return Step(None, proved=True)
        if problem.sol_status == pulp.LpSolutionNoSolutionFound:
            return Step(None, proved=False)
        return Step(
            [column for column, variable in enumerate(x) if (variable.value() or 0) > 0.5],
            proved=problem.sol_status == pulp.LpSolutionOptimal,
        )

    return step
