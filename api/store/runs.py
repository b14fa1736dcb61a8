"""Runs as they are kept: what was asked for, how far it is, what came of it."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session, defer

from api.refusals import refused
from api.store.audit import json_of
from api.store.tables import Run

#: What the id of a run looks like.
ID = "^[0-9a-f]{32}$"


def run_called(session: Session, id_: str) -> Run:
    """Return a run by its id.

    Raises
    ------
    RefusedError
        404 if there is none such.
    """
    found = session.get(Run, id_)
    if found is None:
        raise refused(404, "run", "there is no such run", "an id that GET /v1/runs lists")
    return found


def answer_of(run: Run) -> dict[str, Any] | None:
    """Return the answer of a run; None while there is none, or after it was erased."""
    if run.answer is None:
        return None
    found: dict[str, Any] = json.loads(zlib.decompress(run.answer))
    return found


def replays_of(session: Session, id_: str) -> list[Run]:
    """Return the runs that did a run again, newest first, without their answers."""
    wanted = select(Run).where(Run.replay_of == id_).options(defer(Run.answer))
    return list(session.scalars(wanted.order_by(Run.created_at.desc(), Run.id.desc())))


def same_inputs(session: Session, inputs_sha256: str, time_limit: float | None) -> Run | None:
    """Return a run that answers the same question; None if a new one has to.

    Parameters
    ----------
    session : Session
        To read with.
    inputs_sha256 : str
        Of all that a final answer depends on.
    time_limit : float or None
        Seconds for each plan: a run that is not over yet counts if it has as long.
    """
    wanted = (
        select(Run)
        .where(Run.inputs_sha256 == inputs_sha256, Run.replay_of.is_(None))
        .where(Run.state.in_(("queued", "running", "done")))
        .options(defer(Run.answer))
        .order_by(Run.created_at.desc())
    )
    for run in session.scalars(wanted):
        if run.request is None:
            continue
        if run.state == "done":
            if run.final and run.answer_sha256 is not None:
                return run
        elif json.loads(run.request)["time_limit"] == time_limit:
            return run
    return None


def n_queued(session: Session, kinds: Collection[str]) -> int:
    """Return how many runs of some kinds wait to begin."""
    wanted = select(func.count()).where(Run.state == "queued", Run.kind.in_(kinds))
    return session.scalar(wanted) or 0


def unfinished(session: Session) -> list[Run]:
    """Return the runs that are not over, in the order in which they were asked for."""
    wanted = select(Run).where(Run.state.in_(("queued", "running")))
    return list(session.scalars(wanted.order_by(Run.created_at, Run.id)))


def page(
    session: Session,
    kind: str | None,
    state: str | None,
    author: int | None,
    before: str | None,
    limit: int,
) -> list[Run]:
    """Return some runs, newest first, without their answers.

    Parameters
    ----------
    session : Session
        To read with.
    kind, state : str or None
        Only such runs.
    author : int or None
        Only of this person.
    before : str or None
        Only runs that were asked for before the one of this id.
    limit : int
        How many at most.

    Raises
    ------
    RefusedError
        404 if there is no run of the id `before`.
    """
    wanted = select(Run).options(defer(Run.answer))
    for column, value in ((Run.kind, kind), (Run.state, state), (Run.author, author)):
        if value is not None:
            wanted = wanted.where(column == value)
    if before is not None:
        last = run_called(session, before)
        wanted = wanted.where(tuple_(Run.created_at, Run.id) < (last.created_at, last.id))
    return list(session.scalars(wanted.order_by(Run.created_at.desc(), Run.id.desc()).limit(limit)))


def answer_hash(answer: Mapping[str, Any]) -> str:
    """Return the hash of a run's answer without the seconds that it took; only a plan has some."""
    solve = answer.get("solve")
    if isinstance(solve, dict):
        answer = {**answer, "solve": {name: solve[name] for name in solve if name != "seconds"}}
    return hashlib.sha256(json_of(answer).encode()).hexdigest()
