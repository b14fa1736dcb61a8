"""Homes of neither parents nor kin."""

from __future__ import annotations

from matcher.case import FAMILY_KINDS, Case
from matcher.criteria._base import HomeCriterion
from matcher.records.home import Home
from matcher.words import Words


class NotKin(HomeCriterion):
    """Homes of neither parents nor kin."""

    code = "not_kin"
    meaning = Words(
        "not with parents or kin",
        "ddim gyda rhieni na pherthnasau",
    )
    source = (
        "Social Services and Well-being (Wales) Act 2014 s.81(2)-(7): the preference the Act gives"
    )
    unit = Words("children", "plant")

    def of_home(self, home: Home, case: Case) -> int:
        """Return 1 unless the kind is parents or kinship."""
        del case
        return int(home.kind not in FAMILY_KINDS)
