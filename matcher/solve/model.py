"""The exact model: columns that cover children, and rows of whole numbers that they must keep.

A column is a party in a home, a `must` group left as it is, or a waiting child without a home.
Every mover is covered by exactly one. All coefficients are whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from scipy.sparse import csc_array

from matcher.arcs import Arcs
from matcher.columns import Bools
from matcher.geography import Floats, Ints
from matcher.parties import Scene
from matcher.solve.clashes import Clashes

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
