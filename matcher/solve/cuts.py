"""Cuts: rows that every plan keeps because its columns are whole, and a fractional solution breaks.

Rows that the solution meets exactly are combined with multipliers 1/p (p a small prime) so that
every column it uses gets a whole coefficient and the right side does not; then all coefficients
and the right side are rounded down. (Chvatal-Gomory cuts, by way of mod-p arithmetic: Caprara,
Fischetti and Letchford, "On the separation of maximally violated mod-k cuts", 2000.)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from matcher.geography import Floats, Ints
from matcher.solve.problem import Problem
from matcher.solve.rows import Made, Row
from matcher.solve.sparse import Entries, entries, entries_across, largest_of_rows, picked

_PRIMES = (2, 3, 5)
#: Columns and rows this close to whole, or to their bound, are taken to be there. What that is
#: wrong by weakens a cut: the closest first, the others only where nothing is found.
_BLURS = (1e-6, 0.1, 0.2, 0.3)
#: Rows with larger coefficients make no useful cuts.
_LARGEST = 64
#: A component with more fractional columns than this is left to the search.
_MOST_COLUMNS = 2000
#: Cuts taken at once: more make the linear program slower than they make the bound better. Of a
#: huge model, where looking at all columns takes longer than that, one for so many movers.
_MOST_CUTS = 20
_MOVERS_A_CUT = 20
#: With so many cuts, no others are looked for.
_ENOUGH = 5


def mod_cuts(problem: Problem, x: Floats) -> list[Row]:
    """Return cuts that a fractional solution breaks.

    Parameters
    ----------
    problem : Problem
        Columns and rows.
    x : ndarray, shape (columns,)
        A solution of its linear program.
    """
    found: dict[tuple[object, ...], Row] = {}
    for blur in _BLURS:
        for row in _cuts(problem, x, blur):
            found[row.most, row.columns.tobytes(), row.coefficients.tobytes()] = row
        if len(found) >= _ENOUGH:
            break
    model = problem.model
    most = model.covers.shape[0] // _MOVERS_A_CUT if model.is_huge else _MOST_CUTS
    # Deep and short ones first: long rows slow every later step.
    return sorted(found.values(), key=lambda row: -_depth(row, x))[:most]


def _depth(row: Row, x: Floats) -> float:
    """Return how far a solution is from keeping a cut."""
    broken = float(row.coefficients @ x[row.columns]) - row.most
    # A cut may have no columns left: then nothing keeps it, and nothing is deeper.
    return broken / float(np.sqrt(max(1.0, np.square(row.coefficients, dtype=np.float64).sum())))


def _cuts(problem: Problem, x: Floats, blur: float) -> list[Row]:
    """Return cuts, columns and rows closer to whole than `blur` taken for whole."""
    fractional = np.flatnonzero((x > blur) & (x < 1 - blur))
    if not len(fractional):
        return []
    full = np.flatnonzero(x >= 1 - blur)
    rows, most, origins = _tight_rows(problem, x, blur, fractional)
    # Columns taken whole meet their bound x <= 1, which counts as a row of its own.
    left = most - rows @ (x >= 1 - blur).astype(np.int64)
    found = []
    for mine, block in _blocks(rows, fractional):
        for prime in _PRIMES:
            for multipliers in _combinations(block % prime, left[mine] % prime, prime):
                used = mine[np.flatnonzero(multipliers)]
                times = multipliers[multipliers > 0]
                of = [origins[k] for k in used.tolist()]
                row = _rounded(entries(rows, used), most[used], of, times, full, prime)
                if (row.coefficients * x[row.columns]).sum() > row.most + 0.01:
                    found.append(row)
    return found


def _blocks(rows: csr_array, columns: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Yield the components of some rows and columns: which rows, and their coefficients.

    None that is too large to look at.
    """
    column, row, value = entries_across(rows, columns)
    n_rows, n_columns = rows.shape[0], len(columns)
    n_both = n_rows + n_columns
    links = coo_array((np.ones(len(row)), (column, n_columns + row)), shape=(n_both, n_both))
    _, label = connected_components(links, directed=False)
    place = np.zeros(n_both, dtype=np.int64)
    by_label, of_entry = np.argsort(label, kind="stable"), label[column]
    by_entry = np.argsort(of_entry, kind="stable")
    numbers = np.arange(label.max() + 2)
    for both, some in zip(
        pairwise(np.searchsorted(label[by_label], numbers).tolist()),
        pairwise(np.searchsorted(of_entry[by_entry], numbers).tolist()),
        strict=True,
    ):
        nodes, spots = by_label[slice(*both)], by_entry[slice(*some)]
        n_mine = int(np.searchsorted(nodes, n_columns))
        if n_mine > _MOST_COLUMNS:
            continue
        place[nodes[:n_mine]] = np.arange(n_mine)
        place[nodes[n_mine:]] = np.arange(len(nodes) - n_mine)
        block = np.zeros((len(nodes) - n_mine, n_mine), dtype=np.int64)
        block[place[n_columns + row[spots]], place[column[spots]]] = value[spots]
        yield nodes[n_mine:] - n_columns, block


def _tight_rows(
    problem: Problem, x: Floats, blur: float, fractional: Ints
) -> tuple[csr_array, Ints, list[Row | int]]:
    """Return the rows with fractional columns that a solution all but meets, and what they are.

    The covers come first; a cover, exactly 1, is its mover's row in `Model.covers`.
    """
    # What a level is taken to reach may turn out wrong: cuts must not rest on it.
    sure = np.array([row.code != "level" for row in problem.added], dtype=np.bool_)
    sure = np.concatenate([np.ones(problem.n_rows - len(sure), dtype=np.bool_), sure])
    met = np.abs(problem.activity(x) - problem.most) <= blur
    n_movers = problem.model.covers.shape[0]
    touched = np.unique(problem.columns_of(fractional).indices)
    movers, touched = touched[touched < n_movers], touched[touched >= n_movers] - n_movers
    tight = touched[(met & sure)[touched]]
    inside = problem.rows_of(tight)
    small = largest_of_rows(inside) <= _LARGEST
    rows = picked([(problem.model.covers_by_mover, movers), (inside, np.flatnonzero(small))])
    ones = np.ones(len(movers), dtype=np.int64)
    all_rows = problem.rows
    origins = [*movers.tolist(), *(all_rows[k] for k in tight[small].tolist())]
    return rows, np.concatenate([ones, problem.most[tight[small]]]), origins


def _combinations(block: Ints, right: Ints, prime: int) -> list[Ints]:
    """Return multipliers that make all columns 0 and the right side -1, modulo a prime."""
    n_rows, n_columns = block.shape
    # Small numbers: a byte each keeps the elimination fast.
    parts = [block, right[:, None], np.eye(n_rows, dtype=np.int64)]
    work = np.concatenate(parts, axis=1).astype(np.int8)
    pivots = 0
    for column in range(n_columns):
        candidates = pivots + np.flatnonzero(work[pivots:, column])
        if not len(candidates):
            continue
        # The shortest combination first keeps cuts short.
        lengths = np.count_nonzero(work[candidates, n_columns + 1 :], axis=1)
        chosen = int(candidates[np.argmin(lengths)])
        work[[pivots, chosen]] = work[[chosen, pivots]]
        work[pivots] = work[pivots] * pow(int(work[pivots, column]), -1, prime) % prime
        # Rows above are done with: only what is left of the rows below counts.
        below = pivots + 1 + np.flatnonzero(work[pivots + 1 :, column])
        work[below] = (work[below] - work[below, column][:, None] * work[pivots]) % prime
        pivots += 1
        if pivots == n_rows:
            break
    free = work[pivots:].astype(np.int64)
    wanted = free[free[:, n_columns] != 0]
    return [row[n_columns + 1 :] * (-pow(int(row[n_columns]), -1, prime)) % prime for row in wanted]


def _rounded(
    rows: Entries,
    most: Ints,
    of: Sequence[Row | int],
    multipliers: Ints,
    full: Ints,
    prime: int,
) -> Row:
    """Return the rounded sum of rows times multipliers / prime.

    Columns taken whole get the bound x <= 1 added until their coefficient is a multiple.
    """
    number, every, values = rows
    columns, spots = np.unique(every, return_inverse=True)
    total = np.zeros(len(columns), dtype=np.int64)
    np.add.at(total, spots, values * multipliers[number])
    right = int(most @ multipliers)
    whole = np.isin(columns, full)
    lacking = np.where(whole, -total % prime, 0)
    total += lacking
    right += int(lacking.sum())
    total //= prime
    used = np.flatnonzero(total)
    parts = list(zip(of, multipliers.tolist(), strict=True))
    lifted = np.flatnonzero(lacking)
    made = Made(
        prime,
        tuple((one, times) for one, times in parts if isinstance(one, Row)),
        tuple((one, times) for one, times in parts if isinstance(one, int)),
        tuple(zip(columns[lifted].tolist(), lacking[lifted].tolist(), strict=True)),
    )
    return Row("cut", columns[used].astype(np.int64), total[used], right // prime, made=made)
