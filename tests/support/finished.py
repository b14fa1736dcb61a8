"""Runs of a service in a test, waited for until they are over."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient

from tests.support.runs import PATIENCE_SECONDS
from tests.support.service import Serving


def over(served: Serving, client: TestClient, run: str) -> dict[str, Any]:
    """Return what is told of a run once it is over."""
    served.service.supervisor.wait(run, PATIENCE_SECONDS)
    told: dict[str, Any] = client.get(f"/v1/runs/{run}").json()
    assert told["ended_at"], told
    return told
