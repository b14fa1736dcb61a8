"""Cover cuts: what rows with large numbers keep apart, said with small ones.

A limit in pounds and pence has coefficients of many digits. A linear program, and bounds in 64
bits, see them rounded. Where a plan keeps a row as it was rounded and breaks it exactly, a cover
cut says so in numbers that everything sees as they are.
"""

from __future__ import annotations

import numpy as np

from matcher.geography import Ints
from matcher.solve.model import Model
from matcher.solve.rows import Cover, Row


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
    covers = model.covers
    sizes = np.diff(covers.indptr)
    behind = np.repeat(np.arange(model.n_columns), sizes)
    amounts = exact(row, model.n_columns)
    each: list[int | None] = [None] * covers.shape[0]
    for mover, column in zip(covers.indices.tolist(), behind.tolist(), strict=True):
        share = amounts[column] // int(sizes[column])
        least = each[mover]
        each[mover] = share if least is None or share < least else least
    shares = {mover: share for mover, share in enumerate(each) if share}
    left, room = remainders(model, row, shares)
    thresholds: dict[int, int] = {}
    alone: dict[int, int] = {}
    for column in chosen.tolist():
        if left[column] <= 0:
            continue
        movers = covers.indices[slice(*covers.indptr[column : column + 2])].tolist()
        if not movers:
            alone[column] = left[column]
        for nth, mover in enumerate(movers):
            part = left[column] // len(movers) + (nth < left[column] % len(movers))
            if part:
                thresholds[mover] = part
    excess = sum(thresholds.values()) + sum(alone.values()) - room - 1
    for amount, mover in sorted((amount, mover) for mover, amount in thresholds.items()):
        if amount <= excess:
            excess -= amount
            del thresholds[mover]
    for amount, mover in sorted((amount, mover) for mover, amount in thresholds.items()):
        # What is left over is no reason to leave out columns that add a little less.
        spare = min(excess, amount - 1)
        thresholds[mover] -= spare
        excess -= spare
    made = Cover(row, _pairs(shares), _pairs(thresholds), tuple(sorted(alone)))
    return cover_row(model, made)


def cover_row(model: Model, made: Cover) -> Row:
    """Return the row that is made so.

    Raises
    ------
    ValueError
        If it does not follow.
    """
    left, room = remainders(model, made.row, dict(made.shares))
    thresholds = dict(made.thresholds)
    if sum(thresholds.values()) + sum(left[column] for column in made.columns) <= room:
        raise ValueError("there is room for all of it")
    covers = model.covers
    sizes = np.diff(covers.indptr)
    behind = np.repeat(np.arange(model.n_columns), sizes)
    number = np.zeros(model.n_columns, dtype=np.int64)
    asked: dict[int, int] = {}
    for mover, column in zip(covers.indices.tolist(), behind.tolist(), strict=True):
        if mover in thresholds:
            number[column] += 1
            asked[column] = asked.get(column, 0) + thresholds[mover]
    for column, amount in asked.items():
        number[column] -= left[column] < amount
    number[list(made.columns)] = 1
    columns = np.flatnonzero(number)
    most = len(thresholds) + len(made.columns) - 1
    return Row("cover", columns, number[columns], most, made=made)


def remainders(model: Model, row: Row, shares: dict[int, int]) -> tuple[list[int], int]:
    """Return what each column adds beyond its movers' shares, and the room for what is above 0."""
    covers = model.covers
    left = exact(row, model.n_columns)
    behind = np.repeat(np.arange(model.n_columns), np.diff(covers.indptr))
    for mover, column in zip(covers.indices.tolist(), behind.tolist(), strict=True):
        left[column] -= shares.get(mover, 0)
    room = row.most - sum(shares.values()) - sum(amount for amount in left if amount < 0)
    return left, room


def exact(row: Row, n_columns: int) -> list[int]:
    """Return what each column adds to a row, in Python's whole numbers."""
    amounts = [0] * n_columns
    for column, amount in zip(row.columns.tolist(), row.coefficients.tolist(), strict=True):
        amounts[column] = int(amount)
    return amounts


def _pairs(of: dict[int, int]) -> tuple[tuple[int, int], ...]:
    return tuple(sorted(of.items()))
