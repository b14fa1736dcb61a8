"""A run while it waits and works: what is told of it, and to whom."""

from __future__ import annotations

import threading
from collections.abc import Callable

from api.runs.work import Where


class ActiveRun:
    """What is known of a run that is not over, without asking the database.

    Attributes
    ----------
    id : str
        The run's.
    where : dict or None
        Where it was last.
    is_running : bool
        Whether it has begun.
    is_stopped : bool
        Whether somebody wants no more than what is there.
    over : threading.Event
        Set when it is over, or nobody works on it any more.
    """

    def __init__(self, id_: str) -> None:
        self.id = id_
        self.where: Where | None = None
        self.is_running = False
        self.is_stopped = False
        self.over = threading.Event()
        self._watchers: set[Callable[[], None]] = set()
        self._lock = threading.Lock()

    def began(self) -> None:
        """Say that it has begun."""
        self.is_running = True
        self._tell()

    def told(self, where: Where) -> None:
        """Say where it is."""
        self.where = where
        self._tell()

    def end(self) -> None:
        """Say that it is over."""
        self.over.set()
        self._tell()

    def watch(self, watcher: Callable[[], None]) -> None:
        """Call somebody whenever something is new."""
        with self._lock:
            self._watchers.add(watcher)

    def unwatch(self, watcher: Callable[[], None]) -> None:
        """Call them no more."""
        with self._lock:
            self._watchers.discard(watcher)

    def _tell(self) -> None:
        with self._lock:
            watchers = list(self._watchers)
        for watcher in watchers:
            watcher()
