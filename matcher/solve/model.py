"""The exact model: columns that cover children, and rows of whole numbers that they must keep.

A column is a party in a home, a `must` group left as it is, or a waiting child without a home.
Every mover is covered by exactly one. All coefficients are whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import floor, lcm

import numpy as np
from scipy.sparse import csc_array

from matcher.arcs import Arcs, room_left
from matcher.columns import Bools
from matcher.criteria import level_weights
from matcher.geography import Floats, Ints
from matcher.household import LOAD_RULES, UNLIMITED
from matcher.limits import Limit
from matcher.parties import Scene
from matcher.solve.clashes import Clashes

#: Position of the load that every child adds to: a home whose places are taken is full.
_PLACES = [rule.code for rule in LOAD_RULES].index("places")


Pair = tuple[int, int]


@dataclass(frozen=True)
class Row:
    """A sum over columns that is at most `most`; `code` says what it stands for."""

    code: str
    columns: Ints
    coefficients: Ints
    most: int


@dataclass
class Model:
    """Columns, rows and levels.

    Attributes
    ----------
    arcs : Arcs
        The arcs behind the columns.
    costs : ndarray of int, shape (levels, columns)
        What each column adds to each level.
    constant : ndarray of int, shape (levels,)
        What each level is before any column.
    covers : csc_array, shape (movers, columns)
        Which movers each column covers; each is covered exactly once.
    rows : list of Row
        What the columns must keep besides.
    column_arcs : list of tuple of int
        The arcs that each column stands for; empty where it places nobody.
    clashes : Clashes
        Which arcs of a home can't go together, besides for room: rows of these are made when a
        solution breaks them.
    left, unplaced, nobody, opened : dict of int to int
        The columns that say that a `must` group is left as it is, a child gets no home, nobody of
        a group is placed, somebody new comes to a home that breaks a rule today: by the position
        of the group, child, group, home.
    """

    arcs: Arcs
    costs: Ints
    constant: Ints
    covers: csc_array
    rows: list[Row]
    column_arcs: list[tuple[int, ...]] = field(repr=False)
    clashes: Clashes = field(repr=False)
    left: dict[int, int] = field(repr=False)
    unplaced: dict[int, int] = field(repr=False)
    nobody: dict[int, int] = field(repr=False)
    opened: dict[int, int] = field(repr=False)

    @property
    def scene(self) -> Scene:
        """Who may move."""
        return self.arcs.scene

    @property
    def n_columns(self) -> int:
        """How many columns there are."""
        return len(self.column_arcs)

    @cached_property
    def matrix(self) -> csc_array:
        """The rows' coefficients, shape (rows, columns)."""
        lengths = [len(row.columns) for row in self.rows]
        which = np.repeat(np.arange(len(self.rows)), lengths)
        columns = np.concatenate([np.zeros(0, np.int64), *(row.columns for row in self.rows)])
        values = np.concatenate([np.zeros(0, np.int64), *(row.coefficients for row in self.rows)])
        shape = (len(self.rows), self.n_columns)
        return csc_array((values, (which, columns)), shape=shape, dtype=np.int64)

    @cached_property
    def most(self) -> Ints:
        """The rows' upper bounds."""
        return np.array([row.most for row in self.rows], dtype=np.int64)

    def broken_clashes(self, x: Floats) -> list[Row]:
        """Return rows that every plan keeps and a fractional solution breaks.

        Parameters
        ----------
        x : ndarray, shape (columns,)
            How much of each column is chosen, 0 to 1.
        """
        arcs = np.flatnonzero(self.column_of >= 0)
        weight = np.zeros(len(self.arcs))
        weight[arcs] = x[self.column_of[arcs]]
        cliques = (self.column_of[clique] for clique in self.clashes.violated(weight))
        columns = [clique[clique >= 0] for clique in cliques]
        return [Row("clash", idx, np.ones(len(idx), np.int64), 1) for idx in columns]

    @cached_property
    def column_of(self) -> Ints:
        """The column of each arc; -1 for an arc that is in none."""
        column_of = np.full(len(self.arcs), -1, dtype=np.int64)
        for column, arcs in enumerate(self.column_arcs):
            column_of[list(arcs)] = column
        return column_of

    @cached_property
    def _column_at(self) -> dict[tuple[tuple[int, ...], int], int]:
        """The column of each party in each home, groups left as they are aside."""
        parties = self.arcs.parties
        return {
            (parties[self.arcs.party[arc]].members, int(self.arcs.home[arc])): column
            for column, arcs in enumerate(self.column_arcs)
            for arc in arcs
            if not parties[self.arcs.party[arc]].left
        }

    def columns_of(self, homes: Mapping[int, int]) -> Ints | None:
        """Return the columns that stand for a plan; None if some home is not possible.

        Parameters
        ----------
        homes : mapping of int to int
            The home of each mover that has one, by positions.
        """
        child = self.scene.columns.child
        chosen: list[int | None] = []
        grouped = {member for movers in self.scene.groups.values() for member in movers}
        for mover in self.scene.movers:
            if mover not in grouped:
                chosen.append(self._column_of_party((mover,), homes))
        for group, movers in self.scene.groups.items():
            placed = [mover for mover in movers if mover in homes]
            whole = len(placed) == len(movers) and len({homes[m] for m in movers}) == 1
            if self.scene.is_must(group) and not (
                whole and (tuple(movers), homes[movers[0]]) in self._column_at
            ):
                as_it_is = all(homes.get(m, -1) == child.present[m] for m in movers)
                chosen.append(self.left.get(group) if as_it_is else None)
                continue
            for home in sorted({homes[mover] for mover in placed}):
                party = tuple(mover for mover in placed if homes[mover] == home)
                chosen.append(self._column_of_party(party, homes))
            chosen.extend(self.unplaced.get(m) for m in movers if m not in homes)
            if not placed and group in self.nobody:
                chosen.append(self.nobody[group])
        for home, column in self.opened.items():
            if any(there == home and child.present[who] != home for who, there in homes.items()):
                chosen.append(column)
        columns = [column for column in chosen if column is not None]
        return np.array(sorted(columns), dtype=np.int64) if len(columns) == len(chosen) else None

    def _column_of_party(self, party: tuple[int, ...], homes: Mapping[int, int]) -> int | None:
        if party[0] not in homes:
            return self.unplaced.get(party[0])
        return self._column_at.get((party, homes[party[0]]))

    def allowing(self, homes: Mapping[int, int | None], forbidden: Iterable[Pair]) -> Bools:
        """Return the columns that keep some children where they are wanted, and no others.

        Parameters
        ----------
        homes : mapping of int to (int or None)
            The home that a mover must get (None: no home), by positions.
        forbidden : iterable of (int, int)
            Movers and homes that must not come together, by positions.
        """
        allowed = np.ones(self.n_columns, dtype=np.bool_)
        covers = self.covers.tocsr()
        row = {mover: k for k, mover in enumerate(self.scene.movers)}
        apart = list(forbidden)
        for mover in {*homes, *(child for child, _ in apart)}:
            k = row[mover]
            for column in covers.indices[covers.indptr[k] : covers.indptr[k + 1]]:
                home = self.homes_of([column]).get(mover)
                wrong = mover in homes and homes[mover] != home
                if wrong or (home is not None and (mover, home) in apart):
                    allowed[column] = False
        return allowed

    def homes_of(self, chosen: Iterable[int]) -> dict[int, int]:
        """Return the home of each mover that the chosen columns house, by positions."""
        homes: dict[int, int] = {}
        for column in chosen:
            for arc in self.column_arcs[column]:
                party = self.arcs.parties[self.arcs.party[arc]]
                homes.update(dict.fromkeys(party.members, int(self.arcs.home[arc])))
        return homes


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
