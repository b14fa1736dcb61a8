"""Decisions in a test: a small register, and somebody who decides on it over HTTP."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient

from api.store.versions import register_of, version_called
from matcher.records.register import Register
from tests.support.registers import child, group, home, there
from tests.support.service import Serving

#: H1 is the nearest, then H2; H3 takes none of them.
SMALL = (
    child("C1"),
    child("C2"),
    child("C3"),
    child("C4"),
    group("C3", "C4"),
    home("H1"),
    home("H2", location=there(0.1)),
    home("H3", ages=(0, 5)),
)
TODAY = "2026-11-02"


def decide(client: TestClient, key: str | None = None, **asked: Any) -> Any:
    body = {"version": 1, "kind": "offered", "children": ["C1"], "home": "H1", "on": TODAY, **asked}
    headers = {} if key is None else {"Idempotency-Key": key}
    return client.post("/v1/decisions", json=body, headers=headers)


def made(client: TestClient, **asked: Any) -> Any:
    answer = decide(client, **asked)
    assert answer.status_code == 201, answer.text
    return answer.json()


def places(answer: Any) -> list[str]:
    return [fault["place"] for fault in answer.json()["faults"]]


def newest(served: Serving) -> tuple[int, Register]:
    with served.service.database.reading() as session:
        version = version_called(session, "latest")
    return version.number, register_of(version)
