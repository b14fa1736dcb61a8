"""What the service lets in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.support.service import Serving, serving


def test_only_its_own_names_are_answered_to(served: Serving) -> None:
    for host in ("testserver", "localhost:8000", "127.0.0.1", "[::1]:8000", "LOCALHOST"):
        assert served.plain.get("/healthz", headers={"Host": host}).status_code == 200, host
    for host in ("council.example", "127.0.0.1.council.example", "[::2]", ""):
        answer = served.plain.get("/healthz", headers={"Host": host})
        assert answer.status_code == 400, host
        assert answer.json()["faults"][0]["place"] == "Host"


def test_a_name_of_its_own_is_answered_to(tmp_path: Path) -> None:
    with serving(tmp_path, allowed_hosts=["cartref.powys.example"]) as served:
        headers = {"Host": "cartref.powys.example"}
        assert served.plain.get("/healthz", headers=headers).status_code == 200


def test_a_body_that_says_it_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    with serving(tmp_path, body_mb=1) as served:
        answer = served.plain.post("/v1/session", content=b" " * 1_000_001)
        assert answer.status_code == 413
        assert answer.json()["faults"] == [
            {"place": "", "fault": "the request is too large", "accepted": "at most 1 MB"}
        ]


def test_a_body_that_says_nothing_of_its_size_is_counted(tmp_path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(11):
            yield b" " * 100_000

    with serving(tmp_path, body_mb=1) as served:
        headers = {"Content-Type": "application/json"}
        answer = served.plain.post("/v1/session", content=pieces(), headers=headers)
        assert answer.status_code == 413
        assert "at most 1 MB" in answer.json()["faults"][0]["fault"]


def test_who_asks_too_often_is_told_when_to_come_back(tmp_path: Path) -> None:
    with serving(tmp_path, requests_per_minute=3) as served:
        first, second = served.somebody("viewer"), served.somebody("viewer")
        assert [first.get("/v1/openapi.json").status_code for _ in range(4)] == [200] * 3 + [429]
        refusal = first.get("/v1/openapi.json")
        assert 1 <= int(refusal.headers["Retry-After"]) <= 60
        assert "at most 3 a minute" in refusal.json()["faults"][0]["accepted"]
        assert second.get("/v1/openapi.json").status_code == 200, "each by their own key"
        assert first.get("/healthz").status_code == 200, "monitors are free"


def test_sign_ins_are_counted_by_address_whatever_they_send(tmp_path: Path) -> None:
    with serving(tmp_path, sign_ins_per_minute=2) as served:
        wrong = {"name": "nobody", "password": "not the password"}
        statuses = [
            served.plain.post(
                "/v1/session", json=wrong, headers={"Authorization": f"Bearer {number}"}
            ).status_code
            for number in range(3)
        ]
        assert statuses[2] == 429
        assert 429 not in statuses[:2]


@pytest.mark.parametrize("body", [b"[" * 200_000, b'{"a":' * 100_000, b"\xff\xfe", b"{", b"NaN"])
def test_what_is_no_json_is_refused_in_the_one_shape(served: Serving, body: bytes) -> None:
    client: TestClient = served.somebody()
    answer = client.post("/v1/rankings", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 422)
    assert answer.json()["format"] == "cartref/error/1"
