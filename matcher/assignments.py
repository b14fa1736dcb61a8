"""Assignments: each child's home in a plan or an option, with criteria and approvals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from matcher.approvals import approvals_for
from matcher.case import Case
from matcher.case_arrays import CaseArrays
from matcher.criteria import child_costs, costs_in_homes
from matcher.living import Living, change_of
from matcher.records.plan import Assignment


def assignments_of(
    case: Case,
    homes: Mapping[str, str | None],
    children: Iterable[str] | None = None,
    living: Living | None = None,
    arrays: CaseArrays | None = None,
) -> tuple[Assignment, ...]:
    """Return the assignments of some children, by default all, in the order given.

    Parameters
    ----------
    case : Case
        Register, policy and journeys.
    homes : mapping of str to (str or None)
        Every child's home after the plan.
    children : iterable of str, optional
        Ids of the children.
    living : Living, optional
        Who lives where after the plan, if that is known.
    arrays : CaseArrays, optional
        The case as arrays: what everybody's home adds to the criteria is found at once.
    """
    living = Living(case, homes) if living is None else living
    known = {} if arrays is None else _costs(arrays, homes)
    found = []
    for id_ in homes if children is None else children:
        child, home_id = case.children[id_], homes[id_]
        home = None if home_id is None else case.homes[home_id]
        costs = known.get(id_)
        found.append(
            Assignment(
                child=id_,
                home=home_id,
                change=change_of(child, home_id),
                criteria=child_costs(child, home, case) if costs is None else costs,
                approvals=approvals_for(child, home, living, case),
            )
        )
    return tuple(found)


def _costs(arrays: CaseArrays, homes: Mapping[str, str | None]) -> dict[str, dict[str, int]]:
    """Return every per-child criterion of each child who has a home, by child and code."""
    housed = {id_: home for id_, home in homes.items() if home is not None}
    pairs = arrays.pairs(
        np.array([arrays.child_idx[id_] for id_ in housed], dtype=np.int64),
        np.array([arrays.home_idx[home] for home in housed.values()], dtype=np.int64),
    )
    costs = costs_in_homes(pairs)
    of_each = zip(*(values.tolist() for values in costs.values()), strict=True)
    criteria = (dict(zip(costs, values, strict=True)) for values in of_each)
    return dict(zip(housed, criteria, strict=True))
