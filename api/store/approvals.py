"""Approvals that were given or refused, as they are kept: entries of the log, and nothing beside.

The log's entry is the record. So it can't be changed, is in every backup, is verified with the
chain, and what it says besides goes with a child who is erased; which approval of which decision
it tells of, what was recorded, by whom and when, stays.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.store import audit
from api.store.audit import Actor
from api.store.tables import Decided, Detail, Entry, Person
from matcher.approvals import KINDS
from matcher.words import Words

#: Given, refused, or what was recorded before was a mistake: nobody has decided yet.
Outcome = Literal["given", "refused", "withdrawn"]

_CODES = tuple(dict.fromkeys(kind.code for kind in KINDS))
_ACTIONS = tuple(f"approval.{outcome}" for outcome in get_args(Outcome))


@dataclass(frozen=True, slots=True)
class Need:
    """An approval that a placement needs.

    Attributes
    ----------
    code : str
        Which, as files name it.
    who : Words
        Who decides, by when.
    due : datetime.date
        The last day for it.
    children : tuple of str
        Those of the decision's children who need it.
    """

    code: str
    who: Words
    due: date
    children: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return what the log keeps of it."""
        return {
            "code": self.code,
            "who": {"en": self.who.en, "cy": self.who.cy},
            "due": self.due.isoformat(),
            "children": list(self.children),
        }


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded of an approval.

    Attributes
    ----------
    number : int
        Of the log's entry.
    decision : int
        The decision that needs the approval.
    code : str
        Which approval.
    children : tuple of str
        Whom it counts for; none once erased.
    outcome : Outcome
        What became of it.
    by : str or None
        Who gave or refused it, by role; None once erased, or where it was withdrawn.
    on : datetime.date or None
        On which day; None like `by`.
    note : str or None
        What else is worth knowing.
    author : int
        Who recorded it, by the person's number.
    name : str
        The same by name.
    at : str
        When it was recorded, in UTC.
    """

    number: int
    decision: int
    code: str
    children: tuple[str, ...]
    outcome: Outcome
    by: str | None
    on: date | None
    note: str | None
    author: int
    name: str
    at: str

    @property
    def is_given(self) -> bool:
        """Whether the approval was given."""
        return self.outcome == "given"


def add_approval(
    session: Session,
    actor: Actor,
    made: Decided,
    code: str,
    outcome: Outcome,
    detail: dict[str, Any],
) -> int:
    """Record an approval of a decision in the log; return the number of the entry.

    Parameters
    ----------
    session : Session
        Of `Database.writing`.
    actor : Actor
        Who records it.
    made : Decided
        The decision that needs it.
    code : str
        Which approval.
    outcome : Outcome
        What became of it.
    detail : dict
        ``by``, ``on`` and ``note`` as JSON; ``replaces``, the number of the entry that it
        corrects; ``children``, with whom it can be erased.
    """
    entry = audit.append(
        session,
        actor,
        f"approval.{outcome}",
        about=_about(made.number, code),
        version=made.version,
        detail=detail,
    )
    return entry.number


def approvals_recorded(
    session: Session, decisions: Collection[int]
) -> dict[int, dict[str, Sequence[Recorded]]]:
    """Return what was recorded for decisions: of each by approval, newest first.

    Parameters
    ----------
    session : Session
        Any.
    decisions : collection of int
        Their numbers; those without any record are left out of the answer.
    """
    about = {_about(number, code): (number, code) for number in decisions for code in _CODES}
    wanted = (
        select(Entry, Person.name, Detail.content)
        .join(Person, Person.id == Entry.person)
        .outerjoin(Detail, Detail.entry == Entry.number)
        .where(Entry.action.in_(_ACTIONS), Entry.about.in_(about))
        .order_by(Entry.number.desc())
    )
    found: dict[int, dict[str, list[Recorded]]] = {}
    for entry, name, content in session.execute(wanted):
        number, code = about[entry.about or ""]
        one = _recorded(entry, name, content, number, code)
        found.setdefault(number, {}).setdefault(code, []).append(one)
    return {number: dict(by_code) for number, by_code in found.items()}


def approvals_needed(session: Session, decisions: Collection[int]) -> dict[int, Sequence[Need]]:
    """Return the approvals that decisions need, as it was known when they were made.

    Parameters
    ----------
    session : Session
        Any.
    decisions : collection of int
        Their numbers; those that need none, or a child of which was erased, are left out.
    """
    about = {audit.about_decision(number): number for number in decisions}
    wanted = (
        select(Entry.about, Detail.content)
        .join(Detail, Detail.entry == Entry.number)
        .where(Entry.action == "decision.accepted", Entry.about.in_(about))
    )
    found: dict[int, Sequence[Need]] = {}
    for name, content in session.execute(wanted):
        kept = [] if content is None else json.loads(content)["approvals"]
        if kept:
            found[about[name or ""]] = tuple(map(_need, kept))
    return found


def _need(kept: dict[str, Any]) -> Need:
    due = date.fromisoformat(kept["due"])
    return Need(kept["code"], Words(**kept["who"]), due, tuple(kept["children"]))


def _about(decision: int, code: str) -> str:
    return f"approval {decision}/{code}"


def _recorded(entry: Entry, name: str, content: str | None, number: int, code: str) -> Recorded:
    said = {} if content is None else json.loads(content)
    outcome: Any = entry.action.removeprefix("approval.")
    on = said.get("on")
    return Recorded(
        number=entry.number,
        decision=number,
        code=code,
        children=tuple(said.get("children", ())),
        outcome=outcome,
        by=said.get("by"),
        on=None if on is None else date.fromisoformat(on),
        note=said.get("note"),
        author=entry.person,
        name=name,
        at=entry.at,
    )
