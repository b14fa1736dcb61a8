"""Keys with which programs act for people, over HTTP."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select, update

from api.store.tables import ApiKey, Detail, Kept
from api.store.times import after, before
from tests.support.people import add_local, browser, logged
from tests.support.service import Serving

BODY = {"label": "nightly", "scopes": ["upload", "read"], "days": 30}


@pytest.fixture
def mair(served: Serving) -> TestClient:
    """An officer at a browser; person 1."""
    add_local(served, "mair", "officer")
    return browser(served, "mair")


def using(served: Serving, key: str) -> TestClient:
    client = TestClient(served.app)
    client.headers["Authorization"] = f"Bearer {key}"
    return client


def test_a_key_does_what_it_is_for(served: Serving, mair: TestClient) -> None:
    answer = mair.post("/v1/keys", json=BODY)
    assert answer.status_code == 201
    made = answer.json()
    text = made.pop("key")
    assert text.startswith(f"cartref_{made['id']}_")
    assert (made["person"], made["label"], made["scopes"]) == (1, "nightly", ["read", "upload"])
    assert before(-30 * 24 * 60 + 1) < made["expires_at"] < after(30 * 24 * 60)
    assert mair.get("/v1/keys").json() == {"keys": [made]}
    who = using(served, text).get("/v1/session").json()
    assert (who["name"], who["may"], who["roles"]) == ("mair", ["read", "upload"], ["officer"])
    assert logged(served)[-1] == ("key.added", 1, f"key {made['id']}")


def test_its_text_is_kept_nowhere(served: Serving, mair: TestClient) -> None:
    first, again = (
        mair.post("/v1/keys", json=BODY, headers={"Idempotency-Key": "a"}) for _ in range(2)
    )
    secret = first.json()["key"].rpartition("_")[2]
    assert again.json() == first.json() | {"key": None}
    with served.service.database.reading() as session:
        kept = [*session.scalars(select(Kept.body)), *session.scalars(select(Detail.content))]
        (row,) = session.scalars(select(ApiKey))
    assert not any(secret in str(value) for value in [*kept, *vars(row).values()])


def test_it_does_no_more_than_its_maker_may(served: Serving, mair: TestClient) -> None:
    answer = mair.post("/v1/keys", json=BODY | {"scopes": ["read", "admin", "policy"]})
    assert answer.status_code == 422
    faults = answer.json()["faults"]
    assert [fault["place"] for fault in faults] == ["scopes[1]", "scopes[2]"]
    assert faults[0]["accepted"] == "read, upload, rank, plan, decide"
    program = using(served, mair.post("/v1/keys", json=BODY).json()["key"])
    answer = program.post("/v1/keys", json=BODY | {"scopes": ["rank"], "days": 1})
    assert answer.json()["faults"][0]["place"] == "scopes[0]"


def test_a_keys_key_does_not_outlive_it(served: Serving, mair: TestClient) -> None:
    program = using(served, mair.post("/v1/keys", json=BODY).json()["key"])
    answer = program.post("/v1/keys", json=BODY | {"days": 31})
    assert answer.json()["faults"][0]["place"] == "days"
    assert program.post("/v1/keys", json=BODY | {"days": 29}).status_code == 201


def test_it_does_no_more_than_its_owner_may_by_now(served: Serving, mair: TestClient) -> None:
    program = using(served, mair.post("/v1/keys", json=BODY).json()["key"])
    admin = served.somebody("admin")
    assert admin.patch("/v1/people/1", json={"roles": ["viewer"]}).status_code == 200
    assert program.get("/v1/session").json()["may"] == ["read"]


def test_revoked_it_opens_nothing(served: Serving, mair: TestClient) -> None:
    made = mair.post("/v1/keys", json=BODY).json()
    program = using(served, made["key"])
    assert program.get("/v1/keys").status_code == 200
    answer = mair.delete(f"/v1/keys/{made['id']}")
    assert answer.status_code == 200
    revoked_at = answer.json()["revoked_at"]
    assert revoked_at is not None
    assert program.get("/v1/keys").status_code == 401
    # Once more it stays as it was, and the log says it once.
    assert mair.delete(f"/v1/keys/{made['id']}").json()["revoked_at"] == revoked_at
    assert [line[0] for line in logged(served)].count("key.revoked") == 1


def test_it_ends_by_itself(served: Serving, mair: TestClient) -> None:
    program = using(served, mair.post("/v1/keys", json=BODY).json()["key"])
    for ends, status in ((after(1), 200), (before(0), 401)):
        with served.service.database.writing() as session:
            session.execute(update(ApiKey).values(expires_at=ends))
        assert program.get("/v1/keys").status_code == status


def test_somebody_elses_is_none(served: Serving, mair: TestClient) -> None:
    theirs = mair.post("/v1/keys", json=BODY).json()["id"]
    huw = served.somebody("officer", "panel", name="huw")
    refusals = [huw.delete(f"/v1/keys/{one}") for one in (theirs, "0" * 12)]
    assert [one.status_code for one in refusals] == [404, 404]
    assert refusals[0].text == refusals[1].text
    assert [one["label"] for one in huw.get("/v1/keys").json()["keys"]] == ["test"]
    assert huw.get("/v1/keys", params={"all": True}).status_code == 403
    admin = served.somebody("admin")
    assert len(admin.get("/v1/keys", params={"all": True}).json()["keys"]) == 3
    assert admin.delete(f"/v1/keys/{theirs}").status_code == 200


@pytest.mark.parametrize(
    "change",
    [{"days": 0}, {"days": 367}, {"scopes": []}, {"scopes": ["x"]}, {"label": ""}, {"more": 1}],
)
def test_what_makes_no_key(mair: TestClient, change: dict[str, object]) -> None:
    assert mair.post("/v1/keys", json=BODY | change).status_code == 422
    assert mair.get("/v1/keys").json() == {"keys": []}


def test_what_is_no_key_opens_nothing(served: Serving) -> None:
    key = served.key("program", ["viewer"])
    id_ = key.split("_")[1]
    for text in (key[:-1], f"cartref_{id_}_", f"cartref__{id_}", f"other_{id_}_x", "", "é_\x7f_x"):
        headers = {b"Authorization": f"Bearer {text}".encode("latin-1")}
        answer = served.plain.get("/v1/session", headers=headers)
        assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert using(served, key).get("/v1/session").status_code == 200
