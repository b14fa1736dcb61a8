"""Changes of school, worse in an exam year."""

from __future__ import annotations

import numpy as np

from matcher.case import Case
from matcher.case_arrays import Pairs
from matcher.criteria._base import PairCriterion
from matcher.geography import Ints
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.words import Words


class SchoolChange(PairCriterion):
    """Changes of school, worse in an exam year."""

    code = "school_change"
    meaning = Words(
        "change of school (2 in an exam year)",
        "newid ysgol (2 mewn blwyddyn arholiad)",
    )
    source = (
        "Social Services and Well-being (Wales) Act 2014 s.81(9); Care Planning, "
        "Placement and Case Review (Wales) Regulations 2015, reg. 11"
    )
    unit = Words("changes", "newidiadau")

    def in_home(self, child: Child, home: Home, case: Case) -> int:
        """Return 1 for a newcomer beyond `school_reach_km` of the school, 2 in an exam year."""
        reach = case.policy.school_reach_km
        if case.stays(child, home) or child.school is None or reach is None:
            return 0
        if case.km(child, home, "school") <= reach:
            return 0
        return 2 if child.exam_year else 1

    def costs(self, pairs: Pairs) -> Ints:
        """Return the same for many pairs."""
        reach = pairs.case.policy.school_reach_km
        if reach is None:
            return np.zeros(pairs.shape, dtype=np.int64)
        # Without a school the distance is NaN, which is not greater than anything.
        changes = (pairs.school_km > reach) & ~pairs.stays
        return np.where(changes, np.where(pairs.child.exam_year, 2, 1), 0)
