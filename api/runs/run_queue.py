"""A lane: runs that wait for the same workers, first come, first served."""

from __future__ import annotations

import math
import threading
from collections import deque

#: Seconds that a run is thought to take before there were any.
_FIRST_GUESS_SECONDS = 30.0
#: Runs by which the next ones are judged.
_REMEMBERED = 20
_LONGEST_SECONDS = 3600


class RunQueue:
    """Runs that wait, by their ids.

    Parameters
    ----------
    n_workers : int
        How many work on them.
    """

    def __init__(self, n_workers: int) -> None:
        self.n_workers = n_workers
        self._waiting: deque[str] = deque()
        self._more = threading.Condition()
        self._closed = False
        self._seconds: deque[float] = deque(maxlen=_REMEMBERED)

    def add(self, run: str, *, first: bool = False) -> None:
        """Let a run wait, the longest of all or behind the others."""
        with self._more:
            if first:
                self._waiting.appendleft(run)
            else:
                self._waiting.append(run)
            self._more.notify()

    def next(self) -> str | None:
        """Return the next run as soon as there is one; None once the lane is closed."""
        with self._more:
            self._more.wait_for(lambda: self._waiting or self._closed)
            return None if self._closed else self._waiting.popleft()

    def drop(self, run: str) -> None:
        """Let a run wait no more, if it does."""
        with self._more:
            if run in self._waiting:
                self._waiting.remove(run)

    def position(self, run: str) -> int | None:
        """Return how a run stands in the queue, from 1; None if it does not wait."""
        with self._more:
            return self._waiting.index(run) + 1 if run in self._waiting else None

    def took(self, seconds: float) -> None:
        """Remember how long a run took."""
        self._seconds.append(seconds)

    def retry_after_seconds(self) -> int:
        """Return in about how many seconds the next run ends, by those before; at least 1."""
        known = list(self._seconds) or [_FIRST_GUESS_SECONDS]
        each = sum(known) / len(known) / self.n_workers
        return max(1, min(_LONGEST_SECONDS, math.ceil(each)))

    def close(self) -> None:
        """Hand out nothing more."""
        with self._more:
            self._closed = True
            self._more.notify_all()
