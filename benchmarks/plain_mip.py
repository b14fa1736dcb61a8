"""The parties model of a case, solved level by level in one call."""

from __future__ import annotations

from benchmarks.rivals._cp_sat import by_cp_sat
from benchmarks.rivals._highs import by_highs
from benchmarks.rivals._levels import Found as PlainAnswer
from benchmarks.rivals._levels import Solver, solve_levels
from benchmarks.rivals._parties import Parties
from matcher.case import Case


def solve_plain(
    case: Case, solver: Solver | None = None, time_limit: float | None = None
) -> PlainAnswer:
    """Build the parties model of a case and solve it, by HiGHS if not told otherwise."""
    return solve_levels(Parties(case), solver or by_highs, time_limit)


__all__ = ["PlainAnswer", "Solver", "by_cp_sat", "by_highs", "solve_levels", "solve_plain"]
