"""SciPy's assignment solver, where a case is an assignment: the physical limit of speed."""

from __future__ import annotations

import time

import numpy as np
from scipy.optimize import linear_sum_assignment

from benchmarks.rivals._base import Answer, Rival
from benchmarks.rivals._movers import Movers
from matcher.case import Case
from matcher.criteria import plan_levels
from matcher.limits import limits_set
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.rules import RULES

#: Doubles are whole numbers below this.
EXACT = 1 << 53


class ScipyAssignment(Rival):
    """SciPy's assignment solver, where a case is an assignment: the physical limit of speed."""

    code = "scipy_assignment"
    name = "SciPy assignment"
    model = (
        "A table of children by homes, all levels in one whole number, solved by "
        "linear_sum_assignment. Only for cases that are assignments: nobody to house has siblings, "
        "no home could take two of them, no limits, and numbers that doubles hold exactly."
    )
    exact = True

    def suits(self, case: Case) -> bool:
        """Return whether a case is an assignment and its levels fit in one number."""
        movers = [child for child in case.register.children if child.status != "settled"]
        if limits_set(case) or any(child.id in case.group_of for child in movers):
            return False
        if any(
            _room(home, case) > 1 and _wanted(home, movers, case) > 1
            for home in case.register.homes
        ):
            return False
        return _Table(case).exact

    def solve(self, case: Case, seconds: float | None = None) -> Answer:
        """Return the best plan; with no time at all none, since the solver can't be stopped."""
        began = time.perf_counter()
        table = _Table(case)
        built = time.perf_counter()
        work = {"columns": int(np.isfinite(table.costs).sum()), "rows": len(table.costs)}
        if seconds is not None and seconds <= 0:
            return Answer(None, (), (), False, built - began, 0.0, work)
        rows, columns = linear_sum_assignment(table.costs)
        solved = time.perf_counter() - built
        homes = table.homes(rows.tolist(), columns.tolist())
        levels = plan_levels(homes, case)
        return Answer(homes, levels, levels, True, built - began, solved, work)


class _Table(Movers):
    """What each mover adds in each home, and waiting ones in a column of their own for no home.

    Attributes
    ----------
    costs : ndarray of float
        All levels in one whole number, infinite where not possible, shape (movers, homes + movers).
    exact : bool
        Whether all sums of them are whole numbers that doubles hold.
    """

    def __init__(self, case: Case) -> None:
        super().__init__(case)
        self._at = {home.id: column for column, home in enumerate(case.register.homes)}
        choices = [self._choices(row, child) for row, child in enumerate(self.movers)]
        # What a level adds is worth more than all that later ones can add together. Levels are
        # counted from each child's least, which changes nothing and keeps numbers small.
        units: list[int] = []
        unit = 1
        for level in reversed(range(len(case.policy.levels))):
            values = [[levels[level] for levels in mine.values()] for mine in choices]
            units.insert(0, unit)
            unit *= 1 + sum(max(mine) - min(mine) for mine in values)
        self.costs = np.full((len(choices), len(self._at) + len(choices)), np.inf)
        largest = 0
        for row, mine in enumerate(choices):
            totals = {
                column: sum(unit * value for unit, value in zip(units, levels, strict=True))
                for column, levels in mine.items()
            }
            least = min(totals.values())
            largest = max(largest, max(totals.values()) - least)
            for column, total in totals.items():
                self.costs[row, column] = total - least
        self.exact = largest * len(choices) < EXACT

    def _choices(self, row: int, child: Child) -> dict[int, list[int]]:
        """Return the levels of a child in each column that it may take."""
        found = {
            self._at[home.id]: self.child_levels(child, home) for home in self.possible[child.id]
        }
        if child.status == "waiting":
            found[len(self._at) + row] = self.child_levels(child, None)
        return found

    def homes(self, rows: list[int], columns: list[int]) -> dict[str, str | None]:
        """Return every child's home, given each mover's column."""
        found = {child.id: child.present_home for child in self.case.register.children}
        homes = self.case.register.homes
        for row, column in zip(rows, columns, strict=True):
            found[self.movers[row].id] = homes[column].id if column < len(homes) else None
        return found


def _wanted(home: Home, movers: list[Child], case: Case) -> int:
    """Return how many of the children to house may live in a home."""
    return sum(
        case.stays(child, home) or not any(rule.refuses(child, home, case) for rule in RULES)
        for child in movers
    )


def _room(home: Home, case: Case) -> int:
    """Return how many of the children to house could live in a home at once."""
    there = case.at_home[home.id]
    settled = [child for child in there if child.status == "settled"]
    return max(home.places - len(home.other_children) - len(settled), len(there) - len(settled))
