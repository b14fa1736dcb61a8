"""What multipliers and cases prove of one level, summed in Python's whole numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd

from benchmarks.verify.columns import Columns
from benchmarks.verify.rows import Row, Rows, WrongError
from matcher.records.certificate import (
    AboutChild,
    AboutColumn,
    Case,
    Closing,
    Multipliers,
)

#: Columns that may be chosen, and those that are.
_Some = tuple[set[int], frozenset[int]]


@dataclass(frozen=True)
class Summed:
    """What multipliers come to over some columns.

    Attributes
    ----------
    total : int
        The sum, times the scale, without the level's constant.
    scale : int
        What the multipliers are multiples of 1 over.
    reduced : dict of int to int
        What each of the columns would add, times the scale.
    """

    total: int
    scale: int
    reduced: dict[int, int]


class Level:
    """A level, the levels before it having their values.

    Parameters
    ----------
    level : int
        Its position in the policy.
    columns : Columns
        The columns of the case.
    rows : Rows
        The rows of the certificate.
    values : list of int
        The plan's levels.
    """

    def __init__(self, level: int, columns: Columns, rows: Rows, values: list[int]) -> None:
        self._level, self._columns, self._rows, self._values = level, columns, rows, values
        self._constant = columns.constant[level]
        # Without the constant, the level is a multiple of this.
        self._step = max(1, gcd(*(costs[level] for costs in columns.costs)))

    def summed(
        self,
        multipliers: Multipliers,
        usable: set[int],
        forced: frozenset[int] = frozenset(),
        row: int | None = None,
    ) -> Summed:
        """Return what multipliers come to.

        Parameters
        ----------
        multipliers : Multipliers
            Any: those of rows can't be negative.
        usable : set of int
            The columns that may be chosen.
        forced : set of int
            Those of them that are chosen.
        row : int, optional
            The row whose sum they bound; None: the level, or nothing.
        """
        scale, total = multipliers.scale, 0
        reduced = dict.fromkeys(usable, 0)
        if row is not None:
            for column, value in self._row(row).terms.items():
                if column in reduced:
                    reduced[column] += scale * value
        elif multipliers.weights is not None:
            for before, weight in (*multipliers.weights, (self._level, 1)):
                if before > self._level or (before == self._level and weight != 1):
                    raise WrongError(f"levels[{before}] has a weight and does not come before")
                for column in reduced:
                    reduced[column] += weight * scale * self._columns.costs[column][before]
                if before < self._level:
                    kept = self._columns.constant[before] - self._values[before]
                    total += weight * scale * kept
        for child, multiplier in multipliers.movers.items():
            for column in self._columns.covering[child]:
                if column in reduced:
                    reduced[column] -= multiplier
            total += multiplier
        for number, price in multipliers.rows:
            priced = self._row(number)
            for column, value in priced.terms.items():
                if column in reduced:
                    reduced[column] += price * value
            total -= price * priced.most
        for column, value in reduced.items():
            if value < 0 or column in forced:
                total += value
        return Summed(total, scale, reduced)

    def _row(self, number: int) -> Row:
        row = self._rows[number]
        if row.after >= self._level:
            raise WrongError(f"rows[{number}] rests on levels[{row.after}], which is not before")
        return row

    def rounded_up(self, summed: Summed) -> int:
        """Return the least value of the level that is no less than a sum."""
        step = summed.scale * self._step
        return self._constant - (-summed.total // step) * self._step

    def slack(self, summed: Summed, value: int) -> int:
        """Return what a column may add, times the scale, in a plan whose level has a value."""
        return (value - self._constant) * summed.scale - summed.total

    def closed(self, closing: Closing, usable: set[int]) -> set[int]:
        """Return the columns that multipliers leave to plans that are looked for."""
        summed = self.summed(closing, usable, row=closing.row)
        if closing.row is not None:
            # Every plan keeps the row.
            most = max(closing.most, self._row(closing.row).most)
            slack = most * summed.scale - summed.total
        else:
            value = max(closing.most, self._values[self._level])
            slack = self.slack(summed, value)
        return {column for column in usable if summed.reduced[column] <= slack}

    def check_cases(self, cases: Sequence[Case], target: int, columns: set[int]) -> None:
        """Check that cases show that no plan on some columns is below a value of the level.

        Raises
        ------
        WrongError
            If they leave something open.
        """
        waiting = [(0, columns, frozenset[int]())]
        while waiting:
            number, usable, forced = waiting.pop()
            if number >= len(cases):
                raise WrongError(f"cases[{number}] is not there")
            case = cases[number]
            left = self._left(case, target, usable, forced)
            if left is None:
                continue
            if case.question is None or case.yes is None or case.no is None:
                raise WrongError(f"cases[{number}] is not done, and nothing is asked")
            if min(case.yes, case.no) <= number:
                raise WrongError(f"the answers of cases[{number}] do not come after it")
            answers = self._answers(case.question, left, forced)
            for answer, some in zip((case.yes, case.no), answers, strict=True):
                if some is not None:
                    waiting.append((answer, *some))

    def _left(
        self, case: Case, target: int, usable: set[int], forced: frozenset[int]
    ) -> set[int] | None:
        """Return the columns that a case's proofs leave; None if no plan below the target is."""
        for proof in case.proofs:
            summed = self.summed(proof, usable, forced)
            if proof.weights is None:
                if summed.total > 0:
                    return None
            elif self.rounded_up(summed) >= target:
                return None
            else:
                slack = self.slack(summed, target - 1)
                usable = {j for j in usable if j in forced or summed.reduced[j] <= slack}
        return usable

    def _answers(
        self, question: AboutChild | AboutColumn, usable: set[int], forced: frozenset[int]
    ) -> tuple[_Some | None, _Some | None]:
        """Return the columns of each answer, and those chosen; None where it can't be."""
        columns = self._columns
        if isinstance(question, AboutChild):
            mine = set(columns.covering[question.child])
            there = {j for j in mine if columns.homes[j][question.child] == question.home}
            return (usable - (mine - there), forced), (usable - there, forced)
        column = columns.names[question.column]
        rivals = {j for child in columns.homes[column] for j in columns.covering[child]} - {column}
        yes = column in usable and not rivals & forced
        no = column not in forced
        return (
            (usable - rivals, forced | {column}) if yes else None,
            (usable - {column}, forced) if no else None,
        )
