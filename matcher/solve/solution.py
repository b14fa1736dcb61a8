"""What a solve gives back: the best plan found, what is proved of it, and what that took."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from matcher.case_arrays import Bools
from matcher.geography import Ints
from matcher.solve.audit import Claim, Finding
from matcher.solve.bound import Bound
from matcher.solve.problem import Goal, Problem, proof_of
from matcher.solve.rows import Row
from matcher.solve.tree import Node, Proof


@dataclass
class Stage:
    """A level that has been begun, and what the problem was before it was narrowed by it.

    Attributes
    ----------
    level : int
        Its position in the policy.
    goal : Goal
        What was minimised.
    open : ndarray of bool, shape (columns,)
        The columns that were left before it.
    bound : Bound
        What multipliers prove of it.
    value : int
        Its least value, proved or taken for granted.
    lower : int
        What is proved of it.
    rows : sequence of Row
        The rows that the bound's prices are of.
    closings : list of (Proof, int)
        What has closed columns while it was settled.
    tree : Node or None
        Where it was settled by cases, what proves that no plan is better.
    is_searched : bool
        Whether a search, which leaves no proof, was needed.
    """

    level: int
    goal: Goal
    open: Bools
    bound: Bound
    value: int
    lower: int
    rows: Sequence[Row] = ()
    closings: list[tuple[Proof, int]] = field(default_factory=list)
    tree: Node | None = None
    is_searched: bool = False

    def claim(self, *, done: bool) -> Claim:
        """Return what is said of the level with what proves it.

        Parameters
        ----------
        done : bool
            Whether it is said to have its value; else, to be at least what was proved of it.
        """
        value = self.value if done else self.lower
        bound = self.bound
        proof = proof_of(bound.scale, bound.covers, bound.prices, self.rows, self.goal.weights)
        closing = [
            (step, min(most, value) if done and step.row is None else most)
            for step, most in self.closings
        ]
        return Claim(self.level, value, closing, proof, self.tree)


@dataclass
class Best:
    """The best plan so far.

    Attributes
    ----------
    chosen : ndarray of int or None
        Its columns; None if there is none yet.
    values : tuple of int
        Its levels; empty without a plan.
    """

    chosen: Ints | None = None
    values: tuple[int, ...] = ()

    def take(self, problem: Problem, chosen: Ints) -> None:
        """Take a plan if it keeps all rows and is better than the best so far."""
        chosen = problem.model.plain(chosen)
        levels = range(len(problem.model.costs))
        values = tuple(problem.value(chosen, level) for level in levels)
        better = self.chosen is None or values < self.values
        if better and problem.keeps_rows(chosen):
            self.chosen, self.values = chosen, values

    def at(self, level: int, before: Sequence[Stage]) -> int | None:
        """Return its value of a level; None if the levels before are not what they could be."""
        values = tuple(stage.value for stage in before[:level])
        return self.values[level] if self.values and self.values[:level] == values else None


@dataclass
class Work:
    """What a solve took: counts that are the same for the same input."""

    columns: int = 0
    rows: int = 0
    bounds: int = 0
    searches: int = 0
    search_columns: int = 0
    cases: int = 0


@dataclass(frozen=True)
class Solution:
    """The best plan found, and what is proved of it.

    Attributes
    ----------
    chosen : ndarray of int or None
        The columns of the best plan; None if none was found.
    values : tuple of int
        Its levels; empty without a plan.
    bounds : tuple of (int or None)
        What each level is proved to be at least, the levels before it having their values; None
        after the first level that is not proved.
    finished : bool
        Whether everything was settled. Without a plan: it is proved that there is none.
    work : Work
        What it took.
    learned : tuple of Row
        Rows that every plan within the same limits keeps, and that helped.
    stages : tuple of Stage
        The levels that `bounds` speaks of.
    claims : tuple of Claim
        What is said of each of these, with what proves it.
    findings : tuple of Finding
        What holds of each claim, checked in whole numbers.
    """

    chosen: Ints | None
    values: tuple[int, ...]
    bounds: tuple[int | None, ...]
    finished: bool
    work: Work
    learned: tuple[Row, ...] = ()
    stages: tuple[Stage, ...] = ()
    claims: tuple[Claim, ...] = ()
    findings: tuple[Finding, ...] = ()
