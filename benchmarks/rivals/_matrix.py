"""A plain model as arrays, for solvers that take them at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from benchmarks.rivals._rows import Row, Rows

Floats = npt.NDArray[np.float64]


def matrix(rows: Sequence[Row], n_columns: int) -> csr_array:
    """Return the coefficients of rows, shape (rows, columns)."""
    starts = np.cumsum([0, *(len(row.terms) for row in rows)])
    columns = np.array([column for row in rows for column in row.terms], dtype=np.int64)
    values = np.array([value for row in rows for value in row.terms.values()], dtype=float)
    return csr_array((values, columns, starts), shape=(len(rows), n_columns))


def sides(rows: Sequence[Row]) -> tuple[Floats, Floats]:
    """Return the least and the most of each row."""
    most = np.array([row.most for row in rows], dtype=float)
    exactly = np.array([row.exactly for row in rows], dtype=bool)
    return np.where(exactly, most, -np.inf), most


def objective(model: Rows, level: int) -> Floats:
    """Return what each column adds to a level."""
    return np.array([cost[level] for cost in model.costs], dtype=float)


def ones(values: npt.ArrayLike) -> list[int]:
    """Return the columns at 1, values rounded."""
    return [int(column) for column in np.flatnonzero(np.asarray(values) > 0.5)]


def without_columns(rows: Sequence[Row]) -> list[int] | None:
    """Return the plan of a model with no columns: nothing to choose, or None if a row fails."""
    return [] if all(row.holds(set()) for row in rows) else None
