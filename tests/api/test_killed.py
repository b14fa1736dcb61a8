"""The service killed in the middle of things: what was answered is there, and nothing is twice."""

from __future__ import annotations

import os
import random
import signal
import threading
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.living import again, env, events, first_officer, key_of, over, upload
from tests.support.registers import child, home, register
from tests.support.runs import large, small
from tests.support.server import PATIENCE_SECONDS, Client, Server, server

__all__ = ["env"]

KILLS = 3
#: Who is declined by whom: each decision of its own, so that each can be counted.
IDS = [f"C{number}" for number in range(40)]


def test_a_server_killed_in_mid_write_loses_nothing_and_does_nothing_twice(
    env: dict[str, str], tmp_path: Path
) -> None:
    chance, made = random.Random(6), register(*map(child, IDS), home("H1"))
    with server(tmp_path / "data", env) as service:
        with first_officer(service) as officer:
            assert upload(officer, made).status_code == 201
            headers = key_of(officer, ["read", "decide"])
        answered: list[dict[str, Any]] = []
        for kill in range(KILLS):
            goal = len(IDS) * (kill + 1) // (KILLS + 1)
            end = threading.Timer(chance.uniform(0.05, 0.6), service.kill)
            with httpx.Client(base_url=service.url, headers=headers) as client:
                end.start()
                while len(answered) < goal + 3:
                    try:
                        answered.append(decline(client, len(answered)))
                    except httpx.TransportError:
                        break
            end.join()
            service.start()
        with httpx.Client(
            base_url=service.url, headers=headers, timeout=PATIENCE_SECONDS
        ) as client:
            while len(answered) < len(IDS):
                answered.append(decline(client, len(answered)))
            # The last one sent again, as after an answer that was lost on the way.
            assert decline(client, len(IDS) - 1) == answered[-1]
        check_all_is_there(service, answered)


def decline(client: httpx.Client, number: int) -> dict[str, Any]:
    """Decline one child; each decision has its own key, also where it is sent again."""
    answer = client.post(
        "/v1/decisions",
        json={
            "version": number + 1,
            "kind": "declined",
            "children": [IDS[number]],
            "home": "H1",
            "reason": "Full",
            "on": "2026-11-20",
        },
        headers={"Idempotency-Key": f"decision {number}"},
    )
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.json()
    return told


def check_all_is_there(service: Server, answered: list[dict[str, Any]]) -> None:
    with closing(again(service, "admin")) as admin:
        for one in answered:
            assert admin.get(f"/v1/decisions/{one['number']}").json() == one
        assert [one["number"] for one in answered] == list(range(1, len(IDS) + 1))
        newest = admin.get("/v1/registers/latest").json()
        assert newest["number"] == 1 + len(IDS)
        kept = admin.get("/v1/registers/latest/register").json()["children"]
        assert [one["declined_by"] for one in kept] == [["H1"]] * len(IDS)
        assert admin.get("/v1/records/verify").json()["faults"] == []


def children_of(pid: int) -> list[int]:
    """Return the processes that a process has started."""
    tasks = Path(f"/proc/{pid}/task")
    if not tasks.exists():
        pytest.skip("this system does not tell which processes a process has started")
    found = [path.read_text().split() for path in tasks.glob("*/children")]
    return [int(one) for line in found for one in line]


def last_of(pid: int) -> list[int]:
    """Return the processes that come of a process and have started none: workers are among them."""
    return [last for one in children_of(pid) for last in last_of(one) or [one]]


def busiest(pids: list[int]) -> int:
    """Return the process that has worked most: the others wait."""

    def ticks(pid: int) -> int:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])

    return max(pids, key=ticks)


def begun(officer: Client, *, with_plan: bool = False) -> str:
    """Ask for a plan that takes minutes; wait until a worker is at it, or has even found one."""
    run: str = officer.post("/v1/plans", json={}).json()["id"]
    for name, data in events(officer, run):
        if name == "progress" and (data.get("best") is not None or not with_plan):
            return run
    pytest.fail("it was over at once")


def test_a_worker_killed_in_mid_solve_fails_its_run_and_the_next_one_is_done(
    env: dict[str, str], tmp_path: Path
) -> None:
    with server(tmp_path / "data", env) as service, first_officer(service) as officer:
        assert upload(officer, large()).status_code == 201
        run = begun(officer, with_plan=True)
        os.kill(busiest(last_of(service.pid)), signal.SIGKILL)
        told = over(officer, run)
        assert told["state"] == "failed"
        assert told["failure"]["faults"][0]["fault"]
        assert officer.get(f"/v1/runs/{run}/answer").status_code == 404
        assert upload(officer, small()).status_code == 201
        after = officer.post("/v1/plans", json={}).json()["id"]
        assert over(officer, after)["state"] == "done"


def test_a_run_that_a_restart_finds_unfinished_is_finished(
    env: dict[str, str], tmp_path: Path
) -> None:
    with server(tmp_path / "data", env) as service:
        with first_officer(service) as officer:
            assert upload(officer, large()).status_code == 201
            first = begun(officer)
            assert upload(officer, small()).status_code == 201
            waiting = officer.post("/v1/plans", json={}).json()
            assert waiting["state"] == "queued"
        service.kill()
        service.start()
        with closing(again(service, "gwen")) as officer:
            assert begun_again(officer, first) >= 2
            assert officer.delete(f"/v1/runs/{first}").status_code == 202
            assert over(officer, first)["state"] == "stopped"
            assert over(officer, waiting["id"])["state"] == "done"


def begun_again(officer: Client, run: str) -> int:
    """Wait until a run has news, and return how often it was started."""
    assert next(events(officer, run))[0] == "progress"
    attempts: int = officer.get(f"/v1/runs/{run}").json()["attempts"]
    return attempts


def test_no_kill_leaves_anything_about_children_outside_the_database(
    env: dict[str, str], tmp_path: Path
) -> None:
    """Whatever is killed, the service or a worker, in an upload, a plan or an export."""
    chance, passing = random.Random(7), tmp_path / "passing"
    passing.mkdir()
    with server(tmp_path / "data", {**env, "TMPDIR": str(passing)}) as service:
        with first_officer(service) as officer:
            assert upload(officer, large()).status_code == 201
            headers = key_of(officer, ["read", "decide"])
        for kill in range(KILLS * 2):
            with httpx.Client(base_url=service.url, headers=headers) as client:
                client.post("/v1/plans", json={})
                is_worker = kill % 2 == 1
                end = threading.Timer(chance.uniform(0.1, 2), killed, [service, is_worker])
                end.start()
                while end.is_alive():
                    with suppress(httpx.TransportError):
                        upload(client, large())
                        client.get("/v1/registers/latest/file")
            if not is_worker:
                service.start()
            # Nothing but sockets, which hold nothing.
            assert [path for path in passing.rglob("*") if path.is_file()] == []
            kept = {path.name for path in (tmp_path / "data").rglob("*")}
            assert all(name.startswith("cartref.sqlite3") for name in kept), kept


def killed(service: Server, is_worker: bool) -> None:
    """Kill a worker, or the service."""
    if not is_worker:
        service.kill()
    elif workers := last_of(service.pid):
        with suppress(ProcessLookupError):
            os.kill(busiest(workers), signal.SIGKILL)
