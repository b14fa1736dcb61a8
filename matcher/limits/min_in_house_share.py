"""The share of in-house homes among these and agency carers is at least this."""

from __future__ import annotations

from fractions import Fraction

from matcher.case import IN_HOUSE_KINDS, Case
from matcher.limits._base import Limit
from matcher.records.home import Home
from matcher.words import Words


class MinInHouseShare(Limit):
    """The share of in-house homes among these and agency carers is at least this."""

    code = "min_in_house_share"
    meaning = Words(
        "The share of children with parents, kin or in-house carers, among "
        "those and agency carers, is below the limit.",
        "Mae cyfran y plant gyda rhieni, perthnasau neu ofalwyr mewnol, o'u "
        "plith hwy a gofalwyr asiantaeth, islaw'r terfyn.",
    )
    source = "local policy: the target of 70 %"
    unit = Words("share", "cyfran")

    def most(self, case: Case) -> Fraction:
        """Return 0: in-house >= share x (in-house + agency), all on one side."""
        del case
        return Fraction(0)

    def home_weight(self, home: Home, case: Case) -> Fraction:
        """Return the share for an agency home, the share less 1 for an in-house one, else 0."""
        if home.kind in IN_HOUSE_KINDS:
            return self.given(case) - 1
        return self.given(case) if home.kind == "agency_foster" else Fraction(0)
