"""Headers of every answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.service import Serving, serving


@pytest.mark.parametrize("path", ["/healthz", "/v1/openapi.json", "/v1/nowhere", "/metrics"])
def test_every_answer_has_them_errors_too(served: Serving, path: str) -> None:
    headers = served.plain.get(path).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; frame-ancestors")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"
    assert len(headers["X-Request-ID"]) == 32
    assert "Server" not in headers


def test_behind_tls_browsers_are_told_to_stay_there(tmp_path: Path) -> None:
    with serving(tmp_path / "a", behind_tls=True) as served:
        told = served.plain.get("/healthz").headers["Strict-Transport-Security"]
        assert told == "max-age=63072000"
    with serving(tmp_path / "b") as served:
        assert "Strict-Transport-Security" not in served.plain.get("/healthz").headers
