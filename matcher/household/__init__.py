"""Rules on the children who live in one home together (contract 3), one module a rule.

They are judged on all of the register's children in a home, settled ones too, and not at all in a
home where everybody lives already.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from matcher.case import Case
from matcher.household._base import UNLIMITED, Arrivals, HouseholdRule, LoadRule, PairRule
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.registry import entries

#: Every household rule, by code.
HOUSEHOLD_RULES: tuple[HouseholdRule, ...] = entries(sys.modules[__name__], HouseholdRule)  # type: ignore[type-abstract]  # the base of a list
#: Those that are sums, and those that are on two children.
LOAD_RULES = tuple(rule for rule in HOUSEHOLD_RULES if isinstance(rule, LoadRule))
PAIR_RULES = tuple(rule for rule in HOUSEHOLD_RULES if isinstance(rule, PairRule))


def household_refusals(home: Home, children: Sequence[Child], case: Case) -> tuple[str, ...]:
    """Return the codes of the household rules that some children break in a home together."""
    return tuple(rule.code for rule in HOUSEHOLD_RULES if rule.breaking(home, children, case))


__all__ = [
    "HOUSEHOLD_RULES",
    "LOAD_RULES",
    "PAIR_RULES",
    "UNLIMITED",
    "Arrivals",
    "HouseholdRule",
    "LoadRule",
    "PairRule",
    "household_refusals",
]
