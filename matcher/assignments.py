"""Assignments: each child's home in a plan or an option, with criteria and approvals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from matcher.approvals import approvals_for
from matcher.case import Case
from matcher.criteria import child_costs
from matcher.living import Living, change_of
from matcher.records.plan import Assignment


def assignments_of(
    case: Case,
    homes: Mapping[str, str | None],
    children: Iterable[str] | None = None,
    living: Living | None = None,
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
    """
    living = Living(case, homes) if living is None else living
    found = []
    for id_ in homes if children is None else children:
        child, home_id = case.children[id_], homes[id_]
        home = None if home_id is None else case.homes[home_id]
        found.append(
            Assignment(
                child=id_,
                home=home_id,
                change=change_of(child, home_id),
                criteria=child_costs(child, home, case),
                approvals=approvals_for(child, home, living, case),
            )
        )
    return tuple(found)
