"""HiGHS on parties: how a plain mixed-integer program does."""

from __future__ import annotations

from benchmarks.rivals._highs import by_highs
from benchmarks.rivals._levels import ByLevels, Steps
from benchmarks.rivals._parties import Parties
from benchmarks.rivals._rows import Rows
from matcher.case import Case


class HighsParties(ByLevels):
    """HiGHS on parties: how a plain mixed-integer program does."""

    code = "highs_parties"
    name = "HiGHS on parties"
    model = (
        "A Boolean for each party of siblings (or lone child) in each home, every rule and limit "
        "a row, level by level; HiGHS through SciPy, one thread, gap 0. Leaves nothing out."
    )

    def build(self, case: Case) -> Rows:
        """Return the parties model."""
        return Parties(case)

    def ready(self, model: Rows) -> Steps:
        """Return HiGHS on it."""
        return by_highs(model)
