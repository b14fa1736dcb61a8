"""The main job: the best plan for all children at once, proved.

Find where each child may live, price each possibility, choose the best set that fits, hand back a
plan that anyone can check.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from matcher import limits as limit_rules
from matcher.approvals import approvals_for
from matcher.arcs import build_arcs
from matcher.case import Case
from matcher.cases import case_of
from matcher.check import judge
from matcher.columns import Columns
from matcher.criteria import child_costs, plan_levels
from matcher.errors import Fault, NoPlanError, UndecidedError
from matcher.geography import Ints
from matcher.indicators import indicators
from matcher.living import Living, change_of
from matcher.locks import Wanted, read_pairs
from matcher.parties import Scene
from matcher.progress import Report
from matcher.records.plan import Assignment, LevelValue, Pair, Plan, Warn
from matcher.records.policy import Policy
from matcher.records.register import Register
from matcher.solve.levels import Levels, Solution
from matcher.solve.model import Model, Row, build_model, limit_row
from matcher.solve.search import search
from matcher.solve.problem import Problem
from matcher.solve.stop import Stop
from matcher.warnings import warnings

Homes = dict[str, str | None]


def plan(
    register: Register,
    policy: Policy | None = None,
    locks: Iterable[Pair] = (),
    forbid: Iterable[Pair] = (),
    travel: str | Path | None = None,
    time_limit: float | None = None,
    progress: Report | None = None,
) -> Plan:
    """Return the best plan for all children at once, with its proof.

    Parameters
    ----------
    register : Register
        Children, sibling groups and homes.
    policy : Policy, optional
        What to minimise, within which limits; the default policy if None.
    locks, forbid : iterable of (str, str)
        Pairs (child id, home id) that the plan must, or must not, contain.
    travel : str or Path, optional
        A travel matrix file; wins over the policy's.
    time_limit : float, optional
        Seconds after which the best plan so far is returned, its bounds true. An interrupt
        (Ctrl-C) does the same.
    progress : callable, optional
        Told of each step; see `matcher.progress.Progress`.

    Returns
    -------
    Plan
        Judged before it is returned; its status is ``optimal`` if every level is proved.

    Raises
    ------
    InputError
        If a lock or a forbidden pair can't be kept, or the travel matrix is faulty.
    NoPlanError
        If no plan keeps the limits; it names a smallest set that can't hold together.
    UndecidedError
        If time ran out before any plan within the limits was found.
    """
    stop = Stop(time_limit)
    case = case_of(register, policy, travel)
    engine = Engine(case)
    wanted = read_pairs(case, locks, forbid)
    solution = engine.solve(wanted, stop, progress)
    if solution.chosen is None:
        raise engine.why_not(wanted, solution, stop)
    homes = engine.homes(solution.chosen)
    notes = [*warnings(case, homes), *engine.limit_warnings(wanted, homes, stop)]
    return _written(engine, wanted, solution, homes, notes, stop)


class Engine:
    """A case made ready to be solved, once or many times.

    Parameters
    ----------
    case : Case
        Register, policy and journeys.
    """

    def __init__(self, case: Case, columns: Columns | None = None) -> None:
        self.case = case
        self.columns = Columns(case) if columns is None else columns
        movers = np.flatnonzero(self.columns.child.status < 2)
        self.scene = Scene(self.columns, movers.tolist())
        self.model: Model = build_model(build_arcs(self.scene))
        self.limits: dict[str, Row] = {
            limit.code: limit_row(limit, self.model) for limit in limit_rules.limits_set(case)
        }

    def solve(
        self,
        wanted: Wanted,
        stop: Stop,
        report: Report | None = None,
        *,
        with_limits: bool = True,
        first: Mapping[str, str | None] | None = None,
    ) -> Solution:
        """Return the best plan that keeps locks and forbidden pairs, and the limits if asked.

        Parameters
        ----------
        wanted : Wanted
            Locks and forbidden pairs.
        stop : Stop
            When to stop.
        report : callable, optional
            Told of progress.
        with_limits : bool
            Whether the policy's limits hold.
        first : mapping of str to (str or None), optional
            A plan to start from; by default everything as it is.
        """
        rows = list(self.limits.values()) if with_limits else []
        start = self._columns_of(first)
        levels = Levels(self.model, rows, self._allowed(wanted), stop, report, start)
        return levels.solve()

    def _columns_of(self, homes: Mapping[str, str | None] | None) -> Ints | None:
        child = self.columns.child
        if homes is None:
            known = {m: int(child.present[m]) for m in self.scene.stayers.tolist()}
        else:
            known = {
                m: self.columns.home_idx[home]
                for m in self.scene.movers
                if (home := homes[self.columns.children[m].id]) is not None
            }
        return self.model.columns_of(known)

    def _allowed(self, wanted: Wanted) -> np.ndarray[Any, np.dtype[np.bool_]]:
        child, home = self.columns.child_idx, self.columns.home_idx
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
        at = {self.columns.children[c].id: self.columns.homes[h].id for c, h in found.items()}
        return {
            child.id: child.present_home if child.status == "settled" else at.get(child.id)
            for child in self.case.register.children
        }

    def why_not(
        self, wanted: Wanted, solution: Solution, stop: Stop
    ) -> NoPlanError | UndecidedError:
        """Return the error that says why there is no plan."""
        if not solution.finished:
            return UndecidedError(
                "time ran out before a plan within the limits was found, or shown impossible; "
                "leaving everything as it is breaks them"
            )
        if not self._possible(wanted, (), stop):
            return self._wanted_error(wanted, stop)
        codes = tuple(self.limits)
        for size in range(1, len(codes) + 1):
            for some in combinations(codes, size):
                if not self._possible(wanted, some, stop):
                    return self._limits_error(some)
        raise AssertionError("no plan was found, but each limit can be kept")

    def _possible(self, wanted: Wanted, limits: Iterable[str], stop: Stop) -> bool:
        rows = [*self.model.rows, *(self.limits[code] for code in limits)]
        allowed = self._allowed(wanted)
        found = search(Problem(self.model, rows, allowed), None, allowed, stop)
        return found.chosen is not None or not found.finished

    def _limits_error(self, codes: tuple[str, ...]) -> NoPlanError:
        given = [
            f"{code} {getattr(self.case.policy.limits, code):g}" for code in codes
        ]
        several = len(codes) > 1
        text = "can't hold together in any plan" if several else "can't be kept by any plan"
        return NoPlanError(
            [Fault("limits", f"{' and '.join(given)} {text}", "limits that some plan keeps")],
            limits=codes,
        )

    def _wanted_error(self, wanted: Wanted, stop: Stop) -> NoPlanError:
        """Return the error that names a set of locks and forbidden pairs of which none is idle."""
        kept = wanted
        for one in wanted.each():
            fewer = kept.without(one)
            if not self._possible(fewer, (), stop):
                kept = fewer
        return NoPlanError(kept.faults(self.case))

    def limit_warnings(self, wanted: Wanted, homes: Homes, stop: Stop) -> list[Warn]:
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


def _written(
    engine: Engine,
    wanted: Wanted,
    solution: Solution,
    homes: Homes,
    notes: list[Warn],
    stop: Stop,
) -> Plan:
    """Return a solution as a plan, judged."""
    case = engine.case
    values = plan_levels(homes, case)
    work = solution.work
    optimal = values == solution.bounds
    found = Plan(
        format="cartref/plan/1",
        register_sha256=case.register.sha256,
        policy=case.policy,
        locks=wanted.locks,
        forbid=wanted.forbid,
        status="optimal" if optimal else "feasible",
        levels=tuple(
            LevelValue(value=value, bound=bound)
            for value, bound in zip(values, solution.bounds, strict=True)
        ),
        assignments=assignments_of(case, homes),
        warnings=tuple(notes),
        indicators=indicators(case, homes),
        solve={
            "seconds": round(stop.elapsed(), 3),
            "columns": work.columns,
            "rows": work.rows,
            "bounds": work.bounds,
            "searches": work.searches,
            "search_columns": work.search_columns,
        },
    )
    violations = judge(case, found)
    if violations:
        raise AssertionError(f"the judge refuses the plan: {violations[0].text}")
    return found


def assignments_of(
    case: Case, homes: Mapping[str, str | None], children: Iterable[str] | None = None
) -> tuple[Assignment, ...]:
    """Return the assignments of some children, by default all, in the order given.

    Parameters
    ----------
    case : Case
        Register, policy and journeys.
    homes : mapping of str to (str or None)
        Every child's home after the plan.
    children : iterable of str, optional
        Ids of the children.
    """
    living = Living(case, homes)
    found = []
    for id_ in homes if children is None else children:
        child, home_id = case.children[id_], homes[id_]
        home = None if home_id is None else case.homes[home_id]
        found.append(
            Assignment(
                child=id_,
                home=home_id,
                change=change_of(child, home_id),
                criteria=child_costs(child, home, case),
                approvals=approvals_for(child, home, living, case),
            )
        )
    return tuple(found)
