"""Building the model: columns from arcs, rows from household rules and limits."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import cached_property
from math import floor, lcm

import numpy as np
from scipy.sparse import csc_array

from matcher.arcs import Arcs, exclusions, room_left
from matcher.case_arrays import Bools
from matcher.criteria import level_weights
from matcher.geography import Ints
from matcher.household import LOAD_RULES, UNLIMITED
from matcher.limits import Limit
from matcher.solve.clashes import Clashes, all_cliques
from matcher.solve.model import Model
from matcher.solve.rows import Made, Row

#: Position of the load that every child adds to: a home whose places are taken is full.
_PLACES = [rule.code for rule in LOAD_RULES].index("places")
#: What the code of a load rule's row begins with where it is about newcomers alone.
NEWCOMERS = "newcomers_"
#: Weights below this stay within 64 bits.
_LARGEST = 1 << 60


def build_model(arcs: Arcs) -> Model:
    """Return the model of all plans: eligibility and household rules, `together`, levels."""
    return _Builder(arcs).model()


def limit_row(limit: Limit, model: Model) -> Row:
    """Return a limit as a row: exact decimals, scaled to whole numbers."""
    scene, arcs = model.scene, model.arcs
    columns, case = scene.arrays, scene.case
    of_home = [limit.home_weight(home, case) for home in columns.homes]
    move = limit.move_weight()
    used = sum((of_home[columns.child.present[child]] for child in scene.fixed), Fraction(0))
    left = limit.most(case) - used
    scale = lcm(move.denominator, *{weight.denominator for weight in of_home})
    scaled = [int(weight * scale) for weight in of_home]
    largest = max(map(abs, [*scaled, int(move * scale)]), default=0) * (len(scene.movers) + 1)
    # Whole numbers of any size where 64 bits would not hold them.
    home_weight = np.array(scaled, dtype=np.int64 if largest < _LARGEST else object)
    weights = arcs.size * home_weight[arcs.home]
    if move:
        weights = weights + int(move * scale) * _moved(arcs)
    totals = model.of_columns(weights)
    # Homes for which there is no column count for as little as any home does.
    least = min(scaled, default=0) + min(0, int(move * scale))
    totals[model.rest] = [least * int(model.covers[:, [column]].sum()) for column in model.rest]
    used_columns = np.flatnonzero(totals)
    return Row(limit.code, used_columns, totals[used_columns], floor(left * scale))


def _moved(arcs: Arcs) -> Ints:
    """Return how many members of each arc move from a home where they may stay."""
    present = arcs.scene.arrays.child.present
    moved = np.zeros(len(arcs), dtype=np.int64)
    bounds = np.searchsorted(arcs.party, np.arange(len(arcs.parties) + 1))
    for idx, party in enumerate(arcs.parties):
        mine = slice(bounds[idx], bounds[idx + 1])
        for there in present[list(party.members)]:
            if there >= 0:
                moved[mine] += arcs.home[mine] != there
    return moved


class _Builder:
    """Collects columns and rows."""

    def __init__(self, arcs: Arcs) -> None:
        self.arcs = arcs
        self.clashes = Clashes(arcs)
        self.scene = arcs.scene
        self.case = arcs.scene.case
        self.n_levels = len(self.case.policy.levels)
        self.unplaced = np.array(level_weights(self.case, "unplaced"), dtype=np.int64)
        self.spread = np.array(level_weights(self.case, "siblings_apart"), dtype=np.int64)
        self.mover_row = {child: row for row, child in enumerate(self.scene.movers)}
        self.waiting = set(self.scene.movers).difference(self.scene.stayers.tolist())
        self.rows: list[Row] = []
        #: Columns besides those of a party in a home: the children covered, and the costs.
        self.covered: list[tuple[int, ...]] = []
        self.costs: list[Ints] = []
        self.parts: dict[int, tuple[int, ...]] = {}
        self.rest: dict[int, int] = {}
        self.left: dict[int, int] = {}
        self.unplaced_column: dict[int, int] = {}
        self.nobody: dict[int, int] = {}
        self.opened: dict[int, int] = {}

    def model(self) -> Model:
        """Return the model."""
        arcs = self.arcs
        is_left = np.array([party.left for party in arcs.parties], dtype=np.bool_)
        self.placing: Ints = np.flatnonzero(~is_left[arcs.party])
        self.column_of = np.full(len(arcs), -1, dtype=np.int64)
        self.column_of[self.placing] = np.arange(len(self.placing))
        self._left_columns()
        self._unplaced_columns()
        self._rest_columns()
        self._group_columns()
        self._home_rows()
        parties = len(arcs.parties)
        further = np.array(self.costs, dtype=np.int64).reshape(len(self.costs), self.n_levels).T
        return Model(
            arcs,
            np.concatenate([arcs.costs.take(self.placing, axis=1), further], axis=1),
            self._constant(),
            self._covers(),
            self.rows,
            self.placing,
            np.append(arcs.party[self.placing], parties + np.arange(len(self.costs))),
            self.clashes,
            np.array(list(self.rest.values()), dtype=np.int64),
            self.left,
            self.unplaced_column,
            self.nobody,
            self.opened,
            self.parts,
        )

    def _covers(self) -> csc_array:
        """Return which movers each column covers."""
        members = [
            np.array([self.mover_row[child] for child in party.members], dtype=np.int32)
            for party in self.arcs.parties
        ]
        sizes = self.arcs.size[self.placing]
        n_columns = len(sizes) + len(self.covered)
        starts = np.zeros(n_columns + 1, dtype=np.int32)
        starts[1 : len(sizes) + 1] = sizes
        starts[len(sizes) + 1 :] = [len(rows) for rows in self.covered]
        np.cumsum(starts, out=starts)
        n_arcs = np.bincount(self.arcs.party[self.placing], minlength=len(members))
        which = [np.tile(rows, n) for rows, n in zip(members, n_arcs.tolist(), strict=True)]
        which.extend(np.array(rows, dtype=np.int32) for rows in self.covered)
        found = np.concatenate([np.zeros(0, dtype=np.int32), *which])
        ones = np.ones(len(found), dtype=np.int64)
        return csc_array((ones, found, starts), shape=(len(self.scene.movers), n_columns))

    def _add(self, children: Iterable[int], costs: Ints) -> int:
        self.covered.append(tuple(self.mover_row[child] for child in children))
        self.costs.append(costs)
        return len(self.placing) + len(self.costs) - 1

    def _left_columns(self) -> None:
        """Add each `must` group left as it is: its parts stay, its waiting members wait."""
        parts: dict[int, list[int]] = {}
        for arc in np.flatnonzero(self.column_of < 0):
            party = self.arcs.parties[self.arcs.party[arc]]
            parts.setdefault(party.group, []).append(int(arc))
        for group, movers in self.scene.groups.items():
            if not self.scene.is_must(group):
                continue
            arcs = tuple(parts.get(group, ()))
            in_one_home = len(arcs) == 1 and self.arcs.size[arcs[0]] == len(movers)
            if in_one_home and int(self.arcs.home[arcs[0]]) in self._homes_of_whole(group):
                continue  # the whole party where it lives says the same
            n_waiting = len(self.waiting.intersection(movers))
            costs = self.arcs.costs[:, list(arcs)].sum(axis=1) + n_waiting * self.unplaced
            if n_waiting == len(movers) and group not in self.scene.fixed_homes:
                costs = costs + self.spread  # nobody is placed: takes back the constant's -1
            column = self._add(movers, costs)
            self.column_of[list(arcs)] = column
            self.parts[column] = arcs
            self.left[group] = column

    def _homes_of_whole(self, group: int) -> Ints:
        """Return the homes that the parties of a group, parts left as they are aside, may take."""
        arcs = self._arcs_of_group(group)
        return self.arcs.home[arcs[self.column_of[arcs] >= 0]]

    def _arcs_of_group(self, group: int) -> Ints:
        """Return the arcs of a group's parties, which stand together."""
        begin, end = np.searchsorted(self._group_of_party, [group, group + 1])
        return np.arange(*np.searchsorted(self.arcs.party, [begin, end]))

    @cached_property
    def _group_of_party(self) -> Ints:
        return np.array([party.group for party in self.arcs.parties], dtype=np.int64)

    def _unplaced_columns(self) -> None:
        child = self.scene.arrays.child
        for mover in self.scene.movers:
            group = int(child.group[mover])
            if mover in self.waiting and (group < 0 or not self.scene.is_must(group)):
                self.unplaced_column[mover] = self._add((mover,), self.unplaced)

    def _rest_columns(self) -> None:
        """Add, for a party with more homes than there are arcs for, one column for all the others.

        It costs what the cheapest of them does, level by level, and takes no room: so it makes
        bounds that hold for them too, and is never part of a plan.
        """
        for idx, costs in self.arcs.rest.items():
            self.rest[idx] = self._add(self.arcs.parties[idx].members, costs)

    def _group_columns(self) -> None:
        """Add, for a group that may end up with nobody placed, a column that says so.

        A placed group is spread over its homes less one; nobody placed counts 0, not -1.
        """
        for group, movers in self.scene.groups.items():
            if (
                self.scene.is_must(group)
                or group in self.scene.fixed_homes
                or not self.waiting.issuperset(movers)
                or not self.spread.any()
            ):
                continue
            nobody = self.nobody[group] = self._add((), self.spread)
            first, end = np.searchsorted(self._group_of_party, [group, group + 1])
            rest = [self.rest[idx] for idx in range(first, end) if idx in self.rest]
            columns = np.array([*self.column_of[self._arcs_of_group(group)], *rest, nobody])
            self.rows.append(Row("nobody_placed", columns, -np.ones_like(columns), -1, group))

    def _constant(self) -> Ints:
        """Return each level before any column: groups' homes of who can't leave, less one."""
        homes, movers = self.scene.fixed_homes, self.scene.groups
        groups = set(homes) | set(movers)
        spread = sum(len(homes.get(group, ())) - 1 for group in groups)
        return spread * self.spread

    def _home_rows(self) -> None:
        """Add the load rows of each home."""
        order, _ = self.arcs.by_home
        order = order[self.column_of[order] >= 0]
        home = self.arcs.home[order]
        starts = np.flatnonzero(np.diff(home, prepend=-1))
        homes, ends = home[starts], np.append(starts, len(order))
        of_home = np.repeat(np.arange(len(homes)), np.diff(ends))
        room = room_left(self.scene, homes)
        breached = np.isin(homes, list(self.arcs.breached))
        for nth in np.flatnonzero(breached):
            self._breached_home(order[ends[nth] : ends[nth + 1]], room[:, nth])
        # A home whose present household keeps the rules: taking a child out never breaks one, so
        # the rules may as well hold with no newcomer.
        loads = self.arcs.loads.take(order, axis=1)
        solitary = self.clashes.solitary[order]
        loads[_PLACES, solitary] = np.maximum(
            loads[_PLACES, solitary], room[_PLACES, of_home[solitary]]
        )
        begins = self._group_begins(order, starts)
        for rule, one in enumerate(LOAD_RULES):
            load = loads[rule]
            binds = _heaviest(load, begins, starts) > room[rule]
            binds &= ~breached & (room[rule] < UNLIMITED)
            for before in range(rule):
                same = np.add.reduceat(load != loads[before], starts) == 0 if len(starts) else binds
                binds &= ~(same & (room[rule] >= room[before]))
            for nth in np.flatnonzero(binds):
                mine, left = slice(ends[nth], ends[nth + 1]), int(room[rule, nth])
                self._row(one.code, order[mine], load[mine], left)
                heavy = order[mine][2 * load[mine] > left]
                if left > 1 and len(heavy) > 1:
                    # No two of these fit: a row of its own makes the bound much stronger.
                    columns, ones = self.column_of[heavy], np.ones(len(heavy), np.int64)
                    made = Made(left + 1, ((self.rows[-1], 2),))
                    self.rows.append(Row("one_of", columns, ones, 1, int(homes[nth]), made))

    def _group_begins(self, order: Ints, starts: Ints) -> Ints:
        """Return where the parties of each group in each home begin, or a lone child's party."""
        if not len(order):
            return np.zeros(0, dtype=np.int64)
        group, party = self.arcs.group[order], self.arcs.party[order]
        # Parties of one group stand together, since arcs are in the order of their parties.
        key = np.where(group >= 0, group, -1 - party)
        change = np.diff(key, prepend=key[0] + 1) != 0
        change[starts] = True
        return np.flatnonzero(change)

    def _breached_home(self, arcs: Ints, room: Ints) -> None:
        """Add the rows of a home whose household breaks a rule today.

        They hold only if somebody new comes: a column says whether. With nobody new, those who
        live there may stay as they are.
        """
        newcomer = self.arcs.newcomer[arcs]
        if not newcomer.any():
            return
        opened = self._add((), np.zeros(self.n_levels, dtype=np.int64))
        self.opened[int(self.arcs.home[arcs[0]])] = opened
        for rule, left in enumerate(room.tolist()):
            load = self.arcs.loads[rule, arcs]
            if left >= UNLIMITED:
                continue
            code = LOAD_RULES[rule].code
            slack = max(0, int(load[~newcomer].clip(min=0).sum()) - left)
            self._row(code, arcs, load, left + slack, opened, slack)
            if (load >= 0).all():
                # Of newcomers alone: a linear program that opens a home in part lets in no more.
                self._row(NEWCOMERS + code, arcs, load * newcomer, 0, opened, -left)
        unlawful = ~newcomer & ~self.arcs.lawful[arcs]
        for family in self._families(arcs):
            for some, most, of_opened in ((newcomer, 0, -1), (unlawful, 1, 1)):
                mine = family[some[family]]
                if len(mine):
                    ones = np.ones(len(mine), dtype=np.int64)
                    self._row("newcomer", arcs[mine], ones, most, opened, of_opened)
            if len(family) > 1:
                self._row("clash", arcs[family], np.ones(len(family), dtype=np.int64), 1)
        self._breached_clashes(arcs, newcomer, opened)

    def _families(self, arcs: Ints) -> list[Ints]:
        """Return the spots of some arcs of one home, by group or lone child: one of each comes."""
        group, party = self.arcs.group[arcs], self.arcs.party[arcs]
        family = np.where(group >= 0, group, -1 - party)
        return [np.flatnonzero(family == one) for one in np.unique(family)]

    def _breached_clashes(self, arcs: Ints, newcomer: Bools, opened: int) -> None:
        """Add rows that keep apart, once somebody new comes, who must not live together.

        A newcomer says that somebody new comes, so that only two who stay need the column for it.
        """
        with_child: dict[int, list[int]] = {}
        for spot, arc in enumerate(arcs.tolist()):
            for child in self.arcs.parties[self.arcs.party[arc]].members:
                with_child.setdefault(child, []).append(spot)
        children = np.array(sorted(with_child), dtype=np.int64)
        spots = [np.array(with_child[child]) for child in children.tolist()]
        group = self.scene.arrays.child.group[children]
        excluded = exclusions(self.scene.arrays, children[:, None], children[None, :])
        excluded &= (group[:, None] != group[None, :]) | (group[:, None] < 0)
        stays = [mine[~newcomer[mine]] for mine in spots]
        comes = [mine[newcomer[mine]] for mine in spots]

        def add(mine: Ints, most: int, of_opened: int) -> None:
            mine = np.unique(mine)
            if len(mine) > 1:
                ones = np.ones(len(mine), dtype=np.int64)
                self._row("clash", arcs[mine], ones, most, opened, of_opened)

        for clique in all_cliques(excluded):
            new = np.concatenate([comes[k] for k in clique])
            if not len(new):
                continue
            staying = [k for k in clique if len(stays[k])]
            for k in staying:
                add(np.concatenate([new, stays[k]]), 1, 0)
            if not staying:
                add(new, 1, 0)
        for one, other in np.argwhere(np.triu(excluded)).tolist():
            if len(stays[one]) and len(stays[other]):
                add(np.concatenate([spots[one], spots[other]]), 2, 1)

    def _row(
        self,
        code: str,
        arcs: Ints,
        load: Ints,
        most: int,
        extra: int | None = None,
        of_extra: int = 0,
    ) -> None:
        used = np.flatnonzero(load)
        columns, values = self.column_of[arcs[used]], load[used]
        if extra is not None and of_extra:
            columns, values = np.append(columns, extra), np.append(values, of_extra)
        self.rows.append(Row(code, columns, values, most, int(self.arcs.home[arcs[0]])))


def _heaviest(load: Ints, begins: Ints, starts: Ints) -> Ints:
    """Return the most that a load could come to in each home, a party of each group there."""
    if not len(load):
        return np.zeros(0, dtype=np.int64)
    heaviest = np.maximum.reduceat(load.clip(min=0), begins)
    total: Ints = np.add.reduceat(heaviest, np.searchsorted(begins, starts))
    return total
