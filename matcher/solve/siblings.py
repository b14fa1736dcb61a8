"""The first levels of a huge model, bounded on siblings alone.

Where levels count children without a home and homes too many for a group, what they come to hangs
on groups and the homes with room for them; a lone child mostly finds room somewhere. With lone
children left out, whoever they would need room from, each bound holds all the same, and its linear
program takes a fraction of the time. So do cuts, which nearly all come of groups.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matcher.geography import Ints
from matcher.solve.bound import Bound, bound_goal, proved
from matcher.solve.part import Part
from matcher.solve.problem import Problem
from matcher.solve.restricted_master import RestrictedMaster
from matcher.solve.stop import Stop

#: Rounds of cuts for the levels together.
_ROUNDS = 20


def siblings_first(problem: Problem, start: Ints, stop: Stop) -> Sequence[Bound]:
    """Return bounds on the first levels, each with those before it at their bounds.

    There are none without groups or lone children, or where the homes of lone children count in
    the first levels, and none after a level for which there was no time.

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
    group = model.scene.arrays.child.group[np.array(model.scene.movers, dtype=np.int64)]
    grouped = np.flatnonzero(group >= 0)
    of_lone = np.zeros(model.n_columns, dtype=np.bool_)
    of_lone[model.covers_by_mover[np.flatnonzero(group < 0)].indices] = True
    housed = np.flatnonzero(of_lone[: len(model.placing)])
    if not n_small or not len(grouped) or not len(housed) or model.costs[:n_small, housed].any():
        return []
    part = Part(problem, np.flatnonzero(problem.open & ~of_lone), grouped)
    relaxation = RestrictedMaster(part.problem, np.flatnonzero(np.isin(part.columns, start)))
    together = problem.goal(n_small, problem.weights(n_small, range(n_small)), [0] * n_small)
    bound_goal(relaxation, together.on(part.columns), None, stop, ahead=True, rounds=_ROUNDS)
    bounds: list[Bound] = []
    for level in range(n_small):
        weights = problem.weights(level, range(level))
        goal = problem.goal(level, weights, [bound.value for bound in bounds])
        found = bound_goal(relaxation, goal.on(part.columns), None, stop)
        if found is None or stop.now():
            break
        covers, prices = part.spread_covers(found.covers), part.spread_prices(found.prices)
        bounds.append(proved(problem, goal, found.scale, covers, prices, part.spread(found.x)))
    part.spread_rows()
    return bounds
