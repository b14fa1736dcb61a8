"""A worker: a process that does one job after the other, and can be told to stop one.

It knows no database. A thread listens to the service; the main thread works. When the service is
gone, however it went, so is the worker.
"""

from __future__ import annotations

import os
import queue
import signal
import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable
from multiprocessing.connection import Connection
from types import FrameType
from typing import Any, TypeVar

import matcher.solve.search  # noqa: F401  # takes a second to load, better before there is a job
from api.refusals import RefusedError
from api.runs.jobs import SHORT, Job
from api.runs.messages import Task, WorkerMessage
from api.runs.work import Material, Result, Where, failed, result_of
from api.store.journeys import read_bytes
from api.store.reading import read_again
from matcher.case import Case
from matcher.ranking import Ranker
from matcher.records.register import Register
from matcher.solve.stop import is_searching
from matcher.travel import Journeys

T = TypeVar("T")

#: Seconds between two interrupts: what hears one may go on for long before it looks up.
_KNOCK_SECONDS = 0.5
#: Registers and tables that are kept at hand, and registers made ready for rankings.
_KEPT, _RANKERS = 4, 2


class Halt(BaseException):
    """Somebody stops a ranking: a part of one is worth nothing."""


def serve(connection: Connection) -> None:
    """Work for a service until it is gone.

    Parameters
    ----------
    connection : Connection
        To the service.
    """
    worker = Worker(connection)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})  # see `process.signals_blocked`
    worker.work()


class Worker:
    """One worker, in its own process."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._inbox: queue.SimpleQueue[WorkerMessage] = queue.SimpleQueue()
        self._registers: OrderedDict[str, Register] = OrderedDict()
        self._tables: OrderedDict[str, Journeys] = OrderedDict()
        self._rankers: OrderedDict[tuple[str, ...], Ranker] = OrderedDict()
        #: The run in hand, from when its task comes until its result goes; the one to stop.
        self._in_hand: str | None = None
        self._to_stop: str | None = None
        #: What may be interrupted now: nothing, a search only, or all.
        self._may_halt = False
        self._may_search = False
        signal.signal(signal.SIGINT, self._interrupted)
        threading.Thread(target=self._listen, daemon=True).start()

    def work(self) -> None:
        """Do one job after the other."""
        self._connection.send(("ready", None))
        while True:
            kind, what = self._inbox.get()
            if kind == "forget":
                for kept in (self._registers, self._tables, self._rankers):
                    kept.clear()
            elif kind == "task":
                result = self._done(what)
                self._in_hand = None
                self._connection.send(("over", result))

    # The job

    def _done(self, task: Task) -> Result:
        job = Job.model_validate_json(task.job)
        try:
            register = self._kept(self._registers, task.register, _register)
        except RefusedError as error:
            return failed(error.faults)
        journeys = None
        if task.journeys is not None:
            name = getattr(job.policy.travel, "matrix", "journeys.csv")
            journeys = self._kept(
                self._tables, task.journeys, lambda raw: read_bytes(zlib.decompress(raw), name)
            )
        key = (task.register, str(task.journeys), job.policy.model_dump_json())
        material = Material(register, journeys, lambda case: self._ranker(key, case))
        try:
            if job.kind in SHORT:
                self._may_halt = True
                if self._is_stopped():
                    raise Halt  # while its register was being read
            else:
                self._may_search = True
            try:
                return result_of(job, material, self._tell, self._is_stopped)
            finally:
                self._may_halt = self._may_search = False
        except (Halt, KeyboardInterrupt):
            self._rankers.clear()
            return Result()

    def _ranker(self, key: tuple[str, ...], case: Case) -> Ranker:
        return _remembered(self._rankers, key, lambda: Ranker(case), _RANKERS)

    def _kept(self, kept: OrderedDict[str, T], key: str, read: Callable[[bytes], T]) -> T:
        return _remembered(kept, key, lambda: read(self._wanted(key)), _KEPT)

    def _wanted(self, key: str) -> bytes:
        """Return what is kept under a hash, as it is kept: compressed."""
        self._connection.send(("want", key))
        packed: bytes = self._inbox.get()[1]
        return packed

    def _tell(self, where: Where) -> None:
        # Half a message would be the end of all messages.
        before, self._may_search = self._may_search, False
        self._connection.send(("where", where))
        self._may_search = before

    # Stopping

    def _is_stopped(self) -> bool:
        return self._to_stop is not None and self._to_stop == self._in_hand

    def _interrupted(self, _: int, __: FrameType | None) -> None:
        if not self._is_stopped():
            return
        # Again at each knock: one that falls into a library's own callback is lost there.
        if self._may_halt:
            raise Halt
        if self._may_search and is_searching():
            raise KeyboardInterrupt

    def _listen(self) -> None:
        try:
            while True:
                if self._is_stopped():
                    signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
                    if not self._connection.poll(_KNOCK_SECONDS):
                        continue
                kind, what = self._connection.recv()
                if kind == "stop":
                    self._to_stop = what
                    continue
                if kind == "task":
                    self._in_hand = what.run
                self._inbox.put((kind, what))
        except (EOFError, OSError):
            os._exit(1)  # also in mid-solve: nobody waits for it any more


def _register(packed: bytes) -> Register:
    return read_again(Register, packed, "the register of the run", "a corrected register, uploaded")


def _remembered(kept: OrderedDict[Any, T], key: Any, make: Callable[[], T], most: int) -> T:
    found = kept[key] if key in kept else make()
    kept[key] = found
    kept.move_to_end(key)
    while len(kept) > most:
        kept.popitem(last=False)
    return found
