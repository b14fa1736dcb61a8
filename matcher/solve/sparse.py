"""Entries of sparse matrices, taken without the checks that cost more than the work on few."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from matcher.geography import Ints

#: Entries of a matrix: for each its row, its column and its value.
Entries = tuple[Ints, Ints, NDArray[Any]]


def entries(matrix: csr_array, which: Ints) -> Entries:
    """Return the entries of some rows of a matrix.

    Parameters
    ----------
    matrix : csr_array
        The matrix.
    which : ndarray of int
        The rows; in the result they are counted from 0, in this order.
    """
    begins = matrix.indptr[which].astype(np.int64)
    sizes = matrix.indptr[which + 1] - begins
    number = np.repeat(np.arange(len(which)), sizes)
    spots = np.arange(len(number)) + (begins - np.cumsum(sizes) + sizes)[number]
    return number, matrix.indices[spots], matrix.data[spots]


def entries_across(matrix: csr_array, which: Ints) -> Entries:
    """Return the entries of some columns, as `entries` of the matrix the other way round would.

    Parameters
    ----------
    matrix : csr_array
        The matrix.
    which : ndarray of int
        The columns, none twice.
    """
    place = np.full(matrix.shape[1], -1)
    place[which] = np.arange(len(which))
    number = place[matrix.indices]
    taken = np.flatnonzero(number >= 0)
    rows = np.searchsorted(matrix.indptr, taken, side="right") - 1
    return number[taken], rows, matrix.data[taken]


def joined(parts: Sequence[Entries], n_rows: int) -> tuple[NDArray[Any], Ints, Ints]:
    """Return entries as the arrays of one matrix: values, columns, and where each row begins.

    Parameters
    ----------
    parts : sequence of Entries
        The entries, in any order.
    n_rows : int
        How many of them there are.
    """
    rows, columns, values = (np.concatenate(part) for part in zip(*parts, strict=True))
    order = np.argsort(rows, kind="stable")
    begins = np.zeros(n_rows + 1, dtype=np.int64)
    np.cumsum(np.bincount(rows, minlength=n_rows), out=begins[1:])
    return values[order], columns[order], begins


def picked(parts: Sequence[tuple[csr_array, Ints]]) -> csr_array:
    """Return some rows of some matrices of the same width, one below the other."""
    found, n_rows = [], 0
    for matrix, which in parts:
        rows, columns, values = entries(matrix, which)
        found.append((rows + n_rows, columns, values))
        n_rows += len(which)
    return csr_array(joined(found, n_rows), shape=(n_rows, parts[0][0].shape[1]))


def summed(matrix: csr_array, weights: NDArray[Any], total: NDArray[Any]) -> None:
    """Add a matrix's rows, each times its weight, to a total; quick where most weights are 0.

    Parameters
    ----------
    matrix : csr_array
        The matrix.
    weights : ndarray, shape (rows,)
        Weights.
    total : ndarray, shape (columns,)
        What is added to, in place.
    """
    used = np.flatnonzero(weights)
    number, columns, values = entries(matrix, used)
    np.add.at(total, columns, values * weights[used][number])


def largest_of_rows(matrix: csr_array) -> Ints:
    """Return the largest entry of each row of a matrix, signs aside; 0 for an empty row."""
    largest = np.zeros(matrix.shape[0], dtype=np.int64)
    used = np.flatnonzero(np.diff(matrix.indptr))
    if len(used):
        largest[used] = np.maximum.reduceat(np.abs(matrix.data), matrix.indptr[used])
    return largest
