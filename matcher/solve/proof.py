"""What the multipliers of each level prove by themselves, whatever a search found besides.

A bound is summed again here over every column that the multipliers of the levels before do not
rule out: a solve may have closed more, for reasons that no multiplier shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from matcher.solve.bound import Bound
from matcher.solve.rows import Row, scaled
from matcher.solve.solution import Stage


@dataclass(frozen=True)
class Proof:
    """What multipliers prove of one level.

    Attributes
    ----------
    stage : Stage
        The level.
    bound : Bound
        What is proved, the levels before having their values.
    prices : list of (Row, int)
        The rows that have a price, times the bound's scale.
    """

    stage: Stage
    bound: Bound
    prices: list[tuple[Row, int]]


def proofs(stages: Sequence[Stage]) -> list[Proof]:
    """Return what is proved of each level that was begun.

    Parameters
    ----------
    stages : sequence of Stage
        The levels, first to last, as `Solution.stages` has them.
    """
    found: list[Proof] = []
    for stage in stages:
        # Locks and forbidden pairs are all that has closed columns before the first level.
        usable = stages[0].open.copy()
        for before in found:
            usable &= before.bound.may_reach(before.stage.value)
        bound = stage.bound
        used = np.flatnonzero(bound.prices).tolist()
        prices = [(stage.rows[row], int(bound.prices[row])) for row in used]
        gains = bound.reduced[usable & (bound.reduced < 0)].tolist()
        total = sum(bound.covers.tolist()) + sum(gains) + stage.goal.offset * bound.scale
        total -= sum(price * scaled(row)[1] for row, price in prices)
        found.append(Proof(stage, replace(bound, scaled=total), prices))
    return found
