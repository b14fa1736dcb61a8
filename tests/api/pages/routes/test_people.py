"""People: let in, given roles, let out."""

from __future__ import annotations

import re

from httpx2 import Response

from tests.support.people import PASSWORD, add_local, browser, logged, person
from tests.support.service import Serving


def text(response: Response) -> str:
    return re.sub(r"\s+", " ", response.text)


def secret(response: Response) -> str:
    found = re.search(r'id="secret">([^<]+)<', response.text)
    assert found, response.text
    return found[1]


def csrf(response: Response) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', response.text)
    assert found
    return found[1]


def test_only_admins_see_people(served: Serving) -> None:
    for role in ("viewer", "officer", "panel"):
        client = served.somebody(role)
        for path in ("/people", "/people/add", "/people/1", "/people/1/close"):
            assert client.get(path).status_code == 403
        assert client.post("/people/add", data={"name": "x"}).status_code == 403
    assert "Add somebody" in served.somebody("admin").get("/people").text


def test_somebody_is_let_in_with_a_password_that_is_shown_once(served: Serving) -> None:
    admin = served.somebody("admin")
    form = {"name": "mair.evans", "roles": ["officer", "panel"], "once": "click"}
    made = admin.post("/people/add", data=form)
    password = secret(made)
    assert re.fullmatch(r"([a-z2-9]{4}-){3}[a-z2-9]{4}", password)
    again = admin.post("/people/add", data=form)
    assert password not in again.text
    assert "The one-time password has been shown already." in again.text
    seen = text(admin.get("/people"))
    assert "mair.evans" in seen
    assert "placement officer and panel member" in seen
    assert "has not signed in yet" in seen
    signed_in = served.plain.post(
        "/sign-in", data={"name": "mair.evans", "password": password}, follow_redirects=False
    )
    assert signed_in.headers["location"] == "/password"


def test_what_is_wrong_is_told_in_the_form(served: Serving) -> None:
    admin = served.somebody("admin", name="gwen")
    nobody = admin.post("/people/add", data={"name": ""})
    assert nobody.status_code == 422
    assert 'href="#name"' in nobody.text
    taken = admin.post("/people/add", data={"name": "gwen", "roles": ["viewer"]})
    assert taken.status_code == 409
    assert "is somebody&#39;s already" in taken.text
    unknown = admin.post("/people/add", data={"name": "x", "roles": ["king"]})
    assert unknown.status_code == 422


def test_roles_are_changed_and_one_admin_stays(served: Serving) -> None:
    number = add_local(served, "ifor", "viewer")
    admin = served.somebody("admin")
    page = admin.get(f"/people/{number}").text
    assert re.search(r'value="viewer" checked', page)
    answer = admin.post(
        f"/people/{number}", data={"roles": ["officer", "panel"]}, follow_redirects=True
    )
    assert "The roles are changed." in answer.text
    assert person(served, number).roles == "officer panel"
    admin.post(f"/people/{number}", data={})
    assert person(served, number).roles == ""
    last = admin.post(f"/people/{number + 1}", data={"roles": ["viewer"]})
    assert last.status_code == 409
    assert "is the last admin who may sign in" in last.text
    assert admin.get("/people/99").status_code == 404


def test_letting_somebody_out_asks_first_and_can_be_taken_back(served: Serving) -> None:
    number = add_local(served, "ifor", "viewer")
    ifor, admin = browser(served, "ifor"), served.somebody("admin")
    asked = text(admin.get(f"/people/{number}/close"))
    assert "Don't let ifor sign in any more?" in asked
    assert ifor.get("/").status_code == 200
    answer = admin.post(f"/people/{number}/close", follow_redirects=True)
    assert "They may no longer sign in." in answer.text
    assert ifor.get("/", follow_redirects=False).status_code == 303
    assert "may not sign in" in admin.get("/people").text
    answer = admin.post(f"/people/{number}/open", follow_redirects=True)
    assert "They may sign in again." in answer.text
    assert browser(served, "ifor").get("/").status_code == 200


def test_a_new_one_time_password_ends_the_old_one(served: Serving) -> None:
    number = add_local(served, "ifor", "viewer")
    admin = served.somebody("admin")
    assert "Give ifor a new one-time password?" in text(admin.get(f"/people/{number}/password"))
    password = secret(admin.post(f"/people/{number}/password"))
    old = served.plain.post("/sign-in", data={"name": "ifor", "password": PASSWORD})
    assert old.status_code != 200 or "do not belong together" in old.text
    new = served.plain.post(
        "/sign-in", data={"name": "ifor", "password": password}, follow_redirects=False
    )
    assert new.headers["location"] == "/password"


def test_a_session_needs_its_token(served: Serving) -> None:
    add_local(served, "mair", "admin")
    mair = browser(served, "mair")
    del mair.headers["X-CSRF-Token"]
    assert mair.post("/people/add", data={"name": "x", "roles": ["viewer"]}).status_code == 403
    assert ("person.added", 1, "person 2") not in logged(served)
    token = csrf(mair.get("/people/add"))
    answer = mair.post("/people/add", data={"name": "x", "roles": ["viewer"], "csrf": token})
    assert answer.status_code == 200
    assert ("person.added", 1, "person 2") in logged(served)
