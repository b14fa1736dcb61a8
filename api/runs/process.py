"""A worker as the service sees it: a process to talk to, to stop and, if need be, to kill."""

from __future__ import annotations

import multiprocessing
import signal
import threading

from api.runs.entry import begin
from api.runs.worker import Told

#: Spawned, not forked: a fork copies locks that another thread may hold.
_CONTEXT = multiprocessing.get_context("spawn")


class DiedError(Exception):
    """A worker is gone.

    Parameters
    ----------
    code : int or None
        Its exit status; of a signal its number, negative.
    """

    def __init__(self, code: int | None) -> None:
        self.code = code
        super().__init__(f"a worker ended with {code}")


class Process:
    """One worker process."""

    def __init__(self) -> None:
        self._connection, theirs = _CONTEXT.Pipe()
        self._saying = threading.Lock()
        self._process = _CONTEXT.Process(target=begin, args=(theirs,), daemon=True)
        self._start()
        theirs.close()
        #: Whether it has begun to listen.
        self.is_ready = False

    def _start(self) -> None:
        # A Ctrl-C that comes while the worker still loads would end it, with a traceback.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            self._process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

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

    def hear(self, seconds: float | None = None) -> Told | None:
        """Return what the worker says next; None if it says nothing for so long.

        Raises
        ------
        DiedError
            If it is gone.
        """
        try:
            if not self._connection.poll(seconds):
                return None
            told: Told = self._connection.recv()
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
