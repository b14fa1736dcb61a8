"""Approvals of placements that were accepted: what each needs, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.service.planning_context import PlanningContext
from api.store.approvals import Need, Recorded, approvals_needed, approvals_recorded
from api.store.audit import about_decision
from api.store.entries import Wanted, page
from api.store.policies import policy_of, policy_sha256
from api.store.tables import Decided, PolicyVersion
from api.store.versions import newest, register_of, version_called
from matcher.approvals import KINDS, Placing
from matcher.case import Case
from matcher.living import Living
from matcher.records.policy import Policy
from scenarios.decisions import Decision


@dataclass(frozen=True, slots=True)
class Approval:
    """An approval that a placement needs, and what became of it.

    Attributes
    ----------
    need : Need
        What is needed.
    so_far : sequence of Recorded
        All that was recorded of it, newest first.
    """

    need: Need
    so_far: Sequence[Recorded]

    @property
    def recorded(self) -> Recorded | None:
        """What holds; None while nothing does."""
        return standing(self.so_far)

    @property
    def earlier(self) -> Sequence[Recorded]:
        """What was recorded before that, newest first."""
        return self.so_far[1:] if self.recorded else self.so_far


def standing(so_far: Sequence[Recorded]) -> Recorded | None:
    """Return what holds of all that was recorded of an approval, newest first."""
    latest = next(iter(so_far), None)
    return None if latest is None or latest.outcome == "withdrawn" else latest


def approvals_of(session: Session, made: Decided) -> tuple[Approval, ...]:
    """Return the approvals that a decision needs, each with what became of it.

    Only what was accepted needs any; nothing is known any more where a child was erased.
    """
    needs = approvals_needed(session, [made.number]).get(made.number, ())
    found = approvals_recorded(session, [made.number] if needs else []).get(made.number, {})
    return tuple(Approval(need, found.get(need.code, ())) for need in needs)


def still_there(session: Session, made: Decided) -> bool:
    """Return whether the newest register has a child of a decision in its home."""
    version = newest(session)
    if made.content is None or version is None:
        return False
    decision = Decision.model_validate_json(made.content)
    children = set(decision.children)
    return any(
        child.id in children and child.present_home == decision.home
        for child in register_of(version).children
    )


def basis_of(session: Session, made: Decided) -> PlanningContext | None:
    """Return the register and the policy that a decision was made on.

    None where the log does not tell the policy, or there is none such.
    """
    told = page(session, Wanted(action="decision", about=about_decision(made.number)), None, 1)
    policy = _policy(session, told[0].entry.policy_sha256) if told else None
    if policy is None:
        return None
    return PlanningContext.of(session, version_called(session, str(made.version)), None, policy)


def needs_of(case: Case, decision: Decision) -> tuple[Need, ...]:
    """Return what a decision needs, counted from the day on which the placement begins.

    Parameters
    ----------
    case : Case
        What it is made on.
    decision : Decision
        The decision; only what is accepted needs any.
    """
    return tuple(_needs(case, decision)) if decision.kind == "accepted" else ()


def _needs(case: Case, decision: Decision) -> Iterator[Need]:
    before = {child.id: child.present_home for child in case.register.children}
    living = Living(case, before | dict.fromkeys(decision.children, decision.home))
    home = case.homes[decision.home]
    placings = [
        Placing(case.children[id_], home, living, case)
        for id_ in decision.children
        if before[id_] != decision.home
    ]
    for kind in KINDS:
        ids = tuple(placing.child.id for placing in placings if kind.needed(placing))
        if ids:
            yield Need(kind.code, kind.who, kind.due(decision.on), ids)


def _policy(session: Session, sha256: str | None) -> Policy | None:
    """Return a policy that was the council's, by its hash; None where there is none such."""
    found = session.scalar(select(PolicyVersion).where(PolicyVersion.sha256 == sha256))
    if found is not None:
        return policy_of(found)
    default = Policy()
    return default if sha256 == policy_sha256(default) else None
