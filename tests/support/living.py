"""A service that runs as a process of its own, on each database, and people who use it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from matcher import Register
from tests.support.server import PATIENCE_SECONDS, Client, Server

PASSWORD = "plum kettle harbour seven"
OVER = ("done", "stopped", "failed")


@pytest.fixture(params=["sqlite", "postgresql"])
def env(request: pytest.FixtureRequest) -> dict[str, str]:
    """The settings of a service on each kind of database in turn; its worker is one."""
    settings = {"CARTREF_WORKERS": "1", "CARTREF_REQUESTS_PER_MINUTE": "1000000"}
    if request.param == "postgresql":
        settings["CARTREF_DATABASE_URL"] = request.getfixturevalue("database_url")()
    return settings


def first_admin(service: Server) -> Client:
    """Return the browser of the admin whom the first start makes, with a password of their own."""
    return _signed_in(service, "admin", service.one_time_password())


@contextmanager
def first_officer(service: Server) -> Iterator[Client]:
    """Give the browser of gwen, an officer, whom the first admin lets in."""
    with (
        closing(first_admin(service)) as admin,
        closing(somebody(service, admin, "gwen", "officer")) as officer,
    ):
        yield officer


def somebody(service: Server, admin: Client, name: str, *roles: str) -> Client:
    """Let somebody in and return their browser, with a password of their own."""
    made = admin.post("/v1/people", json={"name": name, "roles": roles})
    assert made.status_code == 201, made.text
    return _signed_in(service, name, made.json()["one_time_password"])


def again(service: Server, name: str) -> Client:
    """Return the browser of somebody who signs in with the password that they chose."""
    client = service.client()
    answer = client.sign_in(name, PASSWORD)
    assert answer.status_code == 200, answer.text
    return client


def key_of(client: Client, scopes: Sequence[str]) -> dict[str, str]:
    """Make a key and return the header of a program that uses it."""
    made = client.post("/v1/keys", json={"label": "a program", "scopes": scopes})
    assert made.status_code == 201, made.text
    return {"Authorization": f"Bearer {made.json()['key']}"}


def upload(
    client: httpx.Client, register: Register | Path, headers: Mapping[str, str] | None = None
) -> httpx.Response:
    """Send a register, a file or one that is written as JSON."""
    if isinstance(register, Path):
        file = (register.name, register.read_bytes())
    else:
        file = ("register.json", register.model_dump_json().encode())
    return client.post("/v1/registers", files={"file": file}, headers=headers)


def events(client: httpx.Client, run: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what is told of a run as it goes: the event's name and its data."""
    with client.stream("GET", f"/v1/runs/{run}/events") as stream:
        assert stream.status_code == 200
        event = ""
        for line in stream.iter_lines():
            name, _, value = line.partition(": ")
            if name == "event":
                event = value
            elif name == "data":
                yield event, json.loads(value)


def over(client: httpx.Client, run: str) -> dict[str, Any]:
    """Wait until a run is over and return it."""
    told: dict[str, Any] = until(
        lambda: client.get(f"/v1/runs/{run}").json(), lambda found: found["state"] in OVER
    )
    return told


def until(ask: Callable[[], Any], happened: Callable[[Any], bool]) -> Any:
    """Ask until the answer is as awaited, and return it; fail if it never is."""
    deadline = time.monotonic() + 2 * PATIENCE_SECONDS
    while not happened(answer := ask()):
        assert time.monotonic() < deadline, f"it never happened: {answer}"
        time.sleep(0.02)
    return answer


def _signed_in(service: Server, name: str, one_time: str) -> Client:
    client = service.client()
    assert client.sign_in(name, one_time).status_code == 200
    changed = client.change_password(one_time, PASSWORD)
    assert changed.status_code == 200, changed.text
    client.headers["X-CSRF-Token"] = changed.json()["csrf_token"]
    return client
