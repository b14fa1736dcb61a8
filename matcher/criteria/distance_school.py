"""Distance from the school."""

from __future__ import annotations

from matcher.case import Case
from matcher.case_arrays import Pairs
from matcher.criteria._base import PairCriterion
from matcher.geography import Ints, tenths_many
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.words import Words


class DistanceSchool(PairCriterion):
    """Distance from the school."""

    code = "distance_school"
    meaning = Words(
        "distance from the school",
        "pellter o'r ysgol",
    )
    source = "Social Services and Well-being (Wales) Act 2014 s.81(9): school kept"
    unit = Words("tenths of a km", "degfedau o km")

    def in_home(self, child: Child, home: Home, case: Case) -> int:
        """Return the distance from the school; 0 without one."""
        return case.tenths(child, home, "school") if child.school else 0

    def costs(self, pairs: Pairs) -> Ints:
        """Return the same for many pairs."""
        return tenths_many(pairs.school_km)
