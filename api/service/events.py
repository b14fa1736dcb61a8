"""News of a run while it goes on, for somebody who listens.

A listener who is slow misses what is old: only the newest is told, so that none costs memory.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any, NamedTuple

from starlette.concurrency import run_in_threadpool

from api.runs.active_run import ActiveRun


class News(NamedTuple):
    """One thing that is told: ``progress`` or ``over``."""

    event: str
    data: dict[str, Any]


async def news_of(live: ActiveRun | None, state: Callable[[], str]) -> AsyncIterator[News]:
    """Yield where a run is whenever it has moved, and its state once nobody works on it any more.

    Parameters
    ----------
    live : ActiveRun or None
        What is told of it; None if it is over.
    state : callable
        Asks for its state.
    """
    if live is not None:
        loop, moved = asyncio.get_running_loop(), asyncio.Event()

        def watcher() -> None:
            loop.call_soon_threadsafe(moved.set)

        live.watch(watcher)
        try:
            told = None
            while True:
                moved.clear()
                is_over, where = live.over.is_set(), live.where
                if where is not None and where is not told:
                    told = where
                    yield News("progress", where)
                if is_over:
                    break
                await moved.wait()
        finally:
            live.unwatch(watcher)
    yield News("over", {"state": await run_in_threadpool(state)})
