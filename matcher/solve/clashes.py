"""Clashes: arcs of one home that can't go together, whatever room it has.

There are many, and few ever matter: rows for them are made when a solution breaks them.
"""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise

import numpy as np

from matcher.arcs import Arcs, exclusions
from matcher.columns import Bools
from matcher.geography import Floats, Ints

#: A row counts as broken by a fractional solution beyond this.
_TOLERANCE = 1e-4


class Clashes:
    """Which arcs of one home exclude each other.

    Two parties of one group do: siblings who live in one home are one party there. Loads are known
    party by party, and two parties may need more room, or break more rules, than their loads say.
    """

    def __init__(self, arcs: Arcs) -> None:
        self.arcs = arcs

    @cached_property
    def _incidence(self) -> Ints:
        scene = self.arcs.scene
        row = {child: idx for idx, child in enumerate(scene.movers)}
        incidence = np.zeros((len(self.arcs.parties), len(scene.movers)), dtype=np.float32)
        for idx, party in enumerate(self.arcs.parties):
            incidence[idx, [row[child] for child in party.members]] = 1
        return incidence  # type: ignore[return-value]  # small counts, in the fastest type

    @cached_property
    def _parties(self) -> Bools:
        """Which parties hold children who exclude each other, shape (parties, parties)."""
        movers = np.array(self.arcs.scene.movers, dtype=np.int64)
        table = exclusions(self.arcs.scene.columns, movers[:, None], movers[None, :])
        excluding: Bools = self._incidence @ table.astype(np.float32) @ self._incidence.T > 0
        return excluding

    @cached_property
    def _rivals(self) -> Bools:
        """Which parties are of one sibling group, shape (parties, parties)."""
        group = np.array([party.group for party in self.arcs.parties], dtype=np.int64)
        rivals: Bools = (group[:, None] == group) & (group >= 0)
        return rivals

    def among(self, arcs: Ints) -> Bools:
        """Return which of some arcs of one home clash, shape (arcs, arcs)."""
        party = self.arcs.party[arcs]
        both = np.ix_(party, party)
        clash = np.where(self._rivals[both], True, self._parties[both])
        np.fill_diagonal(clash, False)
        return clash

    def solitary(self, arcs: Ints) -> Bools:
        """Return which arcs of one home go with no arc there of another group."""
        party = self.arcs.party[arcs]
        both = np.ix_(party, party)
        others = ~self._rivals[both]
        np.fill_diagonal(others, False)
        alone: Bools = np.any(others, axis=1)
        alone &= ~np.any(others & ~self._parties[both], axis=1)
        return alone

    @cached_property
    def _at_home(self) -> list[Ints]:
        order = np.argsort(self.arcs.home, kind="stable")
        homes = np.arange(len(self.arcs.scene.columns.homes) + 1)
        bounds = np.searchsorted(self.arcs.home[order], homes)
        return [order[begin:end] for begin, end in pairwise(bounds)]

    def violated(self, weight: Floats) -> list[Ints]:
        """Return cliques of clashing arcs whose weights sum to more than 1, made maximal.

        Parameters
        ----------
        weight : ndarray of float
            How much of each arc a solution takes.
        """
        used = np.flatnonzero(weight > _TOLERANCE)
        homes, counts = np.unique(self.arcs.home[used], return_counts=True)
        found = []
        for home in homes[counts > 1]:
            if home in self.arcs.breached:
                continue  # its rows are all in the model from the start
            there = self._at_home[home]
            mine = used[self.arcs.home[used] == home]
            clash = self.among(mine)
            for clique in _heavy_cliques(clash, weight[mine]):
                found.append(self._lifted(mine[clique], there))
        return found

    def _lifted(self, clique: Ints, there: Ints) -> Ints:
        """Return a clique with every further arc of the home that clashes with all of it."""
        arcs = np.concatenate([clique, np.setdiff1d(there, clique)])
        clash = self.among(arcs)
        chosen = list(range(len(clique)))
        common = clash[chosen].all(axis=0)
        while common.any():
            arc = int(np.argmax(common))
            chosen.append(arc)
            common &= clash[arc]
        return np.sort(arcs[chosen])


def _heavy_cliques(clash: Bools, weight: Floats) -> list[Ints]:
    """Return cliques whose weight is more than 1, grown greedily from each arc, no two alike."""
    found: dict[tuple[int, ...], None] = {}
    for start in range(len(weight)):
        chosen = [start]
        common = clash[start].copy()
        while common.any():
            arc = int(np.argmax(np.where(common, weight, -1.0)))
            chosen.append(arc)
            common &= clash[arc]
        if weight[chosen].sum() > 1 + _TOLERANCE:
            found[tuple(sorted(chosen))] = None
    return [np.array(clique) for clique in found]
