"""Recording that an approval was given or refused, and correcting what was recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from fastapi import Response
from sqlalchemy.orm import Session

from api.refusals import RefusedError, refused
from api.service.approval_schemas import ApprovalIn, RecordedOut
from api.service.approvals import standing
from api.service.writing import IdempotentWrite
from api.sign_in.permissions import Principal
from api.store.approvals import (
    Need,
    Recorded,
    add_approval,
    approvals_needed,
    approvals_recorded,
)
from api.store.decisions import decision_numbered
from api.store.tables import Decided
from api.store.times import day_of, today
from matcher.errors import Fault, InputError
from matcher.records.fields import FIRST_DAY
from scenarios.decisions import Decision

#: A panel may approve a match before the home's yes is recorded; what is older is about another.
BEFORE_DAYS = 28


def record_approval(
    who: Principal, number: int, asked: ApprovalIn, write: IdempotentWrite
) -> Response:
    """Record what became of an approval and return the response, a `RecordedOut`.

    Parameters
    ----------
    who : Principal
        Who records it.
    number : int
        Of the decision.
    asked : ApprovalIn
        What became of which approval.
    write : IdempotentWrite
        Keeps it once, however often it is sent.

    Raises
    ------
    InputError
        With all faults, each at its field.
    RefusedError
        404 if there is no such decision; 409 where somebody has recorded it already, and `about`
        tells what, or where a child of the decision was erased.
    """

    def act(session: Session) -> RecordedOut:
        made, _ = decision_numbered(session, number)
        if made.content is None:
            raise refused(409, "number", "a child in this decision was erased", "another decision")
        needs = approvals_needed(session, [number]).get(number, ())
        so_far = approvals_recorded(session, [number]).get(number, {}).get(asked.code, ())
        holds = standing(so_far)
        faults = list(_faults(asked, needs, first_day(made)))
        if faults:
            raise InputError(faults)
        if asked.replaces != (holds.number if holds else None):
            raise _is_otherwise(holds)
        if asked.outcome == "withdrawn" and holds is None:
            raise _is_otherwise(None)
        detail = _detail(asked, needs)
        entry = add_approval(session, who.actor, made, asked.code, asked.outcome, detail)
        (newest, *_) = approvals_recorded(session, [number])[number][asked.code]
        assert newest.number == entry, "the newest is what was just added"
        return RecordedOut.of(newest)

    return write(act, of=asked.model_dump_json(), status=201)


def first_day(made: Decided) -> date:
    """Return the first day on which an approval of a decision can have been given."""
    day = day_of(made.at)
    if made.content is not None:
        day = min(day, Decision.model_validate_json(made.content).on)
    return max(day, FIRST_DAY) - timedelta(days=BEFORE_DAYS)


def _faults(asked: ApprovalIn, needs: Sequence[Need], first: date) -> Iterator[Fault]:
    codes = list(dict.fromkeys(need.code for need in needs))
    if asked.code not in codes:
        accepted = ", ".join(codes) or "none: only a placement that was accepted needs any"
        yield Fault("code", "is no approval that this decision needs", accepted)
    if asked.outcome == "withdrawn":
        return
    if asked.by is None:
        yield Fault("by", "is missing", "the role of who decided, such as head of service")
    if asked.on is None:
        yield Fault("on", "is missing", "the day on which it was decided, such as 2026-11-02")
    elif asked.on > today():
        yield Fault("on", "is in the future", "today, or a day before")
    elif asked.on < first:
        yield Fault("on", "is long before the decision", f"a day from {first} on")


def _detail(asked: ApprovalIn, needs: Sequence[Need]) -> dict[str, Any]:
    """Return what the log keeps; where a record is withdrawn, nobody decided on any day."""
    said = asked.model_dump(mode="json", include={"by", "on", "note", "replaces"})
    if asked.outcome == "withdrawn":
        said |= {"by": None, "on": None}
    ids = (id_ for need in needs if need.code == asked.code for id_ in need.children)
    return said | {"children": list(dict.fromkeys(ids))}


def _is_otherwise(holds: Recorded | None) -> RefusedError:
    """Return the refusal of a record that does not replace what holds."""
    if holds is None:
        return refused(
            409, "replaces", "nothing is recorded of this approval", "given or refused, first"
        )
    return refused(
        409,
        "replaces",
        f"{holds.name} recorded it on {day_of(holds.at)}: {holds.outcome}",
        f"{holds.number}, to correct that",
        about={"recorded": RecordedOut.of(holds).model_dump(mode="json")},
    )
