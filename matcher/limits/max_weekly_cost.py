"""What all placements together cost a week is at most this."""

from __future__ import annotations

from fractions import Fraction

from matcher.case import Case
from matcher.exact import exact
from matcher.limits._base import Limit
from matcher.records.home import Home
from matcher.words import Words


class MaxWeeklyCost(Limit):
    """What all placements together cost a week is at most this."""

    code = "max_weekly_cost"
    meaning = Words(
        "All placements together cost more a week than the limit.",
        "Mae'r holl leoliadau gyda'i gilydd yn costio mwy yr wythnos na'r terfyn.",
    )
    source = "the policy: budget"
    unit = Words("pounds a week", "punnoedd yr wythnos")

    def home_weight(self, home: Home, case: Case) -> Fraction:
        """Return the home's weekly cost."""
        del case
        return exact(home.weekly_cost)
