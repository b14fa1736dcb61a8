"""The line of a sweep that runs: on a terminal, on standard error, gone when it is done."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

T = TypeVar("T")


@contextmanager
def counted(items: Iterable[T], total: int) -> Iterator[Iterable[T]]:
    """Give items as they come, and keep the line up to date: how many, and the time left.

    Parameters
    ----------
    items : iterable
        As they are done.
    total : int
        How many there will be.
    """
    if not sys.stderr.isatty():
        yield items
        return
    console = Console(stderr=True, highlight=False, markup=False)
    columns = (
        TextColumn("scenarios"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(compact=True),
        TextColumn("left (Ctrl-C: stop)"),
    )
    with Progress(*columns, console=console, transient=True, refresh_per_second=5) as progress:
        yield progress.track(items, total=total)
