"""What a person asks of a subject."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

Value = TypeVar("Value")

#: Told in words what is being measured; a long run is silent otherwise.
Report = Callable[[str], None]


@dataclass(frozen=True)
class Options:
    """What a person asks; what is empty or None is as the subject has it.

    Attributes
    ----------
    registers : tuple of Path
        Registers in any form, or published instances; instead of made-up ones.
    sizes : tuple of str
        Names of sizes, or numbers of children.
    jobs : tuple of str
        Names of jobs.
    seeds : int or None
        How many made-up registers of each size: seeds 1, 2, ...
    runs : int or None
        How often each thing is measured; the median counts.
    rivals : tuple of str or None
        Codes of rivals; none at all if empty.
    time_limit : float or None
        Seconds for each run of a solver.
    only : tuple of str
        Which rows of a table with fixed rows.
    """

    registers: tuple[Path, ...] = ()
    sizes: tuple[str, ...] = ()
    jobs: tuple[str, ...] = ()
    seeds: int | None = None
    runs: int | None = None
    rivals: tuple[str, ...] | None = None
    time_limit: float | None = None
    only: tuple[str, ...] = ()


def either(asked: Value | None, default: Value) -> Value:
    """Return what was asked for, or the default where nothing was."""
    return default if asked is None else asked


def some(asked: Sequence[str], default: Sequence[str]) -> Sequence[str]:
    """Return the names that were asked for, or the default where none was."""
    return asked or default
