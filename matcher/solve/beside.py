"""Looking for a better plan of a huge model in a thread of its own, while its bound is made better.

What is found is taken at fixed points, however long it took: the same input gives the same plan.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

from matcher.geography import Ints
from matcher.solve.bound import Bound
from matcher.solve.mend import mended
from matcher.solve.near import plan_near
from matcher.solve.problem import Goal, Problem
from matcher.solve.stop import Stop


class Beside:
    """At most one plan is looked for at a time."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1)
        self._look: Future[Ints | None] | None = None

    def __enter__(self) -> Beside:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._thread.shutdown()

    def look(self, problem: Problem, find: Callable[[Problem], Ints | None]) -> None:
        """Begin to look for a plan; what was found before must have been taken.

        Parameters
        ----------
        problem : Problem
            Columns and rows as they are now: it may be given more rows meanwhile.
        find : callable
            Looks for a plan; it may close columns and add rows for clashes: they stay away from
            the bound.
        """
        own = Problem(problem.model, list(problem.added), problem.open.copy())
        self._look = self._thread.submit(find, own)

    def take(self) -> Ints | None:
        """Wait for the plan that is looked for and return its columns; None if there is none."""
        look, self._look = self._look, None
        return None if look is None else look.result()


def better(
    problem: Problem, goal: Goal, bound: Bound, columns: Ints, known: Ints | None, stop: Stop
) -> Ints | None:
    """Return the columns of a plan at least as good as one that is known; None if there is none.

    Parameters
    ----------
    problem : Problem
        Columns and rows; clashes that turn up are added to it.
    goal : Goal
        What is minimised.
    bound : Bound
        A bound on it.
    columns : ndarray of int
        The columns among which a plan is looked for.
    known : ndarray of int or None
        The columns of a plan that is known.
    stop : Stop
        When to give up.
    """
    start = columns[:0] if known is None else known
    plans = [plan_near(problem, goal, columns, start, stop), known]
    best = min((plan for plan in plans if plan is not None), key=goal.value, default=None)
    return None if best is None else mended(problem, goal, bound, best, stop)
