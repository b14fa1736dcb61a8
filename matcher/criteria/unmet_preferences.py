"""Preferred needs that the home does not provide for."""

from __future__ import annotations

import numpy as np

from matcher.case import Case
from matcher.case_arrays import Pairs
from matcher.criteria._base import PairCriterion
from matcher.geography import Ints
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.words import Words


class UnmetPreferences(PairCriterion):
    """Preferred needs that the home does not provide for."""

    code = "unmet_preferences"
    meaning = Words(
        "preferences the home does not meet",
        "dewisiadau nad yw'r cartref yn eu diwallu",
    )
    source = "Social Services and Well-being (Wales) Act 2014 s.81(8)-(9)"
    unit = Words("needs", "anghenion")

    def in_home(self, child: Child, home: Home, case: Case) -> int:
        """Return how many needs that are not required the home does not provide."""
        del case
        return len(child.preferred_needs - set(home.provides))

    def costs(self, pairs: Pairs) -> Ints:
        """Return the same for many pairs."""
        unmet = pairs.child.preferred & ~pairs.home.provides
        n_needs: Ints = np.bitwise_count(unmet).sum(axis=-1, dtype=np.int64)
        return n_needs
