"""What limits leave: whether any plan can keep them, and which columns it could use.

Each limit's sum is minimised in turn, within the limits before it, and the bound on it proved. A
bound beyond the limit shows that no plan keeps them together; where it is close, few columns are
left to a search that would otherwise be lost.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matcher.solve.bound import bound_goal, close
from matcher.solve.problem import Goal, Problem
from matcher.solve.restricted_master import RestrictedMaster
from matcher.solve.rows import Row
from matcher.solve.stop import Stop


def within_limits(problem: Problem, limits: Sequence[Row], stop: Stop) -> bool:
    """Take limits into a problem; return whether a plan may be left.

    Parameters
    ----------
    problem : Problem
        Columns and rows; gets the limits, and closes columns that no plan within them uses.
    limits : sequence of Row
        The limits.
    stop : Stop
        When to give up.
    """
    relaxation = RestrictedMaster(problem, np.zeros(0, dtype=np.int64))
    for row in limits:
        goal, most = problem.goal_of(row)
        bound = bound_goal(relaxation, goal, most + 1, stop)
        if bound is not None:
            if bound.value > most:
                return False
            close(problem, goal, bound, most, row)
        problem.add([row])
    return True


def none_left(problem: Problem, limits: Sequence[Row], stop: Stop) -> bool:
    """Take limits into a problem; return whether it is proved that no plan is left."""
    # CP-SAT takes a second to load, and is needed only where linear programs do not settle it.
    from matcher.solve.search import search

    if not within_limits(problem, limits, stop):
        return True
    nothing = np.zeros(problem.model.n_columns, dtype=np.int64)
    goal = problem.goal_of(limits[-1])[0] if limits else Goal(nothing)
    bound = bound_goal(RestrictedMaster(problem, nothing[:0]), goal, None, stop)
    if bound is not None:
        chosen = np.flatnonzero(bound.x > 0.5)
        near = problem.open & bound.may_reach(bound.value)
        if problem.keeps_rows(chosen) or search(problem, None, near, stop).chosen is not None:
            return False
    found = search(problem, None, problem.open, stop)
    return found.chosen is None and found.finished
