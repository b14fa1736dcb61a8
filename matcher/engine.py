"""The engine: a case made ready to be solved, once or many times, and why there may be no plan."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import combinations

import numpy as np

from matcher import limits as limit_rules
from matcher.arcs import build_arcs
from matcher.case import Case
from matcher.case_arrays import Bools, CaseArrays
from matcher.errors import Fault, NoPlanError, UndecidedError
from matcher.geography import Ints
from matcher.locks import PairConstraints
from matcher.parties import MoverScope
from matcher.progress import Report
from matcher.records.plan import Warn
from matcher.solve.build import build_model, limit_row
from matcher.solve.levels import Levels
from matcher.solve.model import Model
from matcher.solve.narrow import none_left
from matcher.solve.problem import Problem
from matcher.solve.rows import Row
from matcher.solve.solution import Solution
from matcher.solve.stop import Stop

Homes = dict[str, str | None]
#: The share of the time left for a plan, where bounds take a solve of their own.
_SHARE_FOR_PLAN = 0.6


class Engine:
    """A case made ready to be solved, once or many times.

    Parameters
    ----------
    case : Case
        Register, policy and journeys.
    """

    def __init__(self, case: Case, arrays: CaseArrays | None = None) -> None:
        self.case = case
        self.arrays = CaseArrays(case) if arrays is None else arrays
        movers = np.flatnonzero(self.arrays.child.status < 2)
        self.scene = MoverScope(self.arrays, movers.tolist())
        self.model: Model = build_model(build_arcs(self.scene))
        self.limits: dict[str, Row] = {
            limit.code: limit_row(limit, self.model) for limit in limit_rules.limits_set(case)
        }

    def solve(
        self,
        wanted: PairConstraints,
        stop: Stop,
        report: Report | None = None,
        *,
        with_limits: bool = True,
        after: Solution | None = None,
    ) -> Solution:
        """Return the best plan that keeps locks and forbidden pairs, and the limits if asked.

        Parameters
        ----------
        wanted : PairConstraints
            Locks and forbidden pairs.
        stop : Stop
            When to stop.
        report : callable, optional
            Told of progress.
        with_limits : bool
            Whether the policy's limits hold.
        after : Solution, optional
            What an earlier solve within the same limits found: its rows and plan help this one.
        """
        rows = list(self.limits.values()) if with_limits else []
        learned: tuple[Row, ...] = () if after is None else after.learned
        near = () if after is None or after.chosen is None else after.chosen.tolist()
        allowed, first, looked = self._allowed(wanted), self._as_it_is, False

        def solved(stop: Stop) -> Solution:
            levels = Levels(self.model, rows, allowed, stop, report, first, learned, near, looked)
            return levels.solve()

        rest = self.model.rest
        if not len(rest):
            return solved(stop)
        # Some homes are left out of the model. A good plan comes from those that are in it; the
        # bounds on it have to hold for the others too, and take little once cuts are known.
        open_too, allowed[rest] = allowed[rest], False
        found = solved(stop.part(_SHARE_FOR_PLAN))
        allowed[rest] = open_too
        first, learned = first if found.chosen is None else found.chosen, found.learned
        near = np.flatnonzero(sum(stage.bound.x for stage in found.stages)).tolist()
        looked = bool(found.stages)
        return solved(stop)

    @cached_property
    def _as_it_is(self) -> Ints | None:
        """The columns of the plan that leaves everything as it is."""
        present = self.arrays.child.present
        return self.model.columns_of({m: int(present[m]) for m in self.scene.stayers.tolist()})

    def _allowed(self, wanted: PairConstraints) -> Bools:
        child, home = self.arrays.child_idx, self.arrays.home_idx
        moving = set(self.scene.movers)
        return self.model.allowing(
            {
                child[who]: None if where is None else home[where]
                for who, where in wanted.homes.items()
                if child[who] in moving
            },
            [(child[who], home[where]) for who, where in wanted.forbid if child[who] in moving],
        )

    def homes(self, chosen: Ints) -> Homes:
        """Return every child's home after the plan, by ids, in register order."""
        found = self.model.homes_of(chosen.tolist())
        at = {self.arrays.children[c].id: self.arrays.homes[h].id for c, h in found.items()}
        return {
            child.id: child.present_home if child.status == "settled" else at.get(child.id)
            for child in self.case.register.children
        }

    def why_not(
        self, wanted: PairConstraints, solution: Solution, stop: Stop
    ) -> NoPlanError | UndecidedError:
        """Return the error that says why there is no plan."""
        if not solution.finished:
            return UndecidedError(
                "time ran out before a plan within the limits was found, or shown impossible; "
                "leaving everything as it is breaks them"
            )
        codes = tuple(self.limits)
        for size in range(1, len(codes) + 1):
            for some in combinations(codes, size):
                if not self._possible(PairConstraints(), some, stop):
                    return self._limits_error(some)
        if not any(wanted.each()):
            # Time ran out while looking for a smaller set: all of them together is true as well.
            return self._limits_error(codes)
        return self._together_error(wanted, codes, stop)

    def _possible(self, wanted: PairConstraints, limits: Iterable[str], stop: Stop) -> bool:
        problem = Problem(self.model, [], self._allowed(wanted))
        return not none_left(problem, [self.limits[code] for code in limits], stop)

    def _limits_error(self, codes: tuple[str, ...]) -> NoPlanError:
        several = len(codes) > 1
        text = "can't hold together in any plan" if several else "can't be kept by any plan"
        given = self._limits_text(codes)
        return NoPlanError(
            [Fault("limits", f"{given} {text}", "limits that some plan keeps")], limits=codes
        )

    def _limits_text(self, codes: Iterable[str]) -> str:
        given = (f"{code} {getattr(self.case.policy.limits, code):.12g}" for code in codes)
        return " and ".join(given)

    def _together_error(
        self, wanted: PairConstraints, limits: tuple[str, ...], stop: Stop
    ) -> NoPlanError:
        """Return the error that names locks, forbidden pairs and limits of which none is idle."""
        kept = wanted
        for pair in wanted.each():
            fewer = kept.without(pair)
            if not self._possible(fewer, limits, stop):
                kept = fewer
        for code in limits:
            others = tuple(other for other in limits if other != code)
            if not self._possible(kept, others, stop):
                limits = others
        return NoPlanError(kept.faults(self.case, self._limits_text(limits)), limits=limits)

    def limit_warnings(self, wanted: PairConstraints, homes: Homes, stop: Stop) -> list[Warn]:
        """Return a warning for each child whom the limits leave without a home, with the cost."""
        waiting = [c.id for c in self.case.register.children if homes[c.id] is None]
        if not waiting or not self.limits:
            return []
        free = self.solve(wanted, stop, with_limits=False)
        if free.chosen is None:
            return []
        other = self.homes(free.chosen)
        broken = [
            limit
            for limit in limit_rules.limits_set(self.case)
            if limit_rules.total(limit, other, self.case) > limit.most(self.case)
        ]
        codes = ", ".join(limit.code for limit in broken)
        more = self._weekly(other) - self._weekly(homes)
        return [
            Warn(
                code="limit_leaves_unplaced",
                about=(child,),
                text=f"{child} is left without a home by {codes}: without it {child} would live "
                f"in {other[child]}, which costs £{self.case.homes[home].weekly_cost:,.2f} a "
                f"week; that plan costs £{more:,.2f} a week more in all",
            )
            for child in waiting
            if (home := other[child]) is not None and broken
        ]

    def _weekly(self, homes: Homes) -> float:
        return sum(self.case.homes[home].weekly_cost for home in homes.values() if home)
