"""Making a decision: weighed on the newest register, kept once, refused where things changed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass

from fastapi import Response
from sqlalchemy.orm import Session

from api.refusals import RefusedError, refused
from api.service.approvals import needs_of
from api.service.decision_schemas import DecisionIn, DecisionOut
from api.service.planning_context import PlanningContext
from api.service.state import Service
from api.service.writing import IdempotentWrite
from api.sign_in.permissions import Principal
from api.store.approvals import Need
from api.store.decisions import add_decision, decisions_since
from api.store.journeys import journeys_of
from api.store.policies import policy_numbered
from api.store.tables import RegisterVersion
from api.store.versions import LATEST, latest_number, register_of, standing_sha256, version_called
from matcher.difference import difference
from matcher.errors import InputError
from matcher.records.register import Register
from scenarios.decisions import Decision, decided, faults_of_choice, position_of

#: Decisions at most that are told to whom decided on a register that has changed.
MOST_TOLD = 100


class _StaleError(Exception):
    """The version that an officer looked at is not the newest any more."""


@dataclass(frozen=True)
class _Weighed:
    """A decision that may be made: what it was made on, and what comes of it."""

    basis: PlanningContext
    after: Register
    position: int | None
    needs: tuple[Need, ...]


def decided_on(
    service: Service, who: Principal, asked: DecisionIn, write: IdempotentWrite
) -> Response:
    """Keep a decision and return the response, a `DecisionOut`.

    Parameters
    ----------
    service : Service
        The service.
    who : Principal
        Who decides.
    asked : DecisionIn
        What was decided, and on which version of the register.
    write : IdempotentWrite
        Keeps it once, however often it is sent.

    Raises
    ------
    InputError
        With all faults of the decision, each at its field.
    RefusedError
        409 where the register is not as it was any more: `about` tells ``version``, the newest,
        ``difference`` and ``decisions``, newest first.
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
            found.needs,
        )
        return DecisionOut.of((made, who.name))

    try:
        # Without what is left to us: the same request may come again on another day.
        return write(act, of=asked.model_dump_json(exclude_unset=True), status=201)
    except _StaleError:
        raise _changed_since(service, asked.version) from None


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
        basis = PlanningContext.of(session, version, None, policy_numbered(session))
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
    needs = service.rankers.ask(
        basis.key, basis.case, lambda ranker: needs_of(ranker.case, decision)
    )
    return _Weighed(basis, after, position, needs)


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
