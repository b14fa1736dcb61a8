"""Approvals as they are recorded and shown."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field, JsonValue

from api.service.approvals import Approval
from api.service.planning_context import Number
from api.service.schemas import Author, Reason
from api.store.approvals import Outcome, Recorded
from matcher.records.fields import CalendarDay, Code, Label, Record

_NOTE = "What else is worth knowing, such as the minute's number; no names of children, please."
_GIVEN: dict[str, JsonValue] = {
    "code": "area_panel",
    "outcome": "given",
    "by": "Chair of the out-of-area panel",
    "on": "2026-11-20",
    "note": "Minute 7 of 20 November.",
}


class ApprovalIn(Record):
    """What became of an approval that a decision needs.

    Attributes
    ----------
    code : str
        Which approval, as `GET /v1/decisions/{number}/approvals` lists it.
    outcome : Outcome
        given, refused, or withdrawn: what was recorded was a mistake, nobody has decided yet.
    by : str or None
        Who decided, by role; needed unless withdrawn, and then not kept.
    on : datetime.date or None
        On which day; like `by`.
    note : str or None
        In your own words.
    replaces : int or None
        The number of the record that this one corrects; without, the first one of the approval.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                _GIVEN,
                {"code": "area_panel", "outcome": "withdrawn", "replaces": 31},
            ]
        }
    )

    code: Code
    outcome: Outcome
    by: Label = None
    on: CalendarDay | None = None
    note: Annotated[Reason, Field(description=_NOTE)] = None
    replaces: Number | None = None


class RecordedOut(Record):
    """What was recorded of an approval.

    Attributes
    ----------
    number : int
        Of the record: the log's entry of this number.
    decision : int
        The decision that needs the approval.
    code : str
        Which approval.
    children : tuple of str
        Whom it counts for; none once erased.
    outcome : Outcome
        given, refused or withdrawn.
    by : str or None
        Who decided, by role; null where withdrawn or erased.
    on : datetime.date or None
        On which day; null like `by`.
    note : str or None
        What else was worth knowing.
    author : Author
        Who recorded it.
    at : str
        When it was recorded, in UTC.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "number": 31,
                    "decision": 12,
                    "children": ["C011", "C012"],
                    **_GIVEN,
                    "author": {"number": 4, "name": "mair.evans"},
                    "at": "2026-11-20T15:04:05.000000Z",
                }
            ]
        }
    )

    number: int
    decision: int
    code: str
    children: tuple[str, ...]
    outcome: Outcome
    by: str | None
    on: CalendarDay | None
    note: str | None
    author: Author
    at: str

    @classmethod
    def of(cls, one: Recorded) -> RecordedOut:
        """Return what was recorded as it is kept."""
        return cls(
            number=one.number,
            decision=one.decision,
            code=one.code,
            children=one.children,
            outcome=one.outcome,
            by=one.by,
            on=one.on,
            note=one.note,
            author=Author(number=one.author, name=one.name),
            at=one.at,
        )


class ApprovalOut(Record):
    """An approval that a decision needs, and what became of it.

    Attributes
    ----------
    code : str
        Which, as plans name it.
    who : str
        Who decides, by when.
    due : datetime.date
        The last day for it.
    children : tuple of str
        Those of the decision's children who need it.
    recorded : RecordedOut or None
        What holds; null while nothing does.
    earlier : tuple of RecordedOut
        What was recorded before that and corrected, newest first.
    """

    code: str
    who: str
    due: CalendarDay
    children: tuple[str, ...]
    recorded: RecordedOut | None
    earlier: tuple[RecordedOut, ...]

    @classmethod
    def of(cls, one: Approval) -> ApprovalOut:
        """Return an approval with what became of it."""
        return cls(
            code=one.need.code,
            who=str(one.need.who),
            due=one.need.due,
            children=one.need.children,
            recorded=None if one.recorded is None else RecordedOut.of(one.recorded),
            earlier=tuple(map(RecordedOut.of, one.earlier)),
        )


class ApprovalsOut(Record):
    """The approvals that a decision needs.

    Attributes
    ----------
    approvals : tuple of ApprovalOut
        Of a placement that was accepted; none where it needs none, or a child was erased.
    stands : bool
        Whether the newest register still has a child of it in the home: else nothing is needed
        any more.
    """

    approvals: tuple[ApprovalOut, ...]
    stands: bool
