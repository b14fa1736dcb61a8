"""Distance from the family home."""

from __future__ import annotations

from matcher.case import Case
from matcher.case_arrays import Pairs
from matcher.criteria._base import PairCriterion
from matcher.geography import Ints
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.words import Words


class DistanceHome(PairCriterion):
    """Distance from the family home."""

    code = "distance_home"
    meaning = Words(
        "distance from the family home",
        "pellter o gartref y teulu",
    )
    source = "Social Services and Well-being (Wales) Act 2014 s.81(9): near home"
    unit = Words("tenths of a km", "degfedau o km")

    def in_home(self, child: Child, home: Home, case: Case) -> int:
        """Return the distance from the family home."""
        return case.tenths(child, home, "home")

    def costs(self, pairs: Pairs) -> Ints:
        """Return the same for many pairs."""
        return pairs.home_tenths
