"""Supported lodgings take nobody under 16."""

from __future__ import annotations

from matcher.case import Case
from matcher.case_arrays import Bools, Pairs
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.rules._base import Rule
from matcher.words import Words

MINIMUM_AGE_YEARS = 16


class Under16(Rule):
    """Supported lodgings take nobody under 16."""

    code = "under_16"
    meaning = Words(
        "Supported lodgings are for young people of 16 and over.",
        "Mae llety â chymorth ar gyfer pobl ifanc 16 oed a throsodd.",
    )
    source = "practice: supported accommodation, 16 and over"

    def refuses(self, child: Child, home: Home, case: Case) -> bool:
        """Return whether the home is refused to the child."""
        return home.kind == "supported_lodgings" and case.age(child) < MINIMUM_AGE_YEARS

    def refuses_many(self, pairs: Pairs) -> Bools:
        """Return the same for many pairs."""
        return pairs.home.supported_lodgings & (pairs.child.age < MINIMUM_AGE_YEARS)
