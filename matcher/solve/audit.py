"""What is proved of each level, checked in whole numbers by code that the search does not share.

Nothing here trusts a linear program, or a bound that was worked out on the way: sums are made
again from the multipliers, cuts from the rows that they were made of, and every case of a tree is
looked at. What is taken as given is the model: its columns, and the rows of households and limits
(`benchmarks.verify` builds these again, from the register).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.case_arrays import Bools
from matcher.geography import Ints
from matcher.solve.audit_rows import RowAudit, WrongError, weak
from matcher.solve.model import Model
from matcher.solve.tree import NO_HOME, Node, Proof, Question

#: Numbers below this are added up in 64 bits; larger ones in Python's whole numbers.
_LARGEST = float(1 << 61)


@dataclass(frozen=True)
class Claim:
    """What is said of a level, and what is to prove it.

    Attributes
    ----------
    level : int
        Its position in the policy.
    value : int
        What it is said to be at least, the levels before having their values.
    closing : sequence of (Proof, int)
        Proofs that close columns: no plan that is looked for is above the number.
    proof : Proof
        What proves a bound over all columns that are left.
    tree : Node or None
        What proves the rest, if more is said than that bound.
    """

    level: int
    value: int
    closing: Sequence[tuple[Proof, int]]
    proof: Proof
    tree: Node | None


@dataclass(frozen=True)
class Finding:
    """What holds of a claim.

    Attributes
    ----------
    bound : int
        What its multipliers prove alone.
    scaled : int
        The sum that proves it, times their scale, without the level's constant.
    holds : bool
        Whether all that is said of the level is proved, by multipliers or by cases.
    """

    bound: int
    scaled: int
    holds: bool


def audit(model: Model, usable: Bools, claims: Sequence[Claim]) -> list[Finding]:
    """Return what is proved of levels, first to last, as far as the claims go.

    Parameters
    ----------
    model : Model
        The columns and the rows that every plan keeps.
    usable : ndarray of bool, shape (columns,)
        Columns that locks and forbidden pairs leave.
    claims : sequence of Claim
        One for each level from the first on; all but the last hold of the plan exactly.
    """
    return _Audit(model, claims).findings(usable)


@dataclass(frozen=True)
class _Summed:
    """What a proof comes to over some columns."""

    reduced: NDArray[Any]
    scaled: int
    scale: int

    def slack(self, above: int) -> int:
        """Return what a column may add in a plan no more than so many units above 0."""
        return above * self.scale - self.scaled


class _Audit:
    def __init__(self, model: Model, claims: Sequence[Claim]) -> None:
        self.model = model
        self.claims = claims
        self.values = [claim.value for claim in claims]
        self.covers = model.covers.tocsc()
        self.rows = RowAudit(model, self.values)

    def findings(self, usable: Bools) -> list[Finding]:
        """Return what holds of each claim."""
        found: list[Finding] = []
        everything = np.arange(self.model.n_columns)
        nobody = np.zeros(self.model.n_columns, dtype=np.bool_)
        for claim in self.claims:
            usable = usable.copy()
            try:
                for proof, most in claim.closing:
                    summed = self._summed(proof, claim.level, usable, nobody, everything)
                    usable &= summed.reduced <= summed.slack(self._above(proof, claim.level, most))
                summed = self._summed(claim.proof, claim.level, usable, nobody, everything)
            except WrongError:
                break
            bound = self._rounded_up(summed, claim.level)
            holds = bound >= claim.value
            if not holds and claim.tree is not None:
                above = self._above(claim.proof, claim.level, claim.value - 1)
                holds = self._is_closed(
                    claim, np.flatnonzero(usable & (summed.reduced <= summed.slack(above)))
                )
            found.append(Finding(bound, summed.scaled, holds))
            above = self._above(claim.proof, claim.level, claim.value)
            usable &= summed.reduced <= summed.slack(above)
        return found

    def _above(self, proof: Proof, level: int, value: int) -> int:
        """Return a value of what a proof is about, less what there is before any column."""
        return value if proof.row is not None else value - int(self.model.constant[level])

    def _rounded_up(self, summed: _Summed, level: int) -> int:
        """Return the least value of a level that is no less than a sum."""
        step = max(1, gcd(*np.unique(self.model.costs[level]).tolist()))
        return int(self.model.constant[level]) - (-summed.scaled // (summed.scale * step)) * step

    def _summed(
        self, proof: Proof, level: int, usable: Bools, forced: Bools, columns: Ints
    ) -> _Summed:
        """Add up what a proof comes to over some columns of the model.

        Parameters
        ----------
        proof : Proof
            The multipliers; prices are not negative.
        level : int
            The level that it is about, unless it is about a row or nothing.
        usable, forced : ndarray of bool, shape (some columns,)
            Which of the columns may be chosen, and which are.
        columns : ndarray of int
            The columns, ascending.
        """
        scale, offset = proof.scale, 0
        parts: list[tuple[Ints, int]] = []
        if proof.row is not None:
            wide = np.zeros(self.model.n_columns, dtype=np.int64)
            coefficients, _ = weak(proof.row)
            wide[proof.row.columns] = coefficients
            parts.append((wide[columns], scale))
        elif proof.weights is not None:
            parts.append((self.model.costs[level][columns], scale))
            for before, weight in proof.weights.items():
                if not 0 <= before < level or weight < 0:
                    raise WrongError
                parts.append((self.model.costs[before][columns], scale * weight))
                kept = int(self.model.constant[before]) - self.values[before]
                offset += weight * scale * kept
        scaled = offset + sum(proof.covers.values())
        spots: list[tuple[Ints, Ints, int]] = []
        position = np.full(self.model.n_columns, -1, dtype=np.int64)
        position[columns] = np.arange(len(columns))
        for row, price in proof.prices:
            if price < 0:
                raise WrongError
            self.rows.check(row, level)
            coefficients, most = weak(row)
            scaled -= price * most
            at = position[row.columns]
            inside = at >= 0
            spots.append((at[inside], coefficients[inside], price))
        size = sum(float(np.abs(part).max(initial=1)) * times for part, times in parts)
        size += sum(float(np.abs(values).max(initial=1)) * price for _, values, price in spots)
        size += float(sum(abs(value) for value in proof.covers.values()))
        dtype = np.int64 if size < _LARGEST else object
        reduced = np.zeros(len(columns), dtype=dtype)
        for part, times in parts:
            reduced += part.astype(dtype) * times
        multipliers = np.zeros(self.covers.shape[0], dtype=dtype)
        for mover, value in proof.covers.items():
            multipliers[mover] = value
        mine = self.covers[:, columns]
        behind = np.repeat(np.arange(len(columns)), np.diff(mine.indptr))
        np.subtract.at(reduced, behind, multipliers[mine.indices])
        for at, values, price in spots:
            reduced[at] += values.astype(dtype) * price
        losing = usable & ~forced & (reduced < 0)
        scaled += sum(reduced[losing].tolist()) + sum(reduced[usable & forced].tolist())
        return _Summed(reduced, scaled, scale)

    def _is_closed(self, claim: Claim, columns: Ints) -> bool:
        """Return whether a tree shows that no plan on some columns is below what is claimed."""
        assert claim.tree is not None
        target = claim.value - int(self.model.constant[claim.level])
        some = np.ones(len(columns), dtype=np.bool_)
        waiting: list[tuple[Node, Bools, Bools]] = [(claim.tree, some, ~some)]
        while waiting:
            node, usable, forced = waiting.pop()
            try:
                narrowed = self._narrowed(node, claim.level, target, usable, forced, columns)
            except WrongError:
                return False
            if narrowed is None:
                continue
            if node.question is None or len(node.answers) != 2:
                return False
            for answer, yes in zip(node.answers, (True, False), strict=True):
                case = self._answered(node.question, narrowed, forced, columns, yes=yes)
                if case is not None:
                    waiting.append((answer, *case))
        return True

    def _narrowed(
        self,
        node: Node,
        level: int,
        target: int,
        usable: Bools,
        forced: Bools,
        columns: Ints,
    ) -> Bools | None:
        """Return the columns that a node's proofs leave; None if no plan below the target is."""
        for proof in node.proofs:
            summed = self._summed(proof, level, usable, forced, columns)
            if proof.weights is None:
                if summed.scaled > 0:
                    return None
                continue
            step = max(1, gcd(*np.unique(self.model.costs[level]).tolist()))
            if -(-summed.scaled // (summed.scale * step)) * step >= target:
                return None
            usable = usable & ((summed.reduced <= summed.slack(target - 1)) | forced)
        return usable

    def _answered(
        self, question: Question, usable: Bools, forced: Bools, columns: Ints, *, yes: bool
    ) -> tuple[Bools, Bools] | None:
        """Return the case of an answer; None if nothing can be so."""
        usable, forced = usable.copy(), forced.copy()
        mine = self.covers[:, columns]
        behind = np.repeat(np.arange(len(columns)), np.diff(mine.indptr))
        if question.home != NO_HOME:
            covering = np.zeros(len(columns), dtype=np.bool_)
            covering[behind[mine.indices == question.subject]] = True
            there = self.model.home[columns] == question.home
            usable &= ~(covering & (there != yes))
            return usable, forced
        spot = int(np.searchsorted(columns, question.subject))
        is_here = spot < len(columns) and int(columns[spot]) == question.subject
        if not yes:
            if is_here:
                usable[spot] = False
            return None if is_here and forced[spot] else (usable, forced)
        if not is_here or not usable[spot]:
            return None
        movers = self.covers[:, [question.subject]].indices
        rivals = np.zeros(len(columns), dtype=np.bool_)
        rivals[behind[np.isin(mine.indices, movers)]] = True
        rivals[spot] = False
        if (rivals & forced).any():
            return None
        usable &= ~rivals
        forced[spot] = True
        return usable, forced
