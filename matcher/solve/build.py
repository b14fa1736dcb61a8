"""Building the model: columns from arcs, rows from household rules and limits."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import floor, lcm

import numpy as np
from scipy.sparse import csc_array

from matcher.arcs import Arcs, room_left
from matcher.criteria import level_weights
from matcher.geography import Ints
from matcher.household import LOAD_RULES, UNLIMITED
from matcher.limits import Limit
from matcher.solve.clashes import Clashes
from matcher.solve.model import Model, Row

#: Position of the load that every child adds to: a home whose places are taken is full.
_PLACES = [rule.code for rule in LOAD_RULES].index("places")


def build_model(arcs: Arcs) -> Model:
    """Return the model of all plans: eligibility and household rules, `together`, levels."""
    return _Builder(arcs).model()


def limit_row(limit: Limit, model: Model) -> Row:
    """Return a limit as a row: exact decimals, scaled to whole numbers."""
    scene, arcs = model.scene, model.arcs
    columns, case = scene.columns, scene.case
    of_home = [limit.home_weight(home, case) for home in columns.homes]
    move = limit.move_weight()
    used = sum((of_home[columns.child.present[child]] for child in scene.fixed), Fraction(0))
    left = limit.most(case) - used
    scale = lcm(move.denominator, *(weight.denominator for weight in of_home))
    home_weight = np.array([int(weight * scale) for weight in of_home], dtype=object)
    weights = arcs.size * home_weight[arcs.home]
    if move:
        weights = weights + int(move * scale) * _moved(arcs)
    totals = [sum(weights[arc] for arc in members) for members in model.column_arcs]
    used_columns = [column for column, total in enumerate(totals) if total]
    return Row(
        limit.code,
        np.array(used_columns, dtype=np.int64),
        np.array([int(totals[column]) for column in used_columns], dtype=object),
        floor(left * scale),
    )


def _moved(arcs: Arcs) -> Ints:
    """Return how many members of each arc move from a home where they may stay."""
    present = arcs.scene.columns.child.present
    moved = np.zeros(len(arcs), dtype=np.int64)
    for arc in range(len(arcs)):
        members = np.array(arcs.parties[arcs.party[arc]].members)
        moved[arc] = np.sum((present[members] >= 0) & (present[members] != arcs.home[arc]))
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
        self.column_arcs: list[tuple[int, ...]] = []
        self.covered: list[tuple[int, ...]] = []
        self.costs: list[Ints] = []
        self.rows: list[Row] = []
        self.left: dict[int, int] = {}
        self.unplaced_column: dict[int, int] = {}
        self.nobody: dict[int, int] = {}
        self.opened: dict[int, int] = {}

    def model(self) -> Model:
        """Return the model."""
        self._arc_columns()
        self._left_columns()
        self._unplaced_columns()
        self._group_columns()
        self._home_rows()
        n_columns = len(self.column_arcs)
        lengths = [len(rows) for rows in self.covered]
        which = [row for rows in self.covered for row in rows]
        covers = csc_array(
            (
                np.ones(len(which), dtype=np.int64),
                (which, np.repeat(np.arange(n_columns), lengths)),
            ),
            shape=(len(self.scene.movers), n_columns),
        )
        costs = np.array(self.costs, dtype=np.int64).reshape(n_columns, self.n_levels).T
        return Model(
            self.arcs,
            costs,
            self._constant(),
            covers,
            self.rows,
            self.column_arcs,
            self.clashes,
            self.left,
            self.unplaced_column,
            self.nobody,
            self.opened,
        )

    def _add(self, arcs: tuple[int, ...], children: Iterable[int], costs: Ints) -> int:
        self.column_arcs.append(arcs)
        self.covered.append(tuple(self.mover_row[child] for child in children))
        self.costs.append(costs)
        return len(self.column_arcs) - 1

    def _arc_columns(self) -> None:
        self.column_of = np.full(len(self.arcs), -1, dtype=np.int64)
        parties = self.arcs.parties
        for arc, party in enumerate(self.arcs.party.tolist()):
            if not parties[party].left:
                members = parties[party].members
                self.column_of[arc] = self._add((arc,), members, self.arcs.costs[:, arc])

    def _left_columns(self) -> None:
        """Add each `must` group left as it is: its parts stay, its waiting members wait."""
        parts: dict[int, list[int]] = {}
        whole: set[tuple[tuple[int, ...], int]] = set()
        for arc, idx in enumerate(self.arcs.party.tolist()):
            party = self.arcs.parties[idx]
            if party.left:
                parts.setdefault(party.group, []).append(arc)
            else:
                whole.add((party.members, int(self.arcs.home[arc])))
        for group, movers in self.scene.groups.items():
            if not self.scene.is_must(group):
                continue
            arcs = tuple(parts.get(group, ()))
            in_one_home = len(arcs) == 1 and self.arcs.size[arcs[0]] == len(movers)
            if in_one_home and (tuple(movers), int(self.arcs.home[arcs[0]])) in whole:
                continue  # the whole party where it lives says the same
            n_waiting = len(self.waiting.intersection(movers))
            costs = self.arcs.costs[:, list(arcs)].sum(axis=1) + n_waiting * self.unplaced
            if n_waiting == len(movers) and group not in self.scene.fixed_homes:
                costs = costs + self.spread  # nobody is placed: takes back the constant's -1
            column = self._add(arcs, movers, costs)
            self.column_of[list(arcs)] = column
            self.left[group] = column

    def _unplaced_columns(self) -> None:
        child = self.scene.columns.child
        for mover in self.scene.movers:
            group = int(child.group[mover])
            if mover in self.waiting and (group < 0 or not self.scene.is_must(group)):
                self.unplaced_column[mover] = self._add((), (mover,), self.unplaced)

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
            nobody = self.nobody[group] = self._add((), (), self.spread)
            placing = np.flatnonzero(self.arcs.group == group)
            columns = np.append(self.column_of[placing], nobody)
            self.rows.append(Row("nobody_placed", columns, -np.ones_like(columns), -1))

    def _constant(self) -> Ints:
        """Return each level before any column: groups' homes of who can't leave, less one."""
        homes, movers = self.scene.fixed_homes, self.scene.groups
        groups = set(homes) | set(movers)
        spread = sum(len(homes.get(group, ())) - 1 for group in groups)
        return spread * self.spread

    def _home_rows(self) -> None:
        order = np.argsort(self.arcs.home, kind="stable")
        order = order[self.column_of[order] >= 0]
        homes, starts = np.unique(self.arcs.home[order], return_index=True)
        room = room_left(self.scene, homes)
        for nth, home in enumerate(homes.tolist()):
            arcs = order[starts[nth] : starts[nth + 1] if nth + 1 < len(starts) else None]
            if home in self.arcs.breached:
                self._breached_home(arcs, room[:, nth])
            else:
                self._sound_home(arcs, room[:, nth])

    def _sound_home(self, arcs: Ints, room: Ints) -> None:
        """Add the load rows of a home whose present household keeps the rules.

        Taking a child out never breaks a rule, so the rules may as well hold with no newcomer.
        """
        loads = self.arcs.loads[:, arcs].copy()
        solitary = self.clashes.solitary(arcs)
        loads[_PLACES, solitary] = np.maximum(loads[_PLACES, solitary], room[_PLACES])
        for rule, (load, left) in enumerate(zip(loads, room.tolist(), strict=True)):
            if left < UNLIMITED and self._binds(arcs, load, left, loads[:rule], room[:rule]):
                self._row(LOAD_RULES[rule].code, arcs, load, left)
                heavy = 2 * load > left
                if left > 1 and heavy.sum() > 1:
                    # No two of these fit: a row of its own makes the bound much stronger.
                    self._row("one_of", arcs[heavy], np.ones(heavy.sum(), np.int64), 1)

    def _breached_home(self, arcs: Ints, room: Ints) -> None:
        """Add the rows of a home whose household breaks a rule today.

        They hold only if somebody new comes: a column says whether. With nobody new, those who
        live there may stay as they are.
        """
        newcomer = self.arcs.newcomer[arcs]
        if not newcomer.any():
            return
        opened = self._add((), (), np.zeros(self.n_levels, dtype=np.int64))
        self.opened[int(self.arcs.home[arcs[0]])] = opened
        for rule, left in enumerate(room.tolist()):
            load = self.arcs.loads[rule, arcs]
            if left >= UNLIMITED:
                continue
            slack = max(0, int(load[~newcomer].clip(min=0).sum()) - left)
            self._row(LOAD_RULES[rule].code, arcs, load, left + slack, opened, slack)
        for arc in arcs[newcomer]:
            self._row("newcomer", np.array([arc]), np.ones(1, np.int64), 0, opened, -1)
        for arc in arcs[~newcomer & ~self.arcs.lawful[arcs]]:
            self._row("newcomer", np.array([arc]), np.ones(1, np.int64), 1, opened, 1)
        clashes = self.clashes.among(arcs)
        for one, two in np.argwhere(np.triu(clashes)):
            pair = arcs[[one, two]]
            if newcomer[one] or newcomer[two] or self._same_group(pair):
                self._row("clash", pair, np.ones(2, np.int64), 1)
            else:
                self._row("clash", pair, np.ones(2, np.int64), 2, opened, 1)

    def _same_group(self, pair: Ints) -> bool:
        one, two = self.arcs.group[pair]
        return bool(one == two and one >= 0)

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
        self.rows.append(Row(code, columns, values, most))

    def _binds(self, arcs: Ints, load: Ints, left: int, before: Ints, room: Ints) -> bool:
        """Return whether a load row says more than nothing and than an earlier row."""
        if any(
            np.array_equal(load, other) and left >= more
            for other, more in zip(before, room, strict=True)
        ):
            return False
        heaviest: dict[int, int] = {}
        for arc, weight in zip(arcs.tolist(), load.tolist(), strict=True):
            group = int(self.arcs.group[arc])
            key = group if group >= 0 else -2 - int(self.arcs.party[arc])
            heaviest[key] = max(heaviest.get(key, 0), weight)
        return sum(heaviest.values()) > left
