"""Decisions of officers, as they are kept."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from api.refusals import refused
from api.store import audit
from api.store.approvals import Need
from api.store.audit import Actor
from api.store.tables import Decided, DecidedChild, Person, RegisterVersion
from api.store.times import now
from api.store.versions import add_version, standing_sha256
from matcher.records.register import Register
from scenarios.decisions import Decision

#: A decision and the name of who made it.
Made = tuple[Decided, str]


def add_decision(
    session: Session,
    actor: Actor,
    version: RegisterVersion,
    decision: Decision,
    after: Register,
    position: int | None,
    policy_sha256: str,
    needs: Sequence[Need] = (),
) -> Decided:
    """Add a decision, the version that comes of it if it changes the register, and log entries.

    Parameters
    ----------
    session : Session
        Of `Database.writing`.
    actor : Actor
        Who decides.
    version : RegisterVersion
        What was decided on: the newest.
    decision : Decision
        What was decided.
    after : Register
        The register as the decision makes it.
    position : int or None
        Which option of the ranking was chosen, from 1.
    policy_sha256 : str
        By which it was ranked and judged.
    needs : sequence of Need
        The approvals that it needs.
    """
    number = (session.scalar(select(func.max(Decided.number))) or 0) + 1
    new = None
    if after.sha256 != (standing_sha256(version)):
        # Why it was made stands in the decision, from which it can be erased.
        new = add_version(session, actor, after, "decision", None, audit.about_decision(number))
    made = Decided(
        number=number,
        version=version.number,
        new_version=None if new is None else new.number,
        kind=decision.kind,
        content=decision.model_dump_json(),
        position=position,
        author=actor.person,
        at=now(),
    )
    session.add(made)
    session.flush()
    session.add_all(DecidedChild(decision=number, child=child) for child in decision.children)
    audit.append(
        session,
        actor,
        f"decision.{decision.kind}",
        about=audit.about_decision(number),
        version=version.number,
        register_sha256=standing_sha256(version),
        policy_sha256=policy_sha256,
        detail={
            "decision": decision.model_dump(mode="json"),
            "position": position,
            "new_version": made.new_version,
            "approvals": [need.as_json() for need in needs],
        },
    )
    return made


def decision_numbered(session: Session, number: int) -> Made:
    """Return a decision by its number.

    Raises
    ------
    RefusedError
        404 if there is none such.
    """
    found = session.execute(_made().where(Decided.number == number)).one_or_none()
    if found is None:
        last = session.scalar(select(func.max(Decided.number)))
        accepted = f"a number from 1 to {last}" if last else "a decision first"
        raise refused(404, "number", "there is no decision of that number", accepted)
    return found[0], found[1]


def decisions_made(
    session: Session,
    *,
    limit: int,
    before: int | None = None,
    version: int | None = None,
    kind: str | None = None,
    child: str | None = None,
) -> Sequence[Made]:
    """Return decisions, newest first.

    Parameters
    ----------
    session : Session
        Any.
    limit : int
        How many at most.
    before : int, optional
        Only those of smaller numbers.
    version : int, optional
        Only those made on this version.
    kind : str, optional
        Only those of this kind.
    child : str, optional
        Only those about this child.
    """
    wanted = _made().order_by(Decided.number.desc()).limit(limit)
    if before is not None:
        wanted = wanted.where(Decided.number < before)
    if version is not None:
        wanted = wanted.where(Decided.version == version)
    if kind is not None:
        wanted = wanted.where(Decided.kind == kind)
    if child is not None:
        about = select(DecidedChild.decision).where(DecidedChild.child == child)
        wanted = wanted.where(Decided.number.in_(about))
    return [(made, name) for made, name in session.execute(wanted)]


def decisions_since(session: Session, version: int, limit: int) -> Sequence[Made]:
    """Return the decisions that were made on a version or a later one, newest first."""
    wanted = _made().where(Decided.version >= version).order_by(Decided.number.desc())
    return [(made, name) for made, name in session.execute(wanted.limit(limit))]


def _made() -> Select[Decided, str]:
    return select(Decided, Person.name).join(Person, Person.id == Decided.author)
