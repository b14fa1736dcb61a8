"""Progress of a long solve, for a callback."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a solve is.

    Attributes
    ----------
    level : int
        The level being minimised, from 1.
    n_levels : int
        How many levels the policy has.
    best : int or None
        The level's value in the best plan so far that has the values of the levels before; None
        if there is no such plan yet.
    bound : int or None
        What the level's value is proved to be at least; None if nothing is proved yet.
    seconds : float
        Since the start.
    """

    level: int
    n_levels: int
    best: int | None
    bound: int | None
    seconds: float


Report = Callable[[Progress], None]
