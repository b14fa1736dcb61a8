"""Approvals in a test: a placement that was accepted, and somebody who records what it needs."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient

from tests.support.deciding import made
from tests.support.keeping import keep
from tests.support.registers import child, home, settled
from tests.support.service import Serving

#: Days of November 2026 are before the day of any test.
GIVEN = {
    "code": "placement_plan",
    "outcome": "given",
    "by": "Team manager",
    "on": "2026-11-04",
}
NEEDED = ["impact_assessment", "placement_plan"]


def accepted(served: Serving, officer: TestClient, **asked: Any) -> Any:
    """Accept a home where somebody lives already: it needs the two approvals of `NEEDED`."""
    keep(served, child("C1"), child("C2"), settled("C3", "H1"), home("H1", places=3), home("H2"))
    return made(officer, kind="accepted", **asked)


def record(client: TestClient, number: int = 1, key: str | None = None, **asked: Any) -> Any:
    """Record that the placement plan was given, unless asked otherwise."""
    headers = {} if key is None else {"Idempotency-Key": key}
    return client.post(
        f"/v1/decisions/{number}/approvals", json={**GIVEN, **asked}, headers=headers
    )


def recorded(client: TestClient, number: int = 1, **asked: Any) -> Any:
    """Record it, and return what was recorded."""
    answer = record(client, number, **asked)
    assert answer.status_code == 201, answer.text
    return answer.json()


def approvals(client: TestClient, number: int = 1) -> Any:
    """Return the approvals of a decision by their codes."""
    answer = client.get(f"/v1/decisions/{number}/approvals")
    assert answer.status_code == 200, answer.text
    return {one["code"]: one for one in answer.json()["approvals"]}
