"""Pairs: the homes that children may live in by the rules on one child, and what they cost."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matcher.case_arrays import Bools
from matcher.criteria import level_costs
from matcher.geography import Ints
from matcher.parties import MoverScope, Party
from matcher.rules import eligible


class EligiblePairs:
    """The homes that each of some movers may live in by the rules on one child, with the costs."""

    def __init__(self, scene: MoverScope, movers: Sequence[int]) -> None:
        self._row = {child: row for row, child in enumerate(movers)}
        wanted = np.array(movers, dtype=np.int64)
        # A home that has no room for anybody new is still one for who lives there.
        usable = scene.is_roomy.copy()
        present = scene.arrays.child.present[wanted]
        usable[present[present >= 0]] = True
        waived = [
            (self._row[child], scene.arrays.home_idx[home])
            for who, home in scene.case.waived
            if (child := scene.arrays.child_idx[who]) in self._row
        ]
        usable[[home for _, home in waived]] = True
        homes = np.flatnonzero(usable)
        pairs = scene.arrays.pairs(wanted[:, None], homes[None, :])
        possible = eligible(pairs) & (scene.is_roomy[homes] | pairs.stays)
        for row_of, home in waived:
            possible[row_of, np.searchsorted(homes, home)] = True
        row, found = np.nonzero(possible)
        self._home = homes[found]
        self._start = np.searchsorted(row, np.arange(len(wanted) + 1))
        self._costs = level_costs(scene.arrays.pairs(wanted[row], self._home))

    def homes_of(self, child: int) -> Ints:
        """Return the homes that a mover may live in, ascending."""
        row = self._row[child]
        return self._home[self._start[row] : self._start[row + 1]]

    def homes_of_party(self, party: Party) -> Ints:
        """Return the homes that each member of a party may live in, ascending."""
        homes = self.homes_of(party.members[0])
        for member in party.members[1:]:
            homes = np.intersect1d(homes, self.homes_of(member), assume_unique=True)
        return homes if party.only_home is None else homes[homes == party.only_home]

    def costs_of(self, party: Party, home: Ints) -> Ints:
        """Return what a party adds to each level in some of its homes, shape (levels, homes)."""
        costs = np.zeros((len(self._costs), len(home)), dtype=np.int64)
        for member in party.members:
            first = self._start[self._row[member]]
            costs += self._costs[:, first + np.searchsorted(self.homes_of(member), home)]
        return costs


def cheapest(costs: Ints, each: int) -> Bools:
    """Return which arcs of a party are the cheapest few, the first level first.

    Parameters
    ----------
    costs : ndarray of int, shape (levels, arcs)
        What they cost.
    each : int
        How many.
    """
    n_arcs = costs.shape[1]
    if n_arcs <= each:
        return np.ones(n_arcs, dtype=np.bool_)
    key = np.zeros(n_arcs)
    for level in costs[::-1]:
        key = key / (1.0 + 2 * float(np.abs(key).max())) + level
    # By value, so that equal ones are the same on every machine.
    last = np.partition(key, each - 1)[each - 1]
    kept: Bools = key < last
    kept[np.flatnonzero(key == last)[: each - int(kept.sum())]] = True
    return kept
