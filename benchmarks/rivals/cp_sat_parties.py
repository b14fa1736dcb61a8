"""CP-SAT on parties: the rows that HiGHS gets."""

from __future__ import annotations

from benchmarks.rivals._cp_sat import by_cp_sat
from benchmarks.rivals._levels import ByLevels, Steps
from benchmarks.rivals._parties import Parties
from benchmarks.rivals._rows import Rows
from matcher.case import Case


class CpSatParties(ByLevels):
    """CP-SAT on parties: the rows that HiGHS gets."""

    code = "cp_sat_parties"
    name = "CP-SAT on parties"
    model = (
        "A Boolean for each party of siblings (or lone child) in each home, every rule and limit "
        "a row, level by level, each from the plan before; CP-SAT with as many threads as it "
        "likes. Leaves nothing out."
    )

    def build(self, case: Case) -> Rows:
        """Return the parties model."""
        return Parties(case)

    def ready(self, model: Rows) -> Steps:
        """Return CP-SAT on it."""
        return by_cp_sat(model)
