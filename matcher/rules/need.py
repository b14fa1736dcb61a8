"""A required need is not provided for."""

from __future__ import annotations

import numpy as np

from matcher import changes
from matcher.case import Case
from matcher.case_arrays import Bools, Pairs
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.rules._base import Rule
from matcher.words import Words


class Need(Rule):
    """A required need is not provided for."""

    code = "need"
    meaning = Words(
        "The home does not provide for a need that the child must have met.",
        "Nid yw'r cartref yn darparu ar gyfer angen y mae'n rhaid ei ddiwallu i'r plentyn.",
    )
    source = "Social Services and Well-being (Wales) Act 2014 s.81(8)-(9)"
    changed_by = changes.TRAINING

    def refuses(self, child: Child, home: Home, case: Case) -> bool:
        """Return whether the home is refused to the child."""
        del case
        return not child.required_needs <= set(home.provides)

    def refuses_many(self, pairs: Pairs) -> Bools:
        """Return the same for many pairs."""
        lacking: Bools = np.any(pairs.child.required & ~pairs.home.provides, axis=-1)
        return lacking
