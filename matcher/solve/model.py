"""The exact model: columns that cover children, and rows of whole numbers that they must keep.

A column is a party in a home, a `must` group left as it is, or a waiting child without a home.
Every mover is covered by exactly one. All coefficients are whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

import numpy as np
from scipy.sparse import csc_array, csr_array

from matcher.arcs import Arcs
from matcher.case_arrays import Bools
from matcher.geography import Floats, Ints
from matcher.parties import MoverScope
from matcher.solve.clashes import Clashes
from matcher.solve.rows import Row, stack
from matcher.solve.sparse import largest_of_rows

Pair = tuple[int, int]
_NONE: Ints = np.zeros(0, dtype=np.int64)
#: With more columns than these a model is huge: what is done for each column takes too long to be
#: done often.
_HUGE = 500_000
#: Sorting more columns than these takes longer than going through their kinds one by one.
_MANY = 100_000
#: Solutions of linear programs are whole but for so much.
_WHOLE = 1e-6


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
    placing : ndarray of int
        The arc of each of the first columns, those that are a party in a home; ascending.
    kind : ndarray of int, shape (columns,)
        Columns of one number are one party in several homes, or one child without a home.
    clashes : Clashes
        Which arcs of a home can't go together, besides for room: rows of these are made when a
        solution breaks them.
    rest : ndarray of int
        Columns that stand for all homes of a party for which there is no column: cheaper than any
        of them, for bounds only. No plan has one.
    left, unplaced, nobody, opened : dict of int to int
        The columns that say that a `must` group is left as it is, a child gets no home, nobody of
        a group is placed, somebody new comes to a home that breaks a rule today: by the position
        of the group, child, group, home.
    parts : dict of int to tuple of int
        The arcs that each column of `left` stands for.
    """

    arcs: Arcs
    costs: Ints
    constant: Ints
    covers: csc_array
    rows: list[Row]
    placing: Ints = field(repr=False)
    kind: Ints = field(repr=False)
    clashes: Clashes = field(repr=False)
    rest: Ints = field(repr=False)
    left: dict[int, int] = field(repr=False)
    unplaced: dict[int, int] = field(repr=False)
    nobody: dict[int, int] = field(repr=False)
    opened: dict[int, int] = field(repr=False)
    parts: dict[int, tuple[int, ...]] = field(repr=False)

    @property
    def scene(self) -> MoverScope:
        """Who may move."""
        return self.arcs.scene

    @property
    def n_columns(self) -> int:
        """How many columns there are."""
        return len(self.kind)

    @property
    def is_huge(self) -> bool:
        """Whether there are so many columns that it pays to keep linear programs small."""
        return self.n_columns > _HUGE

    @cached_property
    def stacked(self) -> tuple[csr_array, Ints]:
        """The coefficients and the upper bounds of the rows; see `stack`."""
        matrix, most = stack(self.rows, self.n_columns)
        return matrix, np.array(most, dtype=np.int64)

    @cached_property
    def largest(self) -> Ints:
        """The rows' largest coefficients, their signs aside."""
        return largest_of_rows(self.stacked[0])

    @cached_property
    def by_column(self) -> csr_array:
        """The rows' coefficients, shape (columns, rows)."""
        return self.stacked[0].tocsc().T

    @cached_property
    def by_column_floating(self) -> csr_array:
        """The same, in floating point: a product with such numbers converts nothing."""
        return _floating(self.by_column)

    @cached_property
    def covered(self) -> csr_array:
        """`covers` the other way round, shape (columns, movers)."""
        return self.covers.T

    @cached_property
    def covered_floating(self) -> csr_array:
        """The same, in floating point."""
        return _floating(self.covered)

    def taken(self, x: Floats) -> tuple[Ints, Ints]:
        """Return the columns that a solution takes whole, and those that it leaves undecided.

        Undecided are only columns that cover somebody. The others say that somebody new comes to a
        home, or that nobody of a group is placed. Taken in part where all else is whole, they may
        be left out: what needs them needs all of them, and every row is kept, and every level as
        good, without.

        Parameters
        ----------
        x : ndarray, shape (columns,)
            How much of each column is chosen, 0 to 1.
        """
        covering = np.diff(self.covers.indptr) > 0
        whole = x >= 1 - _WHOLE
        return np.flatnonzero(whole), np.flatnonzero((x > _WHOLE) & ~whole & covering)

    def broken_clashes(self, x: Floats) -> list[Row]:
        """Return rows that every plan keeps and a fractional solution breaks.

        Parameters
        ----------
        x : ndarray, shape (columns,)
            How much of each column is chosen, 0 to 1.
        """
        arcs, columns = self._arcs_of(np.flatnonzero(x))
        return [self._clash_row(clique) for clique in self.clashes.violated(arcs, x[columns])]

    def clashes_on(self, columns: Ints) -> list[Row]:
        """Return rows that every plan keeps, and that hold all clashes between some columns.

        Those of a home that breaks a rule today aside: they are in the model from the start.

        Parameters
        ----------
        columns : ndarray of int
            The columns, ascending.
        """
        arcs, _ = self._arcs_of(columns)
        return [self._clash_row(clique) for clique in self.clashes.cliques(arcs)]

    def _arcs_of(self, columns: Ints) -> tuple[Ints, Ints]:
        """Return the arcs that some columns stand for, and the column behind each."""
        placing = columns[columns < len(self.placing)]
        others = columns[len(placing) :].tolist()
        parts = [(column, arc) for column in others for arc in self.parts.get(column, ())]
        behind, arcs = np.array(parts, dtype=np.int64).reshape(-1, 2).T
        return np.concatenate([self.placing[placing], arcs]), np.concatenate([placing, behind])

    def _clash_row(self, clique: Ints) -> Row:
        """Return the row that at most one of some arcs that clash is taken."""
        columns = self.column_of[clique]
        columns = columns[columns >= 0]
        ones = np.ones(len(columns), dtype=np.int64)
        return Row("clash", columns, ones, 1, int(self.arcs.home[clique[0]]))

    @cached_property
    def column_of(self) -> Ints:
        """The column of each arc; -1 for an arc that is in none."""
        column_of = np.full(len(self.arcs), -1, dtype=np.int64)
        column_of[self.placing] = np.arange(len(self.placing))
        for column, arcs in self.parts.items():
            column_of[list(arcs)] = column
        return column_of

    @cached_property
    def home(self) -> Ints:
        """The home of each column; a number below 0 of its own for one that is in no home."""
        home = -1 - np.arange(self.n_columns)
        home[: len(self.placing)] = self.arcs.home[self.placing]
        return home

    def restricted(self, columns: Ints, rows: Ints, movers: Ints | None = None) -> Model:
        """Return the model with some columns and rows only, in the same order.

        Parameters
        ----------
        columns, rows : ndarray of int
            Positions, ascending.
        movers : ndarray of int, optional
            Who has to be covered, ascending; None: everybody.
        """
        n_placing = int(np.searchsorted(columns, len(self.placing)))
        new = {old: n_placing + k for k, old in enumerate(columns[n_placing:].tolist())}

        def kept(of: dict[int, int]) -> dict[int, int]:
            return {key: new[column] for key, column in of.items() if column in new}

        covers = self.covers[:, columns]
        matrix, most = self.stacked
        inside = csr_array(matrix[rows][:, columns])
        kept_rows = [
            Row(
                row.code,
                inside.indices[slice(*ends)].astype(np.int64),
                inside.data[slice(*ends)],
                upper,
            )
            for row, ends, upper in zip(
                (self.rows[row] for row in rows.tolist()),
                pairwise(inside.indptr.tolist()),
                most[rows].tolist(),
                strict=True,
            )
        ]
        return replace(
            self,
            costs=self.costs[:, columns],
            covers=covers if movers is None else covers[movers],
            rows=kept_rows,
            placing=self.placing[columns[:n_placing]],
            kind=self.kind[columns],
            rest=np.array(
                [new[column] for column in self.rest.tolist() if column in new], np.int64
            ),
            left=kept(self.left),
            unplaced=kept(self.unplaced),
            nobody=kept(self.nobody),
            opened=kept(self.opened),
            parts={new[column]: arcs for column, arcs in self.parts.items() if column in new},
        )

    def of_columns(self, arc_values: Ints) -> Ints:
        """Return the sum of a value over the arcs that each column stands for."""
        totals = np.zeros(self.n_columns, dtype=arc_values.dtype)
        totals[: len(self.placing)] = arc_values[self.placing]
        for column, arcs in self.parts.items():
            totals[column] = arc_values[list(arcs)].sum()
        return totals

    @cached_property
    def _places(self) -> Ints:
        """The party and the home of each of the first columns as one number, ascending."""
        n_homes = len(self.scene.arrays.homes)
        return self.arcs.party[self.placing] * n_homes + self.arcs.home[self.placing]

    @cached_property
    def _party_idx(self) -> dict[tuple[int, ...], int]:
        parties = self.arcs.parties
        return {party.members: idx for idx, party in enumerate(parties) if not party.left}

    def columns_of(self, homes: Mapping[int, int]) -> Ints | None:
        """Return the columns that stand for a plan; None if some home is not possible.

        Parameters
        ----------
        homes : mapping of int to int
            The home of each mover that has one, by positions.
        """
        child = self.scene.arrays.child
        chosen: list[int | None] = []
        grouped = {member for movers in self.scene.groups.values() for member in movers}
        for mover in self.scene.movers:
            if mover not in grouped:
                chosen.append(self._column_of_party((mover,), homes))
        for group, movers in self.scene.groups.items():
            placed = [mover for mover in movers if mover in homes]
            whole = len(placed) == len(movers) and len({homes[m] for m in movers}) == 1
            if self.scene.is_must(group):
                together = self._column_at(tuple(movers), homes[movers[0]]) if whole else None
                if together is None and all(homes.get(m, -1) == child.present[m] for m in movers):
                    together = self.left.get(group)
                chosen.append(together)
                continue
            for home in sorted({homes[mover] for mover in placed}):
                party = tuple(mover for mover in placed if homes[mover] == home)
                chosen.append(self._column_of_party(party, homes))
            chosen.extend(self.unplaced.get(m) for m in movers if m not in homes)
            if not placed and group in self.nobody:
                chosen.append(self.nobody[group])
        if self.opened:
            coming = {there for who, there in homes.items() if child.present[who] != there}
            chosen.extend(column for home, column in self.opened.items() if home in coming)
        columns = [column for column in chosen if column is not None]
        return np.array(sorted(columns), dtype=np.int64) if len(columns) == len(chosen) else None

    def plain(self, chosen: Ints) -> Ints:
        """Return the columns of the plan that chosen ones are, no more than it takes to say it.

        That nobody of a group is placed, or somebody new comes to a home, can be chosen though it
        is not so: a row asks that it is where it is so, and none that it is not elsewhere.
        """
        columns = self.columns_of(self.homes_of(chosen.tolist()))
        if columns is None:
            return chosen
        sizes = np.diff(self.covers.indptr)
        covering, before = columns[sizes[columns] > 0], chosen[sizes[chosen] > 0]
        return columns if np.array_equal(covering, np.sort(before)) else chosen

    def _column_of_party(self, party: tuple[int, ...], homes: Mapping[int, int]) -> int | None:
        if party[0] not in homes:
            return self.unplaced.get(party[0])
        return self._column_at(party, homes[party[0]])

    def _column_at(self, party: tuple[int, ...], home: int) -> int | None:
        """Return the column of a party in a home, if there is one."""
        idx = self._party_idx.get(party)
        if idx is None:
            return None
        place = idx * len(self.scene.arrays.homes) + home
        column = int(np.searchsorted(self._places, place))
        found = column < len(self._places) and self._places[column] == place
        return column if found else None

    def arcs_of(self, party: tuple[int, ...]) -> Ints:
        """Return the arcs of the party of some children; none if they are no party."""
        idx = self._party_idx.get(party, -1)
        return np.arange(*np.searchsorted(self.arcs.party, [idx, idx + 1])) if idx >= 0 else _NONE

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
        row = {mover: k for k, mover in enumerate(self.scene.movers)}
        apart = list(forbidden)
        for mover in {*homes, *(child for child, _ in apart)}:
            k = row[mover]
            for column in self.covers_by_mover.indices[
                slice(*self.covers_by_mover.indptr[k : k + 2])
            ]:
                home = self.homes_of([column]).get(mover)
                wrong = mover in homes and homes[mover] != home
                if wrong or (home is not None and (mover, home) in apart):
                    allowed[column] = False
        return allowed

    @cached_property
    def covers_by_mover(self) -> csr_array:
        """`covers`, row by row."""
        return self.covers.tocsr()

    def cheapest(self, columns: Ints, costs: Floats | Ints, each: int) -> Ints:
        """Return the few cheapest columns of each kind, of those given.

        Parameters
        ----------
        columns : ndarray of int
            Columns.
        costs : ndarray, of the same shape
            What each of them costs.
        each : int
            How many of each kind.
        """
        if len(columns) > _MANY:
            kept = self._no_dearer(columns, costs, each)
            columns, costs = columns[kept], costs[kept]
        kind = self.kind[columns]
        order = np.lexsort((costs, kind))
        begins = np.flatnonzero(np.diff(kind[order], prepend=-1))
        nth = np.arange(len(order)) - np.repeat(begins, np.diff(np.append(begins, len(order))))
        return columns[order[nth < each]]

    def _no_dearer(self, columns: Ints, costs: Floats | Ints, each: int) -> Bools:
        """Return which columns cost no more than the last of the few cheapest of their kind."""
        kind = self.kind[columns]
        kept = np.ones(len(columns), dtype=np.bool_)
        begins = np.flatnonzero(np.diff(kind, prepend=-1))
        for begin, end in pairwise([*begins.tolist(), len(columns)]):
            if end - begin > each:
                mine = costs[begin:end]
                kept[begin:end] = mine <= np.partition(mine, each - 1)[each - 1]
        return kept

    def arcs_at(self, column: int) -> tuple[int, ...]:
        """Return the arcs that a column stands for."""
        if column < len(self.placing):
            return (int(self.placing[column]),)
        return self.parts.get(column, ())

    def homes_of(self, chosen: Iterable[int]) -> dict[int, int]:
        """Return the home of each mover that the chosen columns house, by positions."""
        homes: dict[int, int] = {}
        for column in chosen:
            for arc in self.arcs_at(column):
                party = self.arcs.parties[self.arcs.party[arc]]
                homes.update(dict.fromkeys(party.members, int(self.arcs.home[arc])))
        return homes


def _floating(matrix: csr_array) -> csr_array:
    """Return a matrix with floating numbers, its indices shared."""
    parts = matrix.data.astype(np.float64), matrix.indices, matrix.indptr
    return csr_array(parts, shape=matrix.shape)
