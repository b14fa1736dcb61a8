"""What the service writes for those who run it."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy.exc import OperationalError

from api.service import logs
from api.store.database import Database
from tests.support.service import Serving


@contextmanager
def logged() -> Iterator[None]:
    """Logging set up as the service does it, and put back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    logs.set_up()
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)


def test_a_line_for_each_request_with_its_route_and_not_what_was_asked_for(
    served: Serving, capsys: pytest.CaptureFixture[str]
) -> None:
    with logged():
        answer = served.plain.get("/healthz?child=C001")
        served.plain.get("/v1/children/C001")
    everything = map(json.loads, capsys.readouterr().err.splitlines())
    lines = [line for line in everything if line["logger"] == "cartref"]  # and not the client's
    assert len(lines) == 2
    first = next(line for line in lines if line.get("route") == "/healthz")
    assert (first["event"], first["method"], first["status"]) == ("request", "GET", 200)
    assert first["request"] == answer.headers["X-Request-ID"]
    assert "C001" not in json.dumps(lines)


def test_a_fault_of_ours_is_logged_by_its_place_and_told_by_its_kind_alone(
    served: Serving, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Database) -> None:
        raise RuntimeError("C001 was born on 2015-03-01")

    monkeypatch.setattr(Database, "reading", broken)
    with logged():
        answer = served.plain.get("/readyz")
    assert answer.status_code == 500
    assert answer.json()["faults"][0]["fault"] == "this is a fault of cartref: RuntimeError"
    told = capsys.readouterr().err
    assert "2015-03-01" not in told + answer.text
    fault = next(
        line for line in map(json.loads, told.splitlines()) if line["event"] == "fault of cartref"
    )
    assert fault["error"] == "RuntimeError"
    assert fault["where"][-1].endswith(" broken")


def test_a_database_that_does_not_answer_is_asked_again_later(
    served: Serving, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(_: Database) -> None:
        raise OperationalError("SELECT 'C001'", {}, Exception("database is locked"))

    viewer = served.somebody("viewer")
    monkeypatch.setattr(Database, "reading", locked)
    with logged():
        answer = viewer.get("/v1/registers")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert answer.json()["faults"] == [
        {
            "place": "database",
            "fault": "does not answer, or others keep it busy",
            "accepted": "the same again in about 5 seconds",
        }
    ]
    told = capsys.readouterr().err
    assert "C001" not in told + answer.text
    events = [json.loads(line) for line in told.splitlines()]
    unanswered = [one for one in events if one["event"] == "the database does not answer"]
    assert [one["error"] for one in unanswered] == ["OperationalError"]
    assert unanswered[0]["where"][-1].endswith(" locked")
