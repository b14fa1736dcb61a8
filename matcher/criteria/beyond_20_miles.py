"""Homes beyond 20 miles of the family home."""

from __future__ import annotations

import numpy as np

from matcher.case import Case
from matcher.case_arrays import Pairs
from matcher.criteria._base import PairCriterion
from matcher.geography import Ints
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.words import Words

#: 20 miles in tenths of a km.
TWENTY_MILES_TENTHS = 322


class Beyond20Miles(PairCriterion):
    """Homes beyond 20 miles of the family home."""

    code = "beyond_20_miles"
    meaning = Words(
        "more than 20 miles from the family home",
        "mwy nag 20 milltir o gartref y teulu",
    )
    source = "national measure of distance from home"
    unit = Words("children", "plant")

    def in_home(self, child: Child, home: Home, case: Case) -> int:
        """Return 1 if the distance from the family home is greater than 20 miles."""
        return int(case.tenths(child, home, "home") > TWENTY_MILES_TENTHS)

    def costs(self, pairs: Pairs) -> Ints:
        """Return the same for many pairs."""
        return (pairs.home_tenths > TWENTY_MILES_TENTHS).astype(np.int64)
