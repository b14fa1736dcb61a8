"""CP-SAT with a Boolean for each child in each home: what one writes first."""

from __future__ import annotations

from benchmarks.rivals._cp_sat import by_cp_sat
from benchmarks.rivals._levels import ByLevels, Steps
from benchmarks.rivals._pairs import Pairs
from benchmarks.rivals._rows import Rows
from matcher.case import Case


class CpSatPairs(ByLevels):
    """CP-SAT with a Boolean for each child in each home: what one writes first."""

    code = "cp_sat_pairs"
    name = "CP-SAT on pairs"
    model = (
        "A Boolean for each child in each home, others for who shares a bedroom, which group uses "
        "a home and which has one to itself; every rule and limit a row, level by level, each from "
        "the plan before; CP-SAT with as many threads as it likes. Leaves nothing out."
    )

    def build(self, case: Case) -> Rows:
        """Return the pairs model."""
        return Pairs(case)

    def ready(self, model: Rows) -> Steps:
        """Return CP-SAT on it."""
        return by_cp_sat(model)
