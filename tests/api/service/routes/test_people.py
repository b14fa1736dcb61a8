"""Who may sign in, as admins keep it over HTTP."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from api.store.tables import Detail, Kept
from tests.support.people import PASSWORD, add_local, browser, logged, person
from tests.support.service import Serving

MAIR = {"name": "mair", "roles": ["panel", "officer", "panel"]}


@pytest.fixture
def admin(served: Serving) -> TestClient:
    """An admin; person 1."""
    return served.somebody("admin", name="admin")


def test_somebody_is_let_in_with_a_one_time_password(served: Serving, admin: TestClient) -> None:
    answer = admin.post("/v1/people", json=MAIR)
    assert answer.status_code == 201
    told = answer.json()
    once = told.pop("one_time_password")
    assert told == {
        "number": 2,
        "name": "mair",
        "roles": ["officer", "panel"],
        "active": True,
        "directory": False,
        "locked_until": None,
        "one_time_until": person(served, 2).one_time_until,
        "created_at": person(served, 2).created_at,
    }
    assert admin.get("/v1/people").json()["people"][1] == told
    client = browser(served, "mair", once)
    assert client.post("/v1/session/password", json={"new": PASSWORD}).status_code == 200
    assert browser(served, "mair").get("/v1/session").json()["must_change"] is False
    assert logged(served)[0] == ("person.added", 1, "person 2")


def test_sent_twice_it_is_done_once_and_the_password_is_shown_once(
    served: Serving, admin: TestClient
) -> None:
    first, again = (
        admin.post("/v1/people", json=MAIR, headers={"Idempotency-Key": "a"}) for _ in range(2)
    )
    once = first.json()["one_time_password"]
    assert again.status_code == 201
    assert again.json() == first.json() | {"one_time_password": None}
    assert len(admin.get("/v1/people").json()["people"]) == 2
    with served.service.database.reading() as session:
        kept = [*session.scalars(select(Kept.body)), *session.scalars(select(Detail.content))]
    assert kept
    assert not any(once in text for text in kept)


@pytest.mark.parametrize("name", ["mair", "  mair  "])
def test_a_name_is_one_persons(admin: TestClient, name: str) -> None:
    assert admin.post("/v1/people", json=MAIR).status_code == 201
    answer = admin.post("/v1/people", json=MAIR | {"name": name})
    assert (answer.status_code, answer.json()["faults"][0]["place"]) == (409, "name")


@pytest.mark.parametrize("name", ["", " ", "x" * 201, "a\x00b", "a\u202eb", "\ud800"])
def test_what_can_t_be_read_is_no_name(admin: TestClient, name: str) -> None:
    escaped = "".join(f"\\u{ord(one):04x}" for one in name)
    body = f'{{"name": "{escaped}", "roles": []}}'
    answer = admin.post("/v1/people", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422
    assert len(admin.get("/v1/people").json()["people"]) == 1


def test_somebody_gets_other_roles_at_once(served: Serving, admin: TestClient) -> None:
    number = add_local(served, "mair", "viewer")
    client = browser(served, "mair")
    answer = admin.patch(f"/v1/people/{number}", json={"roles": ["panel"]})
    assert (answer.status_code, answer.json()["roles"]) == (200, ["panel"])
    assert "policy" in client.get("/v1/session").json()["may"]
    assert logged(served)[-1] == ("person.changed", 1, f"person {number}")


def test_who_may_no_longer_sign_in_is_out_at_once(served: Serving, admin: TestClient) -> None:
    number = add_local(served, "mair", "officer")
    client = browser(served, "mair")
    key = client.post("/v1/keys", json={"label": "x", "scopes": ["read"]}).json()["key"]
    program = {"Authorization": f"Bearer {key}"}
    assert served.plain.get("/v1/keys", headers=program).status_code == 200
    assert admin.patch(f"/v1/people/{number}", json={"active": False}).status_code == 200
    assert client.get("/v1/session").status_code == 401
    assert served.plain.get("/v1/keys", headers=program).status_code == 401
    # Let in again they sign in as before; their keys stay revoked.
    assert admin.patch(f"/v1/people/{number}", json={"active": True}).status_code == 200
    assert client.get("/v1/session").status_code == 401
    assert served.plain.get("/v1/keys", headers=program).status_code == 401
    assert browser(served, "mair").get("/v1/session").status_code == 200


@pytest.mark.parametrize("change", [{"active": False}, {"roles": ["panel"]}, {"roles": []}])
def test_the_last_admin_stays(
    served: Serving, admin: TestClient, change: dict[str, object]
) -> None:
    add_local(served, "huw", "officer")
    answer = admin.patch("/v1/people/1", json=change)
    assert answer.status_code == 409
    assert person(served, 1).active
    other = add_local(served, "mair", "admin")
    assert admin.patch("/v1/people/1", json=change).status_code == 200
    client = browser(served, "mair")
    assert client.patch(f"/v1/people/{other}", json=change).status_code == 409
    # One who may not sign in does not count.
    assert client.patch("/v1/people/1", json={"active": False}).status_code == 200
    assert client.patch(f"/v1/people/{other}", json=change).status_code == 409


def test_a_new_password_lets_in_who_was_locked_out(served: Serving, admin: TestClient) -> None:
    number = add_local(served, "mair")
    client = browser(served, "mair")
    for _ in range(5):
        served.plain.post("/v1/session", json={"name": "mair", "password": "wrong"})
    assert admin.get("/v1/people").json()["people"][1]["locked_until"] is not None
    answer = admin.post(f"/v1/people/{number}/password")
    assert answer.status_code == 200
    assert client.get("/v1/session").status_code == 401
    once = answer.json()["one_time_password"]
    assert browser(served, "mair", once).get("/v1/session").json()["must_change"] is True
    assert logged(served)[-2] == ("password.reset", 1, f"person {number}")


@pytest.mark.parametrize(
    ("method", "path"),
    [("PATCH", "/v1/people/99"), ("POST", "/v1/people/99/password")],
)
def test_nobody_has_that_number(admin: TestClient, method: str, path: str) -> None:
    answer = admin.request(method, path, json={} if method == "PATCH" else None)
    assert (answer.status_code, answer.json()["faults"][0]["place"]) == (404, "number")


@pytest.mark.parametrize("role", ["viewer", "officer", "panel"])
def test_only_admins_keep_people(served: Serving, role: str) -> None:
    add_local(served, "mair", role)  # type: ignore[arg-type]
    client = browser(served, "mair")
    assert client.get("/v1/people").status_code == 403
    assert client.post("/v1/people", json=MAIR).status_code == 403
    assert client.patch("/v1/people/1", json={"roles": ["admin"]}).status_code == 403
    assert client.post("/v1/people/1/password").status_code == 403
