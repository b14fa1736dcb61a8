"""Whether the service lives, is ready, and its figures."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import OperationalError

from api.store.database import Database
from tests.support.service import Serving


def test_it_lives_and_is_ready(served: Serving) -> None:
    assert served.plain.get("/healthz").json() == {"status": "ok"}
    assert served.plain.get("/readyz").json() == {"status": "ok"}


def test_without_its_database_it_lives_but_is_not_ready(
    served: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Database) -> None:
        raise OperationalError("SELECT 1", {}, Exception("secret host name"))

    monkeypatch.setattr(Database, "reading", broken)
    assert served.plain.get("/healthz").status_code == 200
    answer = served.plain.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["faults"][0]["place"] == "database"
    assert "secret" not in answer.text


def test_figures_count_requests_by_route_and_name_nothing_that_was_asked_for(
    served: Serving,
) -> None:
    served.plain.get("/healthz")
    served.plain.get("/v1/secret-child-C001")
    served.plain.request("MADEUP", "/healthz")
    assert served.plain.get("/metrics").status_code == 401
    assert served.somebody("officer").get("/metrics").status_code == 403
    text = served.somebody("admin").get("/metrics").text
    assert 'cartref_requests_total{method="GET",route="/healthz",status="200"} 1.0' in text
    assert 'cartref_requests_total{method="GET",route="none",status="404"} 1.0' in text
    assert 'method="other"' in text
    assert 'cartref_runs{state="queued"} 0.0' in text
    assert "C001" not in text
    assert "MADEUP" not in text
