"""At most this many review children are moved."""

from __future__ import annotations

from fractions import Fraction

from matcher.case import Case
from matcher.limits._base import Limit
from matcher.records.home import Home
from matcher.words import Words


class MaxMoves(Limit):
    """At most this many review children are moved."""

    code = "max_moves"
    meaning = Words(
        "More children would be moved than the limit.",
        "Byddai mwy o blant yn cael eu symud na'r terfyn.",
    )
    source = "local policy: move nobody needlessly"
    unit = Words("children", "plant")

    def home_weight(self, home: Home, case: Case) -> Fraction:
        """Return 0: only moves count."""
        del home, case
        return Fraction(0)

    def move_weight(self) -> Fraction:
        """Return 1."""
        return Fraction(1)
