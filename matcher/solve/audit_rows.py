"""Whether rows follow from what every plan keeps, worked out apart from what made them.

A cut is summed again from the rows that it says it was made of, a clash is asked of the rules, and
a level's row of the model. The rows of households and limits are taken as given: they are the
model.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matcher.geography import Ints
from matcher.household import PAIR_RULES
from matcher.solve.model import Model
from matcher.solve.rows import Cover, Made, Row, parents

#: Coefficients of rows in sums stay below this; see `weak`.
_LARGEST_COEFFICIENT = 1 << 30


class WrongError(Exception):
    """Something that is said to follow does not."""


class RowAudit:
    """What holds of rows, each looked at once.

    Parameters
    ----------
    model : Model
        The columns and the rows that every plan keeps.
    values : sequence of int
        The value that each level is said to have.
    """

    def __init__(self, model: Model, values: Sequence[int]) -> None:
        self.model = model
        self.values = values
        self._covers = model.covers.tocsc()
        self._given = {id(row) for row in model.rows}
        self._sound: dict[int, bool] = {}
        self._excluding: dict[tuple[int, int], bool] = {}

    def check(self, row: Row, level: int) -> None:
        """Check that a row follows from what every plan keeps, and the levels before one.

        Parameters
        ----------
        row : Row
            The row.
        level : int
            The position of the level that it is used for.

        Raises
        ------
        WrongError
            If it does not follow.
        """
        waiting = [row]
        while waiting:
            last = waiting[-1]
            if id(last) in self._sound:
                waiting.pop()
                continue
            of = parents(last)
            missing = [parent for parent in of if id(parent) not in self._sound]
            if missing:
                waiting.extend(missing)
                continue
            waiting.pop()
            self._sound[id(last)] = self._follows(last)
        if not self._sound[id(row)] or _last_level(row) >= level:
            raise WrongError

    def _follows(self, row: Row) -> bool:
        """Return whether a row follows from the rows that it is made of, or is one that holds."""
        if isinstance(row.made, Made):
            return all(self._sound[id(parent)] for parent, _ in row.made.rows) and self._is_made(
                row
            )
        if isinstance(row.made, Cover):
            return self._sound[id(row.made.row)] and self._is_cover(row)
        if row.code == "level":
            return self._is_level(row)
        if row.code == "clash" and id(row) not in self._given:
            return self._is_clash(row)
        return True

    def _is_level(self, row: Row) -> bool:
        """Return whether a row says that a level has its value."""
        if row.about >= len(self.values):
            return False
        costs = np.zeros(self.model.n_columns, dtype=np.int64)
        costs[row.columns] = row.coefficients
        most = self.values[row.about] - int(self.model.constant[row.about])
        return bool((costs == self.model.costs[row.about]).all()) and row.most >= most

    def _is_made(self, row: Row) -> bool:
        """Return whether a cut is a sum of rows, divided and rounded down."""
        made = row.made
        assert isinstance(made, Made)
        terms: dict[int, int] = {}
        most = 0
        if made.divisor < 1:
            return False
        for parent, times in made.rows:
            if times < 0:
                return False
            coefficients, room = weak(parent)
            most += room * times
            for column, value in zip(parent.columns.tolist(), coefficients.tolist(), strict=True):
                terms[column] = terms.get(column, 0) + value * times
        rows = self.model.covers_by_mover
        for mover, times in made.covers:
            most += times
            for column in rows.indices[slice(*rows.indptr[mover : mover + 2])].tolist():
                terms[column] = terms.get(column, 0) + times
        for column, times in made.columns:
            if times < 0:
                return False
            most += times
            terms[column] = terms.get(column, 0) + times
        divided = {column: value // made.divisor for column, value in terms.items()}
        return _no_weaker(row, divided, most // made.divisor)

    def _is_cover(self, row: Row) -> bool:
        """Return whether a cover cut follows; see `Cover`."""
        made = row.made
        assert isinstance(made, Cover)
        shares, thresholds = dict(made.shares), dict(made.thresholds)
        amounts = [0] * self.model.n_columns
        for column, value in zip(
            made.row.columns.tolist(), made.row.coefficients.tolist(), strict=True
        ):
            amounts[column] = int(value)
        indptr, indices = self._covers.indptr.tolist(), self._covers.indices.tolist()
        movers = [indices[indptr[j] : indptr[j + 1]] for j in range(len(amounts))]
        for column, mine in enumerate(movers):
            amounts[column] -= sum(shares.get(mover, 0) for mover in mine)
        room = made.row.most - sum(shares.values())
        room -= sum(amount for amount in amounts if amount < 0)
        alone = set(made.columns)
        if any(movers[column] for column in alone) or min(thresholds.values(), default=1) < 1:
            return False
        if sum(thresholds.values()) + sum(amounts[column] for column in alone) <= room:
            return False
        terms: dict[int, int] = dict.fromkeys(alone, 1)
        for column, mine in enumerate(movers):
            needed = [thresholds[mover] for mover in mine if mover in thresholds]
            if needed:
                terms[column] = len(needed) - (amounts[column] < sum(needed))
        return _no_weaker(row, terms, len(thresholds) + len(alone) - 1)

    def _is_clash(self, row: Row) -> bool:
        """Return whether no two parties of a row can live in its home together."""
        arcs = self.model.arcs
        if row.most != 1 or (row.coefficients != 1).any() or row.about in arcs.breached:
            return False
        parties = []
        for column in row.columns.tolist():
            mine = self.model.arcs_at(column)
            here = [arc for arc in mine if int(arcs.home[arc]) == row.about]
            if len(here) != 1:
                return False
            parties.append(arcs.parties[int(arcs.party[here[0]])])
        by_group: dict[int, list[tuple[int, ...]]] = {}
        for number, party in enumerate(parties):
            by_group.setdefault(party.group if party.group >= 0 else -1 - number, []).append(
                party.members
            )
        families = list(by_group.values())
        return all(
            self._exclude_each_other(one, other)
            for number, family in enumerate(families)
            for others in families[:number]
            for one in family
            for other in others
        )

    def _exclude_each_other(self, one: tuple[int, ...], other: tuple[int, ...]) -> bool:
        return any(self._exclude(a, b) for a in one for b in other)

    def _exclude(self, child: int, other: int) -> bool:
        """Return whether the rules keep two children out of one home, whichever it is."""
        key = min(child, other), max(child, other)
        if key not in self._excluding:
            columns = self.model.scene.arrays
            one, two = columns.children[child], columns.children[other]
            case = self.model.scene.case
            self._excluding[key] = any(
                rule.excludes(one, two, case) or rule.excludes(two, one, case)
                for rule in PAIR_RULES
            )
        return self._excluding[key]


def _last_level(row: Row) -> int:
    """Return the last level whose value a row rests on; -1 for none."""
    last, waiting, seen = -1, [row], set[int]()
    while waiting:
        other = waiting.pop()
        if id(other) in seen:
            continue
        seen.add(id(other))
        if other.code == "level":
            last = max(last, other.about)
        waiting.extend(parents(other))
    return last


def weak(row: Row) -> tuple[Ints, int]:
    """Return coefficients that fit 64 bits in sums, and the upper bound that goes with them.

    Large ones are divided and rounded down, and the bound likewise: a sum of whole columns that
    keeps the row keeps that as well. No sum is more than that of all gains, nor less than that of
    all losses.
    """
    largest = max(map(abs, row.coefficients.tolist()), default=0) if len(row.columns) else 0
    divisor = max(1, row.rounding, -(-int(largest) // _LARGEST_COEFFICIENT))
    values = (row.coefficients // divisor).astype(np.int64)
    gains, losses = int(values[values > 0].sum()), int(values[values < 0].sum())
    return values, min(max(row.most // divisor, losses - 1), gains)


def _no_weaker(row: Row, terms: dict[int, int], most: int) -> bool:
    """Return whether what follows is at least as strong as a row that is stated."""
    stated = dict(zip(row.columns.tolist(), row.coefficients.tolist(), strict=True))
    return (
        most <= row.most
        and all(value <= terms.get(column, 0) for column, value in stated.items())
        and all(column in stated or value >= 0 for column, value in terms.items())
    )
