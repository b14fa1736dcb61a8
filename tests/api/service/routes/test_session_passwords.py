"""Passwords for one sign-in, and changing one's own, over HTTP."""

from __future__ import annotations

from fastapi.testclient import TestClient

from api.sign_in.first import first_admin
from api.store.times import before
from tests.support.people import PASSWORD, add_local, browser, person
from tests.support.service import Serving

NEW = "seven harbours of kettles"


def sign_in(client: TestClient, name: str, password: str = PASSWORD) -> int:
    return client.post("/v1/session", json={"name": name, "password": password}).status_code


class TestOneTimePasswords:
    """A one-time password opens the door once, and only to choose another."""

    def test_the_first_admin_has_to_choose_one(self, served: Serving) -> None:
        once = first_admin(served.service.database)
        assert once is not None
        assert first_admin(served.service.database) is None
        client = browser(served, "admin", once)
        assert client.get("/v1/session").json()["must_change"] is True
        refusal = client.get("/v1/people")
        assert (refusal.status_code, refusal.json()["faults"][0]["place"]) == (403, "password")
        assert client.post("/v1/keys", json={"label": "x", "scopes": ["read"]}).status_code == 403
        assert sign_in(served.plain, "admin", once) == 401  # it was good for one sign-in
        answer = client.post("/v1/session/password", json={"new": NEW})
        assert (answer.status_code, answer.json()["must_change"]) == (200, False)
        assert client.get("/v1/people").status_code == 200
        assert sign_in(served.plain, "admin", NEW) == 200

    def test_it_waits_a_week(self, served: Serving) -> None:
        once = first_admin(served.service.database)
        assert once is not None
        assert before(-7 * 24 * 60 + 1) < (person(served, 1).one_time_until or "")
        with served.service.database.writing() as session:
            session.merge(person(served, 1)).one_time_until = before(0)
        assert sign_in(served.plain, "admin", once) == 401


class TestChangingThePassword:
    """Whoever is signed in changes their own, by giving the old one."""

    def test_the_other_sessions_end(self, served: Serving) -> None:
        add_local(served, "mair")
        client, other = browser(served, "mair"), browser(served, "mair")
        answer = client.post("/v1/session/password", json={"old": PASSWORD, "new": NEW})
        assert answer.status_code == 200
        assert client.get("/v1/session").status_code == 200
        assert other.get("/v1/session").status_code == 401
        assert (sign_in(other, "mair"), sign_in(other, "mair", NEW)) == (401, 200)

    def test_wrong_old_ones_are_counted(self, served: Serving) -> None:
        number = add_local(served, "mair")
        client = browser(served, "mair")
        for _ in range(5):
            answer = client.post("/v1/session/password", json={"old": "wrong", "new": NEW})
            assert answer.status_code == 403
        assert person(served, number).locked_until is not None
        answer = client.post("/v1/session/password", json={"old": PASSWORD, "new": NEW})
        assert answer.status_code == 403

    def test_all_faults_are_told_together(self, served: Serving) -> None:
        add_local(served, "mair")
        client = browser(served, "mair")
        answer = client.post("/v1/session/password", json={"new": "short"})
        assert answer.status_code == 422
        places = [fault["place"] for fault in answer.json()["faults"]]
        assert places == ["new", "old"]
        answer = client.post("/v1/session/password", json={"old": PASSWORD, "new": PASSWORD})
        assert answer.json()["faults"][0]["fault"] == "is the old one"

    def test_a_key_has_no_session(self, served: Serving) -> None:
        client = served.somebody("viewer", name="program")
        assert client.get("/v1/session").json()["csrf_token"] is None
        assert client.delete("/v1/session").status_code == 409
        assert client.post("/v1/session/password", json={"new": NEW, "old": "x"}).status_code == 409
