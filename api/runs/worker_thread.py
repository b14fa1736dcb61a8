"""A keeper: a thread that looks after one worker, and starts another where that one dies."""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from api.runs.active_run import ActiveRun
from api.runs.process import DiedError, Process
from api.runs.run_queue import RunQueue
from api.runs.run_repository import Begun, RunRepository
from api.runs.work import Result, failed
from api.store.database import UNANSWERED
from matcher.errors import Fault

_log = logging.getLogger(__name__)
T = TypeVar("T")

#: Where a run is goes to the database no more often than this.
_WRITE_SECONDS = 0.5
#: Between two tries to write where the database does not answer.
_RETRY_SECONDS = 2.0

_KILLED = Fault(
    "",
    "the process that worked it out was killed, most likely because memory ran short",
    "a smaller question, fewer workers (CARTREF_WORKERS) or more memory",
)
_ENDED = Fault("", "the process that worked it out ended by itself", "the same again")


class WorkerThread:
    """Looks after one worker of a lane.

    Parameters
    ----------
    lane : RunQueue
        Where its runs wait.
    ledger : RunRepository
        Where it writes down what becomes of them.
    find : callable
        Gives what is told of a run.
    ended : callable
        Told of each run that nobody works on any more.
    warm : bool
        Whether the worker is started at once, or with the first run.
    """

    def __init__(
        self,
        lane: RunQueue,
        ledger: RunRepository,
        find: Callable[[str], ActiveRun | None],
        ended: Callable[[str], None],
        *,
        warm: bool = True,
    ) -> None:
        self._warm = warm
        self._lane, self._ledger, self._find, self._ended = lane, ledger, find, ended
        self._worker: Process | None = None
        self._closing = threading.Event()
        #: Held while the worker is told of a run, so that a stop comes after it.
        self._telling = threading.Lock()
        self._forgets = False
        self._thread = threading.Thread(target=self._keep, daemon=True)
        #: The run in hand.
        self.run_id: str | None = None

    @property
    def is_ready(self) -> bool:
        """Whether its worker is there, or comes when it is needed."""
        return self._worker.is_ready if self._worker is not None else not self._warm

    @property
    def pid(self) -> int | None:
        """The number of its worker's process."""
        return None if self._worker is None else self._worker.pid

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def close(self) -> None:
        """End: the worker is killed, and what it works on is left as it is."""
        self._closing.set()
        if self._worker is not None:
            self._worker.kill()

    def join(self) -> None:
        """Wait for the end."""
        if self._thread.ident is not None:
            self._thread.join()

    def forget(self) -> None:
        """Let the worker forget all registers before its next run."""
        self._forgets = True

    def stop(self, run_id: str) -> None:
        """Stop a run, if it is the one in hand."""
        with self._telling:
            if self.run_id != run_id or self._worker is None:
                return
            try:
                self._worker.say("stop", run_id)
            except DiedError:
                return  # whoever listens to it learns of it too

    # The thread

    def _keep(self) -> None:
        try:
            if self._warm:
                self._begin_worker()
            while (run_id := self._lane.next()) is not None:
                try:
                    self._do(run_id)
                except _Closing:
                    raise
                except Exception as error:
                    self._gave_up(run_id, error)
        except _Closing:
            pass
        finally:
            if self._worker is not None:
                self._worker.close()

    def _begin_worker(self) -> Process:
        """Start a worker and wait until it listens; as often as it takes."""
        while True:
            if self._worker is not None:
                self._worker.close()
            if self._closing.is_set():
                raise _Closing
            try:
                self._worker = Process()
                if self._closing.is_set():
                    raise _Closing
                self._worker.hear()
            except DiedError as error:
                self._leave_if_closing()
                _log.warning("a worker ended as it began: %s", error)
                self._closing.wait(_RETRY_SECONDS)
                continue
            self._worker.is_ready = True
            return self._worker

    def _do(self, run_id: str) -> None:
        live = self._find(run_id)
        if live is None:
            return
        begun = self._written(lambda: self._ledger.begin(run_id))
        if begun is None:
            self._ended(run_id)
            return
        worker = self._worker
        if worker is None or not worker.is_alive:
            worker = self._begin_worker()
        live.began()
        began = time.monotonic()
        try:
            result = self._worked(worker, begun, live)
        except DiedError as error:
            self._leave_if_closing()
            if error.code == -signal.SIGTERM:
                self._again(live)
                self._begin_worker()
                return
            _log.warning("a worker died of run %s: %s", run_id, error)
            result = failed([_KILLED if error.code and error.code < 0 else _ENDED])
        finally:
            with self._telling:
                self.run_id = None
        self._lane.took(time.monotonic() - began)
        self._written(lambda: self._ledger.over(run_id, result, stopped=live.is_stopped))
        self._ended(run_id)
        if not worker.is_alive:
            self._begin_worker()

    def _worked(self, worker: Process, begun: Begun, live: ActiveRun) -> Result:
        """Return what comes of a task, having told on the way where it is."""
        with self._telling:
            if self._forgets:
                self._forgets = False
                worker.say("forget", None)
            worker.say("task", begun.task)
            self.run_id = live.id
            if live.is_stopped:
                worker.say("stop", live.id)
        written, is_new = 0.0, False
        while True:
            told = worker.hear(_WRITE_SECONDS if is_new else None)
            if told is not None:
                kind, what = told
                if kind == "over":
                    result: Result = what
                    return result
                if kind == "want":
                    worker.say("given", begun.wanted[what])
                elif kind == "where":
                    live.told(what)
                    is_new = True
            if is_new and time.monotonic() - written >= _WRITE_SECONDS:
                self._written(lambda: self._ledger.told(live.id, live.where or {}))
                written, is_new = time.monotonic(), False

    def _again(self, live: ActiveRun) -> None:
        """Let a run wait again whose worker was told to end, as when a machine is shut down."""
        live.is_running = False
        if self._written(lambda: self._ledger.interrupted(live.id)):
            self._lane.add(live.id, first=True)
        else:
            self._ended(live.id)

    def _gave_up(self, run_id: str, error: Exception) -> None:
        """End a run that a fault of ours stands in the way of; the others go on."""
        _log.error("run %s: a fault of cartref: %s", run_id, type(error).__name__)
        result = failed([Fault("", f"this is a fault of cartref: {type(error).__name__}")])
        self._written(lambda: self._ledger.over(run_id, result, stopped=False))
        self._ended(run_id)
        self._begin_worker()

    def _written(self, write: Callable[[], T]) -> T:
        """Return what writing gives; tried again while the database does not answer."""
        while True:
            try:
                return write()
            except UNANSWERED as error:
                _log.warning("the database does not answer: %s", type(error).__name__)
                self._closing.wait(_RETRY_SECONDS)
                self._leave_if_closing()

    def _leave_if_closing(self) -> None:
        if self._closing.is_set():
            raise _Closing


class _Closing(Exception):  # noqa: N818  # nothing went wrong
    """The service ends."""
