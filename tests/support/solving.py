"""Problems for solvers, made by hand: columns, what they cover and cost, and rows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import cast

import numpy as np
from scipy.sparse import csc_array

from matcher.arcs import Arcs
from matcher.case import Case
from matcher.case_arrays import CaseArrays
from matcher.geography import Floats, Ints
from matcher.solve.clashes import Clashes
from matcher.solve.model import Model
from matcher.solve.problem import Problem
from matcher.solve.rows import Row


def row(coefficients: Sequence[int], most: int) -> Row:
    """Return the row over all columns with these coefficients, however large."""
    arrays = np.arange(len(coefficients), dtype=np.int64)
    return Row("row", arrays, np.array(coefficients, dtype=object), most)


class _Bare(Model):
    """A model with no homes behind its columns."""

    def broken_clashes(self, x: Floats) -> list[Row]:
        del x
        return []

    @cached_property
    def home(self) -> Ints:
        return -1 - np.arange(self.n_columns)

    def plain(self, chosen: Ints) -> Ints:
        return chosen

    def clashes_on(self, arrays: Ints) -> list[Row]:
        del arrays
        return []


def problem(
    costs: Sequence[int], rows: Sequence[Row], covers: Sequence[Sequence[int]] = ()
) -> Problem:
    """Return a problem of one level; `covers` lists the columns that cover each mover."""
    n_columns = len(costs)
    table = np.zeros((len(covers), n_columns), dtype=np.int64)
    for mover, arrays in enumerate(covers):
        table[mover, list(arrays)] = 1
    model = _Bare(
        arcs=cast(Arcs, None),
        costs=np.array([costs], dtype=np.int64),
        constant=np.zeros(1, dtype=np.int64),
        covers=csc_array(table),
        rows=[],
        placing=np.zeros(0, dtype=np.int64),
        kind=np.arange(n_columns),
        clashes=cast(Clashes, None),
        rest=np.zeros(0, dtype=np.int64),
        left={},
        unplaced={},
        nobody={},
        opened={},
        parts={},
    )
    return Problem(model, list(rows), np.ones(n_columns, dtype=np.bool_))


def positions(arrays: CaseArrays, case: Case, homes: dict[str, str | None]) -> dict[int, int]:
    """Return the homes of the movers of a plan, by positions."""
    return {
        arrays.child_idx[child.id]: arrays.home_idx[there]
        for child in case.register.children
        if child.status != "settled" and (there := homes[child.id]) is not None
    }
