"""A problem in whole numbers: what a bound is proved on and a search runs on.

It starts as the model and the limits, and grows by rows that every plan keeps: clashes, cuts, and
the values of the levels that are done. Nothing is ever taken away that a best plan could need.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array, vstack

from matcher.case_arrays import Bools
from matcher.geography import Floats, Ints
from matcher.solve.model import Model
from matcher.solve.rows import Row, scaled, stack
from matcher.solve.sparse import entries, entries_across, joined, picked, summed
from matcher.solve.tree import Proof

#: A level whose costs are all at most this counts children or homes: it goes by whole steps.
SMALL_COST = 16
#: A unit of a level counts this many times what a later one could gain for one child; less where
#: the linear program is huge, since it takes longer the more its costs differ.
_MARGIN, _MARGIN_IF_HUGE = 8, 2
#: The largest cost of a column in a sum of levels: the linear program's numbers are floating.
_LARGEST_SUM = 1 << 42


@dataclass(frozen=True)
class Goal:
    """What is minimised: a constant and what each column adds.

    Attributes
    ----------
    costs : ndarray of int, shape (columns,)
        What each column adds.
    constant : int
        What there is before any column.
    step : int
        Without the constant, values of plans are multiples of this.
    offset : int
        Added as well, the constant and the step aside: a plan that keeps the levels before is at
        least the sum of all.
    is_small : bool
        Whether it counts children or homes: it goes by whole steps.
    weights : mapping of int to int
        The levels before it that are in the sum, and what a unit of each counts.
    """

    costs: Ints
    constant: int = 0
    step: int = 1
    offset: int = 0
    is_small: bool = False
    weights: Mapping[int, int] = field(default_factory=dict)

    def on(self, columns: Ints) -> Goal:
        """Return the same on some columns only."""
        return replace(self, costs=self.costs[columns])

    def value(self, chosen: Ints) -> int:
        """Return what chosen columns come to."""
        return self.constant + self.offset + int(self.costs[chosen].sum())


@dataclass(frozen=True)
class Closing:
    """Multipliers that close columns: no plan that is looked for is above a value.

    Attributes
    ----------
    scale : int
        What the multipliers are multiples of 1 over.
    covers, prices : ndarray of int
        The multipliers of each mover and of each row there was, times the scale.
    most : int
        The value.
    weights : mapping of int to int
        The levels before that are in the sum; see `Goal`.
    row : Row or None
        What is summed, if no level is.
    """

    scale: int
    covers: Ints
    prices: Ints
    most: int
    weights: Mapping[int, int]
    row: Row | None = None

    def proof(self, rows: Sequence[Row]) -> tuple[Proof, int]:
        """Return it as a proof, and the value; `rows` are the problem's."""
        return proof_of(self.scale, self.covers, self.prices, rows, self.weights, self.row), (
            self.most
        )


def proof_of(
    scale: int,
    covers: Ints,
    prices: Ints,
    rows: Sequence[Row],
    weights: Mapping[int, int] | None,
    row: Row | None = None,
) -> Proof:
    """Return multipliers, given as arrays, as a proof."""
    of_movers = {k: int(covers[k]) for k in np.flatnonzero(covers).tolist()}
    priced = [(rows[k], int(prices[k])) for k in np.flatnonzero(prices).tolist()]
    levels = None if weights is None or row is not None else dict(weights)
    return Proof(levels, scale, of_movers, priced, row)


@dataclass
class Problem:
    """The columns that are left and the rows they keep.

    Attributes
    ----------
    model : Model
        Columns and levels, and the rows that every plan keeps.
    added : list of Row
        Further rows, exact.
    open : ndarray of bool, shape (columns,)
        Which columns a plan that is still looked for may use.
    closings : list of Closing
        What has closed columns for good, first to last.
    """

    model: Model
    added: list[Row]
    open: Bools
    closings: list[Closing] = field(default_factory=list, init=False, repr=False)
    _matrix: csr_array = field(init=False, repr=False)
    _most: list[int] = field(init=False, repr=False)
    _largest: list[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._matrix, self._most = stack(self.added, self.model.n_columns)
        self._largest = [row.largest // row.divisor for row in self.added]

    def copy(self) -> Problem:
        """Return the same, to add rows to and close columns of without a change here."""
        return Problem(self.model, list(self.added), self.open.copy())

    @property
    def rows(self) -> list[Row]:
        """All rows, exact: the model's, and those that were added."""
        return [*self.model.rows, *self.added]

    @property
    def n_rows(self) -> int:
        """How many rows there are."""
        return len(self.model.rows) + len(self.added)

    @property
    def most(self) -> Ints:
        """The rows' upper bounds, rounded as the rows are."""
        return np.concatenate([self.model.stacked[1], np.array(self._most, dtype=np.int64)])

    @property
    def largest(self) -> Ints:
        """The rows' largest coefficients, their signs aside, rounded as the rows are."""
        return np.concatenate([self.model.largest, np.array(self._largest, dtype=np.int64)])

    def activity(self, x: NDArray[Any]) -> NDArray[Any]:
        """Return each row's sum; its coefficients, where too large, rounded so that it is weaker.

        Parameters
        ----------
        x : ndarray, shape (columns,)
            How much of each column is chosen.
        """
        given = np.zeros(len(self.model.rows), dtype=x.dtype)
        summed(self.model.by_column, x, given)
        return np.concatenate([given, self._matrix @ x])

    def priced(self, prices: NDArray[Any], columns: Ints | None = None) -> NDArray[Any]:
        """Return what columns take of the rows, at a price for each row.

        Parameters
        ----------
        prices : ndarray, shape (rows,)
            Prices, whole or floating.
        columns : ndarray of int, optional
            Which columns; None: all.
        """
        model, n_given = self.model, len(self.model.rows)
        floating = prices.dtype.kind == "f"
        given = model.by_column_floating if floating else model.by_column
        if columns is not None:
            taken: NDArray[Any] = given[columns] @ prices[:n_given]
            taken += self._matrix[:, columns].T @ prices[n_given:]
            return taken
        taken = given @ prices[:n_given]
        # Few of the rows that were added have a price.
        summed(self._matrix, prices[n_given:], taken)
        return taken

    def rows_of(self, rows: Ints) -> csr_array:
        """Return the coefficients of some rows, shape (rows, columns)."""
        n_given = len(self.model.rows)
        is_given = rows < n_given
        given, added = rows[is_given], rows[~is_given] - n_given
        return picked([(self.model.stacked[0], given), (self._matrix, added)])

    def columns_of(self, columns: Ints) -> csc_array:
        """Return the coefficients of some columns in the covers and in all rows, in that order."""
        model = self.model
        parts, n_rows = [], 0
        for matrix, (number, rows, values) in (
            (model.covers, entries(model.covered, columns)),
            (model.stacked[0], entries(model.by_column, columns)),
            (self._matrix, entries_across(self._matrix, columns)),
        ):
            parts.append((number, rows + n_rows, values))
            n_rows += matrix.shape[0]
        return csc_array(joined(parts, len(columns)), shape=(n_rows, len(columns)))

    def add(self, rows: Sequence[Row]) -> None:
        """Add rows that every plan still looked for keeps."""
        if rows:
            self.added.extend(rows)
            matrix, most = stack(rows, self.model.n_columns)
            self._matrix = vstack([self._matrix, matrix], format="csr")
            self._most.extend(most)
            self._largest.extend(row.largest // row.divisor for row in rows)

    def goal(
        self, level: int, weights: Mapping[int, int] | None = None, values: Sequence[int] = ()
    ) -> Goal:
        """Return a level as what is minimised.

        Parameters
        ----------
        level : int
            The level.
        weights : mapping of int to int, optional
            Levels before it and what a unit of each counts: more than what is minimised could
            gain by it, so that they keep their values with no row for each.
        values : sequence of int
            The values that the levels before it are to keep.
        """
        model = self.model
        costs = model.costs[level]
        step = max(1, int(np.gcd.reduce(costs, initial=0)))
        offset, weights = 0, weights or {}
        for before, weight in weights.items():
            costs = costs + weight * model.costs[before]
            offset += weight * (int(model.constant[before]) - values[before])
        return Goal(costs, int(model.constant[level]), step, offset, self.is_small(level), weights)

    def weights(self, level: int, before: Iterable[int]) -> dict[int, int]:
        """Return what a unit of each level before counts in one sum with a level.

        More than anything that the level, and those between, could gain for one child by it; none
        where the sum would be too large for the linear program.
        """
        largest = max(1, int(self.model.costs[level].max(initial=0)))
        weights: dict[int, int] = {}
        margin = _MARGIN_IF_HUGE if self.model.is_huge else _MARGIN
        for one in sorted(before, reverse=True):
            weight = 1 << (margin * largest).bit_length()
            most = weight * int(self.model.costs[one].max(initial=0))
            if max(weight, most) > _LARGEST_SUM:
                break
            weights[one] = weight
            largest = max(largest, most)
        return weights

    @property
    def n_small(self) -> int:
        """How many levels, first to last, count children or homes; the last level aside."""
        n_levels = len(self.model.costs)
        large = (level for level in range(n_levels - 1) if not self.is_small(level))
        return next(large, n_levels - 1)

    def is_small(self, level: int) -> bool:
        """Return whether a level counts children or homes."""
        return int(self.model.costs[level].max(initial=0)) <= SMALL_COST

    def goal_of(self, row: Row) -> tuple[Goal, int]:
        """Return a row's sum as what is minimised, and what it is at most."""
        values, most = scaled(row)
        costs = np.zeros(self.model.n_columns, dtype=np.int64)
        costs[row.columns] = values
        step = max(1, int(np.gcd.reduce(costs, initial=0)))
        return Goal(costs, step=step, is_small=int(costs.max(initial=0)) <= SMALL_COST), most

    def binding(self, columns: Ints) -> Ints:
        """Return which rows some of these columns could break, by their positions."""
        chosen = np.zeros(self.model.n_columns, dtype=np.int64)
        chosen[columns] = 1

        def most_of(matrix: csr_array) -> Ints:
            parts = np.maximum(matrix.data, 0), matrix.indices, matrix.indptr
            taken: Ints = csr_array(parts, shape=matrix.shape) @ chosen
            return taken

        taken = np.concatenate([most_of(self.model.stacked[0]), most_of(self._matrix)])
        binds = taken > self.most
        for number, row in enumerate(self.added, start=len(self.model.rows)):
            if not row.fits and not binds[number]:
                # It is weaker in the matrix.
                gains = replace(row, coefficients=np.maximum(row.coefficients, 0))
                binds[number] = not gains.is_kept(chosen)
        return np.flatnonzero(binds)

    def restricted(
        self, columns: Ints, binding: Ints | None = None, movers: Ints | None = None
    ) -> Problem:
        """Return the problem on some columns only, all of them open, with the rows that bind.

        Parameters
        ----------
        columns : ndarray of int
            Columns, ascending.
        binding : ndarray of int, optional
            What `binding` says of them, where the caller has asked.
        movers : ndarray of int, optional
            Who has to be covered, ascending; None: everybody.
        """
        new = np.full(self.model.n_columns, -1, dtype=np.int64)
        new[columns] = np.arange(len(columns))
        binding = self.binding(columns) if binding is None else binding
        n_given = len(self.model.rows)
        rows = []
        for row in (self.added[k] for k in (binding[binding >= n_given] - n_given).tolist()):
            mine = new[row.columns] >= 0
            rows.append(row.on(new[row.columns[mine]], row.coefficients[mine]))
        everything = np.ones(len(columns), dtype=np.bool_)
        model = self.model.restricted(columns, binding[binding < n_given], movers)
        return Problem(model, rows, everything)

    def keep_level(self, level: int, value: int) -> None:
        """Add the row that a level is at most a value, unless it is there."""
        if not any(row.code == "level" and row.about == level for row in self.added):
            self.add([self.level_row(level, value)])

    def level_row(self, level: int, value: int) -> Row:
        """Return the row that a level is at most a value."""
        costs = self.model.costs[level]
        used = np.flatnonzero(costs)
        return Row("level", used, costs[used], value - int(self.model.constant[level]), level)

    def highest(self, level: int) -> int:
        """Return a value that a level is in no plan above: all columns at once."""
        costs = self.model.costs[level][self.open]
        return int(self.model.constant[level]) + int(sum(costs[costs > 0].tolist()))

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
        if taken[self.model.rest].any():
            return False
        if (self.model.covers @ taken != 1).any():
            return False
        if (self.activity(taken) > self.most).any():
            return False
        return not self.broken_exactly(taken) and not self.broken(taken.astype(np.float64))

    def broken_exactly(self, taken: Ints) -> list[Row]:
        """Return the rows that chosen columns break, of those that are rounded in the matrix.

        They are weaker there.

        Parameters
        ----------
        taken : ndarray of int, shape (columns,)
            1 for a chosen column, else 0.
        """
        return [row for row in self.added if not row.fits and not row.is_kept(taken)]
