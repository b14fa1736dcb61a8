"""What the placements cost."""

from __future__ import annotations

from matcher.case import Case
from matcher.criteria._base import HomeCriterion
from matcher.records.home import Home
from matcher.words import Words


class WeeklyCost(HomeCriterion):
    """What the placements cost."""

    code = "weekly_cost"
    meaning = Words(
        "cost of the placement",
        "cost y lleoliad",
    )
    source = "sufficiency duty, best value"
    unit = Words("pounds a week", "punnoedd yr wythnos")

    def of_home(self, home: Home, case: Case) -> int:
        """Return the weekly cost in whole pounds, ties to even."""
        del case
        return round(home.weekly_cost)
