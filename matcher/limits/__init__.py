"""Limits on the whole plan, all optional (contract 3), one module a limit."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from fractions import Fraction

from matcher.case import Case
from matcher.limits._base import Limit
from matcher.registry import entries
from matcher.words import Words

#: Every limit, by code.
LIMITS: tuple[Limit, ...] = entries(sys.modules[__name__], Limit)  # type: ignore[type-abstract]  # the base of a list

#: Who can change any of them.
CHANGED_BY = Words("the council's policy", "polisi'r cyngor")


def limits_set(case: Case) -> tuple[Limit, ...]:
    """Return the limits that the case's policy sets."""
    return tuple(limit for limit in LIMITS if getattr(case.policy.limits, limit.code) is not None)


def total(limit: Limit, homes: Mapping[str, str | None], case: Case) -> Fraction:
    """Return the sum that a limit bounds, for each child's home after a plan."""
    weights = (
        limit.weight(child, case.homes[home], case)
        for child in case.register.children
        if (home := homes[child.id]) is not None
    )
    return sum(weights, Fraction(0))


__all__ = ["CHANGED_BY", "LIMITS", "Limit", "limits_set", "total"]
