"""Signing in through a council's directory: a real one in miniature, over real HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi.testclient import TestClient

from tests.support.openid import Provider, provider
from tests.support.people import add_local, logged, person
from tests.support.service import Serving, serving
from tests.support.tokens import SPOILERS

ROLES = "Placements=officer,Panel=panel,Systems=admin"
GO = "/v1/session/directory"


@pytest.fixture(scope="module")
def one_provider() -> Iterator[Provider]:
    with provider() as made:
        yield made


@pytest.fixture
def directory(one_provider: Provider) -> Provider:
    one_provider.spoil = None
    one_provider.subject = "person-1"
    one_provider.claims = {"roles": ["Placements", "Golf"], "preferred_username": "mair.evans"}
    return one_provider


@contextmanager
def knowing(folder: Path, directory: Provider, **settings: Any) -> Iterator[Serving]:
    """Give a service that knows a directory."""
    given = {
        "oidc_issuer": directory.issuer,
        "oidc_client_id": directory.client_id,
        "oidc_client_secret": directory.client_secret,
        "oidc_roles": ROLES,
    }
    with serving(folder, **(given | settings)) as served:
        yield served


@pytest.fixture
def served(tmp_path: Path, directory: Provider) -> Iterator[Serving]:
    with knowing(tmp_path / "data", directory) as found:
        yield found


def there(client: TestClient, to: str = GO) -> str:
    """Go to the directory as a browser does; return the address it sends the browser back to."""
    answer = client.get(to, follow_redirects=False)
    assert answer.status_code == 302, answer.text
    return httpx.get(answer.headers["Location"]).headers["Location"]


def sign_in(client: TestClient, to: str = GO) -> httpx.Response:
    return client.get(there(client, to), follow_redirects=False)  # type: ignore[return-value]


def test_somebody_new_signs_in(served: Serving) -> None:
    answer = sign_in(served.plain)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/v1/session")
    who = served.plain.get("/v1/session").json()
    assert (who["name"], who["roles"], who["must_change"]) == ("mair.evans", ["officer"], False)
    assert "cartref-directory" not in served.plain.cookies
    assert logged(served) == [
        ("person.added", 0, "person 1"),
        ("signed_in", 1, "person 1"),
    ]
    # From then on it is the same person, whatever the name.
    client = TestClient(served.app)
    sign_in(client)
    assert client.get("/v1/session").json()["number"] == 1


def test_the_question_is_as_it_should_be(served: Serving) -> None:
    answer = served.plain.get(GO, follow_redirects=False)
    asked = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert asked["redirect_uri"] == ["http://testserver/v1/session/directory/back"]
    assert asked["code_challenge_method"] == ["S256"]
    assert {"state", "nonce", "code_challenge"} <= asked.keys()
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("cartref-directory=")
    assert "; path=/v1/session/directory; Max-Age=600; httponly; samesite=lax" in cookie


def test_behind_tls_the_directory_sends_back_to_tls(tmp_path: Path, directory: Provider) -> None:
    with knowing(tmp_path, directory, behind_tls=True) as served:
        answer = served.plain.get(GO, follow_redirects=False)
        asked = parse_qs(urlsplit(answer.headers["Location"]).query)
        assert asked["redirect_uri"] == ["https://testserver/v1/session/directory/back"]
        assert answer.headers["set-cookie"].endswith("; secure")


def test_afterwards_the_browser_goes_where_it_wanted(served: Serving) -> None:
    answer = sign_in(served.plain, f"{GO}?next=/plans%3Fpage%3D2")
    assert answer.headers["Location"] == "/plans?page=2"


@pytest.mark.parametrize("place", ["//elsewhere", "https://elsewhere", "/\\elsewhere", "x", ""])
def test_it_is_sent_nowhere_else(served: Serving, place: str) -> None:
    answer = served.plain.get(GO, params={"next": place}, follow_redirects=False)
    assert answer.status_code == 422


@pytest.mark.parametrize("spoil", SPOILERS)
def test_a_spoilt_token_lets_nobody_in(served: Serving, directory: Provider, spoil: str) -> None:
    directory.spoil = spoil
    answer = sign_in(served.plain)
    assert answer.status_code == 401
    fault = "the answer of the council's directory can't be trusted"
    assert answer.json()["faults"][0]["fault"] == fault
    assert "cartref" not in served.plain.cookies
    assert logged(served) == [("sign_in.failed", 0, None)]


def test_the_directory_can_t_allow_weaker_signatures(
    served: Serving, directory: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = served.app.state.directory.app
    monkeypatch.setitem(
        known.server_metadata, "id_token_signing_alg_values_supported", ["none", "HS256"]
    )
    for spoil in ("unsigned", "public_key_as_secret"):
        directory.spoil = spoil
        assert sign_in(served.plain).status_code == 401


def test_an_answer_is_good_once_and_in_the_browser_that_asked(served: Serving) -> None:
    back = there(served.plain)
    other = TestClient(served.app)
    assert other.get(back, follow_redirects=False).status_code == 401
    assert served.plain.get(back, follow_redirects=False).status_code == 303
    assert served.plain.get(back, follow_redirects=False).status_code == 401
    changed = there(served.plain).replace("state=", "state=x")
    assert served.plain.get(changed, follow_redirects=False).status_code == 401
    for query in ("", "?code=x", "?state=x", "?error=access_denied&error_description=no"):
        answer = served.plain.get(f"{GO}/back{query}", follow_redirects=False)
        assert answer.status_code == 401
        assert "access_denied" not in answer.text


class TestRoles:
    """What somebody is here the directory says, each time."""

    def test_they_follow_the_directory(self, served: Serving, directory: Provider) -> None:
        sign_in(served.plain)
        directory.claims["roles"] = ["Panel", "Systems"]
        sign_in(served.plain)
        assert served.plain.get("/v1/session").json()["roles"] == ["panel", "admin"]
        assert ("person.changed", 0, "person 1") in logged(served)
        answer = served.plain.get("/v1/people").json()["people"][0]
        assert answer["directory"] is True

    def test_without_one_nobody_is_let_in(self, served: Serving, directory: Provider) -> None:
        sign_in(served.plain)
        assert served.plain.get("/v1/session").status_code == 200
        directory.claims["roles"] = []
        answer = sign_in(TestClient(served.app))
        assert answer.status_code == 403
        assert "no role here" in answer.json()["faults"][0]["fault"]
        # Nor do they stay in where they are in already.
        assert served.plain.get("/v1/session").status_code == 401
        directory.subject = "person-2"
        assert sign_in(TestClient(served.app)).status_code == 403
        assert logged(served)[-1] == ("sign_in.failed", 0, None)

    def test_they_are_changed_there_only(self, served: Serving) -> None:
        sign_in(served.plain)
        admin = served.somebody("admin")
        answer = admin.patch("/v1/people/1", json={"roles": ["viewer"]})
        assert answer.status_code == 409
        assert admin.post("/v1/people/1/password").status_code == 409
        assert admin.patch("/v1/people/1", json={"active": False}).status_code == 200
        assert sign_in(TestClient(served.app)).status_code == 403

    def test_where_the_directory_gives_none_they_are_given_here(
        self, tmp_path: Path, directory: Provider
    ) -> None:
        with knowing(tmp_path, directory, oidc_roles={}) as served:
            assert sign_in(served.plain).status_code == 403
            admin = served.somebody("admin")
            body = {"name": "Mair", "roles": ["panel"], "subject": "person-1"}
            answer = admin.post("/v1/people", json=body)
            assert (answer.status_code, answer.json()["one_time_password"]) == (201, None)
            assert admin.post("/v1/people", json=body | {"name": "x"}).status_code == 409
            assert sign_in(served.plain).status_code == 303
            assert served.plain.get("/v1/session").json()["name"] == "Mair"
            number = answer.json()["number"]
            answer = admin.patch(f"/v1/people/{number}", json={"roles": ["viewer"]})
            assert answer.json()["roles"] == ["viewer"]

    @pytest.mark.parametrize("said", ["Panel", ["Panel"], ["Panel", 7, None, "Panel"]])
    def test_the_claim_may_be_one_value_or_several(
        self, served: Serving, directory: Provider, said: object
    ) -> None:
        directory.claims["roles"] = said
        sign_in(served.plain)
        assert served.plain.get("/v1/session").json()["roles"] == ["panel"]


def test_a_name_is_nobody_elses(served: Serving) -> None:
    add_local(served, "mair.evans", "admin")
    sign_in(served.plain)
    who = served.plain.get("/v1/session").json()
    assert (who["number"], who["name"], who["roles"]) == (2, "mair.evans (2)", ["officer"])
    assert person(served, 2).password_hash is None


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({"email": "m@example.org", "name": "Mair"}, "m@example.org"),
        ({"preferred_username": "\x00", "name": "  Mair   Evans "}, "Mair Evans"),
        ({"preferred_username": 7}, "directory"),
        ({"name": "x" * 300}, "x" * 190),
    ],
)
def test_names_of_all_kinds_are_made_fit(
    served: Serving, directory: Provider, claims: dict[str, object], name: str
) -> None:
    directory.claims = {"roles": ["Panel"], **claims}
    sign_in(served.plain)
    assert served.plain.get("/v1/session").json()["name"] == name


def test_it_goes_on_when_the_directory_changes_its_key(
    served: Serving, directory: Provider
) -> None:
    assert sign_in(served.plain).status_code == 303
    directory.rotate(keep=False)
    assert sign_in(served.plain).status_code == 303


def test_a_directory_that_does_not_answer(tmp_path: Path, directory: Provider) -> None:
    with knowing(tmp_path, directory, oidc_issuer="http://127.0.0.1:9") as served:
        answer = served.plain.get(GO, follow_redirects=False)
        assert answer.status_code == 502
        assert answer.json()["faults"][0]["fault"] == "the council's directory does not answer"


def test_without_a_directory_there_is_none(tmp_path: Path) -> None:
    with serving(tmp_path) as served:
        assert served.plain.get(GO).status_code == 404
        assert served.plain.get(f"{GO}/back").status_code == 404
        body = {"name": "x", "roles": [], "subject": "person-1"}
        answer = served.somebody("admin").post("/v1/people", json=body)
        assert answer.json()["faults"][0]["place"] == "subject"
