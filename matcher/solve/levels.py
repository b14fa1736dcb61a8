"""Levels in strict order: each is minimised, and no later one costs it anything.

For each level a bound is proved over all columns. Where the linear program behind it ends whole,
the bound is reached; where not, a search settles the level on the columns that the bound leaves.
A small level (children without a home, homes too many for a group), or one whose bound is whole,
is first taken to reach its bound: a plan that a later level finds shows that it does, or the level
is searched after all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from matcher.columns import Bools
from matcher.geography import Floats, Ints
from matcher.progress import Progress, Report
from matcher.solve.beside import Beside
from matcher.solve.bound import Bound, bound_goal, trivial_bound
from matcher.solve.branch import branch
from matcher.solve.greedy import first_come
from matcher.solve.model import Model
from matcher.solve.narrow import within_limits
from matcher.solve.near import plan_near
from matcher.solve.problem import Goal, Problem
from matcher.solve.relaxation import Relaxation
from matcher.solve.rounding import rounded
from matcher.solve.rows import Row
from matcher.solve.siblings import siblings_first
from matcher.solve.solution import Solution, Stage, Work
from matcher.solve.stop import Stop, searching

#: About how many columns the first and the second search of a level take in.
_FIRST_COLUMNS = 1000
_SECOND_COLUMNS = 4000
#: Columns that are settled by cases; more are left to the search.
_FEW_COLUMNS = 3000
#: With so many columns time may be short: a plan is made one by one before anything else.
_HUGE = 100_000
#: Columns near a huge linear program's solution among which a plan is looked for, as a share of
#: the movers.
_NEAR = 2.0
#: How often columns come into a huge linear program while siblings alone are looked at.
_ROUNDS_BESIDE = 7
#: The share of the time left for looking at levels together.
_SHARE_FOR_LOOKING = 0.7
#: The share of the time left for siblings alone.
_SHARE_FOR_SIBLINGS = 0.5
#: The same for a huge model, where most cuts come of that.
_SHARE_IF_HUGE = 0.62
#: Rounds of cuts where the levels were looked at together before: just its linear program.
_AGAIN = 2


@dataclass(frozen=True)
class _Outcome:
    """A level's least value on some columns; None if there is no plan on them."""

    value: int | None


class _Stopped(Exception):  # noqa: N818  # not an error: somebody asked
    """The time is over, or somebody asked to stop."""


@dataclass
class Levels:
    """Minimises the levels of a model, one after the other.

    Parameters
    ----------
    model : Model
        Columns, rows and levels.
    limits : sequence of Row
        Further rows to keep.
    allowed : ndarray of bool, shape (columns,)
        Columns that locks and forbidden pairs leave.
    stop : Stop
        When to stop.
    report : callable, optional
        Told of progress.
    first : ndarray of int, optional
        The columns of a plan to start from.
    learned : sequence of Row
        Rows that an earlier solve of the same model and limits has learned.
    near : sequence of int
        The columns of a plan, or of a linear program's solution, that may be near the best.
    looked : bool
        Whether `learned` and `near` come of looking at the levels together.
    """

    model: Model
    limits: Sequence[Row]
    allowed: Bools
    stop: Stop
    report: Report | None = None
    first: Ints | None = None
    learned: Sequence[Row] = ()
    near: Sequence[int] = ()
    looked: bool = False
    _best: Ints | None = None
    _best_values: tuple[int, ...] = ()
    _stages: list[Stage] = field(default_factory=list)
    _current: Stage | None = None
    _work: Work = field(default_factory=Work)
    _by_siblings: Sequence[Bound] = ()

    def solve(self) -> Solution:
        """Return the best plan with its bounds."""
        self._n_levels = len(self.model.costs)
        self._problem = Problem(self.model, [*self.limits, *self.learned], self.allowed.copy())
        self._work.columns = int(self.allowed.sum())
        finished = False
        with Beside() as self._beside:
            try:
                self._start()
                with searching():
                    self._run()
                finished = True
            except KeyboardInterrupt:
                self.stop.ask()
            except _Stopped:
                pass
            self._take_last()
        self._work.rows = self._problem.n_rows
        added = self._problem.added[len(self.limits) :]
        return Solution(
            self._best,
            self._best_values,
            self._bounds(),
            finished,
            self._work,
            tuple(row for row in added if row.code != "level"),
            tuple(self._told()),
        )

    def _start(self) -> None:
        """Take plans that need no search: as it is and, where time is short, first come."""
        if self.first is None:
            return
        if self.allowed[self.first].all():
            self._keep(self.first)
        if self.stop.left() is not None or self.model.n_columns > _HUGE:
            plan = first_come(self.model, self.first)
            if plan is not None and self.allowed[plan].all():
                self._keep(plan)

    def _run(self) -> None:
        first = [] if self.first is None else self.first.tolist()
        if self.model.is_huge and self._best is not None:
            first = self._best.tolist()
        known = np.array([*first, *self.near], dtype=np.int64)
        self._relaxation = Relaxation(self._problem, known[self.allowed[known]])
        self._look_ahead()
        while len(self._stages) < self._n_levels:
            stage = self._begin()
            if stage is None or not self._finish(stage):
                # Nothing is left. Either a level does not reach the bound that it was taken to
                # reach, or there is no plan. Siblings alone may have proved too little of it.
                stage = self._first_unproved()
                if stage is not None and self._by_siblings:
                    self._by_siblings = ()
                    continue
                if stage is None or not self._settle(stage):
                    return
            self._stages.append(stage)
            self._current = None
            if not self._is_by_siblings(stage) or self._n_proved() == len(self._stages):
                self._problem.open &= stage.bound.may_reach(stage.value)

    def _look_ahead(self) -> None:
        """Solve the first levels as one, so that each by itself starts from what they all want."""
        level = self._problem.n_small
        if not level:
            return
        weights = self._problem.weights(level, range(level))
        goal = self._problem.goal(level, weights, [0] * level)
        if self._siblings_first(goal):
            return
        # Each level's own bound takes little after this, but needs some time as well.
        share = _SHARE_IF_HUGE if self.model.is_huge else _SHARE_FOR_LOOKING
        improve = None if self.looked else self._improver(goal)
        rounds = _AGAIN if self.looked else None
        found = bound_goal(
            self._relaxation, goal, None, self.stop.part(share), improve, ahead=True, rounds=rounds
        )
        if found is not None:
            self._take_whole(found.x)

    def _siblings_first(self, goal: Goal) -> bool:
        """Bound a huge model's first levels on siblings alone; return whether that was of use.

        Meanwhile the linear program of everybody begins, and then a plan is looked for near it.
        """
        best = self._best
        if not self.model.is_huge or self.looked or best is None:
            return False
        own, stop = self._problem.copy(), self.stop.part(_SHARE_FOR_SIBLINGS)
        asked = self._beside.begin(lambda: siblings_first(own, best, stop))
        self._relaxation.aim(goal.costs, goal.offset + goal.constant)
        self._relaxation.solve(stop, rounds=_ROUNDS_BESIDE)
        bounds = asked.result()
        self._problem.add(own.added[len(self._problem.added) :])
        if len(bounds) < self._problem.n_small:
            return False
        self._by_siblings = bounds
        self._look_beside(goal)
        return True

    def _improver(self, goal: Goal) -> Callable[[Bound], int | None]:
        """Return what looks for a better plan near a bound's solution."""

        def improve(bound: Bound) -> int | None:
            self._work.searches += 1
            if self.model.is_huge:
                self._look_beside(goal)
            else:
                for chosen in rounded(self._problem, goal, bound, self._best, self.stop):
                    self._keep(chosen)
            return None if self._best is None else goal.value(self._best)

        return improve

    def _look_beside(self, goal: Goal) -> None:
        """Look for a better plan of a huge model while its bound is made better.

        What is found is taken when the next look begins or a level gets its value.
        """
        self._take_found()
        columns = np.setdiff1d(self._relaxation.nearest(_NEAR), self.model.rest)
        known = columns[:0] if self._best is None else self._best
        self._beside.look(
            self._problem, lambda own: plan_near(own, goal, columns, known, self.stop)
        )

    def _take_found(self) -> None:
        """Wait for the plan that is looked for beside, and keep it if it is better."""
        chosen = self._beside.take()
        if chosen is not None:
            self._keep(chosen)

    def _take_last(self) -> None:
        """Take what is still looked for at the end, unless somebody asks to stop."""
        try:
            self._take_found()
        except KeyboardInterrupt:
            self.stop.ask()

    def _begin(self) -> Stage | None:
        """Return the next level with its bound; None if what was taken for granted can't be."""
        level = len(self._stages)
        proved = self._n_proved() == level
        best = self._best_values[level] if proved and self._best is not None else None
        self._work.bounds += 1
        goal = self._goal(level)
        # For the first level of a huge model the look at levels together has looked.
        looked = self.model.is_huge and not level and self._problem.n_small > 0
        looks = (proved and not looked) or len(self._by_siblings) == level > 0
        improve = self._improver(goal) if looks else None
        usable = self._problem.open.copy()
        bound = self._known(level)
        if bound is None:
            bound = bound_goal(self._relaxation, goal, best, self.stop, improve, closing=proved)
        if bound is None:
            if not proved and not self.stop.now():
                return None
            bound = trivial_bound(self._problem, goal)
        if self.stop.now():
            plain = self._problem.goal(level)
            least = trivial_bound(self._problem, plain)
            if least.value > bound.value:
                goal, bound = plain, least
        stage = Stage(level, goal, usable, bound, bound.value, bound.value)
        stage.rows = self._problem.rows[: len(bound.prices)]
        if self.stop.now() and best != bound.value:
            self._current = stage
            raise _Stopped
        return stage

    def _known(self, level: int) -> Bound | None:
        """Return the bound that siblings alone prove, those before it taken to be reached."""
        before = [stage.value for stage in self._stages]
        known = [bound.value for bound in self._by_siblings]
        if level < len(known) and before == known[:level]:
            return self._by_siblings[level]
        return None

    def _is_by_siblings(self, stage: Stage) -> bool:
        """Return whether siblings alone prove a level: plans that reach it are still looked for."""
        return any(stage.bound is bound for bound in self._by_siblings)

    def _goal(self, level: int) -> Goal:
        """Return a level as what is minimised, the levels before kept at their values.

        A level before that its linear program just reaches is kept by a weight; another, or one
        whose weight would be too large, by a row.
        """
        tight = [
            one.level
            for one in self._stages
            # A row of hundreds of thousands of columns is no help.
            if self.model.is_huge or one.bound.is_tight(one.value)
        ]
        weights = self._problem.weights(level, tight)
        for one in self._stages:
            if one.level not in weights and not one.has_row:
                self._problem.add([self._problem.level_row(one.level, one.value)])
                one.has_row = True
        return self._problem.goal(level, weights, [one.value for one in self._stages])

    def _finish(self, stage: Stage) -> bool:
        """Give a level its value, taken for granted or certain; False if no plan is left."""
        if self._is_by_siblings(stage):
            self._tell(stage)
            return True
        self._take_whole(stage.bound.x)
        self._tell(stage)
        wanted = (*(before.value for before in self._stages), stage.value)
        if self._best_values[: stage.level + 1] != wanted:
            self._take_found()
        if self._best_values[: stage.level + 1] == wanted:
            return True
        likely = self._problem.is_small(stage.level) or stage.bound.is_whole
        if likely and stage.level < self._n_levels - 1:
            return True
        return self._settle(stage)

    def _first_unproved(self) -> Stage | None:
        """Return to the first level that was only taken to reach its bound; None if none was."""
        n_proved = self._n_proved()
        if n_proved == len(self._stages):
            return None
        stage = self._stages[n_proved]
        del self._stages[n_proved:]
        for one in self._stages:
            one.has_row = False
        rows = [row for row in self._problem.added if row.code != "level"]
        self._problem = Problem(self.model, rows, stage.open.copy())
        known = np.flatnonzero(stage.bound.x > 0)
        self._relaxation = Relaxation(self._problem, known)
        return stage

    def _n_proved(self) -> int:
        """Return how many levels, first to last, the best plan is proved to be best in."""
        for number, stage in enumerate(self._stages):
            if self._best_values[number : number + 1] != (stage.value,):
                return number
        return len(self._stages)

    def _settle(self, stage: Stage) -> bool:
        """Search a level to its end; return whether there is a plan, the levels before as taken.

        The search takes in all columns that a plan up to some value could use, and that value
        grows until a plan is found, or all columns are in.
        """
        self._current = stage
        prefix = tuple(before.value for before in self._stages)
        best = None
        if self._best is not None and self._best_values[: stage.level] == prefix:
            best = self._best_values[stage.level]
        if best is None and self.limits and not self._narrow():
            return False
        n_columns = _FIRST_COLUMNS
        while best is None or stage.lower < best:
            reach = max(stage.lower, self._reach(stage, n_columns))
            most = reach if best is None else min(reach, best - 1)
            columns = self._problem.open & stage.bound.may_reach(most)
            everything = bool((columns == self._problem.open).all())
            if everything and best is not None:
                most = best - 1  # all columns are in: nothing is gained by going there in steps
            found = self._search(stage, columns, None if everything and best is None else most)
            if found is not None:
                stage.value = stage.lower = found
                return True
            if everything and best is None:
                return False
            stage.lower = most + 1
            self._tell(stage)
            # After two looks at what is near, all that could be better.
            n_columns = _SECOND_COLUMNS if n_columns == _FIRST_COLUMNS else self.model.n_columns
        stage.value = best
        return True

    def _reach(self, stage: Stage, n_columns: int) -> int:
        """Return a value up to which plans use no more than about so many open columns."""
        bound = stage.bound
        reduced = np.sort(bound.reduced[self._problem.open])
        if not len(reduced):
            return stage.lower
        last = max(0, int(reduced[min(n_columns, len(reduced)) - 1]))
        return bound.constant + (bound.scaled + last) // bound.scale

    def _narrow(self) -> bool:
        """Close columns that the limits leave to no plan; return whether one may be left."""
        rows = [row for row in self._problem.added if row.code == "clash"]
        narrow = Problem(self.model, [*rows, *self._level_rows()], self._problem.open.copy())
        if not within_limits(narrow, self.limits, self.stop):
            return False
        self._problem.open &= narrow.open
        return True

    def _search(self, stage: Stage, columns: Bools, most: int | None) -> int | None:
        """Return the level's least value on some columns; None if there is no plan on them."""
        self._work.searches += 1
        self._work.search_columns += int(columns.sum())
        if columns[self.model.rest].any():
            # A home for which there is no column could do as well: it can't be settled.
            raise _Stopped
        if most is not None and columns.sum() <= _FEW_COLUMNS:
            found = self._by_cases(stage, np.flatnonzero(columns), most)
            if found is not None:
                return found.value
        # CP-SAT takes a second to load, and most plans need none.
        from matcher.solve.search import search

        rows = self._level_rows()
        if most is not None:
            rows.append(self._problem.level_row(stage.level, most))
        costs = self.model.costs[stage.level]
        result = search(self._problem, costs, columns, self.stop, rows, stage.bound.x)
        if result.chosen is not None:
            self._keep(result.chosen)
        if not result.finished:
            raise _Stopped
        if result.chosen is None:
            return None
        return self._problem.value(result.chosen, stage.level)

    def _by_cases(self, stage: Stage, columns: Ints, most: int) -> _Outcome | None:
        """Settle a level by branching; None if that comes to no end, or not to a plan of use."""
        inside = self._problem.restricted(columns)
        start = np.flatnonzero(stage.bound.x[columns] > 0)
        settled = branch(inside, stage.goal.on(columns), most + 1, start, self.stop)
        self._work.cases += settled.cases
        chosen = None if settled.chosen is None else columns[settled.chosen]
        if chosen is not None:
            self._keep(chosen)
        if self.stop.now():
            raise _Stopped
        if not settled.finished:
            return None
        if chosen is None:
            return _Outcome(None)
        # Levels before that are kept by weights may have been given up after all.
        for before in self._stages:
            if self._problem.value(chosen, before.level) != before.value:
                return None
        return _Outcome(self._problem.value(chosen, stage.level))

    def _level_rows(self) -> list[Row]:
        """Return the rows that keep the levels before at their values."""
        return [self._problem.level_row(one.level, one.value) for one in self._stages]

    def _take_whole(self, x: Floats) -> None:
        """Take a linear program's solution as a plan if it is whole."""
        if np.all(np.abs(x - np.rint(x)) < 1e-6):
            self._keep(np.flatnonzero(x > 0.5))

    def _keep(self, chosen: Ints) -> None:
        """Keep a plan if it is sound and better than the best so far."""
        values = tuple(self._problem.value(chosen, level) for level in range(self._n_levels))
        better = self._best is None or values < self._best_values
        if better and self._problem.keeps_rows(chosen):
            self._best, self._best_values = chosen, values

    def _bounds(self) -> tuple[int | None, ...]:
        n_proved = self._n_proved()
        bounds: list[int | None] = [stage.value for stage in self._stages[:n_proved]]
        bounds.extend(stage.lower for stage in self._told()[n_proved:])
        return (*bounds, *[None] * (self._n_levels - len(bounds)))

    def _told(self) -> list[Stage]:
        """Return the levels that are proved, and the one after them if it was begun."""
        begun = [*self._stages, *([] if self._current is None else [self._current])]
        return begun[: min(self._n_proved() + 1, self._n_levels)]

    def _tell(self, stage: Stage) -> None:
        if self.report is not None:
            prefix = tuple(before.value for before in self._stages[: stage.level])
            reached = self._best is not None and self._best_values[: stage.level] == prefix
            best = self._best_values[stage.level] if reached else None
            seconds = self.stop.elapsed()
            self.report(Progress(stage.level + 1, self._n_levels, best, stage.lower, seconds))
