"""Children who must be kept apart never live in one home."""

from __future__ import annotations

from matcher.case import Case
from matcher.case_arrays import Bools, CaseArrays, ChildArrays
from matcher.household._base import PairRule
from matcher.records.child import Child
from matcher.words import Words


class Apart(PairRule):
    """Children who must be kept apart never live in one home."""

    code = "apart"
    meaning = Words(
        "A child lives there from whom this child must be kept apart.",
        "Mae plentyn yn byw yno y mae'n rhaid cadw'r plentyn hwn ar wahân iddo.",
    )
    source = (
        "risk assessment under Care Planning, Placement and Case Review (Wales) Regulations 2015"
    )

    def excludes(self, child: Child, other: Child, case: Case) -> bool:
        """Return whether the first child lists the second."""
        del case
        return other.id in child.apart_from

    def excludes_many(self, arrays: CaseArrays, child: ChildArrays, other: ChildArrays) -> Bools:
        """Return the same for many pairs."""
        return arrays.listed_apart(child.idx, other.idx)
