"""A worker as the service sees it: started, told to end, killed, and what it came from killed."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.runs.process import CONTEXT, DiedError, Process
from tests.support.runs import PATIENCE_SECONDS, start_fork_server, until


@pytest.fixture
def process() -> Iterator[Process]:
    """A worker that listens."""
    found = Process()
    assert found.hear(PATIENCE_SECONDS) == ("ready", None)
    yield found
    found.close()


def parent_of(process: Process) -> int:
    """Return the process that a worker comes from, where that is no service."""
    status = Path(f"/proc/{process.pid}/status")
    if CONTEXT.get_start_method() != "forkserver" or not status.exists():
        pytest.skip("here a service starts its workers itself, or nothing tells who did")
    (line,) = (line for line in status.read_text().splitlines() if line.startswith("PPid:"))
    return int(line.split()[1])


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGKILL, signal.SIGSEGV])
def test_how_a_worker_ended_is_known(process: Process, by: signal.Signals) -> None:
    assert process.pid
    os.kill(process.pid, by)
    with pytest.raises(DiedError) as died:
        process.hear(PATIENCE_SECONDS)
    assert died.value.code == -by
    assert not process.is_alive
    with pytest.raises(DiedError):
        process.say("task", None)


def test_what_tells_all_processes_to_end_is_for_the_workers_alone(process: Process) -> None:
    assert process.pid
    os.kill(parent_of(process), signal.SIGTERM)
    os.kill(process.pid, signal.SIGTERM)
    with pytest.raises(DiedError) as died:
        process.hear(PATIENCE_SECONDS)
    assert died.value.code == -signal.SIGTERM


def test_workers_begin_where_what_they_came_from_was_killed(process: Process) -> None:
    before = parent_of(process)
    started: list[Process] = []

    def is_started() -> bool:
        start_fork_server()
        try:
            started.append(Process())
        except DiedError:
            return False  # it is not quite dead yet
        return True

    os.kill(before, signal.SIGKILL)
    until(is_started)
    try:
        assert started[0].hear(PATIENCE_SECONDS) == ("ready", None)
        assert parent_of(started[0]) != before
    finally:
        started[0].close()
