"""Which option of a ranking was chosen, and what is asked of a choice past the first."""

from __future__ import annotations

from matcher.errors import Fault
from matcher.ranking import Ranker
from scenarios.decisions._decision import Decision

#: How far down a ranking a choice is looked for.
MOST_OPTIONS = 1000


def position_of(ranker: Ranker, decision: Decision) -> int | None:
    """Return which option of the ranking a decision is about, counted from 1.

    Parameters
    ----------
    ranker : Ranker
        Of the register on which it was decided.
    decision : Decision
        One child, or all waiting and review children of one sibling group.

    Returns
    -------
    int or None
        None if they are no such children, or the home is not among the first
        `MOST_OPTIONS` options for them; staying where one lives is no option.
    """
    case = ranker.case
    children = [case.children[id_] for id_ in decision.children if id_ in case.children]
    if len(children) < len(decision.children) or any(one.status == "settled" for one in children):
        return None
    request = children[0].id
    if len(children) > 1:
        group = case.group_of.get(request)
        if group is None or {one.id for one in ranker.members(group)} != set(decision.children):
            return None
        request = group.id
    for position, option in enumerate(ranker.rank(request, MOST_OPTIONS).options, 1):
        if {one.home for one in option.assignments} == {decision.home}:
            return position
    return None


def faults_of_choice(position: int | None, decision: Decision) -> list[Fault]:
    """Return what is wrong with how a choice was made: past the first option it needs a reason.

    Parameters
    ----------
    position : int or None
        As `position_of` says.
    decision : Decision
        Of other kinds than ``offered`` and ``accepted`` nothing is asked.
    """
    if decision.kind not in ("offered", "accepted") or position == 1 or decision.reason:
        return []
    where = "no option of the ranking" if position is None else f"option {position}"
    fault = f"is missing: for these children the home is {where}"
    return [Fault("reason", fault, "why this home and not the first option")]
