"""What the plain models share: columns that are 0 or 1, and rows over them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import floor, lcm

from benchmarks.rivals._movers import Movers
from matcher.case import Case
from matcher.household import PAIR_RULES, household_refusals
from matcher.limits import Limit
from matcher.records.home import Home

Terms = Mapping[int, int]


@dataclass(frozen=True)
class Row:
    """A sum of columns times whole numbers, at most `most`, or exactly that."""

    terms: Terms
    most: int
    exactly: bool = False

    def holds(self, chosen: set[int]) -> bool:
        """Return whether it holds with just these columns at 1."""
        total = sum(value for column, value in self.terms.items() if column in chosen)
        return total == self.most if self.exactly else total <= self.most


class Rows(Movers, ABC):
    """Columns, their costs by level, and rows; every column is 0 or 1.

    Parameters
    ----------
    case : Case
        Register, policy and journeys.

    Attributes
    ----------
    costs : list of list of int
        What each column adds to each level.
    constant : list of int
        What each level is with no column chosen.
    rows : list of Row
        All rows.
    """

    def __init__(self, case: Case) -> None:
        super().__init__(case)
        self.costs: list[list[int]] = []
        self.constant = [0] * len(case.policy.levels)
        self.rows: list[Row] = []
        self.unplaced = {
            child.id: self.column(self.child_levels(child, None))
            for child in self.movers
            if child.status == "waiting"
        }
        self.clashes = self._clashes()

    @abstractmethod
    def homes(self, chosen: Iterable[int]) -> dict[str, str | None]:
        """Return every child's home, given the columns that are 1."""

    def column(self, costs: list[int] | None = None) -> int:
        """Add a column, with what it adds to each level, and return its number."""
        self.costs.append(costs or [0] * len(self.constant))
        return len(self.costs) - 1

    def row(self, terms: Terms, most: int, *, exactly: bool = False) -> None:
        """Add a row, unless it holds whatever is chosen."""
        if exactly or sum(value for value in terms.values() if value > 0) > most:
            self.rows.append(Row(terms, most, exactly))

    def limit(self, limit: Limit, weights: Mapping[int, Fraction]) -> None:
        """Add a limit's row, given what each column adds to its sum."""
        unit = lcm(*(weight.denominator for weight in weights.values()))
        left = limit.most(self.case) - sum(
            limit.weight(child, self.case.homes[home], self.case)
            for home, children in self.settled.items()
            for child in children
        )
        whole = {column: int(weight * unit) for column, weight in weights.items() if weight}
        self.rows.append(Row(whole, floor(left * unit)))

    def group_spread(self, n_homes: int, terms: Terms) -> None:
        """Count a sibling group's homes less one, but 0 where no sibling is placed.

        Parameters
        ----------
        n_homes : int
            Homes of its settled members; columns count the others already.
        terms : mapping of int to int
            Columns of which one at least is 1 where a mover of the group is placed.
        """
        if n_homes:
            spread = self.levels_of({"siblings_apart": n_homes - 1})
            self.constant = [a + b for a, b in zip(self.constant, spread, strict=True)]
        else:
            placed = self.column(self.levels_of({"siblings_apart": -1}))
            self.row({placed: 1, **dict.fromkeys(terms, -1)}, 0)

    def breaks_today(self, home: Home) -> bool:
        """Return whether those who live in a home today break a rule that a newcomer brings up.

        Elsewhere they may always stay, since taking a child out never breaks a rule; here rows
        must hold only where a newcomer comes.
        """
        return bool(household_refusals(home, self.case.at_home[home.id], self.case))

    def in_home(self, terms: Terms, most: int, opened: int | None) -> None:
        """Add a row of a home; with a switch `opened`, one that holds only where that is 1."""
        if opened is not None:
            slack = max(0, sum(value for value in terms.values() if value > 0) - most)
            terms, most = {**terms, opened: slack}, most + slack
        self.row(terms, most)

    def _clashes(self) -> dict[str, set[str]]:
        """Return, for each mover, the movers who must not live in one home with it."""
        found: dict[str, set[str]] = {child.id: set() for child in self.movers}
        for one, other in combinations(self.movers, 2):
            if any(
                rule.excludes(one, other, self.case) or rule.excludes(other, one, self.case)
                for rule in PAIR_RULES
            ):
                found[one.id].add(other.id)
                found[other.id].add(one.id)
        return found
