"""Cuts: rows that every plan keeps because its columns are whole, and a fractional solution breaks.

Rows that the solution meets exactly are combined with multipliers 1/p (p a small prime) so that
every column it uses gets a whole coefficient and the right side does not; then all coefficients
and the right side are rounded down. (Chvatal-Gomory cuts, by way of mod-p arithmetic: Caprara,
Fischetti and Letchford, "On the separation of maximally violated mod-k cuts", 2000.)
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from matcher.geography import Floats, Ints
from matcher.solve.model import Row
from matcher.solve.problem import Problem

_PRIMES = (2, 3, 5)
_TOLERANCE = 1e-6
#: Rows with larger coefficients make no useful cuts.
_LARGEST = 64
#: A component with more fractional columns than this is left to the search.
_MOST_COLUMNS = 400
_MOST_CUTS = 200


def mod_cuts(problem: Problem, x: Floats) -> list[Row]:
    """Return cuts that a fractional solution breaks.

    Parameters
    ----------
    problem : Problem
        Columns and rows.
    x : ndarray, shape (columns,)
        A solution of its linear program.
    """
    fractional = np.flatnonzero((x > _TOLERANCE) & (x < 1 - _TOLERANCE))
    if not len(fractional):
        return []
    full = np.flatnonzero(x >= 1 - _TOLERANCE)
    rows, most = _all_rows(problem)
    activity = rows @ x
    small = np.zeros(rows.shape[0], dtype=np.bool_)
    if rows.nnz:
        largest = np.maximum.reduceat(
            np.append(np.abs(rows.data), 0), np.minimum(rows.indptr[:-1], rows.nnz)
        )
        small = largest <= _LARGEST
    # What a level is taken to reach may turn out wrong: cuts must not rest on it.
    n_covers = problem.model.covers.shape[0]
    sure = np.array([True] * n_covers + [row.code != "level" for row in problem.rows])
    tight = np.flatnonzero((np.abs(activity - most) < _TOLERANCE) & small & sure)
    rows, most = rows[tight], most[tight]
    # Columns taken whole meet their bound x <= 1, which counts as a row of its own.
    left = most - rows[:, full].sum(axis=1)
    inside = rows[:, fractional]
    touching = np.flatnonzero(np.diff(inside.indptr) > 0)
    inside, left, rows, most = inside[touching], left[touching], rows[touching], most[touching]
    _, label = connected_components(abs(inside).T @ abs(inside), directed=False)
    of_row = label[inside.indices[inside.indptr[:-1]]]
    found: dict[tuple[object, ...], Row] = {}
    for component in range(label.max() + 1):
        mine = np.flatnonzero(of_row == component)
        columns = np.flatnonzero(label == component)
        if len(columns) > _MOST_COLUMNS:
            continue
        block = inside[mine][:, columns].toarray()
        for prime in _PRIMES:
            for multipliers in _combinations(block % prime, left[mine] % prime, prime):
                row = _rounded(rows[mine], most[mine], multipliers, full, prime)
                if (row.coefficients * x[row.columns]).sum() > row.most + 0.01:
                    key = (row.most, row.columns.tobytes(), row.coefficients.tobytes())
                    found[key] = row
    cuts = sorted(found.values(), key=lambda row: len(row.columns))
    return cuts[:_MOST_CUTS]


def _all_rows(problem: Problem) -> tuple[csr_array, Ints]:
    """Return covers (each exactly 1, so at most 1 as well) and rows, as one matrix."""
    from scipy.sparse import vstack

    covers = csr_array(problem.model.covers)
    matrix = vstack([covers, problem.matrix], format="csr")
    return matrix, np.concatenate([np.ones(covers.shape[0], dtype=np.int64), problem.most])


def _combinations(block: Ints, right: Ints, prime: int) -> list[Ints]:
    """Return multipliers that make all columns 0 and the right side -1, modulo a prime."""
    n_rows = len(block)
    work = np.concatenate([block, right[:, None], np.eye(n_rows, dtype=np.int64)], axis=1)
    n_columns = block.shape[1]
    pivots = 0
    for column in range(n_columns):
        candidates = np.flatnonzero(work[pivots:, column])
        if not len(candidates):
            continue
        # The shortest combination first keeps cuts short.
        lengths = np.count_nonzero(work[pivots + candidates, n_columns + 1 :], axis=1)
        chosen = pivots + int(candidates[np.argmin(lengths)])
        work[[pivots, chosen]] = work[[chosen, pivots]]
        work[pivots] = work[pivots] * pow(int(work[pivots, column]), -1, prime) % prime
        others = np.flatnonzero(work[:, column])
        others = others[others != pivots]
        work[others] = (work[others] - work[others, column][:, None] * work[pivots]) % prime
        pivots += 1
        if pivots == n_rows:
            break
    free = work[pivots:]
    wanted = free[free[:, n_columns] != 0]
    return [row[n_columns + 1 :] * (-pow(int(row[n_columns]), -1, prime)) % prime for row in wanted]


def _rounded(rows: csr_array, most: Ints, multipliers: Ints, full: Ints, prime: int) -> Row:
    """Return the rounded sum of rows times multipliers / prime.

    Columns taken whole get the bound x <= 1 added until their coefficient is a multiple.
    """
    total = np.asarray(rows.T @ multipliers)
    right = int(most @ multipliers)
    lacking = -total[full] % prime
    total[full] += lacking
    right += int(lacking.sum())
    total //= prime
    used = np.flatnonzero(total)
    return Row("cut", used, total[used], right // prime)
