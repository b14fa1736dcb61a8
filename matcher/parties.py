"""Parties: the parts of sibling groups that may live in one home together.

A lone child is a party of one. With parties, rules on who shares a home become properties of a
party and stay simple: at most one party of a group lives in a home, so what siblings may share
is known party by party.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np

from matcher.bedrooms import bedrooms_needed
from matcher.case_arrays import Bools, CaseArrays
from matcher.geography import Ints


@dataclass(frozen=True, slots=True)
class Party:
    """Children who would come to live, or stay, in one home together.

    Attributes
    ----------
    members : tuple of int
        Positions of the children, ascending.
    group : int
        Position of their sibling group; -1 for a lone child.
    only_home : int or None
        The one home that it may live in, where there is only one: a sibling who can't leave lives
        there, or the party is part of a group that is left as it is.
    left : bool
        Whether it is part of a `must` group that is left as it is, all its parts together.
    """

    members: tuple[int, ...]
    group: int
    only_home: int | None = None
    left: bool = False


class MoverScope:
    """Who may move, and who can't leave.

    In a plan the waiting and review children move; in a ranking only the request's do, and
    everybody else stays as they are.

    Parameters
    ----------
    arrays : CaseArrays
        The case.
    movers : collection of int
        Positions of the children to house; each waiting or under review.
    """

    def __init__(self, arrays: CaseArrays, movers: Collection[int]) -> None:
        self.arrays = arrays
        self.case = arrays.case
        self.movers = sorted(movers)
        self.moving = np.zeros(len(arrays.children), dtype=np.bool_)
        self.moving[self.movers] = True
        #: Positions of the children who can't leave the home they live in.
        self.fixed: Ints = np.flatnonzero(~self.moving & (arrays.child.present >= 0))
        #: Positions of movers who live in a home and may stay there.
        self.stayers: Ints = np.flatnonzero(self.moving & (arrays.child.present >= 0))

    def fixed_at(self, home: int) -> list[int]:
        """Return the positions of those who can't leave a home."""
        arrays = self.arrays
        here = (arrays.child_idx[one.id] for one in self.case.at_home[arrays.homes[home].id])
        return [idx for idx in here if not self.moving[idx]]

    @cached_property
    def n_fixed(self) -> Ints:
        """How many who can't leave live in each home."""
        n_homes = len(self.arrays.homes)
        return np.bincount(self.arrays.child.present[self.fixed], minlength=n_homes)

    @cached_property
    def fixed_by_home(self) -> Ints:
        """The positions of those who can't leave, by their homes."""
        return self.fixed[np.argsort(self.arrays.child.present[self.fixed], kind="stable")]

    @cached_property
    def places_left(self) -> Ints:
        """The places of each home beside those who can't leave and others' children."""
        home = self.arrays.home
        left: Ints = home.places - home.n_others - self.n_fixed
        return left

    @cached_property
    def is_roomy(self) -> Bools:
        """Which homes have a place left."""
        roomy: Bools = self.places_left > 0
        return roomy

    @cached_property
    def roomy(self) -> Ints:
        """The positions of those homes, ascending: nobody new can come to the others."""
        return np.flatnonzero(self.is_roomy)

    @cached_property
    def rooms_there(self) -> Ints:
        """The bedrooms that those who can't leave need in each home."""
        rooms = self.arrays.rooms_today.copy()
        for home in set(self.arrays.child.present[self.stayers].tolist()):
            staying = (self.arrays.children[idx] for idx in self.fixed_at(home))
            rooms[home] = bedrooms_needed(staying, self.case)
        return rooms

    @cached_property
    def groups(self) -> dict[int, list[int]]:
        """The movers of each sibling group that has any, by the group's position, ascending."""
        groups: dict[int, list[int]] = {}
        for child in self.movers:
            group = int(self.arrays.child.group[child])
            if group >= 0:
                groups.setdefault(group, []).append(child)
        return dict(sorted(groups.items()))

    @cached_property
    def fixed_places(self) -> Ints:
        """Sorted keys, group times homes plus home, of where members live who can't leave."""
        child = self.arrays.child
        fixed = self.fixed[child.group[self.fixed] >= 0]
        return np.unique(child.group[fixed] * len(self.arrays.homes) + child.present[fixed])

    @cached_property
    def fixed_homes(self) -> dict[int, set[int]]:
        """The homes of each group's members who can't leave, by the group's position."""
        homes: dict[int, set[int]] = {}
        for place in self.fixed_places.tolist():
            group, home = divmod(place, len(self.arrays.homes))
            homes.setdefault(group, set()).add(home)
        return homes

    def fixed_homes_of(self, group: int) -> set[int]:
        """Return the homes of the members of one group who can't leave."""
        n_homes = len(self.arrays.homes)
        begin, end = np.searchsorted(self.fixed_places, [group * n_homes, (group + 1) * n_homes])
        return set((self.fixed_places[begin:end] - group * n_homes).tolist())

    def is_must(self, group: int) -> bool:
        """Return whether a group is all in one home or left as it is."""
        return self.arrays.groups[group].together == "must"

    @cached_property
    def largest(self) -> int:
        """The most movers that any home could take, or has today."""
        present = self.arrays.child.present[self.stayers]
        staying = np.bincount(present, minlength=len(self.places_left))
        room = np.maximum(self.places_left, staying)
        return int(room.max(initial=0))

    @cached_property
    def parties(self) -> list[Party]:
        """Every party that may live in one home, lone children first."""
        found = [Party((child,), -1) for child in self.movers if self.arrays.child.group[child] < 0]
        for group, movers in self.groups.items():
            if self.is_must(group):
                found.extend(self._of_must(group, tuple(movers)))
                continue
            for size in range(1, min(len(movers), self.largest) + 1):
                found.extend(Party(members, group) for members in combinations(movers, size))
        return found

    def _of_must(self, group: int, movers: tuple[int, ...]) -> Iterator[Party]:
        """Yield the whole of a `must` group, and the parts in which it may be left as it is."""
        present = self.arrays.child.present
        homes = self.fixed_homes_of(group)
        members = {self.arrays.child_idx[id_] for id_ in self.arrays.groups[group].children}
        # A member who is neither housed nor to be housed, as a waiting sibling in a ranking of
        # one child, keeps the group from being in one home.
        housed = all(present[member] >= 0 for member in members.difference(movers))
        if housed and len(homes) <= 1:
            yield Party(movers, group, only_home=min(homes, default=None))
        parts: dict[int, list[int]] = {}
        for child in movers:
            parts.setdefault(int(present[child]), []).append(child)
        parts.pop(-1, None)
        for home, children in parts.items():
            yield Party(tuple(children), group, only_home=home, left=True)
