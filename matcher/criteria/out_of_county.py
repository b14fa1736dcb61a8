"""Homes in another authority."""

from __future__ import annotations

from matcher.case import Case
from matcher.criteria._base import HomeCriterion
from matcher.records.home import Home
from matcher.words import Words


class OutOfCounty(HomeCriterion):
    """Homes in another authority."""

    code = "out_of_county"
    meaning = Words(
        "out of the county",
        "y tu allan i'r sir",
    )
    source = "Social Services and Well-being (Wales) Act 2014 s.81(8)-(9)"
    unit = Words("children", "plant")

    def of_home(self, home: Home, case: Case) -> int:
        """Return 1 if the home's authority is not the register's."""
        return int(case.out_of_county(home))
