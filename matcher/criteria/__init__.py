"""Criteria: what a plan minimises (contract 4), one module a criterion, named after its code."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

import numpy as np

from matcher.case import Case
from matcher.case_arrays import Pairs
from matcher.criteria._base import (
    ChildCriterion,
    Criterion,
    GroupCriterion,
    HomeCriterion,
    PairCriterion,
)
from matcher.errors import InputError
from matcher.geography import Ints
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.registry import entries

#: Every criterion, by code.
CRITERIA: tuple[Criterion, ...] = entries(sys.modules[__name__], Criterion)
CRITERION: dict[str, Criterion] = {criterion.code: criterion for criterion in CRITERIA}
#: A level stays below this, so that sums stay within 64 bits.
LARGEST_LEVEL = 1 << 60
CHILD_CRITERIA = tuple(c for c in CRITERIA if isinstance(c, ChildCriterion))


def child_costs(child: Child, home: Home | None, case: Case) -> dict[str, int]:
    """Return every per-child criterion of a child in a home (None: no home), by code."""
    return {criterion.code: criterion.cost(child, home, case) for criterion in CHILD_CRITERIA}


def costs_in_homes(pairs: Pairs) -> dict[str, Ints]:
    """Return `child_costs` of many children with a home: for each code, of the pairs' shape."""
    nothing = np.zeros(pairs.shape, dtype=np.int64)
    return {
        criterion.code: criterion.costs(pairs) if isinstance(criterion, PairCriterion) else nothing
        for criterion in CHILD_CRITERIA
    }


def level_costs(pairs: Pairs) -> Ints:
    """Return what each pair adds to each level of the policy, shape (levels, *pairs).

    Raises
    ------
    InputError
        If a level weighs so much that its sums would not be exact.
    """
    levels = pairs.case.policy.levels
    costs = np.zeros((len(levels), *pairs.shape), dtype=np.int64)
    known: dict[str, Ints] = {}
    for row, level in enumerate(levels):
        most = 0
        for code, weight in level.items():
            criterion = CRITERION[code]
            if weight and isinstance(criterion, PairCriterion):
                if code not in known:
                    known[code] = criterion.costs(pairs)
                most += weight * int(known[code].max(initial=0))
                _refuse_inexact(row, most * len(pairs.arrays.children))
                costs[row] += weight * known[code]
    return costs


def _refuse_inexact(level: int, most: int) -> None:
    if most >= LARGEST_LEVEL:
        raise InputError.single(
            f"policy: levels[{level}]",
            "weighs so much that its sums would not be exact",
            "smaller weights, in the same proportions",
        )


def level_weights(case: Case, code: str) -> tuple[int, ...]:
    """Return the weight of one criterion in each level of the policy."""
    return tuple(level.get(code, 0) for level in case.policy.levels)


def plan_levels(homes: Mapping[str, str | None], case: Case) -> tuple[int, ...]:
    """Return the value of each level for a plan, recomputed with plain code.

    Parameters
    ----------
    homes : mapping of str to str or None
        Each child's home after the plan.
    case : Case
        Register, policy and journeys.
    """
    used = {code for level in case.policy.levels for code, weight in level.items() if weight}
    totals = dict.fromkeys(used, 0)
    for code in used:
        criterion = CRITERION[code]
        if isinstance(criterion, GroupCriterion):
            groups = case.register.sibling_groups
            totals[code] = sum(criterion.cost(group, homes, case) for group in groups)
    for child in case.register.children:
        if child.status == "settled":
            continue
        id_ = homes[child.id]
        home = None if id_ is None else case.homes[id_]
        for code in used:
            criterion = CRITERION[code]
            if isinstance(criterion, ChildCriterion):
                totals[code] += criterion.cost(child, home, case)
    return tuple(
        sum(weight * totals[code] for code, weight in level.items() if weight)
        for level in case.policy.levels
    )


def own_levels(
    case: Case, members: Sequence[Child], homes: Mapping[str, str | None]
) -> tuple[int, ...]:
    """Return the levels of a plan over some children of one group, and that group, alone.

    Parameters
    ----------
    case : Case
        Register, policy and journeys.
    members : sequence of Child
        One child, or children of one sibling group.
    homes : mapping of str to (str or None)
        Each child's home after the plan.
    """
    group = case.group_of.get(members[0].id)
    totals = []
    for level in case.policy.levels:
        total = 0
        for code, weight in level.items():
            criterion = CRITERION[code]
            if isinstance(criterion, ChildCriterion):
                for child in members:
                    id_ = homes[child.id]
                    home = None if id_ is None else case.homes[id_]
                    total += weight * criterion.cost(child, home, case)
            elif isinstance(criterion, GroupCriterion) and group is not None:
                total += weight * criterion.cost(group, homes, case)
        totals.append(total)
    return tuple(totals)


__all__ = [
    "CHILD_CRITERIA",
    "CRITERIA",
    "CRITERION",
    "ChildCriterion",
    "Criterion",
    "GroupCriterion",
    "HomeCriterion",
    "PairCriterion",
    "child_costs",
    "costs_in_homes",
    "level_costs",
    "level_weights",
    "own_levels",
    "plan_levels",
]
