"""The home is farther from the family home than the policy's max_km."""

from __future__ import annotations

import numpy as np

from matcher import changes
from matcher.case import Case
from matcher.case_arrays import Bools, Pairs
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.rules._base import Rule
from matcher.words import Words


class TooFar(Rule):
    """The home is farther from the family home than the policy's max_km."""

    code = "too_far"
    meaning = Words(
        "The home is farther from the family home than the policy allows.",
        "Mae'r cartref ymhellach o gartref y teulu nag y mae'r polisi'n ei ganiatáu.",
    )
    source = (
        "the policy: max_km; near home, Social Services and Well-being (Wales) Act 2014 s.81(9)"
    )
    changed_by = changes.PANEL
    standing = False

    def refuses(self, child: Child, home: Home, case: Case) -> bool:
        """Return whether the home is refused to the child."""
        max_km = case.policy.max_km
        return max_km is not None and case.km(child, home, "home") > max_km

    def refuses_many(self, pairs: Pairs) -> Bools:
        """Return the same for many pairs."""
        max_km = pairs.case.policy.max_km
        if max_km is None:
            return np.zeros(pairs.shape, dtype=np.bool_)
        return pairs.home_km > max_km
