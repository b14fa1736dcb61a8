"""Decisions as they are asked for and shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from api.service.planning_context import Number
from api.service.schemas import Author
from api.store.decisions import Made
from api.store.times import today
from matcher.records.fields import CalendarDay, Code, Record, Whole
from scenarios.decisions import Decision

Kind = Literal["offered", "declined", "accepted", "ended"]
#: Fields that are shown as they are kept.
_OF_ROW = ("number", "version", "new_version", "kind", "position", "at")


class DecisionIn(Decision):
    """A decision, and the version of the register that the officer looked at.

    Attributes
    ----------
    version : int
        Its number: what has changed since is told, and nothing is decided.
    on : datetime.date
        The day on which it takes effect; today, by the clock here, if not given.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"version": 3, "kind": "offered", "children": ["C011", "C012"], "home": "H014"},
                {
                    "version": 3,
                    "kind": "declined",
                    "children": ["C011"],
                    "home": "H002",
                    "reason": "The carers are moving house in December.",
                },
            ]
        }
    )

    on: CalendarDay = Field(default_factory=today)
    version: Number

    @property
    def decision(self) -> Decision:
        """The decision alone."""
        return Decision.model_validate(self.model_dump(exclude={"version"}))


class DecisionOut(Record):
    """A decision as it was made.

    Attributes
    ----------
    number : int
        Of the decision; counted from 1.
    version : int
        The version of the register that was decided on.
    new_version : int or None
        The version that came of it; null where nothing changed, as when a home is asked.
    kind : str
        offered, declined, accepted or ended.
    position : int or None
        Which option of the ranking it was, from 1; null if none.
    author : Author
        Who decided.
    at : str
        When, in UTC.
    decision : Decision or None
        What was decided; null once a child in it was erased.
    """

    number: int
    version: int
    new_version: int | None
    kind: Kind
    position: int | None
    author: Author
    at: str
    decision: Decision | None

    @classmethod
    def of(cls, made: Made) -> DecisionOut:
        """Return a decision as it is kept."""
        row, name = made
        content = None if row.content is None else Decision.model_validate_json(row.content)
        return cls.model_validate(
            {
                **{field: getattr(row, field) for field in _OF_ROW},
                "author": Author(number=row.author, name=name),
                "decision": content,
            }
        )


class DecisionsOut(Record):
    """A page of decisions, newest first; `before` asks for the next, null where there is none."""

    decisions: tuple[DecisionOut, ...]
    before: int | None

    @classmethod
    def of(cls, found: Sequence[Made], limit: int) -> DecisionsOut:
        """Return a page of the decisions found, of whom one more was looked for than is shown."""
        shown = tuple(DecisionOut.of(made) for made in found[:limit])
        return cls(decisions=shown, before=shown[-1].number if len(found) > limit else None)


class SearchIn(Record):
    """Whose decisions are looked for; in a body, since addresses stand in logs."""

    child: Code
    before: Number | None = None
    limit: Annotated[Whole, Field(ge=1, le=100)] = 50
