"""Every route with every role, with none, and with what opens nothing any more."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.routing import Route

from api.service.app import ROUTES, create_app
from api.settings import Role, Settings
from api.sign_in import people
from api.store.audit import SERVICE
from api.store.people import KEY_PREFIX, person_called
from api.store.tables import ApiKey
from tests.support.deciding import SMALL
from tests.support.keeping import keep
from tests.support.people import PASSWORD, add_local, browser
from tests.support.service import Serving

#: Who may, as the issue says it; not as the program does.
ANYBODY = "anybody"
SIGNED_IN = "whoever is signed in"
MAY: dict[str, set[Role]] = {
    "read": {"viewer", "officer", "panel", "admin"},
    "upload": {"officer"},
    "rank": {"officer", "panel"},
    "plan": {"officer", "panel"},
    "decide": {"officer"},
    "scenario": {"panel"},
    "policy": {"panel"},
    "admin": {"admin"},
    "metrics": {"admin"},
    SIGNED_IN: {"viewer", "officer", "panel", "admin"},
}
NEEDS = {
    "GET /healthz": ANYBODY,
    "GET /readyz": ANYBODY,
    "GET /metrics": "metrics",
    "POST /v1/session": ANYBODY,
    "GET /v1/session": SIGNED_IN,
    "DELETE /v1/session": SIGNED_IN,
    "POST /v1/session/password": SIGNED_IN,
    "GET /v1/session/directory": ANYBODY,
    "GET /v1/session/directory/back": ANYBODY,
    "GET /v1/people": "admin",
    "POST /v1/people": "admin",
    "PATCH /v1/people/{number}": "admin",
    "POST /v1/people/{number}/password": "admin",
    "GET /v1/keys": "read",
    "POST /v1/keys": "read",
    "DELETE /v1/keys/{id}": "read",
    "POST /v1/registers": "upload",
    "POST /v1/registers/validate": "upload",
    "GET /v1/registers": "read",
    "GET /v1/registers/{version}": "read",
    "GET /v1/registers/{version}/register": "read",
    "GET /v1/registers/{version}/file": "read",
    "GET /v1/registers/{before}/difference/{after}": "read",
    "GET /v1/template": "read",
    "POST /v1/policies": "policy",
    "GET /v1/policies": "read",
    "GET /v1/policies/current": "read",
    "GET /v1/policies/{number}": "read",
    "POST /v1/journeys": "upload",
    "GET /v1/journeys": "read",
    "GET /v1/journeys/{name}": "read",
    "POST /v1/rankings": "rank",
    "POST /v1/explanations": "rank",
    "GET /v1/runs": "read",
    "GET /v1/runs/{id}": "read",
    "DELETE /v1/runs/{id}": "read",  # and then only one's own: see below
    "GET /v1/runs/{id}/answer": "read",
    "GET /v1/runs/{id}/file": "read",
    "GET /v1/runs/{id}/events": "read",
    "POST /v1/runs/{id}/replay": "plan",
    "POST /v1/plans/check": "rank",
    "POST /v1/plans": "plan",
    "GET /v1/scenarios/library": "read",
    "POST /v1/scenarios": "scenario",
    "POST /v1/studies": "scenario",
    "POST /v1/decisions": "decide",
    "GET /v1/decisions": "read",
    "POST /v1/decisions/search": "read",
    "GET /v1/decisions/{number}": "read",
    "GET /v1/decisions/{number}/approvals": "read",
    "POST /v1/decisions/{number}/approvals": "decide",
    "GET /v1/records": "read",
    "GET /v1/records/head": "read",
    "GET /v1/records/verify": "admin",
    "GET /v1/records/{number}": "read",
    "POST /v1/erasures": "admin",
}
CLOSED = {route: need for route, need in NEEDS.items() if need != ANYBODY}
WRITES = [route for route in CLOSED if not route.startswith("GET ")]
#: What stands in the place of each name in an address; none of them is there.
FILLED = {
    "{number}": "999",
    "keys/{id}": "keys/" + "0" * 12,
    "{id}": "0" * 32,
    "{version}": "latest",
    "{before}": "1",
    "{after}": "latest",
    "{name}": "none.csv",
}


def ask(client: TestClient, route: str) -> Any:
    """Ask a route for nothing in particular."""
    method, path = route.split()
    for name, value in FILLED.items():
        path = path.replace(name, value)
    return client.request(method, path)


@pytest.fixture
def asked(served: Serving) -> Serving:
    keep(served, *SMALL)
    return served


def walked() -> set[str]:
    """Return each method and path that the service answers to."""
    return {
        f"{method} {route.path.replace(':int', '')}"
        for module in ROUTES
        for route in module.router.routes
        if isinstance(route, Route)
        for method in (route.methods or set()) - {"HEAD"}
    }


def test_every_route_is_in_the_table(served: Serving) -> None:
    del served
    assert walked() == NEEDS.keys()
    document = create_app(Settings()).openapi()["paths"]
    assert {f"{m.upper()} {path}" for path in document for m in document[path]} == NEEDS.keys()


def test_nobody_gets_in_without_signing_in(asked: Serving) -> None:
    refused = {route: ask(asked.plain, route).status_code for route in CLOSED}
    assert refused == dict.fromkeys(CLOSED, 401)
    assert ask(asked.plain, "GET /healthz").status_code == 200
    assert ask(asked.plain, "GET /readyz").status_code in (200, 503)  # workers may not be up yet
    assert ask(asked.plain, "POST /v1/session").status_code == 422
    assert ask(asked.plain, "GET /v1/session/directory").status_code == 404


@pytest.mark.parametrize("role", ["viewer", "officer", "panel", "admin"])
def test_each_role_gets_where_it_may_and_nowhere_else(asked: Serving, role: Role) -> None:
    client = asked.somebody(role)
    stopped = {route for route in CLOSED if ask(client, route).status_code in (401, 403)}
    assert stopped == {route for route, need in CLOSED.items() if role not in MAY[need]}


@pytest.mark.parametrize("need", sorted(MAY.keys() - {SIGNED_IN}))
def test_a_key_opens_only_what_its_scopes_name(asked: Serving, need: str) -> None:
    everybody: list[Role] = ["viewer", "officer", "panel", "admin"]
    scopes = sorted(MAY.keys() - {SIGNED_IN, need})
    client = TestClient(asked.app)
    client.headers["Authorization"] = f"Bearer {asked.key('all but one', everybody, scopes)}"
    answers = {route: ask(client, route) for route in CLOSED}
    stopped = {route for route, answer in answers.items() if answer.status_code == 403}
    assert stopped == {route for route, needed in CLOSED.items() if needed == need}
    assert {answers[route].json()["faults"][0]["fault"] for route in stopped} == {
        f"this needs the permission {need}"
    }
    assert not any(answer.status_code == 401 for answer in answers.values())


def _revoke(served: Serving, key: ApiKey) -> None:
    client = served.somebody("admin")
    assert client.delete(f"/v1/keys/{key.id}").status_code == 200


def _expire(served: Serving, key: ApiKey) -> None:
    with served.service.database.writing() as session:
        session.get_one(ApiKey, key.id).expires_at = "2020-01-01T00:00:00.000000Z"


def _let_go(served: Serving, key: ApiKey) -> None:
    client = served.somebody("admin")
    answer = client.patch(f"/v1/people/{key.person}", json={"active": False})
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize("end", [_revoke, _expire, _let_go])
def test_a_key_that_has_ended_opens_nothing(asked: Serving, end: Any) -> None:
    text = asked.key("gwen", ["viewer", "officer", "panel", "admin"])
    client = TestClient(asked.app)
    client.headers["Authorization"] = f"Bearer {text}"
    assert ask(client, "GET /v1/session").status_code == 200
    with asked.service.database.reading() as session:
        key = session.get_one(ApiKey, text.split("_")[1])
    end(asked, key)
    assert {route: ask(client, route).status_code for route in CLOSED} == dict.fromkeys(CLOSED, 401)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text[:-1],
        lambda text: f"{text}0",
        lambda text: text.replace(KEY_PREFIX, "other"),
        lambda text: text.rsplit("_", 1)[0] + "_",
        lambda _: "",
        lambda _: f"{KEY_PREFIX}__",
        lambda _: f"{KEY_PREFIX}_" + "0" * 12 + "_" + "0" * 40,
    ],
)
def test_what_only_looks_like_a_key_opens_nothing(asked: Serving, spoil: Any) -> None:
    text = asked.key("gwen", ["viewer"])
    client = TestClient(asked.app)
    client.headers["Authorization"] = f"Bearer {spoil(text)}"
    assert ask(client, "GET /v1/session").status_code == 401


def test_a_session_writes_nothing_without_its_own_csrf_token(asked: Serving) -> None:
    for name in ("gwen", "mair"):
        add_local(asked, name, "officer", "panel", "admin")
    client, other = browser(asked, "gwen"), browser(asked, "mair")
    for token in ("", other.headers["X-CSRF-Token"]):
        client.headers["X-CSRF-Token"] = token
        answers = {route: ask(client, route) for route in WRITES}
        assert {route: one.status_code for route, one in answers.items()} == dict.fromkeys(
            WRITES, 403
        )
        assert {one.json()["faults"][0]["place"] for one in answers.values()} == {"X-CSRF-Token"}
    assert ask(client, "GET /v1/session").status_code == 200


def test_a_one_time_password_opens_only_the_change_of_it(asked: Serving) -> None:
    number = add_local(asked, "gwen", "viewer", "officer", "panel", "admin")
    with asked.service.database.writing() as session:
        person = person_called(session, "gwen")
        assert person is not None
        assert person.id == number
        people.reset(session, SERVICE, person, person.password_hash or "")
    client = browser(asked, "gwen")
    signed_out_last = sorted(CLOSED, key=lambda route: route == "DELETE /v1/session")
    opened = {route for route in signed_out_last if ask(client, route).status_code != 403}
    assert opened == {route for route, need in CLOSED.items() if need == SIGNED_IN}


def test_nobody_uses_what_is_somebody_elses(asked: Serving) -> None:
    mine, other = asked.somebody("officer"), asked.somebody("officer")
    made = mine.post("/v1/keys", json={"label": "mine", "scopes": ["read"]})
    assert made.status_code == 201, made.text
    key = made.json()["id"]
    assert other.delete(f"/v1/keys/{key}").status_code == 404
    assert key not in other.get("/v1/keys").text
    assert other.get("/v1/keys", params={"all": True}).status_code == 403
    run = mine.post("/v1/plans", json={}).json()["id"]
    for stranger in (other, asked.somebody("viewer")):
        assert stranger.delete(f"/v1/runs/{run}").status_code == 403
    assert mine.delete(f"/v1/runs/{run}").status_code in (200, 202)
    # What somebody's idempotency key has kept is nobody else's.
    again = {"Idempotency-Key": "one"}
    first = mine.post("/v1/keys", json={"label": "a", "scopes": ["read"]}, headers=again)
    second = other.post("/v1/keys", json={"label": "a", "scopes": ["read"]}, headers=again)
    assert first.json()["id"] != second.json()["id"]


def test_signing_out_ends_the_session_for_whoever_knows_its_cookie(asked: Serving) -> None:
    add_local(asked, "gwen", "viewer")
    client, thief = browser(asked, "gwen", PASSWORD), TestClient(asked.app)
    thief.cookies = client.cookies
    assert ask(thief, "GET /v1/session").status_code == 200
    assert ask(client, "DELETE /v1/session").status_code == 204
    answers = {route: ask(thief, route).status_code for route in CLOSED}
    assert answers == dict.fromkeys(CLOSED, 401)
