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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np

from matcher.arcs import Arcs

#: Home of a member without one, in the place of a position.
NOWHERE = -1


@dataclass(frozen=True)
class _Choices:
    """The homes that a party may live in, best first, and their keys."""

    members: int
    homes: Sequence[int]
    levels: Sequence[Sequence[int]]
    level_units: Sequence[int]
    home_unit: int

    def key(self, place: int) -> int:
        """Return levels and homes at a place as one whole number that adds up like them."""
        home = self.homes[place]
        at = 0 if home == NOWHERE else home * self.home_unit
        units = zip(self.level_units, self.levels[place], strict=True)
        return at + sum(unit * value for unit, value in units)


class JointOptions:
    """The joint options of some members, in the contract's order.

    Parameters
    ----------
    arcs : Arcs
        The parties of the members in homes, everybody else staying as they are.
    members : sequence of int
        Positions of the members to house, in register order.
    waiting : set of int
        Those of them who may be left without a home.
    nowhere : sequence of int
        What a member without a home adds to each level.
    """

    def __init__(
        self, arcs: Arcs, members: Sequence[int], waiting: set[int], nowhere: Sequence[int]
    ) -> None:
        self._members = list(members)
        self._bit = {member: 1 << place for place, member in enumerate(members)}
        self._everybody = (1 << len(self._members)) - 1
        self._set_units(arcs, nowhere)
        self._by_first: list[list[_Choices]] = [[] for _ in members]
        self._add_parties(arcs)
        n_homes = len(arcs.scene.columns.homes)
        for place, member in enumerate(members):
            if member in waiting:
                # No home counts as a home after all others, in its own place.
                last = n_homes * self._home_unit[member]
                levels, units = [[*nowhere, 1]], [*self._level_units, last]
                self._by_first[place].append(
                    _Choices(self._bit[member], [NOWHERE], levels, units, 0)
                )
        self._rest = self._best_rest()

    def _set_units(self, arcs: Arcs, nowhere: Sequence[int]) -> None:
        """Set what one of each level and one home further are worth in a key.

        The first level comes first, then the homes of the members in order. No sum over a whole
        option overflows its place.
        """
        unit = 1
        self._home_unit: dict[int, int] = {}
        for member in reversed(self._members):
            self._home_unit[member] = unit
            unit *= len(arcs.scene.columns.homes) + 1
        units = []
        for costs, extra in zip(arcs.costs[::-1], reversed(nowhere), strict=True):
            units.append(unit)
            unit *= 1 + len(self._members) * max(int(costs.max(initial=0)), extra)
        self._level_units = units[::-1]

    def _add_parties(self, arcs: Arcs) -> None:
        usable = np.flatnonzero(arcs.lawful | ~arcs.newcomer)
        bounds = np.searchsorted(arcs.party[usable], np.arange(len(arcs.parties) + 1))
        for idx, party in enumerate(arcs.parties):
            mine = usable[bounds[idx] : bounds[idx + 1]]
            if party.left or not len(mine):
                continue
            mine = mine[np.lexsort((arcs.home[mine], *arcs.costs[::-1, mine]))]
            choices = _Choices(
                sum(self._bit[member] for member in party.members),
                arcs.home[mine].tolist(),
                arcs.costs[:, mine].T.tolist(),
                self._level_units,
                sum(self._home_unit[member] for member in party.members),
            )
            first = min(self._members.index(member) for member in party.members)
            self._by_first[first].append(choices)

    def _best_rest(self) -> list[int | None]:
        """Return the least key of housing each set of members, homes used twice forgiven."""
        n_members = len(self._members)
        rest: list[int | None] = [None] * (1 << n_members)
        rest[0] = 0
        for left in range(1, 1 << n_members):
            first = (left & -left).bit_length() - 1
            for choices in self._by_first[first]:
                if choices.members & ~left:
                    continue
                after = rest[left & ~choices.members]
                if after is not None:
                    key = choices.key(0) + after
                    best = rest[left]
                    rest[left] = key if best is None else min(best, key)
        return rest

    def __iter__(self) -> Iterator[dict[int, int]]:
        """Yield each option as the home of each member, `NOWHERE` without one, best first."""
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
            first = (left & -left).bit_length() - 1
            for choices in self._by_first[first]:
                if not choices.members & ~left:
                    push(node, choices, 0)

        expand(None, self._everybody)
        while queue:
            _, _, node = heapq.heappop(queue)
            push(node.before, node.choices, node.place + 1)
            if node.left:
                expand(node, node.left)
            else:
                yield self._homes(node)

    def _homes(self, node: _Node | None) -> dict[int, int]:
        homes = {}
        while node is not None:
            for member in self._members:
                if self._bit[member] & node.choices.members:
                    homes[member] = node.choices.homes[node.place]
            node = node.before
        return {member: homes[member] for member in self._members}


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
