"""System cost: what an option costs everybody together (contract 7)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from matcher.engine import Engine
from matcher.locks import PairConstraints
from matcher.solve.solution import Solution
from matcher.solve.stop import Stop


class SystemCosts:
    """The difference of two proved whole plans, for options of one case.

    Parameters
    ----------
    engine : Engine
        The case, made ready to be solved.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @cached_property
    def best(self) -> Solution:
        """The best whole plan."""
        return _proved(self.engine.solve(PairConstraints(), Stop()))

    def of(self, homes: Mapping[str, str | None]) -> tuple[int, ...] | None:
        """Return the levels of the best whole plan that contains an option, less the best's.

        Parameters
        ----------
        homes : mapping of str to (str or None)
            The home of each child of the option; None is no home.

        Returns
        -------
        tuple of int or None
            Level by level; None if no plan within the limits contains the option.
        """
        solution = self.with_option(homes)
        if solution is None:
            return None
        return self.difference(solution)

    def with_option(self, homes: Mapping[str, str | None]) -> Solution | None:
        """Return the best whole plan that contains an option; see `of`."""
        if self.best.chosen is None:
            return None
        wanted = PairConstraints(
            locks=tuple((child, home) for child, home in homes.items() if home is not None),
            unplaced=tuple(child for child, home in homes.items() if home is None),
        )
        solution = _proved(self.engine.solve(wanted, Stop(), after=self.best))
        return None if solution.chosen is None else solution

    def difference(self, solution: Solution) -> tuple[int, ...]:
        """Return the levels of a solution less those of the best."""
        return tuple(
            value - best for value, best in zip(solution.values, self.best.values, strict=True)
        )


def _proved(solution: Solution) -> Solution:
    """Return a solution that is whole: a solve keeps to itself that it was interrupted.

    Raises
    ------
    KeyboardInterrupt
        If it was: the difference of unproved plans is no system cost.
    """
    if not solution.finished:
        raise KeyboardInterrupt
    return solution
