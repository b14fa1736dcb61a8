"""Proved lower bounds: linear programming finds the multipliers, whole numbers make the proof.

Any multipliers, of the right sign for inequalities, give a valid bound. So the solver's are
rounded to whole numbers and the bound is recomputed from them exactly, over every column.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor

import numpy as np

from matcher.case_arrays import Bools
from matcher.geography import Floats, Ints
from matcher.solve.cuts import mod_cuts
from matcher.solve.part import Part
from matcher.solve.problem import Closing, Goal, Problem
from matcher.solve.restricted_master import DualSolution, RestrictedMaster
from matcher.solve.rows import Row
from matcher.solve.sparse import entries
from matcher.solve.stop import Stop

#: Columns of better plans that a search settles in no time; in the time that cutting would take.
_FEW = 3000
_MANY = 30_000
#: With more columns than these a good plan is worth a search before the bound is.
_LARGE = 50_000
#: Cuts of a huge model are found on the columns that its linear program has; only once in so many
#: rounds are others taken in, so many times, since cuts change all multipliers. Once in so many
#: rounds a better plan is looked for.
_ROUNDS_OF_CUTS = 4
_COLUMN_ROUNDS = 2
_LOOK_AFTER = 4
#: Cutting ends when so many rounds close less than this share of the gap.
_STALL_ROUNDS = 6
_STALL_SHARE = 0.1
#: Rounds of cuts without a better bound after which cutting ends.
_PATIENCE = 4
#: Fewer columns than one in so many are worth a linear program of their own.
_MUCH_SMALLER = 4
#: Costs are below this (see `matcher.criteria`), and so is any sum with multipliers of use.
_LARGEST = 1 << 60
#: Scaled numbers of a column stay below this power of two: some of them still fit 64 bits in sum.
_BITS = 56
#: Multipliers are rounded to this power of two of a unit at least; where that takes more than 64
#: bits, and there are no more columns than these, they are Python's whole numbers.
_FEWEST_BITS = 12
_MOST_WIDE = 20_000
_MAX_ROUNDS = 60
#: What rounding the multipliers may take from a bound.
_LITTLE = Fraction(1, 1000)


@dataclass(frozen=True)
class Bound:
    """A proved bound on a level, and what each column would add to it.

    Attributes
    ----------
    scaled : int
        The bound times `scale`, without the level's constant.
    scale : int
        A power of two.
    reduced : ndarray of int, shape (columns,)
        No plan that uses the column is below `scaled + max(0, reduced)`.
    x : ndarray of float, shape (columns,)
        The linear program's solution.
    constant : int
        The level's constant.
    step : int
        Without the constant, the level is a multiple of this.
    covers, prices : ndarray of int
        The multipliers that prove it: of each mover and of each row, times `scale`.
    """

    scaled: int
    scale: int
    reduced: Ints
    x: Floats
    constant: int
    step: int
    covers: Ints
    prices: Ints

    @property
    def exact(self) -> Fraction:
        """What the multipliers prove, without the level's constant; scales of bounds may differ."""
        return Fraction(self.scaled, self.scale)

    @property
    def value(self) -> int:
        """The level is at least this, a whole number of steps."""
        return self.constant - (-self.scaled // (self.scale * self.step)) * self.step

    @property
    def is_whole(self) -> bool:
        """Whether the bound is a whole number, but for what rounding the multipliers took."""
        return -self.exact % 1 < _LITTLE

    def is_tight(self, value: int) -> bool:
        """Return whether a value is what was proved, with nothing rounded up."""
        return value - self.constant - self.exact < _LITTLE

    def may_reach(self, value: int) -> Bools:
        """Return which columns may be in a plan whose level is at most a value."""
        slack = (value - self.constant) * self.scale - self.scaled
        reachable: Bools = self.reduced <= slack
        return reachable


#: Looks for a better plan near a bound's solution and returns the best value so far.
Improve = Callable[[Bound], int | None]


def bound_goal(
    relaxation: RestrictedMaster,
    goal: Goal,
    best: int | None,
    stop: Stop,
    improve: Improve | None = None,
    *,
    closing: bool = False,
    ahead: bool = False,
    rounds: int | None = None,
) -> Bound | None:
    """Return a proved bound on a goal; rows that it needed are added to the problem.

    Parameters
    ----------
    relaxation : RestrictedMaster
        The linear program of the problem.
    goal : Goal
        What is minimised: a level, or a limit's sum.
    best : int or None
        Its value in the best plan so far: a bound that reaches it is good enough.
    stop : Stop
        When to give up.
    improve : callable, optional
        Looks for a better plan and returns the best value so far; asked now and then.
    closing : bool
        Whether columns that no plan up to the best value could use are closed for good, where
        that makes the problem much smaller.
    ahead : bool
        Whether the bound itself is not needed, only cuts and multipliers near the best.
    rounds : int, optional
        How often cuts are looked for at most.

    Returns
    -------
    Bound or None
        None if the linear program says that the rows leave no plan.
    """
    problem = relaxation.problem
    relaxation.aim(goal.costs, goal.offset + goal.constant)
    found: Bound | None = None
    known = relaxation.at_hand() if problem.model.is_huge else None
    if known is not None:
        # What proved a sum of levels may prove this one as it is.
        found = certify(problem, goal, known)
        if best is not None and found.value >= best:
            return found
    idle = 0
    risen: list[float] = []
    for cutting in range(_MAX_ROUNDS if rounds is None else rounds):
        if stop.now():
            break
        looks = _column_rounds(problem, cutting)
        solution = relaxation.solve(stop, looks, nearly=ahead and problem.model.is_huge)
        if solution is None:
            if relaxation.infeasible:
                return None
            break
        if looks == 0:
            problem.add(problem.broken(solution.x) + mod_cuts(problem, solution.x))
            continue
        bound = certify(problem, goal, solution)
        better = found is None or bound.exact > found.exact + _LITTLE
        idle = 0 if better or not relaxation.complete else idle + 1
        if found is None or bound.exact >= found.exact:
            found = bound
        # A small level's bound that is whole could only rise by a whole step.
        if idle >= (1 if goal.is_small and found.is_whole else _PATIENCE):
            break
        if best is not None and found.value >= best:
            break
        if improve is not None and cutting in _looks(problem):
            best = improve(bound)
        risen.append(float(found.exact))
        if best is not None:
            left = found.may_reach(best - 1)[problem.open]
            most = _MANY if _stalls(risen, best - goal.constant) else _FEW
            n_left = np.count_nonzero(left)
            if found.value >= best or n_left <= most:
                break
            stays = np.count_nonzero(found.may_reach(best)[problem.open])
            if stays * _MUCH_SMALLER < len(left) and (closing or not problem.model.is_huge):
                # Cutting goes on where it takes a fraction of the time.
                return _within(problem, goal, found, best, stop, improve) if closing else found
        rows = problem.broken(bound.x) + mod_cuts(problem, bound.x)
        if not rows and relaxation.complete:
            break
        problem.add(rows)
    if found is not None:
        return found
    # No time: what the last linear program says of this goal, if anything, is a bound as well.
    solution = relaxation.at_hand()
    return trivial_bound(problem, goal) if solution is None else certify(problem, goal, solution)


def _within(
    problem: Problem, goal: Goal, bound: Bound, best: int, stop: Stop, improve: Improve | None
) -> Bound:
    """Close what no plan up to the best value could use, and bound the goal on what is left."""
    close(problem, goal, bound, best)
    part = Part(problem)
    columns = part.columns

    def improved(inner: Bound) -> int | None:
        reduced = np.full(len(problem.open), np.iinfo(np.int64).max)
        reduced[columns] = inner.reduced
        assert improve is not None
        return improve(replace(inner, reduced=reduced, x=part.spread(inner.x)))

    relaxation = RestrictedMaster(part.problem, np.flatnonzero(bound.x[columns] > 0))
    wanted = None if improve is None else improved
    inner = bound_goal(relaxation, goal.on(columns), best, stop, wanted, closing=True)
    if inner is None:
        return bound
    problem.open[columns] = part.problem.open
    prices, x = part.spread_prices(inner.prices), part.spread(inner.x)
    for closing in part.problem.closings:
        spread = part.spread_prices(closing.prices)
        problem.closings.append(replace(closing, prices=spread))
    found = proved(problem, goal, inner.scale, inner.covers, prices, x)
    return found if found.exact > bound.exact else bound


def close(problem: Problem, goal: Goal, bound: Bound, most: int, row: Row | None = None) -> None:
    """Close the columns that no plan up to a value uses, and note why.

    Parameters
    ----------
    problem : Problem
        Columns and rows.
    goal : Goal
        What is minimised.
    bound : Bound
        A bound on it.
    most : int
        The value.
    row : Row, optional
        The row whose sum it is, if it is no level.
    """
    problem.open &= bound.may_reach(most)
    problem.closings.append(
        Closing(bound.scale, bound.covers, bound.prices, most, goal.weights, row)
    )


def _looks(problem: Problem) -> tuple[int, ...]:
    """Return the rounds of cuts after which a better plan is looked for."""
    if problem.model.is_huge:
        return tuple(range(0, _MAX_ROUNDS, _LOOK_AFTER))
    return (9, 18, 30) if problem.model.n_columns > _LARGE else (18, 30)


def _column_rounds(problem: Problem, cutting: int) -> int | None:
    """Return how often columns are looked for before a round of cuts; None: as long as it helps."""
    if not problem.model.is_huge or not cutting:
        return None
    return _COLUMN_ROUNDS if cutting % _ROUNDS_OF_CUTS == 0 else 0


def _stalls(risen: Sequence[float], best: int) -> bool:
    """Return whether the last rounds closed next to nothing of what was left."""
    if len(risen) <= _STALL_ROUNDS:
        return False
    before, now = risen[-1 - _STALL_ROUNDS], risen[-1]
    return now - before < _STALL_SHARE * (best - before)


def trivial_bound(problem: Problem, goal: Goal) -> Bound:
    """Return the bound that needs no linear program: everybody where it costs least, all at once.

    Of what siblings together cost, each counts for an equal share.
    """
    covers = problem.model.covers
    sizes = np.diff(covers.indptr)
    shares = np.where(problem.open, goal.costs // np.maximum(sizes, 1), _LARGEST)
    least = np.full(covers.shape[0], _LARGEST, dtype=np.int64)
    np.minimum.at(least, covers.indices, np.repeat(shares, sizes))
    least[least == _LARGEST] = 0
    prices = np.zeros(problem.n_rows, dtype=np.int64)
    return proved(problem, goal, 1, least, prices, np.zeros(len(goal.costs)))


def certify(
    problem: Problem, goal: Goal, multipliers: DualSolution, forced: Bools | None = None
) -> Bound:
    """Return the bound that multipliers prove, recomputed in whole numbers over open columns.

    Parameters
    ----------
    problem : Problem
        Columns and rows.
    goal : Goal
        What is minimised.
    multipliers : DualSolution
        What a linear program found.
    forced : ndarray of bool, shape (columns,), optional
        Columns that are chosen in the case that the bound is for.
    """
    costs = goal.costs
    duals, prices = multipliers.covers, multipliers.rows
    # The largest number of a column that may turn up, estimated from above, must fit 62 bits.
    taken = np.abs(problem.priced(prices)).max(initial=prices.max(initial=0.0))
    size = float(np.abs(costs).max(initial=0) + np.abs(duals).sum() + 2 * taken)
    bits = int(np.clip(_BITS - np.ceil(np.log2(size + 2)), 0, 40))
    if bits < _FEWEST_BITS and problem.model.n_columns <= _MOST_WIDE:
        return proved(problem, goal, *_wide(duals, prices), multipliers.x, forced)
    if size >= _LARGEST:
        # Multipliers that large are noise; without any, the bound holds as well.
        duals, prices, size = np.zeros_like(duals), np.zeros_like(prices), float(_LARGEST)
        bits = 0
    scale = 1 << bits
    whole_duals = np.floor(duals * scale).astype(np.int64)
    whole_prices = np.floor(prices * scale).astype(np.int64)
    bound = proved(problem, goal, scale, whole_duals, whole_prices, multipliers.x, forced)
    if forced is None and (size + 2) * scale <= 1 << _BITS:
        lower = _lower(problem, bound.reduced)
        if lower.any():
            bound = proved(problem, goal, scale, whole_duals - lower, whole_prices, bound.x)
    return bound


def _wide(duals: Floats, prices: Floats) -> tuple[int, Ints, Ints]:
    """Return a scale and whole multipliers in Python's whole numbers, which have no limit."""
    scale = 1 << _FEWEST_BITS

    def whole(values: Floats) -> Ints:
        return np.array([floor(Fraction(value) * scale) for value in values.tolist()], dtype=object)

    return scale, whole(duals), whole(prices)


def proved(
    problem: Problem,
    goal: Goal,
    scale: int,
    covers: Ints,
    prices: Ints,
    x: Floats,
    forced: Bools | None = None,
) -> Bound:
    """Return the bound that whole multipliers prove over open columns; see `Bound`."""
    if covers.dtype == object or prices.dtype == object:
        reduced = _reduced_wide(problem, goal, scale, covers, prices)
    else:
        reduced = goal.costs * scale - problem.model.covered @ covers + problem.priced(prices)
    gains = np.minimum(reduced[problem.open], 0)
    scaled = _exact_sum(covers) - _exact_dot(prices, problem.most) + _exact_sum(gains)
    if forced is not None:
        scaled += _exact_sum(np.maximum(reduced[forced], 0))
    scaled += goal.offset * scale
    return Bound(scaled, scale, reduced, x, goal.constant, goal.step, covers, prices)


def _reduced_wide(problem: Problem, goal: Goal, scale: int, covers: Ints, prices: Ints) -> Ints:
    """Return what each column would add, in Python's whole numbers, which have no limit."""
    reduced = goal.costs.astype(object) * scale
    mover, column, _ = entries(problem.model.covers_by_mover, np.arange(len(covers)))
    np.subtract.at(reduced, column, covers.astype(object)[mover])
    used = np.flatnonzero(prices)
    rows = problem.rows_of(used)
    row, column, values = entries(rows, np.arange(len(used)))
    np.add.at(reduced, column, values.astype(object) * prices[used].astype(object)[row])
    return reduced


def _lower(problem: Problem, reduced: Ints) -> Ints:
    """Return by how much to lower the multiplier of each mover, so that the bound is best.

    Each column below 0 takes from the bound what it is below. Where many columns of a mover are,
    as when time ran out early, it takes less to lower the mover's multiplier once for all of them.
    """
    covers = problem.model.covers
    below = np.flatnonzero(problem.open & (reduced < 0))
    sizes = np.diff(covers.indptr)[below]
    below, sizes = below[sizes > 0], sizes[sizes > 0]
    lower = np.zeros(covers.shape[0], dtype=np.int64)
    # Rounded up, so that none of them stays below 0.
    shares = -(reduced[below] // sizes)
    np.maximum.at(lower, covers[:, below].indices, np.repeat(shares, sizes))
    gain = -_exact_sum(reduced[below]) - _exact_sum(lower)
    return lower if gain > 0 else np.zeros_like(lower)


def _exact_sum(values: Ints) -> int:
    """Return a sum that may not fit 64 bits, though each of its numbers does."""
    if values.dtype == object:
        return sum(values.tolist())
    return (int((values >> 32).sum()) << 32) + int((values & 0xFFFFFFFF).sum())


def _exact_dot(values: Ints, others: Ints) -> int:
    """Return a sum of products that may not fit 64 bits."""
    used = np.flatnonzero(values)
    return sum(map(int.__mul__, values[used].tolist(), others[used].tolist()))
