"""Clashes: arcs of one home that can't go together, whatever room it has.

There are many, and few ever matter: rows for them are made when a solution breaks them.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from matcher.arcs import Arcs, exclusions
from matcher.case_arrays import Bools
from matcher.geography import Floats, Ints
from matcher.household import PAIR_RULES

#: A row counts as broken by a fractional solution beyond this.
_TOLERANCE = 1e-4
#: Arcs by which a clique is made larger, at most.
_MOST_MORE = 60
#: Of so many arcs all pairs are looked at together.
_BLOCK = 64


class Clashes:
    """Which arcs of one home exclude each other.

    Two parties of one group do: siblings who live in one home are one party there. Loads are known
    party by party, and two parties may need more room, or break more rules, than their loads say.
    """

    def __init__(self, arcs: Arcs) -> None:
        self.arcs = arcs

    @cached_property
    def _members(self) -> Ints:
        """The children of each party, filled up with -1, shape (parties, largest party)."""
        parties = self.arcs.parties
        width = max((len(party.members) for party in parties), default=0)
        members = np.full((len(parties), max(width, 1)), -1, dtype=np.int64)
        for row, party in enumerate(parties):
            members[row, : len(party.members)] = party.members
        return members

    def between(self, arcs: Ints, others: Ints) -> Bools:
        """Return which arcs clash with which others, pair by pair; all in one home each.

        Parameters
        ----------
        arcs, others : ndarray of int
            Positions of arcs, of shapes that broadcast.
        """
        group = self.arcs.group[arcs]
        clash = np.array((group == self.arcs.group[others]) & (group >= 0), dtype=np.bool_)
        members = self._members[self.arcs.party[arcs]]
        strangers = self._members[self.arcs.party[others]]
        for one in range(members.shape[-1]):
            if (members[..., one] < 0).all():
                break
            for other in range(strangers.shape[-1]):
                mine, theirs = members[..., one], strangers[..., other]
                both = (mine >= 0) & (theirs >= 0)
                if not both.any():
                    break
                clash |= exclusions(self.arcs.scene.arrays, mine, theirs) & both
        clash &= arcs != others
        return clash

    def among(self, arcs: Ints) -> Bools:
        """Return which of some arcs of one home clash, shape (arcs, arcs)."""
        return self.between(arcs[:, None], arcs[None, :])

    @cached_property
    def solitary(self) -> Bools:
        """Which arcs go with no arc of another group, whatever home they are in."""
        columns = self.arcs.scene.arrays
        everyone = np.zeros(len(columns.children), dtype=np.bool_)
        for rule in PAIR_RULES:
            everyone |= rule.excludes_everyone(columns.child)
        members = self._members
        alone: Bools = np.any(everyone[members] & (members >= 0), axis=1)
        return alone[self.arcs.party]

    def violated(self, arcs: Ints, weights: Floats) -> list[Ints]:
        """Return cliques of clashing arcs whose weights sum to more than 1, made maximal.

        Parameters
        ----------
        arcs : ndarray of int
            Arcs that a solution takes, none twice.
        weights : ndarray of float
            How much of each it takes.
        """
        used = weights > _TOLERANCE
        arcs, weights = arcs[used], weights[used]
        by_home, ends = self._by_home(arcs)
        # Within one home, weights that sum to no more than 1 break nothing.
        sums = np.diff(np.append(0.0, np.cumsum(weights[by_home]))[ends])
        many = np.flatnonzero(sums > 1 + _TOLERANCE).tolist()
        spots = [by_home[slice(*ends[home : home + 2])] for home in many]
        crowded = [(arcs[mine], weights[mine]) for mine in spots]
        found = []
        order, begins = self.arcs.by_home
        clashes = self._among_each([mine for mine, _ in crowded])
        for (mine, weight), clash in zip(crowded, clashes, strict=True):
            home = int(self.arcs.home[mine[0]])
            there = order[begins[home] : begins[home + 1]]
            groups = self.arcs.group[mine]
            for group in np.unique(groups[groups >= 0]).tolist():
                if weight[groups == group].sum() > 1 + _TOLERANCE:
                    found.append(there[self.arcs.group[there] == group])
            for clique in _heavy_cliques(clash, weight):
                if len(np.unique(groups[clique])) > 1 or groups[clique[0]] < 0:
                    found.append(self._lifted(mine[clique], there))
        return found

    def cliques(self, arcs: Ints) -> list[Ints]:
        """Return cliques of clashing arcs: each two that clash are in one of them together.

        Parameters
        ----------
        arcs : ndarray of int
            Arcs, none twice.
        """
        by_home, ends = self._by_home(arcs)
        lists = np.split(arcs[by_home], ends[1:-1])
        each = zip(lists, self._among_each(lists), strict=True)
        return [mine[clique] for mine, clash in each for clique in all_cliques(clash)]

    def _by_home(self, arcs: Ints) -> tuple[Ints, Ints]:
        """Return the positions of some arcs, home by home, and where each home begins, and ends.

        Homes that break a rule today are left out: all of their rows are in the model from the
        start.
        """
        homes = self.arcs.home[arcs]
        order = np.lexsort((arcs, homes))
        order = order[~np.isin(homes[order], list(self.arcs.breached))]
        begins = np.flatnonzero(np.diff(homes[order], prepend=-1))
        return order, np.append(begins, len(order))

    def _among_each(self, lists: list[Ints]) -> list[Bools]:
        """Return `among` for some lists of arcs, each of one home; all pairs are asked at once."""
        pairs = [np.triu_indices(len(arcs), 1) for arcs in lists]
        none: Ints = np.zeros(0, dtype=np.int64)
        first = np.concatenate([none, *(a[one] for a, (one, _) in zip(lists, pairs, strict=True))])
        second = np.concatenate([none, *(a[two] for a, (_, two) in zip(lists, pairs, strict=True))])
        clash = self.between(first, second)
        found, begin = [], 0
        for arcs, (one, two) in zip(lists, pairs, strict=True):
            table = np.zeros((len(arcs), len(arcs)), dtype=np.bool_)
            table[one, two] = table[two, one] = clash[begin : begin + len(one)]
            found.append(table)
            begin += len(one)
        return found

    def _lifted(self, clique: Ints, there: Ints) -> Ints:
        """Return a clique with further arcs of the home that clash with all of it."""
        chosen = clique.tolist()
        common, new = np.setdiff1d(there, clique), clique
        while len(chosen) < _MOST_MORE:
            common = common[self.between(new[:, None], common[None, :]).all(axis=0)]
            if not len(common):
                break
            block, common = common[:_BLOCK], common[_BLOCK:]
            clash, left = self.among(block), np.ones(len(block), dtype=np.bool_)
            taken: list[int] = []
            while left.any() and len(chosen) + len(taken) < _MOST_MORE:
                taken.append(int(np.argmax(left)))
                left &= clash[taken[-1]]
            new = block[taken]
            chosen.extend(new.tolist())
        return np.sort(np.array(chosen, dtype=np.int64))


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


def all_cliques(clash: Bools) -> list[Ints]:
    """Return cliques that hold all pairs that clash, grown greedily from a pair that is left."""
    found, left = [], np.triu(clash)
    while left.any():
        one, other = np.unravel_index(np.argmax(left), left.shape)
        chosen = [int(one), int(other)]
        common = clash[one] & clash[other]
        while common.any():
            chosen.append(int(np.argmax(common)))
            common &= clash[chosen[-1]]
        clique = np.sort(np.array(chosen, dtype=np.int64))
        left[np.ix_(clique, clique)] = False
        found.append(clique)
    return found
