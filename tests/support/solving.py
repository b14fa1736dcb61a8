"""Problems for solvers, made by hand: columns, what they cover and cost, and rows."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
from scipy.sparse import csc_array

from matcher.case import Case
from matcher.columns import Columns
from matcher.solve.model import Model, Row
from matcher.solve.problem import Problem


def row(coefficients: Sequence[int], most: int) -> Row:
    """Return the row over all columns with these coefficients, however large."""
    columns = np.arange(len(coefficients), dtype=np.int64)
    return Row("row", columns, np.array(coefficients, dtype=object), most)


def problem(
    costs: Sequence[int], rows: Sequence[Row], covers: Sequence[Sequence[int]] = ()
) -> Problem:
    """Return a problem of one level; `covers` lists the columns that cover each mover."""
    n_columns = len(costs)
    table = np.zeros((len(covers), n_columns), dtype=np.int64)
    for mover, columns in enumerate(covers):
        table[mover, list(columns)] = 1
    model: Any = SimpleNamespace(
        n_columns=n_columns,
        costs=np.array([costs], dtype=np.int64),
        constant=np.zeros(1, dtype=np.int64),
        covers=csc_array(table),
        broken_clashes=lambda _: [],
    )
    return Problem(cast(Model, model), list(rows), np.ones(n_columns, dtype=np.bool_))


def positions(columns: Columns, case: Case, homes: dict[str, str | None]) -> dict[int, int]:
    """Return the homes of the movers of a plan, by positions."""
    return {
        columns.child_idx[child.id]: columns.home_idx[there]
        for child in case.register.children
        if child.status != "settled" and (there := homes[child.id]) is not None
    }
