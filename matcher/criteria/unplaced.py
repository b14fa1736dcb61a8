"""Waiting children without a home."""

from __future__ import annotations

from matcher.case import Case
from matcher.criteria._base import ChildCriterion
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.words import Words


class Unplaced(ChildCriterion):
    """Waiting children without a home."""

    code = "unplaced"
    meaning = Words(
        "waiting without a home",
        "yn aros heb gartref",
    )
    source = "Social Services and Well-being (Wales) Act 2014 s.81"
    unit = Words("children", "plant")

    def cost(self, child: Child, home: Home | None, case: Case) -> int:
        """Return 1 for a waiting child with no home."""
        del case
        return int(child.status == "waiting" and home is None)
