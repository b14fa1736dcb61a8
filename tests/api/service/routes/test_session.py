"""Signing in with a name and a password, over HTTP."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select, update

from api.store.tables import SignedIn
from api.store.times import before
from tests.support.people import PASSWORD, add_local, browser, logged, person
from tests.support.service import Serving, serving

NEW = "seven harbours of kettles"


def sign_in(client: TestClient, name: str, password: str = PASSWORD) -> int:
    return client.post("/v1/session", json={"name": name, "password": password}).status_code


def test_somebody_signs_in_and_out(served: Serving) -> None:
    number = add_local(served, "mair", "officer", "panel")
    client = TestClient(served.app)
    answer = client.post("/v1/session", json={"name": " mair ", "password": PASSWORD})
    assert answer.status_code == 200
    told = answer.json()
    assert told.pop("csrf_token")
    assert told == {
        "number": number,
        "name": "mair",
        "roles": ["officer", "panel"],
        "may": ["read", "upload", "rank", "plan", "decide", "scenario", "policy"],
        "must_change": False,
    }
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("cartref=")
    assert cookie.endswith("; HttpOnly; Path=/; SameSite=lax")
    assert client.get("/v1/session").json() == answer.json()
    csrf = {"X-CSRF-Token": answer.json()["csrf_token"]}
    token = client.cookies["cartref"]
    assert client.delete("/v1/session", headers=csrf).status_code == 204
    assert "cartref" not in client.cookies
    client.cookies["cartref"] = token
    assert client.get("/v1/session").status_code == 401
    assert logged(served)[1:] == [
        ("signed_in", number, f"person {number}"),
        ("signed_out", number, f"person {number}"),
    ]


def test_behind_tls_the_cookie_is_tied_to_the_host(tmp_path: Path) -> None:
    with serving(tmp_path, behind_tls=True) as served:
        add_local(served, "mair")
        client = TestClient(served.app, base_url="https://testserver")
        answer = client.post("/v1/session", json={"name": "mair", "password": PASSWORD})
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Host-cartref=")
        assert cookie.endswith("; HttpOnly; Path=/; SameSite=lax; Secure")
        assert client.get("/v1/session").status_code == 200


def test_no_token_is_kept(served: Serving) -> None:
    add_local(served, "mair")
    client = browser(served, "mair")
    with served.service.database.reading() as session:
        row = session.scalars(select(SignedIn)).one()
    kept = {str(value) for value in vars(row).values()}
    assert client.cookies["cartref"] not in kept
    assert client.headers["X-CSRF-Token"] not in kept
    assert len(client.cookies["cartref"]) == 43  # 256 bits


def test_a_wrong_name_and_a_wrong_password_are_answered_alike(served: Serving) -> None:
    add_local(served, "mair")
    add_local(served, "gone")
    with served.service.database.writing() as session:
        session.merge(person(served, 2)).active = False
    answers = [
        served.plain.post("/v1/session", json={"name": name, "password": password})
        for name, password in (
            ("mair", "not the password"),
            ("nobody", "not the password"),
            ("gone", PASSWORD),
        )
    ]
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.text for answer in answers}) == 1
    assert [line[0] for line in logged(served)[2:]] == ["sign_in.failed"] * 3
    assert [line[2] for line in logged(served)[2:]] == ["person 1", None, "person 2"]


def test_five_wrong_passwords_lock_the_name_for_a_while(served: Serving) -> None:
    number = add_local(served, "mair")
    wrong = [sign_in(served.plain, "mair", "not the password") for _ in range(5)]
    assert wrong == [401] * 5
    assert sign_in(served.plain, "mair") == 401
    assert [line[0] for line in logged(served)[-2:]] == ["sign_in.locked", "sign_in.failed"]
    until = person(served, number).locked_until
    assert until is not None
    assert before(-14) < until < before(-15)
    with served.service.database.writing() as session:
        session.merge(person(served, number)).locked_until = before(0)
    assert sign_in(served.plain, "mair") == 200
    assert person(served, number).locked_until is None


def test_a_right_password_forgives_the_wrong_ones(served: Serving) -> None:
    number = add_local(served, "mair")
    for _ in range(4):
        sign_in(served.plain, "mair", "not the password")
    assert person(served, number).failed == 4
    assert sign_in(served.plain, "mair") == 200
    assert person(served, number).failed == 0


def test_every_sign_in_has_a_token_of_its_own(served: Serving) -> None:
    add_local(served, "mair")
    client = TestClient(served.app)
    client.cookies["cartref"] = "a token that somebody else has chosen"
    assert sign_in(client, "mair") == 200
    tokens = {cookie.value for cookie in client.cookies.jar}
    client.cookies.clear()
    sign_in(client, "mair")
    first = client.cookies["cartref"]
    sign_in(client, "mair")
    assert client.cookies["cartref"] not in {first, *tokens}
    # The session that the browser gave up has ended.
    other = TestClient(served.app, cookies={"cartref": first})
    assert other.get("/v1/session").status_code == 401


@pytest.mark.parametrize(
    ("column", "minutes"), [("created_at", 480), ("seen_at", 30)], ids=["absolute", "idle"]
)
def test_a_session_ends_by_itself(served: Serving, column: str, minutes: int) -> None:
    add_local(served, "mair")
    client = browser(served, "mair")
    for ago, status in ((minutes - 1, 200), (minutes, 401)):
        with served.service.database.writing() as session:
            session.execute(update(SignedIn).values({column: before(ago)}))
        assert client.get("/v1/session").status_code == status


def test_what_is_over_goes_when_somebody_signs_in(served: Serving) -> None:
    add_local(served, "mair")
    browser(served, "mair")
    with served.service.database.writing() as session:
        session.execute(update(SignedIn).values(seen_at=before(31)))
    browser(served, "mair")
    with served.service.database.reading() as session:
        assert len(session.scalars(select(SignedIn)).all()) == 1


def test_when_somebody_was_seen_is_written_at_most_once_a_minute(served: Serving) -> None:
    add_local(served, "mair")
    client = browser(served, "mair")

    def seen() -> str:
        with served.service.database.reading() as session:
            return session.scalars(select(SignedIn.seen_at)).one()

    first = seen()
    client.get("/v1/session")
    assert seen() == first
    with served.service.database.writing() as session:
        session.execute(update(SignedIn).values(seen_at=before(2)))
    client.get("/v1/session")
    assert seen() > first


class TestOtherSites:
    """Nothing that a page elsewhere makes a browser send is done."""

    def test_a_write_needs_the_sessions_own_csrf_token(self, served: Serving) -> None:
        add_local(served, "mair", "admin")
        add_local(served, "huw", "admin")
        client, other = browser(served, "mair"), browser(served, "huw")
        body = {"name": "new", "roles": ["viewer"]}
        for given in ("", "x", "\xe9", other.headers["X-CSRF-Token"]):
            headers = {b"X-CSRF-Token": given.encode("latin-1")}
            answer = client.post("/v1/people", json=body, headers=headers)
            assert answer.status_code == 403
            assert answer.json()["faults"][0]["place"] == "X-CSRF-Token"
        assert client.post("/v1/people", json=body).status_code == 201

    @pytest.mark.parametrize(
        ("headers", "status"),
        [
            ({"Sec-Fetch-Site": "cross-site"}, 403),
            ({"Sec-Fetch-Site": "same-site"}, 403),
            ({"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}, 200),
            ({"Sec-Fetch-Site": "none"}, 200),
            ({"Origin": "http://elsewhere"}, 403),
            ({"Origin": "null"}, 403),
            ({"Origin": "http://[broken"}, 403),
            ({"Origin": "http://testserver"}, 200),
            ({}, 200),
        ],
    )
    def test_the_browser_says_whose_page_it_is(
        self, served: Serving, headers: dict[str, str], status: int
    ) -> None:
        add_local(served, "mair")
        body = {"name": "mair", "password": PASSWORD}
        assert served.plain.post("/v1/session", json=body, headers=headers).status_code == status
        client = browser(served, "mair")
        answer = client.post(
            "/v1/session/password", json={"old": PASSWORD, "new": NEW}, headers=headers
        )
        assert answer.status_code == status


def test_a_key_goes_before_a_cookie(served: Serving) -> None:
    add_local(served, "mair", "admin")
    client = browser(served, "mair")
    key = served.key("program", ["viewer"])
    answer = client.get("/v1/session", headers={"Authorization": f"Bearer {key}"})
    assert answer.json()["name"] == "program"
    answer = client.get("/v1/session", headers={"Authorization": f"Bearer {key}x"})
    assert answer.status_code == 401


def test_what_is_sent_is_not_said_again(served: Serving) -> None:
    answer = served.plain.post(
        "/v1/session", json={"name": "\x00", "password": "s3cret" * 50, "more": "s3cret"}
    )
    assert answer.status_code == 422
    assert "s3cret" not in answer.text
    assert [fault["place"] for fault in answer.json()["faults"]] == [
        "name",
        "password",
        "more",
    ]
