"""The match record: what was decided, and all that it was decided on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.pages.choice.asked import Asked
from api.pages.choice.options import Choice, choice_of
from api.service.basis import Basis
from api.service.decision_shapes import DecisionOut
from api.store.decisions import decision_numbered
from api.store.entries import Told, Wanted, page
from api.store.policies import policy_of, policy_sha256
from api.store.tables import PolicyVersion
from api.store.versions import version_called
from matcher.case import Case
from matcher.records.policy import Policy
from scenarios.decisions import Decision
from scenarios.inputs import Inputs


@dataclass(frozen=True)
class Record:
    """A decision and what it was made on.

    Attributes
    ----------
    made : DecisionOut
        The decision; its content is None once a child in it was erased.
    asked : Asked or None
        Whom it was about, on the register of then; None where that can't be told any more.
    chosen : Choice or None
        What was decided, with approvals due by the day it takes effect; None where a placement
        ended or nobody can be told any more.
    entry : Told or None
        The log's entry.
    """

    made: DecisionOut
    asked: Asked | None
    chosen: Choice | None
    entry: Told | None

    @property
    def decision(self) -> Decision | None:
        """What was decided."""
        return self.made.decision


def record_of(session: Session, number: int) -> Record:
    """Return the record of a decision.

    Raises
    ------
    RefusedError
        404 if there is no decision of that number.
    """
    made = DecisionOut.of(decision_numbered(session, number))
    entry = next(iter(page(session, Wanted(about=f"decision {number}"), None, 1)), None)
    decision = made.decision
    if decision is None:
        return Record(made, None, None, entry)
    asked = _asked(session, made, entry, decision)
    known = asked is not None and set(decision.children) <= set(asked.case.children)
    if asked is None or not known or decision.home not in asked.case.homes:
        return Record(made, None, None, entry)
    chosen = None
    if decision.kind != "ended":
        chosen = choice_of(
            replace(asked, case=_on_the_day(asked.case, decision)),
            dict.fromkeys(decision.children, decision.home),
            made.position,
        )
    return Record(made, asked, chosen, entry)


def _asked(
    session: Session, made: DecisionOut, entry: Told | None, decision: Decision
) -> Asked | None:
    """Return whom a decision was about, on the register and the policy of then."""
    policy = _policy(session, None if entry is None else entry.entry.policy_sha256)
    if policy is None:
        return None
    version = version_called(session, str(made.version))
    basis = Basis.of(session, version, None, policy)
    case = basis.case()
    group = case.group_of.get(decision.children[0])
    if len(decision.children) == 1 or group is None:
        return Asked(basis, case, decision.children[0], group, is_group=False)
    return Asked(basis, case, group.id, group, is_group=True)


def _policy(session: Session, sha256: str | None) -> Policy | None:
    """Return a policy that was the council's, by its hash; None where there is none such."""
    found = session.scalar(select(PolicyVersion).where(PolicyVersion.sha256 == sha256))
    if found is not None:
        return policy_of(found)
    default = Policy()
    return default if sha256 == policy_sha256(default) else None


def _on_the_day(case: Case, decision: Decision) -> Case:
    """Return the case in which the placement starts on the day that was decided."""
    inputs = Inputs(case.register, case.policy, case.journeys)
    children = [
        {**dict(child), "needed_by": decision.on} if child.id in decision.children else child
        for child in case.register.children
    ]
    return inputs.edited(children=children).case
