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

from matcher.case_arrays import Bools
from matcher.geography import Floats, Ints
from matcher.progress import Progress, Report
from matcher.solve.audit import Claim, Finding, audit
from matcher.solve.background import BackgroundTask
from matcher.solve.bound import Bound, bound_goal, trivial_bound
from matcher.solve.exact_search import ExactSearch, StoppedError
from matcher.solve.heuristics import first_plan
from matcher.solve.master_heuristic import restricted_master_heuristic
from matcher.solve.model import Model
from matcher.solve.problem import Goal, Problem
from matcher.solve.restricted_master import RestrictedMaster
from matcher.solve.rounding import rounded
from matcher.solve.rows import Row
from matcher.solve.siblings import siblings_first
from matcher.solve.solution import Best, Solution, Stage, Work
from matcher.solve.stop import Stop, searching

#: With more columns, huge models aside, a plan is made without a solver before anything else: it
#: takes little of all. A huge model has plans near its bounds as soon.
_MANY = 50_000
#: Seconds for that at least, and for each mover, also where the solve was stopped before it was
#: made: so long the ways take in which people would make a plan by hand, all of them.
_LAST_SECONDS, _LAST_SECONDS_EACH = 1.5, 0.001
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
#: Rounds of cuts for the levels together where there are no more columns than these: cases settle
#: each level by itself sooner than cuts do all of them.
_ROUNDS_IF_FEW, _FEW = 8, 5000


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
    _best: Best = field(default_factory=Best)
    _stages: list[Stage] = field(default_factory=list)
    _current: Stage | None = None
    _work: Work = field(default_factory=Work)
    _by_siblings: Sequence[Bound] = ()
    _has_first_plan: bool = False

    def solve(self) -> Solution:
        """Return the best plan with its bounds."""
        self._n_levels = len(self.model.costs)
        self._problem = Problem(self.model, [*self.limits, *self.learned], self.allowed.copy())
        self._work.columns = int(self.allowed.sum())
        whole, self.stop = self.stop, self._early()
        self._looking = self.stop.part(1.0)
        finished = False
        with BackgroundTask() as self._beside:
            try:
                self._start()
                with searching():
                    self._run()
                finished = True
                self._looking.end()
            except KeyboardInterrupt:
                self.stop.ask()
            except StoppedError:
                pass
            self._take_last()
        self.stop = whole
        if not finished:
            self._take_first_plan()
        self._work.rows = self._problem.n_rows
        added = self._problem.added[len(self.limits) :]
        claims = self._claims()
        findings = audit(self.model, self.allowed, claims) if self._best.values else []
        return Solution(
            self._best.chosen,
            self._best.values,
            self._bounds(claims, findings),
            finished,
            self._work,
            tuple(row for row in added if row.code != "level"),
            tuple(self._told()[: len(findings)]),
            tuple(claims[: len(findings)]),
            tuple(findings),
        )

    def _early(self) -> Stop:
        """Return when to stop solving: of a huge model in time for a plan made without a solver."""
        left = self.stop.left()
        if left is None or not self.model.is_huge or self.looked:
            return self.stop
        return Stop(max(0.0, left - self._last_seconds), self.stop)

    @property
    def _last_seconds(self) -> float:
        n_movers: int = self.model.covers.shape[0]
        return max(_LAST_SECONDS, _LAST_SECONDS_EACH * n_movers)

    def _start(self) -> None:
        """Take plans that need no solver: as it is and, where that takes little of all, a first."""
        if self.first is None:
            return
        if self.allowed[self.first].all():
            self._best.take(self._problem, self.first)
        if self.stop.now() or (self.model.n_columns > _MANY and not self.model.is_huge):
            self._take_first_plan()

    def _take_first_plan(self) -> None:
        """Take a plan made without a solver, unless that has been done."""
        if self.first is None or self.looked or self._has_first_plan:
            return
        self._has_first_plan = True
        left = self.stop.left()
        seconds = self._last_seconds
        stop = self.stop if left is None or left > seconds else Stop(seconds)
        plan = first_plan(self.model, self.limits, self.allowed, self.first, stop)
        if plan is not None:
            # The problem may have rows by now that hold only for a level's value to be found.
            self._best.take(Problem(self.model, list(self.limits), self.allowed), plan)

    def _run(self) -> None:
        first = [] if self.first is None else self.first.tolist()
        if self.model.is_huge and self._best.chosen is not None:
            first = self._best.chosen.tolist()
        known = np.array([*first, *self.near], dtype=np.int64)
        self._relaxation = RestrictedMaster(self._problem, known[self.allowed[known]])
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
        few = self.model.n_columns <= _FEW
        rounds = _AGAIN if self.looked else _ROUNDS_IF_FEW if few else None
        found = bound_goal(
            self._relaxation, goal, None, self.stop.part(share), improve, ahead=True, rounds=rounds
        )
        if found is not None:
            self._take_whole(found.x)

    def _siblings_first(self, goal: Goal) -> bool:
        """Bound a huge model's first levels on siblings alone; return whether that was of use.

        Meanwhile the linear program of everybody begins, and then a plan is looked for near it.
        """
        best = self._best.chosen
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
                known = self._best.chosen
                for chosen in rounded(self._problem, goal, bound, known, self.stop):
                    self._best.take(self._problem, chosen)
            best = self._best.chosen
            return None if best is None else goal.value(best)

        return improve

    def _look_beside(self, goal: Goal) -> None:
        """Look for a better plan of a huge model while its bound is made better.

        What is found is taken when the next look begins or a level gets its value.
        """
        self._take_found()
        columns = np.setdiff1d(self._relaxation.nearest(_NEAR), self.model.rest)
        known = columns[:0] if self._best.chosen is None else self._best.chosen
        self._beside.look(
            self._problem,
            lambda own: restricted_master_heuristic(own, goal, columns, known, self._looking),
        )

    def _take_found(self) -> None:
        """Wait for the plan that is looked for beside, and keep it if it is better."""
        chosen = self._beside.take()
        if chosen is not None:
            self._best.take(self._problem, chosen)

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
        best = self._best.at(level, self._stages) if proved else None
        self._work.bounds += 1
        goal = self._goal(level)
        # For the first level of a huge model the look at levels together has looked.
        looked = self.model.is_huge and not level and self._problem.n_small > 0
        looks = (proved and not looked) or len(self._by_siblings) == level > 0
        improve = self._improver(goal) if looks else None
        usable, n_closings = self._problem.open.copy(), len(self._problem.closings)
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
        rows = self._problem.rows
        stage.rows = rows[: len(bound.prices)]
        closings = self._problem.closings[n_closings:]
        stage.closings = [closing.proof(rows) for closing in closings]
        if self.stop.now() and best != bound.value:
            self._current = stage
            raise StoppedError
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
            if one.level not in weights:
                self._problem.keep_level(one.level, one.value)
        return self._problem.goal(level, weights, [one.value for one in self._stages])

    def _finish(self, stage: Stage) -> bool:
        """Give a level its value, taken for granted or certain; False if no plan is left."""
        if self._is_by_siblings(stage):
            self._tell(stage)
            return True
        self._take_whole(stage.bound.x)
        self._tell(stage)
        if self._best.at(stage.level, self._stages) != stage.value:
            self._take_found()
        if self._best.at(stage.level, self._stages) == stage.value:
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
        rows = [row for row in self._problem.added if row.code != "level"]
        self._problem = Problem(self.model, rows, stage.open.copy())
        known = np.flatnonzero(stage.bound.x > 0)
        self._relaxation = RestrictedMaster(self._problem, known)
        return stage

    def _n_proved(self) -> int:
        """Return how many levels, first to last, the best plan is proved to be best in."""
        for number, stage in enumerate(self._stages):
            if self._best.values[number : number + 1] != (stage.value,):
                return number
        return len(self._stages)

    def _settle(self, stage: Stage) -> bool:
        """Search a level to its end; return whether there is a plan, the levels before as taken."""
        self._take_first_plan()
        self._current = stage
        search = ExactSearch(
            self._problem, self.limits, self._stages, self._best, self._work, self.stop, self._tell
        )
        return search.settle(stage)

    def _take_whole(self, x: Floats) -> None:
        """Take a linear program's solution as a plan if it is whole."""
        chosen, undecided = self.model.taken(x)
        if not len(undecided):
            self._best.take(self._problem, chosen)

    def _claims(self) -> list[Claim]:
        """Return what is said of each level that was begun: its value, or what is proved of it."""
        n_proved = self._n_proved()
        return [stage.claim(done=number < n_proved) for number, stage in enumerate(self._told())]

    def _bounds(
        self, claims: Sequence[Claim], findings: Sequence[Finding]
    ) -> tuple[int | None, ...]:
        """Return the bound of each level: what is said of it, if it holds or was searched.

        Else what its multipliers prove; nothing of levels after that.
        """
        bounds: list[int | None] = []
        for claim, finding, stage in zip(claims, findings, self._told(), strict=False):
            holds = finding.holds or stage.is_searched
            bounds.append(claim.value if holds else finding.bound)
            if bounds[-1] != self._best.values[claim.level]:
                break
        return (*bounds, *[None] * (self._n_levels - len(bounds)))

    def _told(self) -> list[Stage]:
        """Return the levels that are proved, and the one after them if it was begun."""
        begun = [*self._stages, *([] if self._current is None else [self._current])]
        return begun[: min(self._n_proved() + 1, self._n_levels)]

    def _tell(self, stage: Stage) -> None:
        if self.report is not None:
            best = self._best.at(stage.level, self._stages)
            seconds = self.stop.elapsed()
            self.report(Progress(stage.level + 1, self._n_levels, best, stage.lower, seconds))
