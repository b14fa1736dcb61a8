"""What a criterion is: a whole number that a plan should keep small."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping

from matcher.case import Case
from matcher.case_arrays import Pairs
from matcher.geography import Ints
from matcher.records.child import Child, SiblingGroup
from matcher.records.home import Home
from matcher.registry import Entry
from matcher.words import Words


class Criterion(Entry, ABC):
    """A whole number, at least 0, summed over a plan.

    Attributes
    ----------
    unit : Words
        What it is counted in.
    """

    unit: Words


class ChildCriterion(Criterion):
    """A criterion that is a sum over children."""

    @abstractmethod
    def cost(self, child: Child, home: Home | None, case: Case) -> int:
        """Return what one child in one home (None: no home) adds: the plain judgement."""


class PairCriterion(ChildCriterion):
    """A criterion of a child in a home; a child without a home adds nothing."""

    def cost(self, child: Child, home: Home | None, case: Case) -> int:
        """Return what one child in one home (None: no home) adds."""
        return 0 if home is None else self.in_home(child, home, case)

    @abstractmethod
    def in_home(self, child: Child, home: Home, case: Case) -> int:
        """Return what one child in one home adds."""

    @abstractmethod
    def costs(self, pairs: Pairs) -> Ints:
        """Return `in_home` for many pairs, in a shape that broadcasts to theirs."""


class HomeCriterion(PairCriterion):
    """A criterion that depends on the home alone."""

    @abstractmethod
    def of_home(self, home: Home, case: Case) -> int:
        """Return what any child in the home adds."""

    def in_home(self, child: Child, home: Home, case: Case) -> int:
        """Return what one child in one home adds."""
        del child
        return self.of_home(home, case)

    def costs(self, pairs: Pairs) -> Ints:
        """Return the same for many pairs."""
        return pairs.of_homes(self.code, self.of_home)


class GroupCriterion(Criterion):
    """A criterion that is a sum over sibling groups."""

    @abstractmethod
    def cost(self, group: SiblingGroup, homes: Mapping[str, str | None], case: Case) -> int:
        """Return what one group adds, by each child's home after the plan."""
