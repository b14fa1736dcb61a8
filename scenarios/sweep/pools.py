"""Where scenarios are solved: processes of this machine, or a Dask cluster."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from matcher.errors import Fault, InputError
from scenarios.sweep.versions import versions

#: Opens an executor, and opens another one where a killed worker has broken the first. With it
#: comes how many scenarios it is given at once.
Pool = Callable[[], AbstractContextManager[tuple[Executor, int]]]

#: Seconds to find a scheduler, and a worker of its.
_PATIENCE_SECONDS = 15
#: They tell of each worker that dies, and with a traceback of a scheduler that does.
_TALKATIVE = ("concurrent.futures", "distributed.client", "distributed.core")
#: Of a Dask scheduler.
_USUAL_PORT = 8786
#: More would only wait at the scheduler and fill its memory.
_AT_ONCE_ON_A_CLUSTER = 64


def n_processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not on macOS
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def only(executor: Executor) -> Pool:
    """Return a pool of one executor, which it leaves open and can't make anew."""
    return lambda: nullcontext((executor, 2 * n_processors()))


def processes(workers: int | None = None) -> Pool:
    """Return a pool of processes of this machine, each with one thread.

    Parameters
    ----------
    workers : int, optional
        How many, at least 1; as many as there are processors if None.
    """
    return partial(_processes, n_processors() if workers is None else workers)


@contextmanager
def _processes(workers: int) -> Iterator[tuple[Executor, int]]:
    # Spawned, not forked: a fork copies locks that another thread may hold.
    context = multiprocessing.get_context("spawn")
    executor = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin)
    try:
        yield executor, workers
    except BaseException:
        # Somebody wants no more: nobody waits for what is in hand. Python 3.14 has
        # `kill_workers`; until then there is no public way to it.
        for process in list((executor._processes or {}).values()):
            process.kill()
        raise
    finally:
        executor.shutdown(wait=True)


def _begin() -> None:
    # Ctrl-C reaches all processes of a terminal. In the engine it means: give the best plan so
    # far. That would pass here for the outcome.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Leave when the parent is gone: killed, it could not say so, and we would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def cluster(address: str) -> Pool:
    """Return a Dask cluster as a pool; its workers need Cartref of this very version.

    Parameters
    ----------
    address : str
        The scheduler's, such as ``tcp://10.0.0.5:8786``.
    """
    return partial(_cluster, address)


@contextmanager
def _cluster(address: str) -> Iterator[tuple[Executor, int]]:
    try:
        from distributed import Client
    except ImportError:
        raise InputError.single(
            "scheduler", "needs the library distributed, which is not installed", "cartref[dask]"
        ) from None
    connect: Any = Client  # it has no types
    try:
        _knock(address)
        client = connect(address, timeout=_PATIENCE_SECONDS, set_as_default=False)
    except Exception:  # it raises whatever comes up, and each means the same to us
        accepted = "the address of a running Dask scheduler, such as tcp://10.0.0.5:8786"
        raise InputError.single("scheduler", "can't be reached", accepted) from None
    with _quiet(), client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE_SECONDS)
        except TimeoutError:
            accepted = "at least one: dask worker ADDRESS"
            raise InputError.single("scheduler", "has no worker", accepted) from None
        _refuse_other_versions(client.run(versions, on_error="return"), versions())
        n_threads = sum(client.nthreads().values())
        yield client.get_executor(pure=False), max(2 * n_threads, _AT_ONCE_ON_A_CLUSTER)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what a client says while it goes on from people, who are told what comes of it."""
    loggers = [logging.getLogger(name) for name in _TALKATIVE]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _knock(address: str) -> None:
    """See that somebody is there: a client that can't connect is heard of long after it is gone.

    Raises
    ------
    OSError, ValueError
        If nobody is, or it is no address.
    """
    parts = urlsplit(address if "://" in address else f"tcp://{address}")
    there = (parts.hostname or "", parts.port or _USUAL_PORT)
    socket.create_connection(there, timeout=_PATIENCE_SECONDS).close()


def _refuse_other_versions(found: dict[str, object], own: dict[str, str]) -> None:
    faults = []
    for worker, theirs in sorted(found.items()):
        if not isinstance(theirs, dict):
            faults.append(Fault(f"worker {worker}", "has no cartref", "the one that is used here"))
            continue
        faults += [
            Fault(f"worker {worker}", f"has {name} {theirs.get(name)}", f"{name} {wanted}, as here")
            for name, wanted in own.items()
            if theirs.get(name) != wanted
        ]
    if faults:
        raise InputError(faults)
