"""A worker as the service sees it: a process to talk to, to stop and, if need be, to kill."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from multiprocessing.context import ForkServerContext, SpawnContext

from api.runs.entry import begin
from api.runs.messages import WorkerMessage

#: Never forked off the service: a fork copies locks that another of its threads may hold. Python's
#: fork server runs no thread of ours and loads what a worker needs once for all of them, which
#: takes seconds. On macOS a fork does not bear the system's own libraries: there each worker loads.
CONTEXT: ForkServerContext | SpawnContext = (
    multiprocessing.get_context("spawn")
    if sys.platform == "darwin"
    else multiprocessing.get_context("forkserver")
)
CONTEXT.set_forkserver_preload(["api.runs.worker"])


@contextmanager
def signals_blocked() -> Iterator[None]:
    """Let a process that is started meanwhile hear no interrupt and no request to end.

    A worker hears them once it knows what to do: a Ctrl-C that comes while it still loads would
    end it, with a traceback. The fork server never does: whoever tells all processes to end, as a
    machine that is shut down, ends the workers and not what says how they ended.
    """
    resource_tracker.ensure_running()  # this lets both be heard again, so it comes first
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class DiedError(Exception):
    """A worker is gone.

    Parameters
    ----------
    code : int or None
        Its exit status; of a signal its number, negative; None if it never began.
    """

    def __init__(self, code: int | None) -> None:
        self.code = code
        super().__init__(f"a worker ended with {code}")


class Process:
    """One worker process.

    Raises
    ------
    DiedError
        If it can't be started.
    """

    def __init__(self) -> None:
        self._connection, theirs = CONTEXT.Pipe()
        self._saying = threading.Lock()
        self._process = CONTEXT.Process(target=begin, args=(theirs,), daemon=True)
        #: Whether it has begun to listen.
        self.is_ready = False
        try:
            with signals_blocked():
                self._process.start()
        except (OSError, EOFError):
            self._connection.close()
            raise DiedError(None) from None
        finally:
            theirs.close()

    @property
    def pid(self) -> int | None:
        """The number of the process."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether the process is there."""
        return self._process.is_alive()

    def say(self, *told: object) -> None:
        """Tell the worker something.

        Raises
        ------
        DiedError
            If it is gone.
        """
        try:
            with self._saying:
                self._connection.send(told)
        except (OSError, ValueError):
            raise self._died() from None

    def hear(self, seconds: float | None = None) -> WorkerMessage | None:
        """Return what the worker says next; None if it says nothing for so long.

        Raises
        ------
        DiedError
            If it is gone.
        """
        try:
            if not self._connection.poll(seconds):
                return None
            told: WorkerMessage = self._connection.recv()
        except (EOFError, OSError):
            raise self._died() from None
        return told

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()

    def close(self) -> None:
        """End the process at once and let go of it; by the one who hears it."""
        self._process.kill()
        self._process.join()
        self._connection.close()

    def _died(self) -> DiedError:
        self._process.join()
        return DiedError(self._process.exitcode)
