"""Limits on the whole plan, all optional (contract 3), one module a limit."""

from __future__ import annotations

import sys

from matcher.case import Case
from matcher.limits._base import Limit
from matcher.registry import entries

#: Every limit, by code.
LIMITS: tuple[Limit, ...] = entries(sys.modules[__name__], Limit)  # type: ignore[type-abstract]  # the base of a list


def limits_set(case: Case) -> tuple[Limit, ...]:
    """Return the limits that the case's policy sets."""
    return tuple(limit for limit in LIMITS if getattr(case.policy.limits, limit.code) is not None)


__all__ = ["LIMITS", "Limit", "limits_set"]
