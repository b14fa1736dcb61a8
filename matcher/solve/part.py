"""A problem on some columns of another, and the way back for what is learned there."""

from __future__ import annotations

import numpy as np

from matcher.geography import Floats, Ints
from matcher.solve.knapsack import cover_cut
from matcher.solve.problem import Problem
from matcher.solve.rows import Made, Row, summed


class Part:
    """Some columns of a problem, and the rows that bind them, as a problem of their own.

    Parameters
    ----------
    whole : Problem
        The problem.
    columns : ndarray of int, optional
        Which columns, ascending, all of them open; None: all that are open.
    movers : ndarray of int, optional
        Who has to be covered, ascending; None: everybody.

    Attributes
    ----------
    problem : Problem
        The part; it may be given more rows.
    columns : ndarray of int
        The whole's column behind each of the part's.
    movers : ndarray of int
        The whole's row in `Model.covers` of each of the part's movers.
    """

    def __init__(
        self, whole: Problem, columns: Ints | None = None, movers: Ints | None = None
    ) -> None:
        self._whole = whole
        everybody = np.arange(whole.model.covers.shape[0])
        self.movers: Ints = everybody if movers is None else movers
        self.columns: Ints = np.flatnonzero(whole.open) if columns is None else columns
        binding = whole.binding(self.columns)
        self.problem = whole.restricted(self.columns, binding, movers)
        #: The whole's row behind each of the part's.
        self._rows: list[int] = binding.tolist()

    def spread(self, x: Floats) -> Floats:
        """Return a solution of the part as one of the whole."""
        wide = np.zeros(self._whole.model.n_columns)
        wide[self.columns] = x
        return wide

    def spread_covers(self, covers: Ints) -> Ints:
        """Return multipliers of the part's movers as multipliers of the whole's."""
        wide = np.zeros(self._whole.model.covers.shape[0], dtype=np.int64)
        wide[self.movers] = covers
        return wide

    def spread_prices(self, prices: Ints) -> Ints:
        """Return prices of the part's rows as prices of the whole's, see `spread_rows`."""
        self.spread_rows()
        wide = np.zeros(self._whole.n_rows, dtype=np.int64)
        wide[self._rows[: len(prices)]] = prices
        return wide

    def spread_rows(self) -> None:
        """Give the whole the rows that the part was given, with their meaning there."""
        mine = self.problem.rows
        whole = self._whole.rows
        wide = {id(row): whole[number] for row, number in zip(mine, self._rows, strict=False)}
        new = mine[len(self._rows) :]
        for row in new:
            wide[id(row)] = self._widened(row, wide)
        self._rows.extend(range(len(whole), len(whole) + len(new)))
        self._whole.add([wide[id(row)] for row in new])

    def _widened(self, row: Row, wide: dict[int, Row]) -> Row:
        """Return a row of the part as a row of the whole.

        One that was made of others is made again of the whole's; another holds for the columns
        that it names wherever they stand.
        """
        if not isinstance(row.made, Made):
            return row.on(self.columns[row.columns], row.coefficients)
        rows = tuple((wide[id(one)], times) for one, times in row.made.rows)
        covers = tuple((int(self.movers[mover]), times) for mover, times in row.made.covers)
        once = tuple((int(self.columns[column]), times) for column, times in row.made.columns)
        made = Made(row.made.divisor, rows, covers, once)
        columns, total, most = summed(made, self._whole.model.covers_by_mover)
        return Row(row.code, columns, total, most, row.about, made)

    @property
    def whole_rows(self) -> list[Row]:
        """The whole's row behind each of the part's; `spread_rows` first."""
        rows = self._whole.rows
        return [rows[number] for number in self._rows]

    def plain(self, chosen: Ints) -> Ints:
        """Return a plan's columns without such as say nothing of it, if the part has them all."""
        whole = self._whole.model.plain(self.columns[chosen])
        spots = np.searchsorted(self.columns, whole)
        inside = spots < len(self.columns)
        return spots if inside.all() and (self.columns[spots] == whole).all() else chosen

    def add_covers(self, chosen: Ints) -> bool:
        """Add cuts for the rows that a plan breaks though not as they were rounded; return if any.

        Parameters
        ----------
        chosen : ndarray of int
            The plan's columns in the part: each mover is covered once.
        """
        columns = self.columns[chosen]
        taken = np.zeros(self._whole.model.n_columns, dtype=np.int64)
        taken[columns] = 1
        cuts = [
            cover_cut(self._whole.model, row, columns) for row in self._whole.broken_exactly(taken)
        ]
        if cuts:
            self.spread_rows()
            before = self._whole.n_rows
            self._whole.add(cuts)
            self.problem.add([self._narrowed(row) for row in cuts])
            self._rows.extend(range(before, self._whole.n_rows))
        return bool(cuts)

    def _narrowed(self, row: Row) -> Row:
        """Return a row of the whole on the part's columns."""
        spots = np.searchsorted(self.columns, row.columns)
        inside = spots < len(self.columns)
        inside[inside] = self.columns[spots[inside]] == row.columns[inside]
        return row.on(spots[inside], row.coefficients[inside])
