"""Rules on one child in one home: eligibility (contract 3), one module a rule.

A child who already lives in a home may always stay there, whatever these say (unless waiting).
"""

from __future__ import annotations

import sys

import numpy as np

from matcher.case import Case
from matcher.case_arrays import Bools, Pairs
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.registry import entries
from matcher.rules._base import Rule

#: Every rule, by code.
RULES: tuple[Rule, ...] = entries(sys.modules[__name__], Rule)  # type: ignore[type-abstract]  # the base of a list


def refusals(child: Child, home: Home, case: Case) -> tuple[str, ...]:
    """Return the codes of all rules that refuse a home to a child who does not live there."""
    return tuple(rule.code for rule in RULES if rule.refuses(child, home, case))


def eligible(pairs: Pairs) -> Bools:
    """Return which pairs no rule refuses, or in which the child lives already and may stay."""
    refused = np.zeros(pairs.shape, dtype=np.bool_)
    for rule in RULES:
        refused |= rule.refuses_many(pairs)
    return ~refused | pairs.stays


__all__ = ["RULES", "Rule", "eligible", "refusals"]
