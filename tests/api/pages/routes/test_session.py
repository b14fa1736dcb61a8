"""Signing in on the page: where it leads, how often it may be tried, what it is logged as."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.pages.routes.session import ours
from tests.support.people import PASSWORD, add_local, logged
from tests.support.service import Serving, serving


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("/", "/"),
        ("/plan/3?before=7&x=a%20b", "/plan/3?before=7&x=a%20b"),
        ("/?x=1", "/?x=1"),
        ("//elsewhere.example", "/"),
        ("/\\elsewhere.example", "/"),
        ("https://elsewhere.example/", "/"),
        ("/v1/session", "/"),
        ("/plan\r\nSet-Cookie: a=b", "/"),
        ("/plan\n", "/"),
        ("", "/"),
    ],
)
def test_signing_in_leads_to_pages_of_ours_only(served: Serving, path: str, leads_to: str) -> None:
    assert ours(path) == leads_to
    add_local(served, "mair", "officer")
    client = TestClient(served.app, follow_redirects=False)
    given = {"name": "mair", "password": PASSWORD}
    answer = client.post("/sign-in", params={"next": path}, data=given)
    assert (answer.status_code, answer.headers["location"]) == (303, leads_to)
    again = client.get("/sign-in", params={"next": path})
    assert again.headers["location"] == leads_to


def test_a_wrong_password_is_refused_and_the_old_session_ends_with_a_right_one(
    served: Serving,
) -> None:
    number = add_local(served, "mair", "officer")
    client = TestClient(served.app)
    wrong = client.post("/sign-in", data={"name": "mair", "password": "wrong"})
    assert wrong.status_code == 401
    assert "wrong" not in wrong.text.replace("wrong attempts", "")
    missing = client.post("/sign-in?lang=cy", data={})
    assert missing.status_code == 422
    assert "Cyfrinair: <span>ar goll" in missing.text
    given = {"name": "mair", "password": PASSWORD}
    assert client.post("/sign-in", data=given).status_code == 200
    first = client.cookies["cartref"]
    assert client.post("/sign-in", data=given).status_code == 200
    before = TestClient(served.app, cookies={"cartref": first})
    assert before.get("/v1/session").status_code == 401
    assert client.get("/v1/session").status_code == 200
    about = f"person {number}"
    assert logged(served)[1:] == [
        ("sign_in.failed", 0, about),
        ("signed_in", number, about),
        ("signed_in", number, about),
    ]


def test_another_site_can_sign_nobody_in(served: Serving) -> None:
    add_local(served, "mair")
    given = {"name": "mair", "password": PASSWORD}
    other = {"Sec-Fetch-Site": "cross-site"}
    answer = served.plain.post("/sign-in", data=given, headers=other)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_signing_in_on_the_page_is_limited_like_any_other(tmp_path: Path) -> None:
    with serving(tmp_path, sign_ins_per_minute=2) as served:
        statuses = [served.plain.post("/sign-in", data={}).status_code for _ in range(3)]
        assert statuses == [422, 422, 429]
        assert served.plain.post("/v1/session", json={}).status_code == 429


def test_the_directory_is_offered_where_there_is_one(tmp_path: Path) -> None:
    settings = {"oidc_issuer": "http://127.0.0.1:9/", "oidc_client_id": "cartref"}
    with serving(tmp_path, **settings) as served:
        text = served.plain.get("/sign-in?next=/plan").text
        assert 'href="/v1/session/directory?next=/plan"' in text
    with serving(tmp_path) as served:
        assert "/v1/session/directory" not in served.plain.get("/sign-in").text
