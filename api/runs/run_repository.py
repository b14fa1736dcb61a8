"""What is written down of a run: that it begins, where it is, what comes of it."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from sqlalchemy import update
from sqlalchemy.orm import Session

from api.refusals import RefusedError
from api.runs.jobs import State, job_in
from api.runs.messages import Task
from api.runs.work import Result, Where, failed
from api.store import audit
from api.store.audit import SERVICE, json_of
from api.store.database import Database
from api.store.journeys import table_of
from api.store.tables import RegisterVersion, Run
from api.store.times import now
from api.store.versions import standing_sha256
from matcher.errors import Fault

#: A run is given up when it was started so often and never ended.
MOST_ATTEMPTS = 3

_ERASED = Fault("version", "a child was erased from it since", "the same on a newer version")
_CHANGED = Fault("policy.travel.matrix", "is another table since", "the same run anew")
_TOO_OFTEN = Fault(
    "", f"was interrupted {MOST_ATTEMPTS} times", "the same once the machine runs without breaks"
)


class Begun(NamedTuple):
    """A run that begins: its task, and what a worker may want for it, compressed, by hash."""

    task: Task
    wanted: dict[str, bytes]


class RunRepository:
    """Writes down what becomes of runs, a transaction at a time.

    Parameters
    ----------
    database : Database
        Where runs are kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, run_id: str) -> Begun | None:
        """Let a run begin; None if it does not wait any more, or can't be worked out now."""
        with self._database.writing() as session:
            run = session.get(Run, run_id)
            if run is None or run.state != "queued":
                return None
            version = session.get_one(RegisterVersion, run.version)
            if run.request is None or standing_sha256(version) != run.register_sha256:
                self.close(session, run, "failed", failed([_ERASED]))
                return None
            try:
                job = job_in(run.request)
                table = table_of(session, job.policy)
            except RefusedError as error:
                self.close(session, run, "failed", failed(error.faults))
                return None
            wanted = {run.register_sha256: version.content}
            if job.journeys_sha256 is not None:
                if table is None or table.sha256 != job.journeys_sha256:
                    self.close(session, run, "failed", failed([_CHANGED]))
                    return None
                wanted[table.sha256] = table.content
            run.state, run.started_at, run.attempts = "running", now(), run.attempts + 1
            task = Task(run.id, run.request, run.register_sha256, job.journeys_sha256)
            return Begun(task, wanted)

    def told(self, run_id: str, where: Where) -> None:
        """Write down where a run is."""
        with self._database.writing() as session:
            session.execute(
                update(Run)
                .where(Run.id == run_id, Run.state == "running")
                .values(progress=json.dumps(where))
            )

    def over(self, run_id: str, result: Result, *, stopped: bool) -> None:
        """Write down what came of a run.

        Parameters
        ----------
        run_id : str
            The run's id.
        result : Result
            What came of it.
        stopped : bool
            Whether it was told to stop.
        """
        with self._database.writing() as session:
            run = session.get(Run, run_id)
            if run is None or run.state != "running":
                return
            if run.request is None:
                result = failed([_ERASED])
            if stopped and not result.final:
                state: State = "stopped"
            else:
                state = "done" if result.answer is not None else "failed"
            self.close(session, run, state, result)

    def interrupted(self, run_id: str) -> bool:
        """Let a run that was interrupted wait again; False if that was too often."""
        with self._database.writing() as session:
            run = session.get(Run, run_id)
            return run is not None and run.state == "running" and interrupted(session, run)

    @staticmethod
    def close(session: Session, run: Run, state: State, result: Result | None = None) -> None:
        """Let a run be over, with an entry in the log."""
        _close(session, run, state, result or Result())


def interrupted(session: Session, run: Run) -> bool:
    """Let a run that is not over wait again; False if it was interrupted too often."""
    if run.attempts >= MOST_ATTEMPTS:
        _close(session, run, "failed", failed([_TOO_OFTEN]))
        return False
    run.state = "queued"
    return True


def _close(session: Session, run: Run, state: State, result: Result) -> None:
    run.state, run.ended_at = state, now()
    run.answer, run.answer_sha256, run.final = result.answer, result.answer_sha256, result.final
    run.failure = None if result.failure is None else json_of(result.failure)
    detail: dict[str, Any] = {"answer_sha256": result.answer_sha256, "final": result.final}
    audit.append(
        session,
        SERVICE,
        f"run.{state}",
        about=f"run {run.id}",
        version=run.version,
        register_sha256=run.register_sha256,
        policy_sha256=run.policy_sha256,
        detail=detail,
    )
