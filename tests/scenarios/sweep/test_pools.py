"""Processes that are interrupted or left alone, and a real cluster that loses a worker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from matcher.errors import InputError
from scenarios.sweep import cluster, processes, sweep
from scenarios.sweep import pools as module
from tests.support.running import ROOT
from tests.support.sweeping import blocked, capped, small

BUDGETS = [capped(pounds) for pounds in range(0, 2000, 100)]

#: A sweep of which one scenario is held up, in a process of its own.
PROGRAM = """
import sys
from pathlib import Path
from scenarios.sweep import processes, sweep
from tests.support.sweeping import blocked, capped, small

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    asked = [blocked("waits", folder / "go"), *(capped(pounds) for pounds in range(0, 2000, 100))]
    for outcome in sweep(small(), asked, processes(2), out=folder / "out", resume=True):
        pass
"""


def until(holds: Callable[[], bool]) -> None:
    """Wait for what is bound to come."""
    for _ in range(6000):
        if holds():
            return
        time.sleep(0.01)
    raise AssertionError("waited for a minute in vain")


def started(folder: Path) -> subprocess.Popen[bytes]:
    """Start the program, and wait until all but the one scenario are done."""
    program = folder / "program.py"
    program.write_text(PROGRAM)
    process = subprocess.Popen(
        [sys.executable, str(program), str(folder)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
        stderr=subprocess.DEVNULL,
    )
    until(lambda: len(outcomes(folder / "out")) == len(BUDGETS) + 1 or process.poll() is not None)
    return process


def outcomes(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.glob("[!_]*.json")}


def children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_an_interrupt_keeps_what_is_done_and_another_sweep_goes_on(tmp_path: Path) -> None:
    process = started(tmp_path)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: the workers get it too
    assert process.wait(60) != 0
    kept = outcomes(tmp_path / "out")
    assert len(kept) == len(BUDGETS) + 1
    assert "waits.json" not in kept
    (tmp_path / "go").touch()
    asked = [blocked("waits", tmp_path / "go"), *BUDGETS]
    with ThreadPoolExecutor(1) as executor:
        list(sweep(small(), asked, executor, out=tmp_path / "out", resume=True))
        list(sweep(small(), asked, executor, out=tmp_path / "whole"))
    assert outcomes(tmp_path / "out") == outcomes(tmp_path / "whole")
    assert outcomes(tmp_path / "out").items() > kept.items()


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc who a process has started")
def test_workers_end_with_whoever_started_them(tmp_path: Path) -> None:
    process = started(tmp_path)
    workers = children(process.pid)
    assert len(workers) >= 2
    process.kill()
    process.wait(60)
    until(lambda: not any(Path(f"/proc/{pid}/cmdline").exists() for pid in workers))


def test_leaving_a_sweep_ends_its_workers(tmp_path: Path) -> None:
    from multiprocessing import active_children

    found = sweep(small(), [blocked("waits", tmp_path / "never"), *BUDGETS], processes(2))
    assert next(found).plan is not None
    assert len(active_children()) == 2
    found.close()
    assert active_children() == []


def test_as_many_processes_as_processors_if_nobody_says() -> None:
    with processes()() as (executor, at_once):
        assert at_once == module.n_processors() == executor._max_workers  # type: ignore[attr-defined]
    with processes(3)() as (_, at_once):
        assert at_once == 3


def test_a_cluster_that_loses_a_worker_gives_the_same_to_the_byte(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    with ThreadPoolExecutor(1) as executor:
        list(sweep(small(), BUDGETS, executor, out=tmp_path / "here"))
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as machines:
        address = machines.scheduler_address
        waits = blocked("waits", tmp_path / "go")
        found = sweep(small(), [waits, *BUDGETS], cluster(address), out=tmp_path / "there")
        first = [next(found) for _ in range(len(BUDGETS) // 2)]
        assert "waits" not in {one.scenario.name for one in first}
        os.kill(next(iter(machines.workers.values())).pid, signal.SIGKILL)
        (tmp_path / "go").touch()
        assert len(first) + len(list(found)) == len(BUDGETS) + 2
    there = outcomes(tmp_path / "there")
    assert b'"plan": {' in there.pop("waits.json")
    assert there == outcomes(tmp_path / "here")


def test_a_cluster_that_is_not_there_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(module, "_PATIENCE_SECONDS", 0.2)
    for address in ("tcp://127.0.0.1:9", "127.0.0.1:99999", "tcp://[::1", "tcp://127.0.0.1:x"):
        with pytest.raises(InputError, match="scheduler: can't be reached; accepted: the address"):
            list(sweep(small(), [], cluster(address)))


def test_a_cluster_without_workers_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed")
    monkeypatch.setattr(module, "_PATIENCE_SECONDS", 1)
    with (
        distributed.LocalCluster(n_workers=0, dashboard_address=None) as machines,
        pytest.raises(InputError, match="scheduler: has no worker"),
    ):
        list(sweep(small(), [], cluster(machines.scheduler_address)))


def test_a_cluster_needs_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputError, match=r"needs the library distributed.*cartref\[dask\]"):
        list(sweep(small(), [], cluster("tcp://127.0.0.1:8786")))


def test_workers_of_another_version_are_refused() -> None:
    own = {"cartref": "1.0", "scipy": "1.15"}
    module._refuse_other_versions({"tcp://a": own}, own)
    with pytest.raises(InputError) as error:
        module._refuse_other_versions(
            {
                "tcp://b": {"cartref": "0.9", "scipy": "1.15"},
                "tcp://a": ModuleNotFoundError("scenarios"),
            },
            own,
        )
    assert [str(fault) for fault in error.value.faults] == [
        "worker tcp://a: has no cartref; accepted: the one that is used here",
        "worker tcp://b: has cartref 0.9; accepted: cartref 1.0, as here",
    ]
