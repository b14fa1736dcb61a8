"""A plan of a huge model made better, a few children at a time.

Where a plan falls short of the linear program, its columns have a large reduced cost: the plan's
sum is the bound, the reduced costs of its columns, and the price of the room that it leaves.
Whoever they cover is decided again, with those who live in the homes that would suit them best;
everybody else stays as chosen, so that each time takes a fraction of a second.
"""

from __future__ import annotations

import numpy as np

from matcher.geography import Ints
from matcher.solve.bound import Bound
from matcher.solve.model import Model
from matcher.solve.near import plan_near
from matcher.solve.problem import Goal, Problem
from matcher.solve.stop import Stop

#: Children, or groups of siblings, that are decided again at once.
_AT_ONCE = 4
#: Columns of each of their parties, and of each party that lives in the homes of those; the next
#: time, twice as many.
_EACH, _OTHERS = 16, 4
#: More of each party are not looked at.
_MOST = 16
#: How often this is done before the bound is looked at again.
_TIMES = 16
#: By how much less it counts, each time, that a plan falls short for somebody; how many times.
_LESS, _TURNS = 8, 4
#: Columns that would make the plan better by no more than this share of it are left as they are.
_SMALL = 1e-4
#: Good enough: a plan within this share of what was to be gained.
_SHARE = 0.01


def mended(problem: Problem, goal: Goal, bound: Bound, plan: Ints, stop: Stop) -> Ints:
    """Return the columns of a plan that is at least as good as one that is known.

    Parameters
    ----------
    problem : Problem
        Columns and rows; clashes that turn up are added to it.
    goal : Goal
        What is minimised.
    bound : Bound
        A bound on it.
    plan : ndarray of int
        The columns of the plan that is known.
    stop : Stop
        When to give up.
    """
    mending = _Mending(problem, goal, bound, plan)
    for _ in range(_TIMES):
        if stop.now() or not mending.step(stop):
            break
    return mending.plan


class _Mending:
    """A plan, and who in it has been decided again."""

    def __init__(self, problem: Problem, goal: Goal, bound: Bound, plan: Ints) -> None:
        self.plan = plan
        self._problem, self._goal, self._bound = problem, goal, bound
        model = problem.model
        self._family = families(model)
        self._usable = problem.open.copy()
        self._usable[model.rest] = False
        self._near = model.cheapest(np.flatnonzero(self._usable), bound.reduced, _MOST)
        self._covers = model.covers[:, self._near]
        self._of_nobody = np.flatnonzero(self._usable & (np.diff(model.covers.indptr) == 0))
        #: How often each mover has been decided again.
        self._turns = np.zeros(len(self._family), dtype=np.int64)

    def step(self, stop: Stop) -> bool:
        """Decide a few again; return whether there was anybody to decide."""
        units, short = self._worst()
        if not len(units):
            return False
        model, again = self._problem.model, np.isin(self._family, units)
        more = 1 << int(self._turns[again].max())
        self._turns[again] += 1
        mine = np.unique(model.covers_by_mover[np.flatnonzero(again)].indices)
        mine = model.cheapest(mine[self._usable[mine]], self._bound.reduced, more * _EACH)
        others = self._of_others(mine, more * _OTHERS)
        columns = np.concatenate([mine, others, self._of_nobody])
        value = self._goal.value(self.plan)
        gap = _SHARE * short / max(1, abs(value))
        found = plan_near(self._problem, self._goal, columns, self.plan, stop, gap)
        if found is not None and self._goal.value(found) < value:
            self.plan = found
        return True

    def _worst(self) -> tuple[Ints, float]:
        """Return the families for whom the plan falls most short, and the most that is.

        Those who were decided before count for less.
        """
        covers = self._problem.model.covers[:, self.plan]
        rows = covers.indices
        short = np.repeat(self._bound.reduced[self.plan], np.diff(covers.indptr))
        turns = self._turns[rows]
        short = np.where(turns < _TURNS, short // _LESS**turns, 0)
        order = np.argsort(-short, kind="stable")
        least = _SMALL * max(1, abs(self._goal.value(self.plan))) * self._bound.scale
        family = self._family[rows[order[short[order] > least]]]
        _, first = np.unique(family, return_index=True)
        worst: Ints = family[np.sort(first)[:_AT_ONCE]]
        return worst, float(short.max(initial=0)) / self._bound.scale

    def _of_others(self, columns: Ints, each: int) -> Ints:
        """Return the best columns of those who live, in the plan, in the homes of some columns."""
        model = self._problem.model
        there = self.plan[np.isin(model.home[self.plan], model.home[columns])]
        others = np.isin(self._family, self._family[model.covers[:, there].indices])
        theirs = self._near[self._covers.T @ others.astype(np.int64) > 0]
        return model.cheapest(theirs, self._bound.reduced, each)


def families(model: Model) -> Ints:
    """Return a number for each mover: the same for siblings of one group, else its own."""
    movers = np.array(model.scene.movers, dtype=np.int64)
    group = model.scene.columns.child.group[movers]
    family: Ints = np.where(group >= 0, group, -1 - np.arange(len(movers)))
    return family
