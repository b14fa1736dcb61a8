"""Provision that the child does not need, and another child may."""

from __future__ import annotations

import numpy as np

from matcher.case import Case
from matcher.case_arrays import Pairs
from matcher.criteria._base import PairCriterion
from matcher.geography import Ints
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.words import Words


class UnneededProvision(PairCriterion):
    """Provision that the child does not need, and another child may."""

    code = "unneeded_provision"
    meaning = Words(
        "provision of the home that the child does not need",
        "darpariaeth y cartref nad oes ei hangen ar y plentyn",
    )
    source = "practice: keep scarce skills for those who need them"
    unit = Words("skills and features", "sgiliau a nodweddion")

    def in_home(self, child: Child, home: Home, case: Case) -> int:
        """Return how many codes the home provides that are not among the child's needs."""
        del case
        return len(set(home.provides) - {need.code for need in child.needs})

    def costs(self, pairs: Pairs) -> Ints:
        """Return the same for many pairs."""
        unneeded = pairs.home.provides & ~(pairs.child.required | pairs.child.preferred)
        n_codes: Ints = np.bitwise_count(unneeded).sum(axis=-1, dtype=np.int64)
        return n_codes
