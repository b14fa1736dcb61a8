"""A problem on the columns that are still open, and the way back for what is learned there."""

from __future__ import annotations

import numpy as np
from scipy.sparse import vstack

from matcher.geography import Floats, Ints
from matcher.solve.problem import Problem
from matcher.solve.rows import Made, Row


class Part:
    """The open columns of a problem, and the rows that bind them, as a problem of their own.

    Parameters
    ----------
    whole : Problem
        The problem.

    Attributes
    ----------
    problem : Problem
        The part; it may be given more rows.
    columns : ndarray of int
        The whole's column behind each of the part's.
    """

    def __init__(self, whole: Problem) -> None:
        self._whole = whole
        self.columns: Ints = np.flatnonzero(whole.open)
        binding = whole.binding(self.columns)
        self.problem = whole.restricted(self.columns, binding)
        #: The whole's row behind each of the part's.
        self._rows: list[int] = binding.tolist()

    def spread(self, x: Floats) -> Floats:
        """Return a solution of the part as one of the whole."""
        wide = np.zeros(self._whole.model.n_columns)
        wide[self.columns] = x
        return wide

    def spread_prices(self, prices: Ints) -> Ints:
        """Return prices of the part's rows as prices of the whole's.

        Rows that the part was given are added to the whole, with their meaning there.
        """
        mine = self.problem.rows
        position = {id(row): k for k, row in enumerate(mine)}
        for row in mine[len(self._rows) :]:
            self._rows.append(self._whole.n_rows)
            self._whole.add([self._widened(row, position)])
        wide = np.zeros(self._whole.n_rows, dtype=np.int64)
        wide[self._rows[: len(prices)]] = prices
        return wide

    def _widened(self, row: Row, position: dict[int, int]) -> Row:
        """Return a row of the part as a row of the whole.

        One that was made of others is made again of the whole's; another holds for the columns
        that it names wherever they stand.
        """
        if row.made is None:
            return Row(row.code, self.columns[row.columns], row.coefficients, row.most, row.about)
        whole, made = self._whole, row.made
        numbers = np.array([self._rows[position[id(one)]] for one, _ in made.rows], dtype=np.int64)
        movers = np.array([mover for mover, _ in made.covers], dtype=np.int64)
        times = np.array([n for _, n in (*made.rows, *made.covers)], dtype=np.int64)
        summed = vstack([whole.rows_of(numbers), whole.model.covers_by_mover[movers]])
        total: Ints = summed.T @ times
        most = int(whole.most[numbers] @ times[: len(numbers)] + times[len(numbers) :].sum())
        once = tuple((int(self.columns[column]), n) for column, n in made.columns)
        for column, n in once:
            total[column] += n
            most += n
        total //= made.divisor
        columns = np.flatnonzero(total)
        rows = whole.rows
        of = tuple(
            (rows[number], n) for number, n in zip(numbers, times[: len(numbers)], strict=True)
        )
        again = Made(made.divisor, of, made.covers, once)
        return Row(row.code, columns, total[columns], most // made.divisor, row.about, again)
