"""Who looks after the runs: starts workers, hands out jobs, writes down what comes of them."""

from __future__ import annotations

import secrets
import threading

from sqlalchemy import event
from sqlalchemy.orm import Session

from api.refusals import refused
from api.runs.active_run import ActiveRun
from api.runs.jobs import OVER, SHORT, Job, Kind
from api.runs.run_queue import RunQueue
from api.runs.run_repository import RunRepository, interrupted
from api.runs.worker_thread import WorkerThread
from api.settings import Settings
from api.store import audit
from api.store.audit import Actor
from api.store.database import Database
from api.store.owning import Ownership
from api.store.policies import policy_sha256
from api.store.runs import n_queued, run_called, same_inputs, unfinished
from api.store.tables import RegisterVersion, Run
from api.store.times import now
from api.store.versions import standing_sha256
from api.version import SOFTWARE

#: Which workers do what: nobody waits for the answer of a plan, but for that of a ranking.
LANES: dict[str, tuple[Kind, ...]] = {"long": ("plan", "scenarios", "study"), "short": SHORT}


class Supervisor:
    """Looks after the worker processes of one service.

    Parameters
    ----------
    database : Database
        Where runs are kept.
    settings : Settings
        How many workers there are, and how many runs may wait.
    """

    def __init__(self, database: Database, settings: Settings) -> None:
        self.database = database
        self.settings = settings
        self._ownership = Ownership(database)
        self._ledger = RunRepository(database)
        self._lanes = {"long": RunQueue(settings.workers), "short": RunQueue(1)}
        self._live: dict[str, ActiveRun] = {}
        self._lock = threading.Lock()
        self._keepers = [
            WorkerThread(lane, self._ledger, self._find, self._ended, warm=settings.warm)
            for lane in self._lanes.values()
            for _ in range(lane.n_workers)
        ]

    # The service's own

    def own(self) -> None:
        """Claim the database's runs, before anything is changed in it.

        Raises
        ------
        InputError
            If another service uses the database.
        """
        self._ownership.take()

    def start(self) -> None:
        """Start the workers; runs that a stop of the service has left unfinished begin again.

        Raises
        ------
        InputError
            If another service uses the database.
        """
        self.own()
        with self.database.writing() as session:
            again = [(run.id, run.kind) for run in unfinished(session) if interrupted(session, run)]
        for id_, kind in again:
            self._enqueue(id_, kind)
        for keeper in self._keepers:
            keeper.start()

    def close(self) -> None:
        """Stop the workers; runs that are not over are left to the next start."""
        for keeper in self._keepers:
            keeper.close()
        for lane in self._lanes.values():
            lane.close()
        for keeper in self._keepers:
            keeper.join()
        with self._lock:
            left = list(self._live.values())
            self._live.clear()
        for live in left:
            live.end()
        self._ownership.release()

    def is_ready(self) -> bool:
        """Return whether every worker is there."""
        return all(keeper.is_ready for keeper in self._keepers)

    def forget(self) -> None:
        """Let the workers forget all registers: a child is erased."""
        for keeper in self._keepers:
            keeper.forget()

    def pid_of(self, run_id: str) -> int | None:
        """Return the number of the process that works on a run; None if none does."""
        return next((one.pid for one in self._keepers if one.run_id == run_id), None)

    # Runs

    def ask(
        self,
        session: Session,
        actor: Actor,
        version: RegisterVersion,
        job: Job,
        replay_of: str | None = None,
    ) -> tuple[Run, bool]:
        """Return a run that does a job, and whether it is a new one.

        A run whose answer is final, or that is not over, stands for another with the same inputs.

        Parameters
        ----------
        session : Session
            Of `Database.writing`: the run begins once its transaction is kept.
        actor : Actor
            Who asks.
        version : RegisterVersion
            The register.
        job : Job
            What to do.
        replay_of : str, optional
            The run whose answer is worked out again, whatever is known of it.

        Raises
        ------
        RefusedError
            429 if too many runs wait; says when to come back.
        """
        register_sha256 = standing_sha256(version)
        inputs_sha256 = job.inputs_sha256(register_sha256, SOFTWARE)
        if replay_of is None:
            same = same_inputs(session, inputs_sha256, job.time_limit)
            if same is not None:
                return same, False
        self._refuse_too_many(session, job.kind)
        run = Run(
            id=secrets.token_hex(16),
            kind=job.kind,
            state="queued",
            inputs_sha256=inputs_sha256,
            version=version.number,
            register_sha256=register_sha256,
            policy_sha256=policy_sha256(job.policy),
            software=SOFTWARE,
            request=job.model_dump_json(),
            author=actor.person,
            created_at=now(),
            attempts=0,
            final=False,
            replay_of=replay_of,
        )
        session.add(run)
        session.flush()
        audit.append(
            session,
            actor,
            "run.asked",
            about=f"run {run.id}",
            version=run.version,
            register_sha256=run.register_sha256,
            policy_sha256=run.policy_sha256,
            detail={"kind": run.kind, "inputs_sha256": inputs_sha256, "replay_of": replay_of},
        )
        id_ = run.id
        event.listen(session, "after_commit", lambda _: self._enqueue(id_, job.kind), once=True)
        return run, True

    def stop(self, session: Session, actor: Actor, run_id: str) -> Run:
        """Stop a run and return it; what it has found by then is kept.

        Parameters
        ----------
        session : Session
            Of `Database.writing`. A run that waits is over at once, one that works soon after.
        actor : Actor
            Who asks.
        run_id : str
            The run's id.

        Raises
        ------
        RefusedError
            404 if there is no such run.
        """
        run = run_called(session, run_id)
        live = self._find(run_id)
        if run.state in OVER or (live is not None and live.is_stopped):
            return run
        audit.append(
            session,
            actor,
            "run.stop_asked",
            about=f"run {run.id}",
            version=run.version,
            register_sha256=run.register_sha256,
            policy_sha256=run.policy_sha256,
        )
        if run.state == "queued":
            self._ledger.close(session, run, "stopped")
            event.listen(session, "after_commit", lambda _: self._dropped(run_id), once=True)
        else:
            event.listen(session, "after_commit", lambda _: self._interrupt(run_id), once=True)
        return run

    def wait(self, run_id: str, seconds: float) -> None:
        """Wait until a run is over, or for so many seconds at most."""
        live = self._find(run_id)
        if live is not None:
            live.over.wait(seconds)

    def live(self, run_id: str) -> ActiveRun | None:
        """Return what is told of a run; None once it is over."""
        return self._find(run_id)

    def position(self, run_id: str) -> int | None:
        """Return how a run stands in its queue, from 1; None if it does not wait."""
        found = (lane.position(run_id) for lane in self._lanes.values())
        return next((position for position in found if position is not None), None)

    # Inside

    def _find(self, run_id: str) -> ActiveRun | None:
        with self._lock:
            return self._live.get(run_id)

    def _enqueue(self, run_id: str, kind: str) -> None:
        with self._lock:
            self._live[run_id] = ActiveRun(run_id)
        self._lane_of(kind).add(run_id)

    def _ended(self, run_id: str) -> None:
        with self._lock:
            live = self._live.pop(run_id, None)
        if live is not None:
            live.end()

    def _dropped(self, run_id: str) -> None:
        for lane in self._lanes.values():
            lane.drop(run_id)
        self._ended(run_id)

    def _interrupt(self, run_id: str) -> None:
        live = self._find(run_id)
        if live is None:
            return
        live.is_stopped = True
        for keeper in self._keepers:
            keeper.stop(run_id)

    def _lane_of(self, kind: str) -> RunQueue:
        return next(self._lanes[name] for name, kinds in LANES.items() if kind in kinds)

    def _refuse_too_many(self, session: Session, kind: str) -> None:
        kinds = next(kinds for kinds in LANES.values() if kind in kinds)
        if n_queued(session, kinds) < self.settings.queue:
            return
        seconds = self._lane_of(kind).retry_after_seconds()
        raise refused(
            429,
            "",
            f"{self.settings.queue} runs wait already",
            f"the same again in about {seconds} seconds",
            headers={"Retry-After": str(seconds)},
        )
