"""One's own account: roles, keys, sessions."""

from __future__ import annotations

import re

from httpx2 import Response

from api.sign_in import people
from api.store.audit import SERVICE
from api.store.tables import Person
from tests.support.people import add_local, browser
from tests.support.service import Serving


def text(response: Response) -> str:
    return re.sub(r"\s+", " ", response.text)


def test_it_says_what_somebody_may_do(served: Serving) -> None:
    seen = text(served.somebody("officer").get("/account"))
    assert "placement officer" in seen
    assert "record decisions" in seen
    assert "set the council" not in seen


def test_somebody_without_a_role_is_told_whom_to_ask(served: Serving) -> None:
    add_local(served, "boss", "admin")
    number = add_local(served, "newcomer", "viewer")
    with served.service.database.writing() as session:
        people.change(session, SERVICE, session.get_one(Person, number), roles=())
    seen = text(browser(served, "newcomer").get("/account"))
    assert "nothing yet: ask an admin for a role" in seen
    assert "Sign out everywhere" in seen
    assert "Keys for programs" not in seen


def test_a_key_is_made_shown_once_used_and_revoked(served: Serving) -> None:
    add_local(served, "gwen", "officer")
    gwen = browser(served, "gwen")
    form = {"label": "Nightly upload", "scopes": ["read", "upload"], "days": "30", "once": "click"}
    made = gwen.post("/account", data=form)
    found = re.search(r'id="secret">(cartref_[^<]+)<', made.text)
    assert found
    key = found[1]
    assert key not in gwen.post("/account", data=form).text
    program = {"Authorization": f"Bearer {key}"}
    assert served.plain.get("/v1/registers", headers=program).status_code == 200
    assert served.plain.post("/v1/rankings", headers=program, json={}).status_code == 403
    seen = text(gwen.get("/account"))
    assert "Nightly upload" in seen
    assert "read, upload" in seen
    (address,) = set(re.findall(r"/account/keys/[0-9a-f]{12}/revoke", seen))
    assert "Revoke this key?" in gwen.get(address).text
    answer = gwen.post(address, follow_redirects=True)
    assert "The key is revoked: it opens nothing any more." in answer.text
    assert served.plain.get("/v1/registers", headers=program).status_code == 401
    assert address not in gwen.get("/account").text


def test_what_is_wrong_with_a_key_is_told_in_the_form(served: Serving) -> None:
    viewer = served.somebody("viewer")
    answer = viewer.post("/account", data={"days": "400"})
    assert answer.status_code == 422
    for field in ("label", "scopes", "days"):
        assert f'href="#{field}"' in answer.text
    more = viewer.post("/account", data={"label": "x", "scopes": ["decide"]})
    assert more.status_code == 422
    assert "is nothing that you may do yourself" in more.text


def test_others_see_and_revoke_ones_keys_only_as_admins(served: Serving) -> None:
    add_local(served, "gwen", "officer")
    gwen = browser(served, "gwen")
    gwen.post("/account", data={"label": "Nightly upload", "scopes": ["read"]})
    (address,) = set(re.findall(r"/account/keys/[0-9a-f]{12}/revoke", gwen.get("/account").text))
    viewer, admin = served.somebody("viewer"), served.somebody("admin")
    assert "Nightly upload" not in viewer.get("/account").text
    assert viewer.get(address).status_code == 404
    assert viewer.post(address).status_code == 404
    assert "Nightly upload" in admin.get("/account").text
    assert admin.post(address, follow_redirects=True).status_code == 200


def test_signing_out_everywhere_ends_every_session(served: Serving) -> None:
    add_local(served, "gwen", "officer")
    here, there = browser(served, "gwen"), browser(served, "gwen")
    answer = here.post("/account/sign-out", follow_redirects=True)
    assert answer.url.path == "/sign-in"
    assert "You are signed out everywhere." in answer.text
    for client in (here, there):
        assert client.get("/account", follow_redirects=False).status_code == 303
