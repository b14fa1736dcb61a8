"""What a plan is made on, one family at a time: families, their arcs best first, who clashes.

A family is a lone child, or the movers of one sibling group. It has one choice at a time: a few
arcs in different homes, its other members waiting. All that follows from the model, its limits
and what is allowed is here, and does not change while plans are made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matcher.arcs import exclusions, room_left
from matcher.case_arrays import Bools
from matcher.criteria import level_weights
from matcher.geography import Ints
from matcher.solve.heuristics.keys import Keys, guides, ranks
from matcher.solve.model import Model
from matcher.solve.rows import Row

#: Of so many movers at once it is asked whom they can't live with.
_AT_ONCE = 32
#: Guides of so many columns may be added up.
_HEADROOM = 16
#: Arcs that a family has, each in a home of its own; members in none of them wait.
Choice = tuple[int, ...]


@dataclass(frozen=True)
class Shelf:
    """Arcs of one family, party by party, those of each party best first.

    Attributes
    ----------
    arcs, home : ndarray of int
        Positions.
    loads : ndarray of int, shape (load rules, arcs)
        What each takes of its home's room.
    costs : ndarray of int, shape (levels, arcs)
        What each adds to each level.
    lawful, stays : ndarray of bool
        Whether it keeps the rules beside those who can't leave; whether nobody in it is new there.
    has : tuple of ndarray of bool
        For each member, which arcs it is in; empty where that is all of them.
    """

    arcs: Ints
    home: Ints
    loads: Ints
    costs: Ints
    lawful: Bools
    stays: Bools
    has: tuple[Bools, ...]


@dataclass(frozen=True)
class Family:
    """A lone child, or the movers of one sibling group.

    Attributes
    ----------
    idx : int
        Its position among the families.
    members : tuple of int
        Positions of the children, ascending.
    group : int
        Position of the group; -1 for a lone child.
    must : bool
        Whether its members are all in one home, or left as they are.
    parties : range
        Positions of its parties.
    may_wait : frozenset of int
        Members who may be left without a home.
    left : tuple of int or None
        The arcs of a `must` group left as it is; None where it may not be, or that is one arc.
    """

    idx: int
    members: tuple[int, ...]
    group: int
    must: bool
    parties: range
    may_wait: frozenset[int]
    left: Choice | None


class Ground:
    """Families, arcs and costs.

    Parameters
    ----------
    model : Model
        Columns and rows.
    limits : sequence of Row
        Further rows to keep: limits.
    allowed : ndarray of bool, shape (columns,)
        Columns that a plan may have.
    """

    def __init__(self, model: Model, limits: Sequence[Row], allowed: Bools) -> None:
        self.model = model
        self.arcs = model.arcs
        self.scene = model.scene
        self.allowed = allowed
        #: What each column adds to each level, and a member without a home.
        self.costs, self.nowhere = model.costs, level_weights(self.scene.case, "unplaced")
        self.limits = limits
        self.room = room_left(self.scene, np.arange(len(self.scene.arrays.homes)))
        self.breached = model.arcs.breached
        self.amounts = [_spread(row, model.n_columns) for row in limits]
        self._worths: dict[tuple[int, Choice], tuple[int, list[int]]] = {}
        self._shelves: dict[int, Shelf] = {}
        self._clashing: dict[int, Ints] = {}
        self._best_arcs: dict[int, Ints] = {}

    def led_by(self, first: Ints, nowhere: int) -> Ground:
        """Return the same with a level before all others, in which no column adds less than 0.

        Parameters
        ----------
        first : ndarray of int, shape (columns,)
            What each column adds to it.
        nowhere : int
            What a member without a home adds.
        """
        other = copy(self)
        for name in ("keys", "guide", "rank"):
            other.__dict__.pop(name, None)
        other.costs = np.concatenate([first[None, :], self.costs])
        other.nowhere = (nowhere, *self.nowhere)
        other._shelves, other._best_arcs, other._worths = {}, {}, {}
        return other

    @cached_property
    def keys(self) -> Keys:
        """The levels of each column as one number."""
        return Keys(self.costs, len(self.scene.movers) + len(self.scene.groups))

    @cached_property
    def column_of(self) -> list[int]:
        """The column of each arc; -1 for an arc that is in none."""
        found: list[int] = self.model.column_of.tolist()
        return found

    @cached_property
    def home(self) -> list[int]:
        """The home of each arc."""
        found: list[int] = self.arcs.home.tolist()
        return found

    @cached_property
    def usable(self) -> Bools:
        """Which arcs a plan may have that are not part of a group left as it is."""
        usable = np.zeros(len(self.arcs), dtype=np.bool_)
        usable[self.model.placing] = self.allowed[: len(self.model.placing)]
        return usable

    @cached_property
    def guide(self) -> Ints:
        """Whole numbers of columns that nearly add up and compare as their levels do."""
        return guides(self.costs, _HEADROOM)

    @cached_property
    def rank(self) -> Ints:
        """Whole numbers that compare as the levels of columns do."""
        return ranks(self.costs)

    @cached_property
    def families(self) -> list[Family]:
        """Every family, lone children first."""
        # Parties of one group stand together; a lone child has one.
        ranges: dict[int, range] = {}
        for idx, party in enumerate(self.arcs.parties):
            key = party.members[0] if party.group < 0 else -1 - party.group
            ranges[key] = range(ranges[key].start if key in ranges else idx, idx + 1)
        grouped = self.scene.groups
        of_group = {member for members in grouped.values() for member in members}
        found: list[Family] = []
        for mover in self.scene.movers:
            if mover not in of_group:
                mine = ranges.get(mover, range(0))
                found.append(self._family(len(found), (mover,), -1, mine))
        for group, members in grouped.items():
            mine = ranges.get(-1 - group, range(0))
            found.append(self._family(len(found), tuple(members), group, mine))
        return found

    def _family(self, idx: int, members: tuple[int, ...], group: int, mine: range) -> Family:
        unplaced, allowed = self.model.unplaced, self.allowed
        must = group >= 0 and self.scene.is_must(group)
        column = self.model.left.get(group)
        left = None
        if must and column is not None and allowed[column]:
            left = self.model.parts[column]
        may_wait = frozenset(
            member for member in members if member in unplaced and allowed[unplaced[member]]
        )
        return Family(idx, members, group, must, mine, may_wait, left)

    @cached_property
    def family_of(self) -> dict[int, Family]:
        """The family of each mover, by position."""
        return {member: family for family in self.families for member in family.members}

    @cached_property
    def parties_of(self) -> dict[tuple[int, ...], int]:
        """The position of each party by its members; parts of groups left as they are aside."""
        return {party.members: idx for idx, party in enumerate(self.arcs.parties) if not party.left}

    def shelf(self, family: Family) -> Shelf:
        """Return the usable arcs of a family."""
        found = self._shelves.get(family.idx)
        if found is None:
            found = self._shelves[family.idx] = self._shelf(family)
        return found

    def _shelf(self, family: Family) -> Shelf:
        arcs = self.arcs
        ends = np.searchsorted(arcs.party, [family.parties.start, family.parties.stop])
        mine = np.arange(*ends)
        mine = mine[self.usable[mine]]
        columns = self.model.column_of[mine]
        rank = self.rank[columns]
        if len(family.parties) == 1:
            order = np.argsort(rank, kind="stable")
        else:
            order = np.lexsort((rank, arcs.party[mine]))
        mine = mine[order]
        has: tuple[Bools, ...] = ()
        if len(family.members) > 1 and not family.must:
            has = tuple(self.inside(family)[:, arcs.party[mine] - family.parties.start])
        return Shelf(
            mine,
            arcs.home[mine],
            arcs.loads.take(mine, axis=1),
            self.costs.take(columns[order], axis=1),
            arcs.lawful[mine],
            ~arcs.newcomer[mine],
            has,
        )

    def inside(self, family: Family) -> Bools:
        """Return which of a family's members are in which of its parties."""
        parties = [self.arcs.parties[idx].members for idx in family.parties]
        inside = [[member in party for party in parties] for member in family.members]
        return np.array(inside, dtype=np.bool_)

    def best_arcs(self, family: Family, party: int) -> Ints:
        """Return the usable arcs of one of a family's parties, best first."""
        found = self._best_arcs.get(party)
        if found is None:
            arcs = self.shelf(family).arcs
            begin, end = np.searchsorted(self.arcs.party[arcs], [party, party + 1])
            found = self._best_arcs[party] = arcs[begin:end]
        return found

    def clashing(self, mover: int) -> Ints:
        """Return the movers, siblings aside, who can't live in one home with one of them."""
        if mover not in self._clashing:
            nth = int(np.searchsorted(self._movers, mover)) // _AT_ONCE * _AT_ONCE
            some, columns = self._movers[nth : nth + _AT_ONCE], self.scene.arrays
            group = columns.child.group
            excluded = exclusions(columns, some[:, None], self._movers[None, :])
            excluded &= (group[some][:, None] != group[self._movers]) | (group[some][:, None] < 0)
            for one, row in zip(some.tolist(), excluded, strict=True):
                self._clashing[one] = self._movers[row]
        return self._clashing[mover]

    @cached_property
    def _movers(self) -> Ints:
        return np.array(self.scene.movers, dtype=np.int64)

    @cached_property
    def register_order(self) -> list[int]:
        """The place of each child in the register's list."""
        columns = self.scene.arrays
        places = {child.id: nth for nth, child in enumerate(self.scene.case.register.children)}
        return [places[child.id] for child in columns.children]

    def arc_at(self, party: tuple[int, ...], home: int) -> int | None:
        """Return the usable arc of a party in a home, if there is one."""
        idx = self.parties_of.get(party)
        if idx is None:
            return None
        begin, end = np.searchsorted(self.arcs.party, [idx, idx + 1])
        arc = int(begin + np.searchsorted(self.arcs.home[begin:end], home))
        there = arc < end and self.home[arc] == home and self.usable[arc]
        return arc if there else None

    def choice_of(self, family: Family, homes: Mapping[int, int]) -> Choice | None:
        """Return the choice in which a family's members have these homes, if there is one.

        Parameters
        ----------
        family : Family
            The family.
        homes : mapping of int to int
            The home of each mover that has one.
        """
        if family.must:
            placed = {homes.get(member, -1) for member in family.members}
            if len(placed) == 1 and -1 not in placed:
                arc = self.arc_at(family.members, placed.pop())
                if arc is not None:
                    return (arc,)
            present = self.scene.arrays.child.present
            as_it_is = all(homes.get(one, -1) == present[one] for one in family.members)
            return family.left if as_it_is else None
        parties: dict[int, list[int]] = {}
        for member in family.members:
            if member in homes:
                parties.setdefault(homes[member], []).append(member)
            elif member not in family.may_wait:
                return None
        arcs = [self.arc_at(tuple(party), home) for home, party in parties.items()]
        found = tuple(arc for arc in arcs if arc is not None)
        return found if len(found) == len(arcs) else None

    def key(self, family: Family, choice: Choice) -> int:
        """Return what a choice adds to the levels."""
        return self._worth(family, choice)[0]

    def totals(self, family: Family, choice: Choice) -> list[int]:
        """Return what a choice adds to the sum of each limit."""
        return self._worth(family, choice)[1]

    def _worth(self, family: Family, choice: Choice) -> tuple[int, list[int]]:
        found = self._worths.get((family.idx, choice))
        if found is None:
            columns = self.columns(family, choice)
            key = sum(map(self.keys.of, columns))
            totals = [sum(int(amounts[one]) for one in columns) for amounts in self.amounts]
            found = self._worths[family.idx, choice] = key, totals
        return found

    def columns(self, family: Family, choice: Choice) -> list[int]:
        """Return the columns that a choice stands for, those of homes aside."""
        if family.must:
            if choice == family.left:
                return [self.model.left[family.group]]
            return [self.column_of[arc] for arc in choice]
        columns = [self.column_of[arc] for arc in choice]
        housed = sum(len(self.arcs.parties[self.arcs.party[arc]].members) for arc in choice)
        if housed < len(family.members):
            inside = {m for arc in choice for m in self.arcs.parties[self.arcs.party[arc]].members}
            columns.extend(self.model.unplaced[m] for m in family.members if m not in inside)
        if not choice and family.group in self.model.nobody:
            columns.append(self.model.nobody[family.group])
        return columns


def _spread(row: Row, n_columns: int) -> Ints:
    spread = np.zeros(n_columns, dtype=row.coefficients.dtype)
    spread[row.columns] = row.coefficients
    return spread
