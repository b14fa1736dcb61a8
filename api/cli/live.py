"""The live line of a long solve: on a terminal, on standard error, gone when it is done."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.live import Live
from rich.text import Text

from api.cli.words import amount
from matcher.amounts import level_unit

if TYPE_CHECKING:
    from matcher.progress import Progress, Report
    from matcher.records.policy import Policy


def line(progress: Progress | None, policy: Policy, seconds: float) -> str:
    """Return the line: level, best value, proved bound, seconds."""
    if progress is None:
        return f"reading the rules, {seconds:.0f} s"
    unit = level_unit(policy.levels[progress.level - 1])
    best = "none" if progress.best is None else amount(progress.best, unit)
    bound = (
        "nothing proved" if progress.bound is None else f"at least {amount(progress.bound, unit)}"
    )
    return (
        f"level {progress.level} of {progress.n_levels}, {seconds:.0f} s: best {best}, "
        f"{bound} (Ctrl-C: stop)"
    )


@contextmanager
def live_line(policy: Policy) -> Iterator[Report | None]:
    """Give a callback that keeps the line up to date; None where nobody watches.

    Parameters
    ----------
    policy : Policy
        Says in which unit each level is.
    """
    if not sys.stderr.isatty():
        yield None
        return
    last: list[Progress] = []
    started = time.monotonic()

    def text() -> Text:
        seconds = time.monotonic() - started
        latest = last[-1] if last else None
        return Text(line(latest, policy, seconds), no_wrap=True, overflow="ellipsis")

    def report(progress: Progress) -> None:
        last[:] = [progress]

    console = Console(stderr=True, highlight=False, markup=False)
    with Live(console=console, get_renderable=text, transient=True, refresh_per_second=5):
        yield report
