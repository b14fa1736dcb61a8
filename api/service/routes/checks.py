"""The judge: any plan, also one made by hand."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter
from pydantic import Field
from sqlalchemy.orm import Session

from api.service.auth import Ranks
from api.service.planning_context import OnAnyRegister
from api.service.schemas import errors
from api.service.state import TheService
from api.store import audit
from matcher.check import ASSIGNMENT, judge
from matcher.criteria import plan_levels
from matcher.records.fields import Record
from matcher.records.plan import Plan, Violation
from matcher.records.policy import Policy

router = APIRouter(prefix="/v1", tags=["plans"])


class CheckIn(OnAnyRegister):
    """A plan to be judged: by its own policy, unless another is named.

    Attributes
    ----------
    plan : Plan
        Any plan; one made by hand needs no more than its format and assignments.
    """

    plan: Plan

    def policy_in(self, session: Session) -> Policy:
        """Return the policy that is named, or the plan's own."""
        if self.policy is None and self.policy_number is None:
            return self.plan.policy
        return super().policy_in(session)


class CheckOut(Record):
    """What the judge says (`cartref/check/1`).

    Attributes
    ----------
    version : int or None
        The version of the register; null where the register came with the plan.
    register_sha256 : str
        The register.
    sound : bool
        Whether the plan keeps every rule and everything that it states is so.
    violations : tuple of Violation
        Each broken rule with the children and the home, and each statement that is not so.
    levels : tuple of int or None
        What the plan comes to, level by level of the policy; null where the plan does not say
        for each child of the register where it lives.
    """

    format: Literal["cartref/check/1"] = "cartref/check/1"
    version: int | None
    register_sha256: str
    sound: bool
    violations: tuple[Violation, ...]
    levels: tuple[int, ...] | None = Field(examples=[[0, 1, 9120, 480, 2]])


@router.post(
    "/plans/check",
    response_model=CheckOut,
    responses=errors(400, 404, 413),
)
def check_plan(asked: CheckIn, service: TheService, who: Ranks) -> CheckOut:
    """Judge a plan, also one made by hand.

    Everything is worked out again from the register, with no solver.
    """
    with service.database.reading() as session:
        basis = asked.basis(session)
    case = basis.case()
    violations = judge(case, asked.plan)
    incomplete = any(violation.code == ASSIGNMENT for violation in violations)
    with service.database.writing() as session:
        audit.append(
            session,
            who.actor,
            "plan.checked",
            version=basis.number,
            register_sha256=basis.register_sha256,
            policy_sha256=basis.policy_sha256,
            detail={"violations": len(violations)},
        )
    return CheckOut(
        version=basis.number,
        register_sha256=basis.register_sha256,
        sound=not violations,
        violations=tuple(violations),
        levels=None if incomplete else plan_levels(asked.plan.homes, case),
    )
