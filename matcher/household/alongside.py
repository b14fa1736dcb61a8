"""Some children are cared for alone, or only with older or younger ones, siblings excepted."""

from __future__ import annotations

from matcher.case import Case
from matcher.case_arrays import ALONGSIDE, Bools, CaseArrays, ChildArrays
from matcher.household._base import PairRule
from matcher.records.child import Child
from matcher.words import Words


class Alongside(PairRule):
    """Some children are cared for alone, or only with older or younger ones, siblings excepted."""

    code = "alongside"
    meaning = Words(
        "A child lives there whom this child can not live with, "
        "or who can not live with this child.",
        "Mae plentyn yn byw yno na all y plentyn hwn fyw gydag ef, "
        "neu na all fyw gyda'r plentyn hwn.",
    )
    source = "matching and impact assessment, national minimum standards"

    def excludes(self, child: Child, other: Child, case: Case) -> bool:
        """Return whether the first child's `alongside` excludes the second, no sibling of it."""
        if case.siblings(child, other):
            return False
        if child.alongside == "alone":
            return True
        if child.alongside == "older_only":
            return other.date_of_birth > child.date_of_birth
        if child.alongside == "younger_only":
            return other.date_of_birth < child.date_of_birth
        return False

    def excludes_many(self, arrays: CaseArrays, child: ChildArrays, other: ChildArrays) -> Bools:
        """Return the same for many pairs."""
        del arrays
        kind = child.alongside
        excluded: Bools = kind == ALONGSIDE.index("alone")
        excluded = excluded | (kind == ALONGSIDE.index("older_only")) & (other.born > child.born)
        excluded = excluded | (kind == ALONGSIDE.index("younger_only")) & (other.born < child.born)
        excluded &= (child.group != other.group) | (child.group < 0)
        return excluded

    def excludes_everyone(self, child: ChildArrays) -> Bools:
        """Return the children who are cared for alone."""
        alone: Bools = child.alongside == ALONGSIDE.index("alone")
        return alone
