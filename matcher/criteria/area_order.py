"""The order in which areas outside the county are preferred."""

from __future__ import annotations

from matcher.case import Case, in_wales
from matcher.criteria._base import HomeCriterion
from matcher.records.home import Home
from matcher.words import Words


class AreaOrder(HomeCriterion):
    """The order in which areas outside the county are preferred."""

    code = "area_order"
    meaning = Words(
        "area: Welsh neighbour 1, other neighbour 2, elsewhere in Wales 3, in England 4, beyond 5",
        "ardal: cymydog yng Nghymru 1, cymydog arall 2, mannau eraill "
        "yng Nghymru 3, yn Lloegr 4, y tu hwnt 5",
    )
    source = "Care Planning, Placement and Case Review (Wales) Regulations 2015, reg. 12"
    unit = Words("steps", "camau")

    def of_home(self, home: Home, case: Case) -> int:
        """Return 0 in the county, 1 to 5 outside by the order of preference."""
        authority = case.register.authority
        if home.authority == authority.code:
            return 0
        if home.authority in authority.neighbours:
            return 1 if in_wales(home.authority) else 2
        if in_wales(home.authority):
            return 3
        return 4 if home.authority.startswith("E") else 5
