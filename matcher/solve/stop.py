"""When to stop: a time limit, or somebody who asks."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

_here = threading.local()


@contextmanager
def searching() -> Iterator[None]:
    """Mark what may be interrupted at any point: the best plan so far is kept."""
    _here.searching = True
    try:
        yield
    finally:
        _here.searching = False


def is_searching() -> bool:
    """Return whether an interrupt of this thread means: stop with the best plan so far.

    Elsewhere it would end the work with nothing, so a handler of signals waits for this.
    """
    return getattr(_here, "searching", False)


class Stop:
    """A time limit in seconds from now, if any, and a request to stop.

    Parameters
    ----------
    seconds : float, optional
        The time limit; None for no limit.
    whole : Stop, optional
        What this is a step of: asked to stop, each stops with the other.
    """

    def __init__(self, seconds: float | None = None, whole: Stop | None = None) -> None:
        self.began = time.monotonic()
        self._seconds = seconds
        self._whole = whole
        self._asked = False

    def ask(self) -> None:
        """Ask to stop as soon as may be."""
        self._asked = True
        if self._whole is not None:
            self._whole.ask()

    def end(self) -> None:
        """Stop this step alone: it is of no use any more."""
        self._asked = True

    def elapsed(self) -> float:
        """Return seconds since the start."""
        return time.monotonic() - self.began

    def left(self) -> float | None:
        """Return the seconds left; None without a limit."""
        if self._is_asked():
            return 0.0
        return None if self._seconds is None else max(0.0, self._seconds - self.elapsed())

    def now(self) -> bool:
        """Return whether to stop now."""
        left = self.left()
        return left is not None and left <= 0

    def part(self, share: float) -> Stop:
        """Return when one step is to stop, which gets a share of the time left.

        Parameters
        ----------
        share : float
            From 0 to 1.
        """
        left = self.left()
        return Stop(None if left is None else share * left, self)

    def _is_asked(self) -> bool:
        return self._asked or (self._whole is not None and self._whole._is_asked())
