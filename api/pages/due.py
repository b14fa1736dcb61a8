"""Placements that were accepted: what each still needs and by when, and which begin soon."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from api.service.basis import Basis
from api.store.decisions import decisions_made
from api.store.journeys import journeys_of
from api.store.tables import RegisterVersion
from api.store.versions import register_of, standing_sha256
from matcher.approvals import KINDS, Placing
from matcher.case import Case
from matcher.living import Living
from matcher.words import Words
from scenarios.decisions import Decision

#: Nobody tells Cartref that an approval was given: so long after its day one is listed.
LISTED_DAYS = 14
#: No approval is due later after a placement's start: 10 working days, with Christmas in them.
_LATEST_DAYS = 21
#: Decisions that are looked back through.
_MOST = 500


@dataclass(frozen=True, slots=True)
class Due:
    """An approval, or what else has to be done for a placement.

    Attributes
    ----------
    day : date
        The last day for it.
    who : Words
        Who decides, by when.
    home : str
        The home's id.
    children : tuple of str
        The children who are placed there.
    """

    day: date
    who: Words
    home: str
    children: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Starting:
    """Children who come to a home today or later."""

    day: date
    home: str
    children: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agenda:
    """What follows from accepted placements, soonest first."""

    due: tuple[Due, ...]
    starting: tuple[Starting, ...]


_lock = threading.Lock()
_known: dict[tuple[object, ...], tuple[Due, ...]] = {}


def agenda(session: Session, basis: Basis, today: date) -> Agenda:
    """Return what accepted placements still need, and which begin today or later.

    A child counts who lives in the home in the register of the basis. Days are counted from the
    day on which the placement begins; what was due more than `LISTED_DAYS` days ago is left out.

    Parameters
    ----------
    session : Session
        To read with.
    basis : Basis
        The newest register, and the policy.
    today : date
        The day.
    """
    homes = {child.id: child.present_home for child in basis.register.children}
    due: list[Due] = []
    starting: list[Starting] = []
    told: set[tuple[str, str]] = set()
    known: dict[tuple[object, ...], tuple[Due, ...]] = {}
    for version, decision in _accepted(session, today):
        there = {id_ for id_ in decision.children if homes.get(id_) == decision.home}
        # Accepted again for the same home, the newest counts.
        new = {id_ for id_ in there if (id_, decision.home) not in told}
        told |= {(id_, decision.home) for id_ in there}
        if not new:
            continue
        key = (standing_sha256(version), basis.key[1:], decision)
        known[key] = _known.get(key) or tuple(_needs(basis, version, decision))
        least = today - timedelta(days=LISTED_DAYS)
        for one in known[key]:
            ids = tuple(id_ for id_ in one.children if id_ in new)
            if ids and one.day >= least:
                due.append(Due(one.day, one.who, one.home, ids))
        if decision.on >= today:
            ids = tuple(id_ for id_ in decision.children if id_ in new)
            starting.append(Starting(decision.on, decision.home, ids))
    with _lock:
        _known.clear()
        _known.update(known)
    return Agenda(
        tuple(sorted(due, key=lambda one: (one.day, one.home, one.children, one.who.en))),
        tuple(sorted(starting, key=lambda one: (one.day, one.home, one.children))),
    )


def _accepted(session: Session, today: date) -> Iterator[tuple[RegisterVersion, Decision]]:
    """Yield accepted placements with the version each was decided on, newest first."""
    earliest = today - timedelta(days=LISTED_DAYS + _LATEST_DAYS)
    for made, _ in decisions_made(session, limit=_MOST, kind="accepted"):
        if made.content is None:
            continue  # a child of it was erased
        decision = Decision.model_validate_json(made.content)
        if decision.on >= earliest:
            yield session.get_one(RegisterVersion, made.version), decision


def _needs(basis: Basis, version: RegisterVersion, decision: Decision) -> Iterator[Due]:
    """Yield what a placement needs, counted from the day on which it begins."""
    case = Case(register_of(version), basis.policy, journeys_of(basis.table))
    if decision.home not in case.homes or not set(decision.children) <= set(case.children):
        return
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
            yield Due(kind.due(decision.on), kind.who, decision.home, ids)
