"""Plans within limits that bind: what a limit counts is given a price.

With the right prices (Lagrangian multipliers) plans made without a look at the limits come close
to them. Prices are raised where a limit is not kept, and lowered where it has room to spare. What
is still missing then is brought by moving few, and the plan made better within the limits, at the
same prices first: what is saved makes room for more.
"""

from __future__ import annotations

import numpy as np

from matcher.solve.heuristics.draft import Draft, drafted
from matcher.solve.heuristics.exchange import exchanged
from matcher.solve.heuristics.ground import Ground
from matcher.solve.heuristics.in_turn import improved_in_turn
from matcher.solve.heuristics.keys import shares
from matcher.solve.heuristics.mending import within_limits
from matcher.solve.stop import Stop

#: What the most that a column adds to the first level, or to a limit, counts at a price of 1.
_UNIT = 1 << 20
#: A price of 1, what prices begin with, and the first step.
_ONE, _FIRST, _STEP = 1 << 10, 1 << 7, 1 << 9
#: How often prices are set, the plans that are looked at further, and rounds of exchanges then.
_ROUNDS, _CANDIDATES, _EXCHANGES = 6, 2, 3


class _Prices:
    """What limits count, beside the first level, by now."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._scales = [max(1, row.largest) for row in ground.limits]
        self._amounts = [
            shares(amounts, scale, _UNIT)
            for amounts, scale in zip(ground.amounts, self._scales, strict=True)
        ]
        self._most = max(1, int(ground.costs[0].max(initial=0)))
        self._costs = shares(ground.costs[0], self._most, _UNIT) * _ONE
        self._sizes = np.diff(ground.model.covers.indptr).astype(np.int64)
        self._prices = [_FIRST] * len(self._scales)
        self._step = _STEP

    def ground(self) -> Ground:
        """Return families, arcs and costs with what is priced before all else."""
        first = self._costs.copy()
        for amounts, price in zip(self._amounts, self._prices, strict=True):
            first += amounts * price
        # Every child counts as much more as makes no column less than 0.
        more = max(0, int((-first // np.maximum(self._sizes, 1)).max(initial=0)) + 1)
        nowhere = self._ground.nowhere[0] * _UNIT // self._most * _ONE
        return self._ground.led_by(np.maximum(first + more * self._sizes, 0), nowhere + more)

    def excess(self, draft: Draft) -> list[int]:
        """Return how far a plan is beyond each limit, below 0 where it has room to spare."""
        return [-left * _ONE // scale for left, scale in zip(draft.left, self._scales, strict=True)]

    def learn(self, draft: Draft) -> None:
        """Set prices anew by how far a plan is beyond each limit."""
        excess = self.excess(draft)
        most = max(1, *(abs(one) for one in excess))
        self._prices = [
            max(0, price + self._step * one // most)
            for price, one in zip(self._prices, excess, strict=True)
        ]
        self._step = max(1, self._step * 3 // 4)


def priced_plan(today: Draft, stop: Stop) -> Draft:
    """Return a plan that keeps the limits, or comes near, made at prices of what they count.

    Parameters
    ----------
    today : Draft
        The plan to start from.
    stop : Stop
        When to come to an end with what there is.
    """
    prices, plan = _Prices(today.ground), today
    found: list[tuple[int, int, Draft, Ground]] = []
    for nth in range(_ROUNDS):
        if stop.now():
            break
        ground = prices.ground()
        free, _ = drafted(ground, plan.homes())
        free.limited = False
        families = sorted(ground.families, key=lambda family: -len(family.members))
        improved_in_turn(free, families, stop)
        exchanged(free)
        plan, _ = drafted(today.ground, free.homes())
        beyond = sum(max(0, one) for one in prices.excess(plan))
        found.append((beyond, nth, plan, ground))
        prices.learn(plan)
    near = sorted(found, key=lambda one: one[:2])[:_CANDIDATES]
    kept = [(one[2], one[3]) for one in near if within_limits(one[2], stop)]
    if not kept:
        return today.copy()
    plan, ground = min(kept, key=lambda one: one[0].key)
    return _improved(plan, ground, stop)


def _improved(plan: Draft, priced: Ground, stop: Stop) -> Draft:
    """Return a plan made better at prices, within the limits all the same."""
    saving, _ = drafted(priced, plan.homes())
    for _ in range(_EXCHANGES):
        if stop.now() or not exchanged(saving):
            break
        improved_in_turn(saving, priced.families, stop)
    found, _ = drafted(plan.ground, saving.homes())
    return found
