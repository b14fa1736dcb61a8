"""At most this many children live in homes of another authority."""

from __future__ import annotations

from fractions import Fraction

from matcher.case import Case
from matcher.limits._base import Limit
from matcher.records.home import Home
from matcher.words import Words


class MaxOutOfCounty(Limit):
    """At most this many children live in homes of another authority."""

    code = "max_out_of_county"
    meaning = Words(
        "More children would live out of the county than the limit.",
        "Byddai mwy o blant yn byw y tu allan i'r sir na'r terfyn.",
    )
    source = "local policy; Social Services and Well-being (Wales) Act 2014 s.81(9)"
    unit = Words("children", "plant")

    def home_weight(self, home: Home, case: Case) -> Fraction:
        """Return 1 for a home of another authority."""
        return Fraction(case.out_of_county(home))
