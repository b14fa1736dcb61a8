"""What a rule on one child in one home is."""

from __future__ import annotations

from abc import ABC, abstractmethod

from matcher.case import Case
from matcher.case_arrays import Bools, Pairs
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.registry import Entry
from matcher.words import Words


class Rule(Entry, ABC):
    """A reason why one home is refused to one child, whoever else lives there.

    Attributes
    ----------
    changed_by : Words or None
        Who can change it; None: nobody.
    standing : bool
        Whether a child who lives in the home today breaks it as well; rules about taking a child
        in, such as a home closed to referrals, say nothing of the children who live there.
    """

    changed_by: Words | None = None
    standing: bool = True

    @abstractmethod
    def refuses(self, child: Child, home: Home, case: Case) -> bool:
        """Return whether the home is refused to the child: the plain judgement of one case."""

    @abstractmethod
    def refuses_many(self, pairs: Pairs) -> Bools:
        """Return `refuses` for many pairs, in a shape that broadcasts to theirs."""
