"""Two hundred mixed requests at once to a service that is a process of its own."""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx

from api.service.errors import ErrorOut
from api.service.routes.rankings import RankingOut
from api.service.run_schemas import RunOut
from matcher import Register
from tests.support.living import again, env, first_officer, key_of, over, upload
from tests.support.registers import child, home, register
from tests.support.server import PATIENCE_SECONDS, Client, server

__all__ = ["env"]

N_OF_EACH, N_THREADS = 25, 16
CHILDREN = [f"C{number}" for number in range(N_OF_EACH)]
MADE = register(*map(child, CHILDREN), home("H1"), home("H2"))

Act = Callable[[httpx.Client, int], list[httpx.Response]]


def read(client: httpx.Client, number: int) -> list[httpx.Response]:
    addresses = ["/v1/registers", "/v1/decisions", "/v1/records", "/v1/registers/latest/register"]
    answer = client.get(addresses[number % len(addresses)])
    assert answer.status_code == 200, answer.text
    return [answer]


def rank(client: httpx.Client, number: int) -> list[httpx.Response]:
    answer = client.post("/v1/rankings", json={"request": CHILDREN[number]})
    assert answer.status_code == 200, answer.text
    RankingOut.model_validate_json(answer.content)
    return [answer]


def decide(client: httpx.Client, number: int) -> list[httpx.Response]:
    """Decline a home for a child, as often as somebody else was first."""
    answers: list[httpx.Response] = []
    asked: dict[str, Any] = {"kind": "declined", "home": "H1", "reason": "Full"}
    version = 1
    while not answers or answers[-1].status_code == 409:
        asked |= {"version": version, "children": [CHILDREN[number]], "on": "2026-11-20"}
        answers.append(client.post("/v1/decisions", json=asked))
        version = client.get("/v1/registers/latest").json()["number"]
    assert answers[-1].status_code == 201, answers[-1].text
    return answers


def plan(client: httpx.Client, number: int) -> list[httpx.Response]:
    answer = client.post("/v1/plans", json={"policy": {"name": f"policy {number}"}})
    assert answer.status_code in (200, 202, 429), answer.text
    if answer.status_code == 429:
        assert int(answer.headers["Retry-After"]) >= 1
    else:
        RunOut.model_validate_json(answer.content)
    return [answer]


def stop(client: httpx.Client, number: int) -> list[httpx.Response]:
    (asked,) = plan(client, 1000 + number)
    if asked.status_code == 429:
        return [asked]
    answer = client.delete(f"/v1/runs/{asked.json()['id']}")
    assert answer.status_code in (200, 202), answer.text
    return [asked, answer]


def send(client: httpx.Client, number: int) -> list[httpx.Response]:
    """Send a register that was made from version 1, which is not the newest any more."""
    other = Register.model_validate(MADE.model_dump() | {"as_of": f"2026-10-{number + 1:02}"})
    content = other.model_dump_json().encode()
    answer = client.post("/v1/registers", files={"file": ("a.json", content)}, data={"base": "1"})
    assert answer.status_code == 409, answer.text
    return [answer]


def misuse(client: httpx.Client, number: int) -> list[httpx.Response]:
    asked: list[dict[str, Any]] = [
        {"content": b"{", "headers": {"Content-Type": "application/json"}},
        {"json": {"request": "nobody"}},
        {"json": {"request": CHILDREN[0], "version": 999_999}},
        {"json": {"request": CHILDREN[0], "k": -1, "extra": [[]]}},
    ]
    answer = client.post("/v1/rankings", **asked[number % len(asked)])
    assert answer.status_code in (400, 404, 422), answer.text
    return [answer]


def sign(client: httpx.Client, number: int) -> list[httpx.Response]:
    answer = client.get("/v1/session", headers={"Authorization": f"Bearer cartref_{number}_x"})
    assert answer.status_code == 401, answer.text
    return [answer]


ACTS: list[Act] = [read, rank, decide, plan, stop, send, misuse, sign]


def test_two_hundred_at_once_are_answered_and_nothing_is_lost(
    env: dict[str, str], tmp_path: Path
) -> None:
    with server(tmp_path / "data", env) as service:
        with first_officer(service) as officer:
            assert upload(officer, register(*map(child, CHILDREN))).json()["number"] == 1
            assert upload(officer, MADE).json()["number"] == 2
            headers = key_of(officer, ["read", "upload", "rank", "plan", "decide"])
        answers = all_at_once(service.url, headers)
        assert len(answers) >= len(ACTS) * N_OF_EACH
        assert [answer for answer in answers if answer.status_code >= 500] == []
        for answer in answers:
            if answer.status_code >= 400:
                assert answer.headers["Content-Type"] == "application/problem+json"
                assert ErrorOut.model_validate_json(answer.content).faults
        with closing(again(service, "admin")) as admin:
            check_nothing_is_lost(admin, answers)


def all_at_once(url: str, headers: dict[str, str]) -> list[httpx.Response]:
    """Let threads do everything as fast as they are answered; return all answers."""
    waiting: queue.SimpleQueue[tuple[Act, int]] = queue.SimpleQueue()
    for number in range(N_OF_EACH):
        for act in ACTS:
            waiting.put((act, number))
    answers: list[httpx.Response] = []
    faults: list[BaseException] = []

    def work() -> None:
        with httpx.Client(base_url=url, headers=headers, timeout=PATIENCE_SECONDS) as client:
            while True:
                try:
                    act, number = waiting.get_nowait()
                except queue.Empty:
                    return
                try:
                    answers.extend(act(client, number))
                except (AssertionError, httpx.TransportError, ValueError) as error:
                    faults.append(error)

    threads = [threading.Thread(target=work) for _ in range(N_THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    return answers


def check_nothing_is_lost(admin: Client, answers: list[httpx.Response]) -> None:
    runs = admin.get("/v1/runs", params={"limit": 100}).json()["runs"]
    assert {over(admin, run["id"])["state"] for run in runs} <= {"done", "stopped"}
    made = [json.loads(one.content) for one in answers if one.status_code == 201]
    assert sorted(one["number"] for one in made) == list(range(1, N_OF_EACH + 1))
    newest = admin.get("/v1/registers/latest").json()["number"]
    assert newest == 2 + N_OF_EACH
    assert sorted(one["new_version"] for one in made) == list(range(3, newest + 1))
    kept = admin.get("/v1/registers/latest/register").json()["children"]
    assert [one["declined_by"] for one in kept] == [["H1"]] * N_OF_EACH
    assert admin.get("/v1/records/verify").json()["faults"] == []
    numbers = []
    before: dict[str, int] = {}
    while page := admin.get("/v1/records", params={"limit": 100, **before}).json()["records"]:
        numbers += [one["number"] for one in page]
        before = {"before": page[-1]["number"]}
    assert numbers == list(range(len(numbers), 0, -1))
