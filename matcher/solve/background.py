"""What is done in a thread of its own while a bound is made better.

What is found is taken at fixed points, however long it took: the same input gives the same plan.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import TypeVar

from matcher.geography import Ints
from matcher.solve.problem import Problem

_Found = TypeVar("_Found")


class BackgroundTask:
    """The thread; at most one plan is looked for at a time."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1)
        self._look: Future[Ints | None] | None = None

    def __enter__(self) -> BackgroundTask:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._thread.shutdown()

    def begin(self, work: Callable[[], _Found]) -> Future[_Found]:
        """Begin some work, after what was begun before, and return what will hold its result."""
        return self._thread.submit(work)

    def look(self, problem: Problem, find: Callable[[Problem], Ints | None]) -> None:
        """Begin to look for a plan; what was found before must have been taken.

        Parameters
        ----------
        problem : Problem
            Columns and rows as they are now: it may be given more rows meanwhile.
        find : callable
            Looks for a plan.
        """
        own = problem.copy()
        self._look = self.begin(lambda: find(own))

    def take(self) -> Ints | None:
        """Wait for the plan that is looked for and return its columns; None if there is none."""
        look, self._look = self._look, None
        return None if look is None else look.result()
