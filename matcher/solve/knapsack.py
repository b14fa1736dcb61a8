"""Cover cuts: what rows with large numbers keep apart, said with small ones.

A limit in pounds and pence has coefficients of many digits. A linear program, and bounds in 64
bits, see them rounded. Where a plan keeps a row as it was rounded and breaks it exactly, a cover
cut says so in numbers that everything sees as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.geography import Ints
from matcher.solve.model import Model
from matcher.solve.rows import Cover, Row

#: Numbers of a row below this are added up in 64 bits.
_LARGEST = 1 << 40


def cover_cut(model: Model, row: Row, chosen: Ints) -> Row:
    """Return a cut that every plan keeps, and that columns which break a row break.

    Parameters
    ----------
    model : Model
        The model: the cut holds for all of its columns.
    row : Row
        A row, exact.
    chosen : ndarray of int
        Columns that cover each mover once and break the row.
    """
    filled = Filled.of(model, row)
    covers = model.covers
    thresholds: dict[int, int] = {}
    alone: list[int] = []
    for column in chosen.tolist():
        amount = int(filled.left[column])
        if amount <= 0:
            continue
        movers = covers.indices[slice(*covers.indptr[column : column + 2])].tolist()
        if not movers:
            alone.append(column)
        for nth, mover in enumerate(movers):
            part = amount // len(movers) + (nth < amount % len(movers))
            if part:
                thresholds[mover] = part
    made = filled.cover(thresholds, alone)
    assert made is not None, "columns that break a row take more than there is room for"
    return cover_row(model, made)


@dataclass(frozen=True)
class Filled:
    """A row with what each mover takes of it at least taken off.

    Attributes
    ----------
    model : Model
        The model.
    row : Row
        The row.
    shares : ndarray of int, shape (movers,)
        What each mover takes of it, whatever column covers it.
    left : ndarray of int, shape (columns,)
        What each column adds beyond its movers' shares.
    room : int
        What is left for that, where it is above 0.
    """

    model: Model
    row: Row
    shares: NDArray[Any]
    left: NDArray[Any]
    room: int

    @classmethod
    def of(cls, model: Model, row: Row, shares: NDArray[Any] | None = None) -> Filled:
        """Return a row filled by the shares; None: the largest that leave no column below 0."""
        amounts = _amounts(row, model.n_columns)
        covers = model.covers
        sizes = np.diff(covers.indptr)
        behind = np.repeat(np.arange(model.n_columns), sizes)
        if shares is None:
            each = amounts[behind] // sizes[behind]
            order = np.argsort(covers.indices, kind="stable")
            begins = np.searchsorted(covers.indices[order], np.arange(covers.shape[0]))
            shares = np.minimum.reduceat(each[order], begins) if len(order) else amounts[:0]
        left = amounts
        np.subtract.at(left, behind, shares.astype(amounts.dtype)[covers.indices])
        room = row.most - sum(shares.tolist()) - sum(left[left < 0].tolist())
        return cls(model, row, shares, left, int(room))

    def cover(self, thresholds: dict[int, int], alone: Sequence[int] = ()) -> Cover | None:
        """Return the cover of some thresholds, no more of them than it takes; None if none is.

        Parameters
        ----------
        thresholds : dict of int to int
            What each mover's column adds beyond the share at least, above 0.
        alone : sequence of int
            Columns that cover nobody.
        """
        taken = sum(thresholds.values()) + sum(int(self.left[column]) for column in alone)
        excess = taken - self.room - 1
        if excess < 0:
            return None
        needed = dict(thresholds)
        for mover, amount in sorted(thresholds.items(), key=lambda item: item[1]):
            if amount <= excess:
                excess -= amount
                del needed[mover]
        for mover, amount in sorted(needed.items(), key=lambda item: item[1]):
            # What is left over is no reason to leave out columns that add a little less.
            spare = min(excess, amount - 1)
            needed[mover] -= spare
            excess -= spare
        shares = {mover: int(self.shares[mover]) for mover in np.flatnonzero(self.shares).tolist()}
        return Cover(self.row, _pairs(shares), _pairs(needed), tuple(sorted(alone)))


def cover_row(model: Model, made: Cover) -> Row:
    """Return the row that is made so."""
    shares = np.zeros(model.covers.shape[0], dtype=object)
    for mover, share in made.shares:
        shares[mover] = share
    left = Filled.of(model, made.row, shares).left
    thresholds = np.zeros(model.covers.shape[0], dtype=object)
    for mover, amount in made.thresholds:
        thresholds[mover] = amount
    covers = model.covers
    behind = np.repeat(np.arange(model.n_columns), np.diff(covers.indptr))
    inside = (thresholds > 0)[covers.indices].astype(np.bool_)
    number = np.bincount(behind[inside], minlength=model.n_columns)
    needed = np.zeros(model.n_columns, dtype=object)
    np.add.at(needed, behind[inside], thresholds[covers.indices[inside]])
    number -= (number > 0) & (left < needed)
    number[list(made.columns)] = 1
    columns = np.flatnonzero(number)
    most = len(made.thresholds) + len(made.columns) - 1
    return Row("cover", columns, number[columns].astype(np.int64), most, made=made)


def _amounts(row: Row, n_columns: int) -> NDArray[Any]:
    """Return what each column adds to a row: in 64 bits, or in whole numbers of any size."""
    wide = row.largest >= _LARGEST
    amounts = np.zeros(n_columns, dtype=object if wide else np.int64)
    amounts[row.columns] = row.coefficients
    return amounts


def _pairs(of: dict[int, int]) -> tuple[tuple[int, int], ...]:
    return tuple(sorted(of.items()))
