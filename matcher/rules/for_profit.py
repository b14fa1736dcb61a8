"""No new placements with for-profit providers in Wales from a date set by law."""

from __future__ import annotations

import numpy as np

from matcher import changes
from matcher.case import Case, in_wales
from matcher.case_arrays import Bools, Pairs
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.rules._base import Rule
from matcher.words import Words


class ForProfit(Rule):
    """No new placements with for-profit providers in Wales from a date set by law."""

    code = "for_profit"
    meaning = Words(
        "The provider is run for profit, and the placement would start on or "
        "after the day on which the law ends such placements.",
        "Mae'r darparwr yn gweithredu er elw, a byddai'r lleoliad yn dechrau ar neu ar ôl y "
        "diwrnod y mae'r gyfraith yn dod â lleoliadau o'r fath i ben.",
    )
    source = "Health and Social Care (Wales) Act 2025"
    changed_by = changes.MINISTERS
    standing = False

    def refuses(self, child: Child, home: Home, case: Case) -> bool:
        """Return whether the home is refused to the child."""
        ends = case.policy.for_profit_ends
        in_scope = in_wales(home.authority) and in_wales(case.register.authority.code)
        return home.for_profit and in_scope and ends is not None and case.start(child) >= ends

    def refuses_many(self, pairs: Pairs) -> Bools:
        """Return the same for many pairs."""
        ends = pairs.case.policy.for_profit_ends
        if ends is None:
            return np.zeros(pairs.shape, dtype=np.bool_)
        return pairs.home.for_profit_in_wales & (pairs.child.start >= ends.toordinal())
