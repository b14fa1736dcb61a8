"""What a limit on the whole plan is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from fractions import Fraction

from matcher.case import Case
from matcher.exact import exact
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.registry import Entry
from matcher.words import Words


class Limit(Entry, ABC):
    """A limit on a sum over all children who have a home after the plan, settled ones too.

    Every limit says: the sum of `weight` is at most `most`, in exact fractions.

    Attributes
    ----------
    unit : Words
        What the limit is counted in.
    """

    unit: Words

    def given(self, case: Case) -> Fraction:
        """Return the limit that the policy sets, as an exact decimal; it must be set."""
        return exact(getattr(case.policy.limits, self.code))

    def most(self, case: Case) -> Fraction:
        """Return what the sum of weights may be at most."""
        return self.given(case)

    @abstractmethod
    def home_weight(self, home: Home, case: Case) -> Fraction:
        """Return what a child in a home adds, whoever it is."""

    def move_weight(self) -> Fraction:
        """Return what a review child adds who is moved."""
        return Fraction(0)

    def weight(self, child: Child, home: Home, case: Case) -> Fraction:
        """Return what a child in a home adds to the sum."""
        moved = child.status == "review" and not case.stays(child, home)
        return self.home_weight(home, case) + (self.move_weight() if moved else 0)
