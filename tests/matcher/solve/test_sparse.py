"""Entries of sparse matrices are those that SciPy's own indexing gives."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from scipy.sparse import csr_array

from matcher.solve.sparse import entries, entries_across, joined, picked, summed

matrices = st.tuples(st.integers(0, 5), st.integers(1, 5)).flatmap(
    lambda shape: arrays(np.int64, shape, elements=st.integers(-1, 2))
)


def some(data: st.DataObject, n_there: int) -> NDArray[np.int64]:
    """Draw rows or columns, in any order and again and again."""
    which = st.lists(st.integers(0, n_there - 1), max_size=6) if n_there else st.just([])
    return np.array(data.draw(which), dtype=np.int64)


def dense(found: tuple[Any, Any, Any], shape: tuple[int, int]) -> NDArray[np.int64]:
    """Return joined entries as a full matrix."""
    return np.asarray(csr_array(found, shape=shape).toarray())


@given(matrices, st.data())
def test_rows(full: NDArray[np.int64], data: st.DataObject) -> None:
    which = some(data, len(full))
    found = joined([entries(csr_array(full), which)], len(which))
    assert (dense(found, (len(which), full.shape[1])) == full[which]).all()


@given(matrices, st.data())
def test_columns(full: NDArray[np.int64], data: st.DataObject) -> None:
    which = np.unique(some(data, full.shape[1]))
    found = joined([entries_across(csr_array(full), which)], len(which))
    assert (dense(found, (len(which), len(full))) == full[:, which].T).all()


@given(matrices, st.data())
def test_rows_of_two_matrices(full: NDArray[np.int64], data: st.DataObject) -> None:
    two = [(full, some(data, len(full))), (2 * full, some(data, len(full)))]
    found = picked([(csr_array(matrix), which) for matrix, which in two]).toarray()
    assert (found == np.concatenate([matrix[which] for matrix, which in two])).all()


@given(matrices, st.data())
def test_sums(full: NDArray[np.int64], data: st.DataObject) -> None:
    weights = data.draw(arrays(np.int64, len(full), elements=st.integers(-2, 2)))
    total = np.arange(full.shape[1])
    summed(csr_array(full), weights, total)
    assert (total == np.arange(full.shape[1]) + weights @ full).all()
