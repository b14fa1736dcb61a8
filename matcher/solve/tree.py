"""Trees of cases: how it is proved that no plan of a level is below a value.

A node is a case: some columns are closed, some are chosen. It is done where multipliers show that
no plan below the value is in it; else a question has two answers, each a case of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from matcher.geography import Ints
from matcher.solve.rows import Row

#: The home in a question about a column, which is about no home.
NO_HOME = -1


@dataclass(frozen=True)
class Proof:
    """Whole multipliers that prove a bound on a sum of costs, or that no plan is left.

    Attributes
    ----------
    weights : dict of int to int, or None
        The levels before that are in the sum with the level, and what a unit of each counts; None
        where it is about no level.
    scale : int
        What the multipliers are multiples of 1 over.
    covers : dict of int to int
        The multipliers of movers, by their rows in `Model.covers`, times the scale.
    prices : list of (Row, int)
        The rows that have a price, times the scale.
    row : Row or None
        What it is about, where it is about a row's sum and no level. About neither, nothing costs
        anything, and the rows alone leave no plan.
    """

    weights: dict[int, int] | None
    scale: int
    covers: dict[int, int]
    prices: list[tuple[Row, int]]
    row: Row | None = None


@dataclass(frozen=True)
class Question:
    """Whether a mover lives in a home, or whether a column is chosen.

    Attributes
    ----------
    subject : int
        The mover's row in `Model.covers`; the column, where `home` is `NO_HOME`.
    home : int
        The position of the home, or `NO_HOME`.
    closed : tuple of (ndarray of int, ndarray of int)
        The columns that *yes* closes, and those that *no* closes.
    """

    subject: int
    home: int
    closed: tuple[Ints, Ints]

    @property
    def chosen(self) -> Ints:
        """The columns that *yes* chooses: the column, where it is about one."""
        return np.array([self.subject] if self.home == NO_HOME else [], dtype=np.int64)


@dataclass
class Node:
    """A case.

    Attributes
    ----------
    proofs : list of Proof
        What is proved of it: each closes columns, or shows that it is done.
    question : Question or None
        What is asked; None where it is done.
    answers : tuple of Node
        The case of *yes* and the case of *no*.
    """

    proofs: list[Proof] = field(default_factory=list)
    question: Question | None = None
    answers: tuple[Node, ...] = ()

    def mapped(self, question: Callable[[Question], Question]) -> Node:
        """Return the tree with each question replaced."""
        copy = Node()
        waiting = [(self, copy)]
        while waiting:
            node, other = waiting.pop()
            other.proofs = node.proofs
            other.question = None if node.question is None else question(node.question)
            other.answers = tuple(Node() for _ in node.answers)
            waiting.extend(zip(node.answers, other.answers, strict=True))
        return copy

    def size(self) -> int:
        """Return how many cases there are."""
        number, waiting = 0, [self]
        while waiting:
            node = waiting.pop()
            number += 1
            waiting.extend(node.answers)
        return number
