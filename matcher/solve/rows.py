"""Rows: sums over columns, in whole numbers, that plans keep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csr_array

from matcher.geography import Ints

#: Coefficients of rows in bounds stay below this, so that sums stay within 64 bits.
_LARGEST = 1 << 30


@dataclass(frozen=True)
class Made:
    """How a cut was made: a sum of rows that every plan keeps, divided and rounded down.

    Attributes
    ----------
    divisor : int
        What the sum was divided by.
    rows : tuple of (Row, int)
        Rows with their multipliers, above 0.
    covers : tuple of (int, int)
        Movers, by their row in `Model.covers`, with the multiplier of *covered exactly once*.
    columns : tuple of (int, int)
        Columns with the multiplier of *chosen at most once*, above 0.
    """

    divisor: int
    rows: tuple[tuple[Row, int], ...]
    covers: tuple[tuple[int, int], ...] = ()
    columns: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Cover:
    """How a cover cut was made: chosen columns of which a row leaves no room for all at once.

    Each mover's share is taken from what the columns that cover it add to the row. What is left of
    a column that covers movers with thresholds counts where it is at least their sum. The
    thresholds together are more than the row leaves, shares and everything below 0 aside: so the
    movers can't all have such columns. (GUB cover inequalities: Wolsey, "Valid inequalities for
    0-1 knapsacks and MIPs with generalised upper bound constraints", 1990.)

    Attributes
    ----------
    row : Row
        The row, with its exact coefficients.
    shares : tuple of (int, int)
        Movers, by their row in `Model.covers`, with what each takes of the row at least.
    thresholds : tuple of (int, int)
        Movers and what each takes beyond its share, above 0.
    columns : tuple of int
        Columns that cover nobody and are in it as they are.
    """

    row: Row
    shares: tuple[tuple[int, int], ...]
    thresholds: tuple[tuple[int, int], ...]
    columns: tuple[int, ...] = ()


@dataclass(frozen=True)
class Row:
    """A sum over columns that is at most `most`.

    Attributes
    ----------
    code : str
        What it stands for.
    columns, coefficients : ndarray of int
        Columns and what each adds to the sum.
    most : int
        What the sum may be at most.
    about : int
        The position of the home, group or level that it is about; -1 for none.
    made : Made, Cover or None
        How it follows from other rows; None if it does not.
    rounding : int
        What its coefficients are divided by at least, so that they fit a bound: a row on some of
        its columns is rounded as the whole of it is.
    """

    code: str
    columns: Ints
    coefficients: Ints
    most: int
    about: int = -1
    made: Made | Cover | None = field(default=None, repr=False)
    rounding: int = 0

    @property
    def largest(self) -> int:
        """The largest coefficient, its sign aside."""
        return int(np.abs(self.coefficients).max(initial=0))

    @property
    def divisor(self) -> int:
        """What its coefficients are divided by, so that they fit a bound; 1 where they do."""
        return max(1, self.rounding, -(-self.largest // _LARGEST))

    def on(self, columns: Ints, coefficients: Ints) -> Row:
        """Return the same on some of its columns, wherever they stand.

        Parameters
        ----------
        columns, coefficients : ndarray of int
            The columns, and what each adds.
        """
        return Row(self.code, columns, coefficients, self.most, self.about, rounding=self.divisor)

    @property
    def fits(self) -> bool:
        """Whether its coefficients are small enough to stand as they are in a bound."""
        return self.coefficients.dtype != object and self.divisor == 1

    def total(self, taken: Ints) -> int:
        """Return the exact sum of the row; `taken` says how often each column is, shape (columns,).

        In Python's whole numbers, which have no limit.
        """
        amounts = taken[self.columns]
        used = np.flatnonzero(amounts)
        return sum(map(int.__mul__, map(int, self.coefficients[used]), map(int, amounts[used])))

    def is_kept(self, taken: Ints) -> bool:
        """Return whether chosen columns keep it, exactly."""
        return self.total(taken) <= self.most


def parents(row: Row) -> list[Row]:
    """Return the rows that a row is made of."""
    if isinstance(row.made, Made):
        return [parent for parent, _ in row.made.rows]
    return [row.made.row] if isinstance(row.made, Cover) else []


def scaled(row: Row) -> tuple[Ints, int]:
    """Return coefficients and upper bound that fit; a weaker row where they were too large.

    Coefficients end up below `_LARGEST`, and a bound that says nothing, or can't be kept at all,
    is taken from far outside what the sum can be to just outside.
    """
    divisor = row.divisor
    values = (row.coefficients // divisor).astype(np.int64)
    lowest, highest = int(np.minimum(values, 0).sum()), int(np.maximum(values, 0).sum())
    return values, min(max(row.most // divisor, lowest - 1), highest)


def stack(rows: Sequence[Row], n_columns: int) -> tuple[csr_array, list[int]]:
    """Return the coefficients and the upper bounds of rows."""
    found = [scaled(row) for row in rows]
    ends = np.cumsum([0, *(len(row.columns) for row in rows)])
    columns = np.concatenate([np.zeros(0, np.int64), *(row.columns for row in rows)])
    values = np.concatenate([np.zeros(0, np.int64), *(values for values, _ in found)])
    # Small indices, where they fit, make every product faster.
    indices = np.int32 if max(n_columns, len(columns)) < 1 << 31 else np.int64
    shape = (len(rows), n_columns)
    matrix = csr_array((values, columns.astype(indices), ends.astype(indices)), shape=shape)
    return matrix, [most for _, most in found]


def summed(made: Made, covers: csr_array) -> tuple[Ints, Ints, int]:
    """Return the columns, coefficients and upper bound of the row that is made so.

    Parameters
    ----------
    made : Made
        How it is made.
    covers : csr_array, shape (movers, columns)
        Which columns cover each mover.
    """
    parts = [(row.columns, *scaled(row), times) for row, times in made.rows]
    for mover, times in made.covers:
        columns = covers.indices[slice(*covers.indptr[mover : mover + 2])]
        parts.append((columns, np.ones(len(columns), dtype=np.int64), 1, times))
    for column, times in made.columns:
        parts.append((np.array([column]), np.ones(1, dtype=np.int64), 1, times))
    columns, spots = np.unique(np.concatenate([part[0] for part in parts]), return_inverse=True)
    total = np.zeros(len(columns), dtype=np.int64)
    np.add.at(total, spots, np.concatenate([values * times for _, values, _, times in parts]))
    total //= made.divisor
    used = np.flatnonzero(total)
    most = sum(most * times for _, _, most, times in parts)
    return columns[used].astype(np.int64), total[used], most // made.divisor
