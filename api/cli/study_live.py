"""The line of a study that runs: on a terminal, on standard error, gone when it is done."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


@contextmanager
def counting(what: str) -> Iterator[Callable[[int, int], None]]:
    """Give a callback ``progress(done, total)`` that keeps the line up to date.

    Parameters
    ----------
    what : str
        What is counted, such as ``plans``.
    """
    if not sys.stderr.isatty():
        yield lambda done, total: None  # noqa: ARG005 - nobody watches
        return
    columns = (
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(compact=True),
        TextColumn("left (Ctrl-C: stop)"),
    )
    console = Console(stderr=True, highlight=False, markup=False)
    with Progress(*columns, console=console, transient=True, refresh_per_second=5) as shown:
        task = shown.add_task(what, total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)
