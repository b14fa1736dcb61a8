"""Routes of decisions: what officers decide, and what was decided."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from sqlalchemy.orm import Session

from api.refusals import RefusedError, refused
from api.service.basis import Basis
from api.service.decision_shapes import DecisionIn, DecisionOut, DecisionsOut, Kind, SearchIn
from api.service.shapes import MAX_NUMBER, Before, Limit, errors
from api.service.state import Service, TheService
from api.service.who import Decider, Reader
from api.service.writing import Writes
from api.store.decisions import (
    add_decision,
    decision_numbered,
    decisions_made,
    decisions_since,
)
from api.store.journeys import journeys_of
from api.store.policies import policy_numbered
from api.store.tables import RegisterVersion
from api.store.versions import LATEST, latest_number, register_of, standing_sha256, version_called
from matcher.difference import difference
from matcher.errors import InputError
from matcher.records.register import Register
from scenarios.decisions import Decision, decided, faults_of_choice, position_of

router = APIRouter(prefix="/v1", tags=["decisions"])

#: Decisions at most that are told to whom decided on a register that has changed.
MOST_TOLD = 100


class _StaleError(Exception):
    """The version that an officer looked at is not the newest any more."""


@dataclass(frozen=True)
class _Weighed:
    """A decision that may be made: what it was made on, and what comes of it."""

    basis: Basis
    after: Register
    position: int | None


@router.post(
    "/decisions",
    status_code=201,
    response_model=DecisionOut,
    responses=errors(400, 404, 409, 413),
)
def decide(asked: DecisionIn, service: TheService, who: Decider, write: Writes) -> Response:
    """Record what was decided about children and a home.

    `offered`: the home is asked. `declined`: it says no, and is not proposed to the children
    again. `accepted`: the children live there from that day. `ended`: their placements end. All
    but `offered` make a new version of the register. Choosing another than the first option of
    the ranking asks for a reason. If the register is not as it was when the officer looked, the
    answer is 409 and says what has changed since and who decided what.
    """
    decision = asked.decision
    weighed = _later(lambda: _weigh(service, asked.version, decision))

    def act(session: Session) -> DecisionOut:
        version = _newest(session, asked.version)
        found = weighed()
        if found.basis.register_sha256 != standing_sha256(version):
            raise _StaleError  # a child was erased from it just now
        made = add_decision(
            session,
            who.actor,
            version,
            decision,
            found.after,
            found.position,
            found.basis.policy_sha256,
        )
        return DecisionOut.of((made, who.name))

    try:
        # Without what is left to us: the same request may come again on another day.
        return write(act, of=asked.model_dump_json(exclude_unset=True), status=201)
    except _StaleError:
        raise _changed_since(service, asked.version) from None


@router.get("/decisions", responses=errors())
def list_decisions(
    service: TheService,
    _: Reader,
    version: Annotated[
        int | None, Query(ge=1, le=MAX_NUMBER, description="Those made on this version.")
    ] = None,
    kind: Annotated[Kind | None, Query(description="Those of this kind.")] = None,
    before: Before = None,
    limit: Limit = 50,
) -> DecisionsOut:
    """List decisions, newest first."""
    with service.database.reading() as session:
        found = decisions_made(session, limit=limit + 1, before=before, version=version, kind=kind)
    return DecisionsOut.of(found, limit)


@router.post("/decisions/search", responses=errors(400, 413))
def search_decisions(asked: SearchIn, service: TheService, _: Reader) -> DecisionsOut:
    """List the decisions about a child, newest first."""
    with service.database.reading() as session:
        found = decisions_made(
            session, limit=asked.limit + 1, before=asked.before, child=asked.child
        )
    return DecisionsOut.of(found, asked.limit)


@router.get(
    "/decisions/{number:int}",
    responses=errors(404),
)
def get_decision(
    number: Annotated[int, Path(ge=1, le=MAX_NUMBER)], service: TheService, _: Reader
) -> DecisionOut:
    """Return a decision by its number."""
    with service.database.reading() as session:
        return DecisionOut.of(decision_numbered(session, number))


def _newest(session: Session, number: int) -> RegisterVersion:
    """Return a version if it is the newest."""
    version = version_called(session, str(number))
    if version.number != latest_number(session):
        raise _StaleError
    return version


def _weigh(service: Service, number: int, decision: Decision) -> _Weighed:
    """Return what comes of a decision on the newest version, worked out outside of any write.

    Raises
    ------
    InputError
        With all faults of the decision, and of a choice that lacks its reason.
    """
    with service.database.reading() as session:
        version = _newest(session, number)
        basis = Basis.of(session, version, None, policy_numbered(session))
    position = service.rankers.ask(
        basis.key, basis.case, lambda ranker: position_of(ranker, decision)
    )
    faults = faults_of_choice(position, decision)
    try:
        after = decided(basis.register, basis.policy, journeys_of(basis.table), decision)
    except InputError as error:
        # Where a child is not one to choose for, nothing was chosen.
        chosen = all(not fault.place.startswith("children[") for fault in error.faults)
        raise InputError([*error.faults, *(faults if chosen else ())]) from None
    if faults:
        raise InputError(faults)
    return _Weighed(basis, after, position)


def _later(work: Callable[[], _Weighed]) -> Callable[[], _Weighed]:
    """Do some work at once, and return what gives its result or raises its error."""
    done: Future[_Weighed] = Future()
    try:
        done.set_result(work())
    except (RefusedError, InputError, _StaleError) as error:
        done.set_exception(error)
    return done.result


def _changed_since(service: Service, number: int) -> RefusedError:
    """Return the refusal of a decision on a register that has changed, telling what has."""
    with service.database.reading() as session:
        seen = version_called(session, str(number))
        newest = version_called(session, LATEST)
        since = decisions_since(session, number, MOST_TOLD)
    return refused(
        409,
        "version",
        f"the register has changed since version {number}",
        f"look at version {newest.number}, and decide again",
        about={
            "version": newest.number,
            "difference": difference(register_of(seen), register_of(newest)).model_dump(
                mode="json"
            ),
            "decisions": [
                {
                    "number": row.number,
                    "kind": row.kind,
                    "at": row.at,
                    "author": {"number": row.author, "name": name},
                }
                for row, name in since
            ],
        },
    )
