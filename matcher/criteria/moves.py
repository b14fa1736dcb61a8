"""Moves of children under review, weighing more for who moved before."""

from __future__ import annotations

import numpy as np

from matcher.case import Case
from matcher.case_arrays import STATUSES, Pairs
from matcher.criteria._base import PairCriterion
from matcher.geography import Ints
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.words import Words


class Moves(PairCriterion):
    """Moves of children under review, weighing more for who moved before."""

    code = "moves"
    meaning = Words(
        "moved from the present home (1, and 1 more for each move in the last 12 months)",
        "wedi symud o'r cartref presennol (1, ac 1 arall am bob symudiad yn y 12 mis diwethaf)",
    )
    source = (
        "local policy: move nobody needlessly; three placements in "
        "twelve months is a national measure"
    )
    unit = Words("moves", "symudiadau")

    def in_home(self, child: Child, home: Home, case: Case) -> int:
        """Return 1 and the moves of 12 months for a review child in another home than now."""
        moved = child.status == "review" and not case.stays(child, home)
        return 1 + child.moves_12m if moved else 0

    def costs(self, pairs: Pairs) -> Ints:
        """Return the same for many pairs."""
        moved = (pairs.child.status == STATUSES.index("review")) & ~pairs.stays
        return np.where(moved, 1 + pairs.child.moves_12m, 0)
