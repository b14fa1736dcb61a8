"""The first levels of a huge model, bounded on siblings alone, and a plan that reaches them.

Where levels count children without a home and homes too many for a group, what they come to hangs
on groups and the homes with room for them; a lone child mostly finds room somewhere. With lone
children left out, whoever they would need room from, each bound holds all the same, and its linear
program takes a fraction of the time. So do cuts, which nearly all come of groups. A plan for groups
alone that reaches the bounds is found in a second; lone children are then housed around them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matcher.geography import Ints
from matcher.solve.bound import Bound, bound_goal, proved
from matcher.solve.near import plan_near
from matcher.solve.part import Part
from matcher.solve.problem import Goal, Problem
from matcher.solve.relaxation import Relaxation
from matcher.solve.stop import Stop

#: Rounds of cuts for the levels together.
_ROUNDS = 20
#: Columns near the linear program's solution among which a plan is looked for, as a share of the
#: movers.
_NEAR = 2.0


@dataclass(frozen=True)
class Siblings:
    """What siblings alone say.

    Attributes
    ----------
    bounds : sequence of Bound
        Bounds on the first levels, each with those before it at their bounds.
    chosen : ndarray of int or None
        The columns of a plan for them; None if none was found.
    lone : ndarray of int
        The columns of lone children.
    """

    bounds: Sequence[Bound]
    chosen: Ints | None
    lone: Ints


def siblings_first(problem: Problem, start: Ints, stop: Stop) -> Siblings | None:
    """Return what siblings alone say of the first levels; None if that is of no use.

    That is so without groups or lone children, and where the homes of lone children count in the
    first levels.

    Parameters
    ----------
    problem : Problem
        The problem; the rows that the bounds needed are added to it.
    start : ndarray of int
        The columns of a plan that is known.
    stop : Stop
        When to give up.
    """
    model, n_small = problem.model, problem.n_small
    group = model.scene.columns.child.group[np.array(model.scene.movers, dtype=np.int64)]
    grouped = np.flatnonzero(group >= 0)
    of_lone = np.zeros(model.n_columns, dtype=np.bool_)
    of_lone[model.covers_by_mover[np.flatnonzero(group < 0)].indices] = True
    lone = np.flatnonzero(of_lone)
    housed = lone[lone < len(model.placing)]
    if not n_small or not len(grouped) or not len(lone) or model.costs[:n_small, housed].any():
        return None
    part = Part(problem, np.flatnonzero(problem.open & ~of_lone), grouped)
    relaxation = Relaxation(part.problem, np.flatnonzero(np.isin(part.columns, start)))
    together = problem.goal(n_small, problem.weights(n_small, range(n_small)), [0] * n_small)
    goal = together.on(part.columns)
    bound_goal(relaxation, goal, None, stop, ahead=True, rounds=_ROUNDS)
    near = np.setdiff1d(relaxation.nearest(_NEAR), part.problem.model.rest)
    bounds: list[Bound] = []
    for level in range(n_small):
        weights = problem.weights(level, range(level))
        goal_of_level = problem.goal(level, weights, [bound.value for bound in bounds])
        found = bound_goal(relaxation, goal_of_level.on(part.columns), None, stop)
        if found is None or stop.now():
            break
        covers, prices = part.spread_covers(found.covers), part.spread_prices(found.prices)
        x = part.spread(found.x)
        bounds.append(proved(problem, goal_of_level, found.scale, covers, prices, x))
    part.spread_rows()
    own = Problem(part.problem.model, list(part.problem.added), part.problem.open)
    chosen = plan_near(own, goal, near, near[:0], stop)
    return Siblings(bounds, None if chosen is None else part.columns[chosen], lone)


def plan_around(
    problem: Problem, goal: Goal, siblings: Siblings, known: Ints, stop: Stop
) -> Ints | None:
    """Return the columns of a plan that houses lone children around groups; None if none is found.

    Parameters
    ----------
    problem : Problem
        The problem; clashes that turn up are added to it, and other columns of groups closed.
    goal : Goal
        What is minimised.
    siblings : Siblings
        Where groups are best.
    known : ndarray of int
        The columns of a plan that is known: where a group would leave a child no room, it goes
        where it does there.
    stop : Stop
        When to give up.
    """
    if siblings.chosen is None:
        return None
    start = np.union1d(siblings.chosen, known)
    usable = np.zeros_like(problem.open)
    usable[siblings.lone] = usable[start] = True
    usable[problem.model.rest] = False
    problem.open &= usable
    relaxation = Relaxation(problem, start)
    relaxation.aim(goal.costs, goal.offset + goal.constant)
    if relaxation.solve(stop, nearly=True) is None:
        return None
    return plan_near(problem, goal, relaxation.nearest(_NEAR), start, stop)
