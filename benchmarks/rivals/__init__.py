"""Rivals: other ways to house everybody, one module a rival, named after its code."""

from __future__ import annotations

import sys

from benchmarks.registry import entries
from benchmarks.rivals._base import Answer, Rival
from matcher.case import Case
from matcher.check import judge
from matcher.records.plan import Plan

#: Every rival, by code.
RIVALS: dict[str, Rival] = entries(sys.modules[__name__], Rival)  # type: ignore[type-abstract]  # the base of a list


def judged(case: Case, answer: Answer) -> list[str]:
    """Return what the judge finds wrong with a rival's plan and the levels it states.

    Parameters
    ----------
    case : Case
        Register, policy and journeys.
    answer : Answer
        A rival's; nothing is wrong with one that has no plan.
    """
    if answer.homes is None:
        return []
    stated = Plan.model_validate(
        {
            "format": "cartref/plan/1",
            "levels": [{"value": value} for value in answer.levels],
            "assignments": [{"child": c, "home": home} for c, home in answer.homes.items()],
        }
    )
    return [violation.text for violation in judge(case, stated)]


__all__ = ["RIVALS", "Answer", "Rival", "judged"]
