"""Placements that were accepted: what each still needs and by when, and which begin soon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from api.service.approvals import standing
from api.service.planning_context import PlanningContext
from api.store.approvals import Need, Recorded, approvals_needed, approvals_recorded
from api.store.decisions import decisions_made
from api.store.tables import Decided
from scenarios.decisions import Decision

#: So long after its day an approval stands among those falling due; then with those long overdue.
LISTED_DAYS = 14
#: So long after a placement's start Today asks for what was never recorded.
ASKED_DAYS = 91
#: Decisions that are looked back through.
_MOST = 500


@dataclass(frozen=True, slots=True)
class Due:
    """An approval that a placement needs and has not.

    Attributes
    ----------
    decision : int
        The decision by which the placement was accepted.
    home : str
        The home's id.
    need : Need
        What is needed, by whom and when.
    children : tuple of str
        Those who need it and live there.
    recorded : Recorded or None
        That it was refused; None while nothing is recorded.
    """

    decision: int
    home: str
    need: Need
    children: tuple[str, ...]
    recorded: Recorded | None = None

    @property
    def day(self) -> date:
        """The last day for it."""
        return self.need.due

    @property
    def path(self) -> str:
        """Where it is shown and recorded."""
        return f"/approvals/{self.decision}/{self.need.code}"


@dataclass(frozen=True, slots=True)
class Starting:
    """Children who come to a home today or later."""

    day: date
    home: str
    children: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agenda:
    """What follows from accepted placements, soonest first.

    Attributes
    ----------
    refused : tuple of Due
        Approvals that were refused where the placement goes on.
    due : tuple of Due
        Approvals that nobody has recorded.
    overdue : tuple of Due
        The same, where their day is more than `LISTED_DAYS` days ago.
    starting : tuple of Starting
        Who moves next.
    """

    refused: tuple[Due, ...] = ()
    due: tuple[Due, ...] = ()
    overdue: tuple[Due, ...] = ()
    starting: tuple[Starting, ...] = ()


@dataclass(frozen=True, slots=True)
class _Placed:
    """An accepted placement, and those of its children who live there by no later decision."""

    made: Decided
    decision: Decision
    children: tuple[str, ...]


def agenda(session: Session, basis: PlanningContext, today: date) -> Agenda:
    """Return what accepted placements still need, and which begin today or later.

    A child counts who lives in the home in the register of the basis: a placement that ended
    needs nothing any more. Days are counted from the day on which the placement begins.

    Parameters
    ----------
    session : Session
        To read with.
    basis : PlanningContext
        The newest register.
    today : date
        The day.
    """
    placed = list(_placed(session, basis))
    numbers = [one.made.number for one in placed]
    needed = approvals_needed(session, numbers)
    recorded = approvals_recorded(session, numbers)
    lacking: list[Due] = []
    for one in placed:
        so_far = recorded.get(one.made.number, {})
        holds = {code: standing(found) for code, found in so_far.items()}
        refused = {code: found for code, found in holds.items() if found and not found.is_given}
        is_asked = one.decision.on >= today - timedelta(days=ASKED_DAYS)
        for need in needed.get(one.made.number, ()):
            found = refused.get(need.code)
            ids = tuple(id_ for id_ in need.children if id_ in one.children)
            if ids and (found or (is_asked and not holds.get(need.code))):
                lacking.append(Due(one.made.number, one.decision.home, need, ids, found))
    lacking.sort(key=lambda due: (due.day, due.home, due.children, due.need.who.en))
    least = today - timedelta(days=LISTED_DAYS)
    starting = [
        Starting(one.decision.on, one.decision.home, one.children)
        for one in placed
        if one.decision.on >= today
    ]
    return Agenda(
        refused=tuple(one for one in lacking if one.recorded),
        due=tuple(one for one in lacking if not one.recorded and one.day >= least),
        overdue=tuple(one for one in lacking if not one.recorded and one.day < least),
        starting=tuple(sorted(starting, key=lambda one: (one.day, one.home, one.children))),
    )


def _placed(session: Session, basis: PlanningContext) -> Iterator[_Placed]:
    """Yield accepted placements that still stand, newest first."""
    homes = {child.id: child.present_home for child in basis.register.children}
    told: set[tuple[str, str]] = set()
    for made, _ in decisions_made(session, limit=_MOST, kind="accepted"):
        if made.content is None:
            continue  # a child of it was erased
        decision = Decision.model_validate_json(made.content)
        home = decision.home
        # Accepted again for the same home, the newest counts.
        there = [id_ for id_ in decision.children if homes.get(id_) == home]
        ids = tuple(id_ for id_ in there if (id_, home) not in told)
        told |= {(id_, home) for id_ in ids}
        if ids:
            yield _Placed(made, decision, ids)
