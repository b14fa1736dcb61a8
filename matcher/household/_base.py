"""What a rule on the children who live in one home together is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matcher.case import Case
from matcher.case_arrays import Bools, CaseArrays, ChildArrays, HomeArrays
from matcher.geography import Ints
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.registry import Entry
from matcher.words import Words

#: Room where a rule does not limit a home.
UNLIMITED = 1 << 40


@dataclass(frozen=True)
class Arrivals:
    """Parties beside the children who can't leave a home: what load rules look at.

    A party is the part of one sibling group that would live in one home together; those who
    can't leave are the settled children (in a ranking, everybody else who lives there).

    Attributes
    ----------
    arrays : CaseArrays
        The case.
    home : HomeArrays
        The home of each arrival, shape (n,).
    size : ndarray of int
        Children in each party.
    grouped : ndarray of bool
        Whether the party is of a sibling group, and not a lone child.
    n_there : ndarray of int
        Children who can't leave, in each home.
    n_siblings_there : ndarray of int
        Those of them who are siblings of the party.
    rooms : ndarray of int
        Bedrooms that the party and those siblings need, less those that the siblings need alone.
    rooms_there : ndarray of int
        Bedrooms that the children who can't leave need.
    """

    arrays: CaseArrays
    home: HomeArrays
    size: Ints
    grouped: Bools
    n_there: Ints
    n_siblings_there: Ints
    rooms: Ints
    rooms_there: Ints

    @cached_property
    def n_before(self) -> Ints:
        """Children who take places before the party comes: who can't leave, and others'."""
        return self.n_there + self.home.n_others


class HouseholdRule(Entry, ABC):
    """A reason why some children must not live in one home together.

    Taking a child out never breaks one: the solver relies on it. None applies to a home that has
    no newcomer.

    Attributes
    ----------
    changed_by : Words or None
        Who can change it; None: nobody.
    """

    changed_by: Words | None = None

    @abstractmethod
    def breaking(self, home: Home, children: Sequence[Child], case: Case) -> tuple[Child, ...]:
        """Return the children who break it by living in the home together; empty if it holds.

        Parameters
        ----------
        home : Home
            The home.
        children : sequence of Child
            All of the register's children who live there after the plan, in register order.
        case : Case
            Register and policy.
        """


class LoadRule(HouseholdRule):
    """A household rule that is a sum: each party brings a load, and the home has room for so much.

    The loads of the parties in one home, at most one of each sibling group, add up to at most the
    room beside the children who can't leave, exactly where `breaking` finds nothing.
    """

    @abstractmethod
    def load(self, arrivals: Arrivals) -> Ints:
        """Return the load of each arrival, shape (n,)."""

    @abstractmethod
    def room(self, arrivals: Arrivals) -> Ints:
        """Return the room in each arrival's home, shape (n,); `UNLIMITED` where not limited."""


class PairRule(HouseholdRule):
    """A household rule on two children: they must not live in one home, whichever home it is."""

    @abstractmethod
    def excludes(self, child: Child, other: Child, case: Case) -> bool:
        """Return whether the first child excludes the second."""

    @abstractmethod
    def excludes_many(self, arrays: CaseArrays, child: ChildArrays, other: ChildArrays) -> Bools:
        """Return `excludes` for many pairs of children, of shapes that broadcast."""

    def excludes_everyone(self, child: ChildArrays) -> Bools:
        """Return which children it lets live with no other child but siblings; nobody if unsure.

        Parameters
        ----------
        child : ChildArrays
            All children.
        """
        return np.zeros(len(child.idx), dtype=np.bool_)

    def breaking(self, home: Home, children: Sequence[Child], case: Case) -> tuple[Child, ...]:
        """Return the children of all pairs that exclude each other."""
        del home
        return tuple(
            child
            for child in children
            if any(
                self.excludes(child, other, case) or self.excludes(other, child, case)
                for other in children
                if other is not child
            )
        )
