"""The match record: what was decided, and all that it was decided on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from api.pages.choice.options import Choice, choice_of
from api.pages.choice.ranking_subject import RankingSubject
from api.service.approvals import Approval, approvals_of, basis_of, still_there
from api.service.decision_schemas import DecisionOut
from api.store.audit import about_decision
from api.store.decisions import decision_numbered
from api.store.entries import Told, Wanted, page
from api.store.tables import Decided
from matcher.case import Case
from scenarios.decisions import Decision
from scenarios.inputs import Inputs


@dataclass(frozen=True)
class Record:
    """A decision and what it was made on.

    Attributes
    ----------
    made : DecisionOut
        The decision; its content is None once a child in it was erased.
    asked : RankingSubject or None
        Whom it was about, on the register of then; None where that can't be told any more.
    chosen : Choice or None
        What was decided, with approvals due by the day it takes effect; None where a placement
        ended or nobody can be told any more.
    entry : Told or None
        The log's entry.
    approvals : tuple of Approval
        What a placement needs that was accepted, and what became of it.
    stands : bool
        Whether somebody of it still lives there.
    """

    made: DecisionOut
    asked: RankingSubject | None
    chosen: Choice | None
    entry: Told | None
    approvals: tuple[Approval, ...] = ()
    stands: bool = False

    @property
    def decision(self) -> Decision | None:
        """What was decided."""
        return self.made.decision

    @property
    def lacks(self) -> bool:
        """Whether the placement stands though an approval was refused."""
        found = (one.recorded for one in self.approvals)
        return self.stands and any(one is not None and not one.is_given for one in found)


def record_of(session: Session, number: int) -> Record:
    """Return the record of a decision.

    Raises
    ------
    RefusedError
        404 if there is no decision of that number.
    """
    kept, name = decision_numbered(session, number)
    made = DecisionOut.of((kept, name))
    told = Wanted(action="decision", about=about_decision(number))
    entry = next(iter(page(session, told, None, 1)), None)
    decision = made.decision
    if decision is None:
        return Record(made, None, None, entry)
    asked = _asked(session, kept, decision)
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
    approvals = approvals_of(session, kept)
    return Record(made, asked, chosen, entry, approvals, still_there(session, kept))


def _asked(session: Session, made: Decided, decision: Decision) -> RankingSubject | None:
    """Return whom a decision was about, on the register and the policy of then."""
    basis = basis_of(session, made)
    if basis is None:
        return None
    case = basis.case()
    group = case.group_of.get(decision.children[0])
    if len(decision.children) == 1 or group is None:
        return RankingSubject(basis, case, decision.children[0], group, is_group=False)
    return RankingSubject(basis, case, group.id, group, is_group=True)


def _on_the_day(case: Case, decision: Decision) -> Case:
    """Return the case in which the placement starts on the day that was decided."""
    inputs = Inputs(case.register, case.policy, case.journeys)
    children = [
        {**dict(child), "needed_by": decision.on} if child.id in decision.children else child
        for child in case.register.children
    ]
    return inputs.edited(children=children).case
