"""The k best joint options of a sibling group, in order, without listing all combinations.

An option splits the group into parties, each in a home of its own, and leaves some waiting members
without a home. As everybody else stays as they are, whether a party may live in a home does not
depend on the other parties; what it costs does not either. So the best completion of a partial
option, homes used twice forgiven, is known beforehand for each set of members left (dynamic
programming over sets), and the partial options are followed best first: whole options come off
the queue in order.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator, Sequence
from itertools import count, pairwise

import numpy as np

from matcher.arcs import Arcs
from matcher.geography import Ints

#: Home of a member without one, in the place of a position.
NOWHERE = -1


def best_first(arcs: Arcs, some: Ints) -> Ints:
    """Return some arcs party by party, those of each party best first; ties by their homes.

    Parameters
    ----------
    arcs : Arcs
        The arcs.
    some : ndarray of int
        Positions.
    """
    order = np.lexsort((arcs.home[some], *arcs.costs[::-1, some], arcs.party[some]))
    found: Ints = some[order]
    return found


class _Choices:
    """The homes that a party may live in, best first, and their keys."""

    def __init__(
        self,
        members: int,
        arcs: Sequence[int],
        homes: Sequence[int],
        costs: Ints,
        units: Sequence[int],
        home_unit: int,
    ) -> None:
        self.members = members
        self.arcs = arcs
        self.homes = homes
        self._costs = costs
        self._units = units
        self._home_unit = home_unit
        self._keys: list[int] = []

    def key(self, place: int) -> int:
        """Return levels and homes at a place as one whole number that adds up like them."""
        while len(self._keys) <= place:
            at = len(self._keys)
            home = self.homes[at]
            key = 0 if home == NOWHERE else home * self._home_unit
            for unit, value in zip(self._units, self._costs[:, at].tolist(), strict=True):
                key += unit * value
            self._keys.append(key)
        return self._keys[place]


class JointOptions:
    """The joint options of some members, in the contract's order.

    Parameters
    ----------
    arcs : Arcs
        Parties in homes; those of the members are looked at.
    ordered : ndarray of int
        Those that are possible, everybody else staying as they are: positions, as `best_first`
        orders them.
    costs : ndarray of int, shape (levels, ordered)
        What each of those adds to each level.
    members : sequence of int
        Positions of the members to house, in register order.
    waiting : collection of int
        Those of them who may be left without a home.
    nowhere : sequence of int
        What a member without a home adds to each level.
    """

    def __init__(
        self,
        arcs: Arcs,
        ordered: Ints,
        costs: Ints,
        members: Sequence[int],
        waiting: Collection[int],
        nowhere: Sequence[int],
    ) -> None:
        self._members = list(members)
        self._bit = {member: 1 << place for place, member in enumerate(members)}
        self._everybody = (1 << len(self._members)) - 1
        n_homes = len(arcs.scene.arrays.homes)
        self._set_units(n_homes, costs, nowhere)
        #: What each set of members may do, as bits: live together, or, one member, wait.
        self._choices: dict[int, list[_Choices]] = {}
        self._add_parties(arcs, ordered, costs)
        for member in members:
            if member in waiting:
                # No home counts as a home after all others, in its own place.
                last = n_homes * self._home_unit[member]
                units = [*self._level_units, last]
                alone = np.array([*nowhere, 1], dtype=np.int64)[:, None]
                bit = self._bit[member]
                self._add(_Choices(bit, [NOWHERE], [NOWHERE], alone, units, 0))
        self._rest = self._best_rest()

    def _set_units(self, n_homes: int, costs: Ints, nowhere: Sequence[int]) -> None:
        """Set what one of each level and one home further are worth in a key.

        The first level comes first, then the homes of the members in order. No sum over a whole
        option overflows its place.
        """
        unit = 1
        self._home_unit: dict[int, int] = {}
        for member in reversed(self._members):
            self._home_unit[member] = unit
            unit *= n_homes + 1
        units = []
        most = costs.max(axis=1, initial=0).tolist()
        for highest, extra in zip(reversed(most), reversed(nowhere), strict=True):
            units.append(unit)
            unit *= 1 + len(self._members) * max(highest, extra)
        self._level_units = units[::-1]

    def _add_parties(self, arcs: Arcs, ordered: Ints, costs: Ints) -> None:
        party = arcs.party[ordered]
        begins = np.flatnonzero(np.diff(party, prepend=-1)).tolist()
        positions, homes = ordered.tolist(), arcs.home[ordered].tolist()
        for begin, end in pairwise([*begins, len(ordered)]):
            members = arcs.parties[party[begin]].members
            mine = slice(begin, end)
            choices = _Choices(
                sum(self._bit[member] for member in members),
                positions[mine],
                homes[mine],
                costs[:, mine],
                self._level_units,
                sum(self._home_unit[member] for member in members),
            )
            self._add(choices)

    def _add(self, choices: _Choices) -> None:
        self._choices.setdefault(choices.members, []).append(choices)

    def _best_rest(self) -> list[int | None]:
        """Return the least key of housing each set of members, homes used twice forgiven."""
        best = {
            members: min(choices.key(0) for choices in several)
            for members, several in self._choices.items()
        }
        rest: list[int | None] = [None] * (self._everybody + 1)
        rest[0] = 0
        for left in range(1, self._everybody + 1):
            found = None
            for members in _parts_with_first(left):
                if (key := best.get(members)) is not None:
                    after = rest[left ^ members]
                    if after is not None and (found is None or key + after < found):
                        found = key + after
            rest[left] = found
        return rest

    def __iter__(self) -> Iterator[dict[int, int]]:
        """Yield each option as the home of each member, `NOWHERE` without one, best first."""
        for node in self._nodes():
            if not node.left:
                yield self._homes(node)

    def arcs(self, patience: int) -> Iterator[list[int] | None]:
        """Yield each option as the arcs that it takes, best first.

        Parameters
        ----------
        patience : int
            How many partial options are followed; then comes None, and no more.
        """
        for node in self._nodes():
            if not node.left:
                yield [arc for arc in node.arcs() if arc != NOWHERE]
            elif patience:
                patience -= 1
            else:
                yield None
                return

    def _nodes(self) -> Iterator[_Node]:
        """Yield partial and whole options, best first; a whole one leaves nobody."""
        ticket = count()
        queue: list[tuple[int, int, _Node]] = []

        def push(before: _Node | None, choices: _Choices, place: int) -> None:
            used = before.used if before else frozenset()
            while place < len(choices.homes) and choices.homes[place] in used:
                place += 1
            if place == len(choices.homes):
                return
            left = before.left if before else self._everybody
            key = (before.key if before else 0) + choices.key(place)
            after = self._rest[left & ~choices.members]
            if after is not None:
                node = _Node(before, choices, place, key, left & ~choices.members)
                heapq.heappush(queue, (key + after, next(ticket), node))

        def expand(node: _Node | None, left: int) -> None:
            for members in _parts_with_first(left):
                for choices in self._choices.get(members, ()):
                    push(node, choices, 0)

        expand(None, self._everybody)
        while queue:
            _, _, node = heapq.heappop(queue)
            push(node.before, node.choices, node.place + 1)
            if node.left:
                expand(node, node.left)
            yield node

    def _homes(self, node: _Node | None) -> dict[int, int]:
        homes = {}
        while node is not None:
            for member in self._members:
                if self._bit[member] & node.choices.members:
                    homes[member] = node.choices.homes[node.place]
            node = node.before
        return {member: homes[member] for member in self._members}


def _parts_with_first(some: int) -> Iterator[int]:
    """Yield each part of a set, as bits, that has the set's first member."""
    first = some & -some
    others = part = some ^ first
    while True:
        yield part | first
        if not part:
            return
        part = (part - 1) & others


class _Node:
    """A partial option: a party in a home, and the parties chosen before it."""

    __slots__ = ("before", "choices", "key", "left", "place", "used")

    def __init__(
        self, before: _Node | None, choices: _Choices, place: int, key: int, left: int
    ) -> None:
        self.before = before
        self.choices = choices
        self.place = place
        self.key = key
        self.left = left
        home = choices.homes[place]
        used: frozenset[int] = before.used if before else frozenset()
        self.used: frozenset[int] = used if home == NOWHERE else used | {home}

    def arcs(self) -> Iterator[int]:
        """Yield the arc of each of its parties, `NOWHERE` for a member without a home."""
        node: _Node | None = self
        while node is not None:
            yield node.choices.arcs[node.place]
            node = node.before
