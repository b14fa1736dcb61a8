"""The judge: recomputes everything in a plan from the register, with plain code and no solver.

It knows the rules and criteria by their plain judgement of one case only. No plan leaves the
engine unjudged, and it judges any other plan as well, one written by hand too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

from matcher import together
from matcher.approvals import kinds_needed
from matcher.case import Case
from matcher.cases import case_of
from matcher.criteria import child_costs, plan_levels
from matcher.household import HOUSEHOLD_RULES
from matcher.limits import limits_set
from matcher.living import Living, change_of
from matcher.records.plan import Assignment, Plan, Violation
from matcher.records.policy import Policy
from matcher.records.register import Register
from matcher.rules import RULES

#: Violations that are no rule's: a plan that does not say where each child is, or moves a child
#: who can't be moved; a lock or a forbidden pair that is not kept; a statement that is not so.
ASSIGNMENT, STATUS, LOCK, FORBID, STATED = "assignment", "status", "lock", "forbid", "stated"

Homes = Mapping[str, str | None]


def check(
    register: Register,
    plan: Plan,
    policy: Policy | None = None,
    travel: str | Path | None = None,
) -> list[Violation]:
    """Judge a plan: recompute every rule, limit, level and criterion from the register.

    Parameters
    ----------
    register : Register
        The register that the plan is for.
    plan : Plan
        Any plan, also one made or edited by hand.
    policy : Policy, optional
        The policy to judge by; the plan's own if None.
    travel : str or Path, optional
        A travel matrix file; wins over the policy's.

    Returns
    -------
    list of Violation
        Empty if the plan keeps every rule and everything it states is so.
    """
    return judge(case_of(register, policy or plan.policy, travel), plan)


def judge(case: Case, plan: Plan) -> list[Violation]:
    """Return every violation of a plan, under the policy and journeys of a case."""
    missing = list(_assignments(case, plan))
    if missing:
        return missing
    homes = plan.homes
    return [
        *_statuses(case, homes),
        *_eligibility(case, homes),
        *_households(case, homes),
        *_together(case, homes),
        *_limits(case, homes),
        *_pairs(plan, homes),
        *_stated(case, plan, homes),
    ]


def _assignments(case: Case, plan: Plan) -> Iterator[Violation]:
    seen: set[str] = set()
    for assignment in plan.assignments:
        child, home = assignment.child, assignment.home
        fault = ""
        if child not in case.children:
            fault = f"the register has no child {child}"
        elif child in seen:
            fault = f"{child} is assigned twice"
        elif home is not None and home not in case.homes:
            fault = f"{child} is assigned to {home}, which is no home of the register"
        seen.add(child)
        if fault:
            yield Violation(code=ASSIGNMENT, children=(child,), home=home, text=fault)
    for child in case.children:
        if child not in seen:
            yield Violation(code=ASSIGNMENT, children=(child,), text=f"{child} is not assigned")


def _statuses(case: Case, homes: Homes) -> Iterator[Violation]:
    for child in case.register.children:
        home = homes[child.id]
        if child.status == "settled" and home != child.present_home:
            text = f"{child.id} is settled in {child.present_home} and stays there"
            yield Violation(code=STATUS, children=(child.id,), home=home, text=text)
        elif child.status == "review" and home is None:
            text = f"{child.id} is under review and must have a home"
            yield Violation(code=STATUS, children=(child.id,), home=child.present_home, text=text)


def _eligibility(case: Case, homes: Homes) -> Iterator[Violation]:
    for child in case.register.children:
        id_ = homes[child.id]
        if id_ is None or id_ == child.present_home:
            continue
        home = case.homes[id_]
        for rule in RULES:
            if rule.refuses(child, home, case):
                yield Violation(
                    code=rule.code,
                    children=(child.id,),
                    home=id_,
                    text=f"{child.id} in {id_}: {rule.meaning}",
                )


def _households(case: Case, homes: Homes) -> Iterator[Violation]:
    for id_, children in Living(case, homes).items():
        if all(child.present_home == id_ for child in children):
            continue
        for rule in HOUSEHOLD_RULES:
            breaking = rule.breaking(case.homes[id_], children, case)
            if breaking:
                ids = tuple(child.id for child in breaking)
                text = f"{', '.join(ids)} in {id_}: {rule.meaning}"
                yield Violation(code=rule.code, children=ids, home=id_, text=text)


def _together(case: Case, homes: Homes) -> Iterator[Violation]:
    for group in case.register.sibling_groups:
        if together.torn(group, homes, case):
            text = f"{group.id}: {together.MEANING}"
            yield Violation(code=together.CODE, children=group.children, text=text)


def _limits(case: Case, homes: Homes) -> Iterator[Violation]:
    for limit in limits_set(case):
        weights = {
            child.id: limit.weight(child, case.homes[home], case)
            for child in case.register.children
            if (home := homes[child.id]) is not None
        }
        if sum(weights.values(), Fraction(0)) > limit.most(case):
            ids = tuple(child for child, weight in weights.items() if weight > 0)
            text = f"{limit.meaning} Limit: {float(limit.given(case)):.12g} {limit.unit}."
            yield Violation(code=limit.code, children=ids, text=text)


def _pairs(plan: Plan, homes: Homes) -> Iterator[Violation]:
    for child, home in plan.locks:
        if homes.get(child) != home:
            text = f"{child} is locked to {home}"
            yield Violation(code=LOCK, children=(child,), home=home, text=text)
    for child, home in plan.forbid:
        if homes.get(child) == home:
            text = f"{child} in {home} is forbidden"
            yield Violation(code=FORBID, children=(child,), home=home, text=text)


def _stated(case: Case, plan: Plan, homes: Homes) -> Iterator[Violation]:
    """Yield what the plan says of itself that is not so; what it does not say is no fault."""

    def lie(text: str, children: tuple[str, ...] = (), home: str | None = None) -> Violation:
        return Violation(code=STATED, children=children, home=home, text=text)

    if plan.register_sha256 not in (None, case.register.sha256):
        yield lie("the plan was made for another register: register_sha256 differs")
    if plan.levels:
        values = plan_levels(homes, case)
        if len(plan.levels) != len(values):
            yield lie(f"{len(plan.levels)} levels are stated, the policy has {len(values)}")
        for number, (stated, value) in enumerate(zip(plan.levels, values, strict=False), start=1):
            if stated.value != value:
                yield lie(f"level {number} is {value}, not {stated.value} as stated")
            elif stated.bound is not None and stated.bound > value:
                yield lie(f"level {number} has a bound of {stated.bound}, above its value {value}")
    if plan.status == "optimal" and any(level.bound != level.value for level in plan.levels):
        yield lie("the plan is stated optimal, but a level's bound is not its value")
    living = Living(case, homes)
    for assignment in plan.assignments:
        for text in _stated_of_child(case, assignment, living):
            yield lie(text, (assignment.child,), assignment.home)


def _stated_of_child(case: Case, assignment: Assignment, living: Living) -> Iterator[str]:
    child = case.children[assignment.child]
    home = None if assignment.home is None else case.homes[assignment.home]
    change = change_of(child, assignment.home)
    if assignment.change not in (None, change):
        yield f"{child.id}: the change is {change}, not {assignment.change} as stated"
    costs = child_costs(child, home, case) if assignment.criteria else {}
    for code, stated in assignment.criteria.items():
        if code not in costs:
            yield f"{child.id}: {code} is no criterion of a child"
        elif costs[code] != stated:
            yield f"{child.id}: {code} is {costs[code]}, not {stated} as stated"
    if assignment.approvals:
        needed = {kind.code for kind in kinds_needed(child, home, living, case)}
        stated_codes = {approval.code for approval in assignment.approvals}
        for code in sorted(needed ^ stated_codes):
            fault = "not stated" if code in needed else "not needed"
            yield f"{child.id}: approval {code} is {fault}"
