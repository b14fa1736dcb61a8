"""What stands in the way of a home beside the rules on child and home.

With everybody else as today the child could live there, but for who lives there and can't leave,
for the child's own siblings, or for limits on the whole plan. Of these a smallest set is named:
taking just that away makes the home possible, and with any part of it left, it is not. Where rules
on child and home refuse it too, that is so once they are out of the way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matcher import limits as limit_rules
from matcher import staying, together
from matcher.case import Case
from matcher.engine import Engine
from matcher.locks import PairConstraints
from matcher.records.child import Child
from matcher.records.explanation import Obstacle
from matcher.records.home import Home
from matcher.records.policy import Policy
from matcher.records.register import Register
from matcher.solve.stop import Stop

#: Whether there is a plan does not depend on what is best: this is quick to say.
_LEVELS = ({"unplaced": 1},)


@dataclass(frozen=True)
class _Cause:
    """Something that may be in the way: a limit, the child's group, a child who lives there.

    Attributes
    ----------
    code : str
        The limit's, `together`, or `occupied`.
    child : str or None
        The id of who lives there.
    """

    code: str
    child: str | None = None


def in_the_way(
    case: Case, child: Child, home: Home, *, waived: bool = False
) -> tuple[Obstacle, ...]:
    """Return a smallest set of what keeps a child out of a home in every plan.

    Parameters
    ----------
    case : Case
        Register, policy and journeys.
    child : Child
        A waiting or review child.
    home : Home
        A home that the household of those who are settled there does not refuse.
    waived : bool
        Whether rules on the two of them refuse it, and what else does is the question.
    """
    if waived:
        case = Case(case.register, case.policy, case.journeys, {(child.id, home.id)})
    causes = [
        *(_Cause(limit.code) for limit in limit_rules.limits_set(case)),
        *([_Cause(together.CODE)] if _has_to_stay_together(case, child) else []),
        *(
            _Cause(staying.CODE, other.id)
            for other in case.at_home[home.id]
            if other.status == "review" and other is not child
        ),
    ]
    kept = causes
    if waived and (not causes or _is_possible(case, child, home, [])):
        return ()
    # Whatever can be put back with the home still possible was not in the way. Once more after a
    # change: a child taken away takes a reason to stay from the siblings too.
    while (fewer := _fewer(case, child, home, kept)) != kept:
        kept = fewer
    return tuple(_obstacle(case, cause) for cause in kept)


def _fewer(case: Case, child: Child, home: Home, causes: Sequence[_Cause]) -> list[_Cause]:
    """Return what is still needed of things that taken away together make a home possible."""
    kept = list(causes)
    for cause in reversed(causes):
        fewer = [other for other in kept if other is not cause]
        if _is_possible(case, child, home, fewer):
            kept = fewer
    return kept


def _has_to_stay_together(case: Case, child: Child) -> bool:
    group = case.group_of.get(child.id)
    return group is not None and group.together == "must"


def _is_possible(case: Case, child: Child, home: Home, without: Sequence[_Cause]) -> bool:
    """Return whether some plan gives a child a home, some things taken away."""
    engine = Engine(eased(case, child, without))
    solution = engine.solve(PairConstraints(locks=((child.id, home.id),)), Stop())
    if not solution.finished:
        raise KeyboardInterrupt
    return solution.chosen is not None


def eased(case: Case, child: Child, without: Sequence[_Cause]) -> Case:
    """Return a case with some things taken away, to ask for any plan of it.

    Who lives there and is taken away waits for a home instead, and a child who waits may go on
    waiting: nobody has to find them another home, and their siblings are still their siblings.
    """
    codes = {cause.code for cause in without}
    gone = {cause.child for cause in without if cause.code == staying.CODE}
    data = case.register.model_dump(mode="json")
    for other in data["children"]:
        if other["id"] in gone:
            other.update(status="waiting", placement=None)
    for group in data["sibling_groups"]:
        if together.CODE in codes and child.id in group["children"]:
            group["together"] = "prefer"
    limits = {
        code: limit
        for code, limit in case.policy.limits.model_dump().items()
        if limit is not None and code not in codes
    }
    register = Register.model_validate(data)
    policy = Policy.model_validate({**dict(case.policy), "levels": _LEVELS, "limits": limits})
    return Case(register, policy, case.journeys, case.waived)


def _obstacle(case: Case, cause: _Cause) -> Obstacle:
    if cause.code == together.CODE:
        return Obstacle(code=cause.code, reason=str(together.MEANING), changed_by=None)
    if cause.child is not None:
        reason = f"{staying.MEANING} ({cause.child})"
        return Obstacle(code=cause.code, reason=reason, changed_by=None, children=(cause.child,))
    limit = next(limit for limit in limit_rules.limits_set(case) if limit.code == cause.code)
    given = f"{getattr(case.policy.limits, cause.code):.12g}"
    reason = f"{limit.meaning} ({cause.code} {given})"
    return Obstacle(code=cause.code, reason=reason, changed_by=str(limit_rules.CHANGED_BY))
