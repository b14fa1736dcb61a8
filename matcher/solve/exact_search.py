"""A level settled where its bound does not: its least value, the levels before it as they are.

Few columns are settled by cases, more by a search in whole numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from matcher.case_arrays import Bools
from matcher.geography import Ints
from matcher.solve.branch import branch
from matcher.solve.narrow import within_limits
from matcher.solve.part import Part
from matcher.solve.problem import Goal, Problem
from matcher.solve.rows import Row
from matcher.solve.solution import Best, Stage, Work
from matcher.solve.stop import Stop
from matcher.solve.tree import NO_HOME, Question

#: About how many columns the first and the second search of a level take in.
_FIRST_COLUMNS = 1000
_SECOND_COLUMNS = 4000
#: Columns that are settled by cases; more are left to the search.
_FEW_COLUMNS = 3000
#: The largest cost of a column in a sum of levels that branching minimises.
_LARGEST_SUM = 1 << 32


class StoppedError(Exception):
    """The time is over, somebody asked to stop, or no search can settle a level."""


@dataclass(frozen=True)
class _Outcome:
    """A level's least value on some columns; None if there is no plan on them."""

    value: int | None


@dataclass(frozen=True)
class ExactSearch:
    """Settles a level.

    Attributes
    ----------
    problem : Problem
        Columns and rows.
    limits : sequence of Row
        Those of the rows that are limits.
    before : sequence of Stage
        The levels before.
    best : Best
        The best plan so far, and what is found.
    work : Work
        What it takes is counted here.
    stop : Stop
        When to stop.
    tell : callable
        Told of the level when its bound has risen.
    """

    problem: Problem
    limits: Sequence[Row]
    before: Sequence[Stage]
    best: Best
    work: Work
    stop: Stop
    tell: Callable[[Stage], None]

    def settle(self, stage: Stage) -> bool:
        """Give a level its value; return whether there is a plan, the levels before as they are.

        The search takes in all columns that a plan up to some value could use, and that value
        grows until a plan is found, or all columns are in.

        Raises
        ------
        StoppedError
            If that came to no end; `stage.lower` is what is proved.
        """
        best = self.best.at(stage.level, self.before)
        if best is None and self.limits and not self._narrow(stage):
            return False
        n_columns = _FIRST_COLUMNS
        while best is None or stage.lower < best:
            reach = max(stage.lower, self._reach(stage, n_columns))
            most = reach if best is None else min(reach, best - 1)
            columns = self.problem.open & stage.bound.may_reach(most)
            everything = bool((columns == self.problem.open).all())
            if everything:
                # All columns are in: nothing is gained by going there in steps.
                most = self.problem.highest(stage.level) if best is None else best - 1
            found = self._search(stage, columns, most)
            if found is not None:
                stage.value = stage.lower = found
                return True
            if everything and best is None:
                return False
            stage.lower = most + 1
            self.tell(stage)
            # After two looks at what is near, all that could be better.
            first = n_columns == _FIRST_COLUMNS
            n_columns = _SECOND_COLUMNS if first else self.problem.model.n_columns
        stage.value = best
        return True

    def _reach(self, stage: Stage, n_columns: int) -> int:
        """Return a value up to which plans use no more than about so many open columns."""
        bound = stage.bound
        reduced = np.sort(bound.reduced[self.problem.open])
        if not len(reduced):
            return stage.lower
        last = max(0, int(reduced[min(n_columns, len(reduced)) - 1]))
        return bound.constant + (bound.scaled + last) // bound.scale

    def _narrow(self, stage: Stage) -> bool:
        """Close columns that the limits leave to no plan; return whether one may be left."""
        rows = [row for row in self.problem.added if row.code == "clash"]
        narrow = Problem(self.problem.model, [*rows, *self._level_rows()], self.problem.open.copy())
        if not within_limits(narrow, self.limits, self.stop):
            return False
        self.problem.open &= narrow.open
        stage.closings.extend(closing.proof(narrow.rows) for closing in narrow.closings)
        return True

    def _search(self, stage: Stage, columns: Bools, most: int) -> int | None:
        """Return the level's least value on some columns; None if no plan on them is so low."""
        self.work.searches += 1
        self.work.search_columns += int(columns.sum())
        model = self.problem.model
        if columns[model.rest].any():
            # A home for which there is no column could do as well: it can't be settled.
            raise StoppedError
        if columns.sum() <= _FEW_COLUMNS:
            found = self._by_cases(stage, np.flatnonzero(columns), most)
            if found is not None:
                return found.value
        # CP-SAT takes a second to load, and most plans need none.
        from matcher.solve.search import search

        rows = [*self._level_rows(), self.problem.level_row(stage.level, most)]
        costs = model.costs[stage.level]
        stage.is_searched = True
        result = search(self.problem, costs, columns, self.stop, rows, stage.bound.x)
        if result.chosen is not None:
            self.best.take(self.problem, result.chosen)
        if not result.finished:
            raise StoppedError
        if result.chosen is None:
            return None
        return self.problem.value(result.chosen, stage.level)

    def _by_cases(self, stage: Stage, columns: Ints, most: int) -> _Outcome | None:
        """Settle a level by branching; None if that comes to no end."""
        goal = self._goal(stage)
        part = Part(self.problem, columns)
        settled = branch(part, goal.on(columns), most + 1, self.stop)
        self.work.cases += settled.cases
        chosen = None if settled.chosen is None else columns[settled.chosen]
        if chosen is not None:
            self.best.take(self.problem, chosen)
        if not settled.finished:
            if self.stop.now():
                raise StoppedError
            return None
        stage.tree = settled.tree.mapped(lambda question: _whole(question, columns))
        if chosen is None:
            return _Outcome(None)
        return _Outcome(self.problem.value(chosen, stage.level))

    def _goal(self, stage: Stage) -> Goal:
        """Return the level as what branching minimises: rows keep the levels before.

        They are in the sum as well where numbers stay so small that floating point keeps them.
        """
        for before in self.before:
            self.problem.keep_level(before.level, before.value)
        goal = stage.goal
        if any(
            weight * int(self.problem.model.costs[level].max(initial=0)) > _LARGEST_SUM
            for level, weight in goal.weights.items()
        ):
            goal = self.problem.goal(stage.level)
        return goal

    def _level_rows(self) -> list[Row]:
        """Return the rows that keep the levels before at their values."""
        return [self.problem.level_row(one.level, one.value) for one in self.before]


def _whole(question: Question, columns: Ints) -> Question:
    """Return a question about a part's columns as one about the whole's."""
    none: Ints = np.zeros(0, dtype=np.int64)
    subject = question.subject
    if question.home == NO_HOME:
        subject = int(columns[subject])
    return Question(subject, question.home, (none, none))
