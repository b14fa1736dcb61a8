"""The linear program of a problem, on the columns that have turned out to matter.

It starts from few columns. Its multipliers price all others, and those that would help are taken
in, until none would. It is kept from goal to goal, each solved from where the one before ended.
What it says is never trusted: `matcher.solve.bound` proves bounds from it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_array, csr_array, eye_array

from matcher.geography import Floats, Ints
from matcher.solve.highs_lp import HighsLp, Status
from matcher.solve.problem import Problem
from matcher.solve.stop import Stop

#: Columns of each party that the first linear program starts from; of a huge model, fewer.
_START, _FEWER = 8, 2
#: Columns taken in at once: this many of each party, those that help most.
_MORE_EACH = 3
#: The linear program of a huge model is kept small: where so many columns come in, most others
#: leave, and it is solved afresh. That takes a fraction of the time.
_CROWD = 1000
#: Columns that stay, besides those that the solution takes, as a share of the movers.
_SHARE_KEPT = 1.0
#: All stay once the sum has not fallen by this share since some left: so that it comes to an end.
_FALL = 4e-3
#: It is nearly solved once the sum has not fallen by this share.
_NEARLY = 1e-4
#: Reduced costs closer to zero than this, relative to the cost, do not help.
_TOLERANCE = 1e-7
#: The share that earlier solutions have in the prices by which columns are chosen.
_SMOOTH = 0.8
#: The largest cost that the solver is given: its tolerances are absolute.
_MIDDLING = 1e5
#: The same for the coefficients of a row: larger ones are divided by a power of two, which floating
#: point does exactly.
_LARGEST_COEFFICIENT = 1 << 10
_OPEN = float("inf")
_NONE: Ints = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class DualSolution:
    """What a linear program found.

    Attributes
    ----------
    x : ndarray, shape (columns,)
        How much of each column is chosen.
    covers : ndarray, shape (movers,)
        What covering each mover is worth.
    rows : ndarray, shape (rows,)
        What one less room in each row costs, not negative.
    """

    x: Floats
    covers: Floats
    rows: Floats


class RestrictedMaster:
    """The linear program of a problem, for one goal after the other.

    Parameters
    ----------
    problem : Problem
        Columns and rows; rows may be added, columns closed or opened between solves.
    start : ndarray of int
        Columns to start from, besides the cheapest of each party.

    Attributes
    ----------
    infeasible : bool
        Whether the last solve ended because the rows leave no solution.
    complete : bool
        Whether no further column would have helped the last solution.
    """

    def __init__(self, problem: Problem, start: Ints) -> None:
        self.problem = problem
        self.infeasible = False
        self.complete = False
        #: Multipliers that, costs aside, show that the rows leave nothing, where they do.
        self.refusal: DualSolution | None = None
        self._start = start
        self._costs: Ints = np.zeros(problem.model.n_columns, dtype=np.int64)
        self._offset = 0
        self._active = np.zeros(problem.model.n_columns, dtype=np.bool_)
        self._closed = np.zeros(problem.model.n_columns, dtype=np.bool_)
        #: The column behind each column of the linear program; -1: a row may be broken by it.
        self._columns: Ints = np.zeros(0, dtype=np.int64)
        #: Columns that would help the last solution; what stays beside them, unless all does.
        self._more: Ints = _NONE
        self._kept: Ints | None = None
        #: What room in each row cost in the last solutions, smoothed.
        self._prices: Floats = np.zeros(0)
        #: Whether columns that came in stay, for the present costs.
        self._stay = False
        self._begin()

    def _begin(self) -> None:
        """Begin a linear program that has no columns yet."""
        self._active[:] = self._closed[:] = False
        self._columns = np.zeros(0, dtype=np.int64)
        self._lp = HighsLp()
        self._n_rows = 0
        #: What each row of the linear program is multiplied by.
        self._factors: Floats = np.ones(0)
        #: Rows and columns in the last solve; 0 where it found nothing.
        self._n_solved = 0
        n_movers = self.problem.model.covers.shape[0]
        self._add_rows(csr_array((n_movers, 0)), ones := np.ones(n_movers), ones, equal=True)

    def aim(self, costs: Ints, offset: int = 0) -> None:
        """Set what each column adds to what is minimised, and what there is without any."""
        if not np.array_equal(costs, self._costs):
            self._prices, self._stay = np.zeros(0), False
        self._costs, self._offset = costs, offset
        if not self._active.any():
            of_nobody = np.diff(self.problem.model.covers.indptr) == 0
            wanted = of_nobody.copy()
            wanted[self._start] = True
            somebody = np.flatnonzero(~of_nobody)
            each = _FEWER if self.problem.model.is_huge else _START
            wanted[self.problem.model.cheapest(somebody, costs[somebody], each)] = True
            self._take(np.flatnonzero(wanted & self.problem.open))

    def solve(
        self, stop: Stop, rounds: int | None = None, *, nearly: bool = False
    ) -> DualSolution | None:
        """Return the solution over all open columns; None if there is none or time ran out.

        Parameters
        ----------
        stop : Stop
            When to give up.
        rounds : int, optional
            How often columns are looked for that would help; None: until there is none. Those
            found last are taken in when it is solved next.
        nearly : bool
            Whether it is good enough that more columns make next to no difference.
        """
        self._catch_up()
        self.infeasible = False
        found = self._still_best()
        self.complete = found is not None
        if found is not None:
            return found
        lowest = _OPEN
        mended_at = -1
        while not stop.now():
            if rounds != 0:
                self._grow()
            status = self._solve_active(self._costs, stop)
            if status is Status.STOPPED:
                return None
            if status is Status.INFEASIBLE:
                if mended_at == len(self._columns):
                    return None  # floating point contradicts itself: nothing is known
                if not self._make_feasible(stop):
                    self.infeasible = not stop.now()
                    return None
                mended_at = len(self._columns)
                continue
            found = self._found()
            if rounds == 0:
                return found
            reduced, helping = self._helping(self._costs, found)
            self.complete = not len(helping)
            if self.complete:
                return found
            huge = self.problem.model.is_huge
            ranks = self._ranks(found, helping) if huge else reduced[helping]
            self._more = self.problem.model.cheapest(helping, ranks, _MORE_EACH)
            reached = float(self._costs @ found.x) + self._offset
            share = _OPEN if lowest == _OPEN else (lowest - reached) / max(1.0, abs(lowest))
            self._stay |= share <= _FALL
            if huge and not self._stay and len(self._more) > _CROWD:
                self._kept = self._nearest(found.x, reduced, _SHARE_KEPT)
            lowest = min(lowest, reached)
            rounds = None if rounds is None else rounds - 1
            if rounds == 0 or (nearly and share < _NEARLY):
                return found
        return None

    def _grow(self) -> None:
        """Take in what would have helped the last solution, and leave out what need not stay."""
        more, kept, self._more, self._kept = self._more, self._kept, _NONE, None
        if kept is not None:
            self._begin()
            more = np.union1d(kept, more)
        if len(more):
            self._take(more[self.problem.open[more]])

    def nearest(self, each: float) -> Ints:
        """Return the columns of the linear program that its last solution is nearest to taking.

        Parameters
        ----------
        each : float
            About how many for each mover, besides those that it takes.
        """
        found = self.at_hand()
        if found is None:
            return self._start
        return self._nearest(found.x, self._reduced(self._costs, found), each)

    def _nearest(self, x: Floats, reduced: Floats, each: float) -> Ints:
        active = np.flatnonzero(self._active & self.problem.open)
        few = min(int(each * self.problem.model.covers.shape[0]), len(active))
        near = active[np.argsort(reduced[active], kind="stable")[:few]]
        # Those to start from are a plan: with them there is always a solution.
        start = self._start[self.problem.open[self._start]]
        return np.unique(np.concatenate([near, active[x[active] > 0], start]))

    def at_hand(self) -> DualSolution | None:
        """Return the last solution with multipliers for the present costs; None if there is none.

        The multipliers are those of its basis, best or not.
        """
        if not self._n_solved or self._n_solved != self._lp.n_rows + self._lp.n_columns:
            return None  # not solved yet, or grown since
        real = self._columns >= 0
        costs = np.zeros(len(self._columns))
        costs[real] = self._costs[self._columns[real]]
        return self._multipliers(self._lp.values()[0], self._lp.multipliers_of(costs))

    def _still_best(self) -> DualSolution | None:
        """Return the last solution, if its basis is the best for the present costs as well.

        Levels that were looked at together often share it, and so need no solve of their own.
        """
        found = self.at_hand()
        if found is None:
            return None
        lowest = found.covers.sum() - found.rows @ self.problem.most
        reduced = self._reduced(self._costs, found)[self.problem.open]
        lowest += np.minimum(reduced, 0.0).sum()
        reached = float(self._costs @ found.x)
        return found if lowest > reached - 1e-9 * max(1.0, abs(reached)) else None

    def _make_feasible(self, stop: Stop) -> bool:
        """Take in columns until the rows leave a solution; return whether they do.

        The rows may be broken at a price, and nothing else costs anything: the columns that lower
        the price are those that are missing.
        """
        nothing = np.zeros_like(self._costs)
        breaking = np.flatnonzero(self._columns < 0)
        self._lp.set_bounds(breaking, 0.0, _OPEN)
        try:
            while not stop.now():
                if self._solve_active(nothing, stop, price=1.0) is not Status.OPTIMAL:
                    return False
                x, _ = self._lp.values()
                if x[breaking].sum() < 1e-7:  # nothing is broken
                    return True
                self.refusal = self._found()
                reduced, helping = self._helping(nothing, self.refusal)
                if not len(helping):
                    return bool(x[breaking].sum() < 1e-6)  # but for rounding
                self._take(self.problem.model.cheapest(helping, reduced[helping], _MORE_EACH))
            return False
        finally:
            self._lp.set_bounds(np.flatnonzero(self._columns < 0), 0.0, 0.0)
            self._n_solved = 0

    def _solve_active(self, costs: Ints, stop: Stop, price: float = 0.0) -> Status:
        """Solve on the active columns; breaking a row costs the price, where it is open."""
        real = self._columns >= 0
        mine = costs[self._columns[real]]
        self._unit = max(1.0, float(np.abs(mine).max(initial=0)) / _MIDDLING)
        given = np.full(len(self._columns), price)
        given[real] = mine / self._unit
        self._lp.set_costs(given)
        status = self._lp.solve(stop)
        solved = status is Status.OPTIMAL
        self._n_solved = self._lp.n_rows + self._lp.n_columns if solved else 0
        return status

    def _found(self) -> DualSolution:
        """Return what the last solve found."""
        values, duals = self._lp.values()
        return self._multipliers(values, duals * self._unit)

    def _multipliers(self, values: Floats, duals: Floats) -> DualSolution:
        x = np.zeros(len(self._costs))
        real = self._columns >= 0
        x[self._columns[real]] = values[real]
        n_movers = self.problem.model.covers.shape[0]
        prices = np.zeros(self.problem.n_rows)  # rows that the linear program lacks have no price
        of_rows = duals[n_movers:] * self._factors[n_movers : len(duals)]
        prices[: len(of_rows)] = np.maximum(-of_rows, 0.0)
        return DualSolution(x, duals[:n_movers], prices)

    def _reduced(self, costs: Ints, found: DualSolution) -> Floats:
        """Return what each column would add at some multipliers."""
        reduced: Floats = self.problem.priced(found.rows)
        reduced -= self.problem.model.covered_floating @ found.covers
        reduced += costs
        return reduced

    def _helping(self, costs: Ints, found: DualSolution) -> tuple[Floats, Ints]:
        """Return what each column would add at some multipliers, and which ones would help.

        Those of one party stand for the same few homes: some of every party help more than all.
        """
        reduced = self._reduced(costs, found)
        below = np.flatnonzero((reduced < -_TOLERANCE) & self.problem.open & ~self._active)
        return reduced, below[reduced[below] < -_TOLERANCE * (1 + np.abs(costs[below]))]

    def _ranks(self, found: DualSolution, columns: Ints) -> Floats:
        """Return by what a huge model's columns of one party rank: their cost at smoothed prices.

        The prices of one solution swing: a home that few columns have is free in one and dear in
        the next. Their running mean is near the prices at the end much sooner. Those of a party
        differ by the homes' prices alone, not by what covering its members is worth.
        """
        before = np.zeros_like(found.rows)
        before[: len(self._prices)] = self._prices
        self._prices = _SMOOTH * before + (1 - _SMOOTH) * found.rows
        ranks: Floats = self._costs[columns] + self.problem.priced(self._prices, columns)
        return ranks

    def _take(self, columns: Ints) -> None:
        """Activate columns."""
        self._catch_up()
        self._active[columns] = True
        matrix = self.problem.columns_of(columns)
        values = matrix.data * self._factors[matrix.indices]
        scaled = csc_array((values, matrix.indices, matrix.indptr), shape=matrix.shape)
        self._lp.add_columns(scaled, self._costs[columns].astype(np.float64))
        self._columns = np.concatenate([self._columns, columns])

    def _catch_up(self) -> None:
        """Take over rows that were added to the problem, and columns that were closed."""
        problem = self.problem
        new = np.arange(self._n_rows, problem.n_rows)
        if len(new):
            factors = factors_of(problem.largest[new])
            part, most = self._active_part(new), problem.most[new] * factors
            values = part.data * np.repeat(factors, np.diff(part.indptr))
            scaled = csr_array((values, part.indices, part.indptr), shape=part.shape)
            self._add_rows(scaled, most, factors)
            self._n_rows = problem.n_rows
        spots = np.flatnonzero(self._columns >= 0)
        closed, was = ~problem.open[self._columns[spots]], self._closed[self._columns[spots]]
        self._lp.set_bounds(spots[closed & ~was], 0.0, 0.0)
        self._lp.set_bounds(spots[was & ~closed], 0.0, _OPEN)
        if (closed != was).any():
            self._n_solved = 0
        self._closed[self._columns[spots]] = closed

    def _active_part(self, rows: Ints) -> csr_array:
        """Return the coefficients of some rows in the linear program's columns."""
        shape = (len(rows), len(self._columns))
        real = self._columns >= 0
        if not real.any():  # all rows of a huge model take a second to look at
            return csr_array(shape)
        inside = self.problem.rows_of(rows).tocsc()[:, self._columns[real]]
        ends = np.zeros(shape[1] + 1, dtype=np.int64)
        ends[1:][real] = np.diff(inside.indptr)
        return csc_array((inside.data, inside.indices, np.cumsum(ends)), shape=shape).tocsr()

    def _add_rows(
        self, matrix: csr_array, most: Floats, factors: Floats, *, equal: bool = False
    ) -> None:
        """Add rows, times their factors, and a closed column for each by which it may be broken."""
        before = self._lp.n_rows
        self._factors = np.concatenate([self._factors, factors])
        self._lp.add_rows(matrix, most, equal=equal)
        n_rows = len(most)
        breaking = eye_array(n_rows, format="csc") * (1.0 if equal else -1.0)
        above = csc_array((before, n_rows))
        columns = csc_array(
            (breaking.data, breaking.indices + above.shape[0], breaking.indptr),
            shape=(before + n_rows, n_rows),
        )
        self._lp.add_columns(columns, np.zeros(n_rows))
        idx = np.arange(len(self._columns), len(self._columns) + n_rows)
        self._columns = np.concatenate([self._columns, np.full(n_rows, -1)])
        self._lp.set_bounds(idx, 0.0, 0.0)


def factors_of(largest: Ints) -> Floats:
    """Return what rows are multiplied by whose largest coefficients are given: powers of two."""
    excess = np.maximum(largest, _LARGEST_COEFFICIENT) / _LARGEST_COEFFICIENT
    return np.exp2(-np.ceil(np.log2(excess)))
