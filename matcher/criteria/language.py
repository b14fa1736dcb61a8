"""Homes where nobody speaks the child's first language."""

from __future__ import annotations

import numpy as np

from matcher.case import Case
from matcher.case_arrays import Bools, Pairs
from matcher.criteria._base import PairCriterion
from matcher.geography import Ints
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.words import Words


class Language(PairCriterion):
    """Homes where nobody speaks the child's first language."""

    code = "language"
    meaning = Words(
        "first language not spoken in the home",
        "iaith gyntaf heb ei siarad yn y cartref",
    )
    source = "Social Services and Well-being (Wales) Act 2014 s.6, s.78; More than just words"
    unit = Words("children", "plant")

    def in_home(self, child: Child, home: Home, case: Case) -> int:
        """Return 1 if the child's first language is not spoken in the home."""
        del case
        return int(child.languages[0] not in home.languages)

    def costs(self, pairs: Pairs) -> Ints:
        """Return the same for many pairs."""
        spoken: Bools = np.any(pairs.child.first_language & pairs.home.languages, axis=-1)
        return (~spoken).astype(np.int64)
