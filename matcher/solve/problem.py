"""A problem in whole numbers: what a bound is proved on and a search runs on.

It starts as the model and the limits, and grows by rows that every plan keeps: clashes, cuts, and
the values of the levels that are done. Nothing is ever taken away that a best plan could need.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array, vstack

from matcher.columns import Bools
from matcher.geography import Floats, Ints
from matcher.solve.model import Model, Row

#: Coefficients of rows in bounds stay below this, so that sums stay within 64 bits.
_LARGEST = 1 << 30


@dataclass(frozen=True)
class Goal:
    """What is minimised: a constant and what each column adds."""

    costs: Ints
    constant: int = 0

    @cached_property
    def step(self) -> int:
        """Values differ by multiples of this."""
        return max(1, int(np.gcd.reduce(self.costs, initial=0)))


@dataclass
class Problem:
    """The columns that are left and the rows they keep.

    Attributes
    ----------
    model : Model
        Columns and levels.
    rows : list of Row
        All rows, exact.
    open : ndarray of bool, shape (columns,)
        Which columns a plan that is still looked for may use.
    """

    model: Model
    rows: list[Row]
    open: Bools
    _matrix: csr_array = field(init=False, repr=False)
    _most: list[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._matrix, self._most = _stack(self.rows, self.model.n_columns)

    @property
    def matrix(self) -> csr_array:
        """The rows' coefficients; where they were too large, rounded so that the row is weaker."""
        return self._matrix

    @property
    def most(self) -> Ints:
        """The rows' upper bounds, rounded likewise."""
        return np.array(self._most, dtype=np.int64)

    def add(self, rows: Sequence[Row]) -> None:
        """Add rows that every plan still looked for keeps."""
        if rows:
            self.rows.extend(rows)
            matrix, most = _stack(rows, self.model.n_columns)
            self._matrix = vstack([self._matrix, matrix], format="csr")
            self._most.extend(most)

    def goal(self, level: int) -> Goal:
        """Return a level as what is minimised."""
        return Goal(self.model.costs[level], int(self.model.constant[level]))

    def goal_of(self, row: Row) -> tuple[Goal, int]:
        """Return a row's sum as what is minimised, and what it is at most."""
        values, most = _scaled(row)
        costs = np.zeros(self.model.n_columns, dtype=np.int64)
        costs[row.columns] = values
        return Goal(costs), most

    def level_row(self, level: int, value: int) -> Row:
        """Return the row that a level is at most a value."""
        costs = self.model.costs[level]
        used = np.flatnonzero(costs)
        return Row("level", used, costs[used], value - int(self.model.constant[level]))

    def value(self, chosen: Ints, level: int) -> int:
        """Return a level's value for chosen columns."""
        return int(self.model.constant[level] + self.model.costs[level, chosen].sum())

    def broken(self, x: Floats) -> list[Row]:
        """Return rows that every plan keeps and a solution breaks, fractional or not."""
        return self.model.broken_clashes(x)

    def keeps_rows(self, chosen: Ints) -> bool:
        """Return whether chosen columns cover each mover once and keep every row, exactly."""
        taken = np.zeros(self.model.n_columns, dtype=np.int64)
        taken[chosen] = 1
        if (self.model.covers @ taken != 1).any():
            return False
        if (self._matrix @ taken > self.most).any():
            return False
        # Rows that were rounded in the matrix are weaker there: these are summed exactly.
        for row in self.rows:
            if not _fits(row):
                values = row.coefficients[taken[row.columns] > 0].tolist()
                if sum(map(int, values)) > row.most:
                    return False
        return not self.broken(taken.astype(np.float64))


def _fits(row: Row) -> bool:
    """Return whether a row's coefficients are small enough to stand as they are."""
    return row.coefficients.dtype != object and _largest(row) < _LARGEST


def _largest(row: Row) -> int:
    return int(np.abs(row.coefficients).max(initial=0))


def _scaled(row: Row) -> tuple[Ints, int]:
    """Return coefficients and upper bound that fit; a weaker row where they were too large.

    Coefficients end up below `_LARGEST`, and a bound that says nothing, or can't be kept at all,
    is taken from far outside what the sum can be to just outside.
    """
    divisor = max(1, -(-_largest(row) // _LARGEST))
    values = (row.coefficients // divisor).astype(np.int64)
    lowest, highest = int(np.minimum(values, 0).sum()), int(np.maximum(values, 0).sum())
    return values, min(max(row.most // divisor, lowest - 1), highest)


def _stack(rows: Sequence[Row], n_columns: int) -> tuple[csr_array, list[int]]:
    """Return the coefficients and the upper bounds of rows."""
    scaled = [_scaled(row) for row in rows]
    ends = np.cumsum([0, *(len(row.columns) for row in rows)])
    columns = np.concatenate([np.zeros(0, np.int64), *(row.columns for row in rows)])
    values = np.concatenate([np.zeros(0, np.int64), *(values for values, _ in scaled)])
    shape = (len(rows), n_columns)
    matrix = csr_array((values, columns, ends), shape=shape, dtype=np.int64)
    return matrix, [most for _, most in scaled]
