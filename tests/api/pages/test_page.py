"""What all pages have in common: who may see them, the language, forms that are sent once."""

from __future__ import annotations

import json
import re
from typing import Annotated, Any

import pytest
from fastapi import APIRouter, Depends
from fastapi.testclient import TestClient
from pydantic import BaseModel, Field
from sqlalchemy import update
from starlette.responses import Response

from api.pages.auth import Admin, Reader, Uploader
from api.pages.flash import message
from api.pages.forms import Form, Posted, posted
from api.pages.language import mark
from api.pages.page import LANGUAGE_COOKIE
from api.refusals import RefusedError
from api.service.writing import Writes
from api.store.tables import SignedIn
from matcher.errors import Fault, InputError
from tests.support.people import add_local, browser
from tests.support.service import Serving

KEPT = message("thing-kept", mark("Version %(number)s is kept."))


class Thing(BaseModel):
    """What the form holds."""

    reason: Annotated[str, Field(max_length=5)]
    kinds: list[str] = []
    count: int = 1


class Answer(BaseModel):
    """What comes of it."""

    number: int


@pytest.fixture
def things(served: Serving) -> list[Thing]:
    """What was written through the page /things."""
    written: list[Thing] = []
    router = APIRouter(dependencies=[Depends(posted)])

    @router.get("/things")
    def show(page: Reader) -> Response:
        return page.show("password.html", block="content", local=True)

    @router.post("/things")
    def keep(page: Uploader, form: Posted, write: Writes) -> Response:
        try:
            thing = form.read(Thing)
        except (InputError, RefusedError) as error:
            return page.again("sign_in.html", form, error, directory=False, next="/")

        def act(_: Any) -> Answer:
            written.append(thing)
            return Answer(number=len(written))

        answer = write(act, of=thing.model_dump_json())
        return page.go("/things", KEPT, number=json.loads(bytes(answer.body))["number"])

    @router.get("/admins")
    def admins(page: Admin) -> Response:
        return page.show("accessibility.html")

    served.app.include_router(router)
    return written


@pytest.fixture
def mair(served: Serving) -> TestClient:
    add_local(served, "mair", "officer")
    client = browser(served, "mair")
    del client.headers["X-CSRF-Token"]
    return client


def hidden(client: TestClient, path: str = "/password") -> dict[str, str]:
    """Return the hidden fields of the last form on a page."""
    found = re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', client.get(path).text)
    return dict(found)


def test_whoever_is_not_signed_in_is_sent_to_and_comes_back(
    served: Serving, things: list[Thing]
) -> None:
    answer = served.plain.get("/things?a=1", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?next=/things%3Fa%3D1"
    sent = served.plain.post("/things", data={"reason": "x"}, follow_redirects=False)
    assert (sent.status_code, sent.headers["location"]) == (303, "/sign-in")
    part = served.plain.get("/things", headers={"HX-Request": "true"})
    assert (part.status_code, part.headers["hx-redirect"]) == (401, "/sign-in?next=/things")
    assert things == []


def test_a_page_needs_its_permission(mair: TestClient, things: list[Thing]) -> None:
    answer = mair.get("/admins")
    assert answer.status_code == 403
    assert "You may not do this" in answer.text
    assert ">Registers" in answer.text.replace("\n", "").replace(" ", "")
    assert "/people" not in answer.text
    assert things == []


def test_a_form_is_done_once_however_often_it_is_sent(
    mair: TestClient, things: list[Thing]
) -> None:
    fields = {**hidden(mair), "reason": "full", "kinds": ["a", "b"], "count": ""}
    for _ in range(2):
        answer = mair.post("/things", data=fields)
        assert answer.status_code == 200
        assert "Version 1 is kept." in answer.text
    assert things == [Thing(reason="full", kinds=["a", "b"])]
    assert mair.post("/things", data={**fields, **hidden(mair)}).status_code == 200
    assert len(things) == 2


def test_a_form_without_the_sessions_token_does_nothing(
    mair: TestClient, things: list[Thing]
) -> None:
    fields = hidden(mair)
    for token in ({}, {"csrf": "0" * 64}, {"csrf": "ŵ"}, {"csrf": "a\nb"}):
        answer = mair.post("/things", data={"once": fields["once"], "reason": "x", **token})
        assert answer.status_code == 403
        assert "X-CSRF-Token" in answer.text
    other = {"Sec-Fetch-Site": "cross-site"}
    assert mair.post("/things", data={**fields, "reason": "x"}, headers=other).status_code == 403
    assert things == []


def test_a_form_with_faults_is_shown_again_as_it_was_sent(
    mair: TestClient, things: list[Thing]
) -> None:
    answer = mair.post(
        "/things", data={**hidden(mair), "reason": "too long", "count": "<i>", "name": "<b>M"}
    )
    assert answer.status_code == 422
    assert "<title>Error: " in answer.text
    assert answer.text.count("<li>") >= 2
    assert 'value="&lt;b&gt;M"' in answer.text
    assert "<i>" not in answer.text
    assert things == []


def test_a_fault_belongs_to_its_field() -> None:
    form = Form().with_faults([Fault("ages[1].min", "is odd"), Fault("", "all is odd")])
    assert form.fault_of("ages") == Fault("ages[1].min", "is odd")
    assert form.fault_of("age") is None
    assert Form({"a": ["1", "2"]}).value("a") == "1"
    assert Form().value("a", "default") == "default"


def test_a_script_gets_a_part_of_the_page(mair: TestClient, things: list[Thing]) -> None:
    part = mair.get("/things", headers={"HX-Request": "true"}).text
    assert "Change your password</h1>" in part
    assert "<html" not in part
    whole = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in mair.get("/things", headers=whole).text
    assert things == []


def test_the_language_is_the_browsers_the_one_kept_or_the_one_asked_for(served: Serving) -> None:
    client = TestClient(served.app)

    def language(path: str = "/sign-in", **headers: str) -> str:
        found = re.search(r'<html lang="(\w+)"', client.get(path, headers=headers).text)
        assert found
        return found[1]

    welsh = {"Accept-Language": "cy-GB,en;q=0.5"}
    assert [language(), language(**welsh)] == ["en", "cy"]
    assert language("/sign-in?lang=en", **welsh) == "en"
    assert client.cookies[LANGUAGE_COOKIE] == "en"
    assert language(**welsh) == "en"
    assert language("/sign-in?lang=fr") == "en"
    assert language("/nowhere?lang=cy") == "cy"
    assert language() == "cy"


def test_the_switch_keeps_the_page_and_what_it_shows(served: Serving) -> None:
    text = served.plain.get("/sign-in?next=/plan&said=x&lang=en").text
    assert 'href="/sign-in?next=%2Fplan&amp;lang=cy"' in text
    assert 'lang="cy">Cymraeg</a>' in text.replace(' hreflang="cy"', "")


def test_whoever_has_to_change_the_password_gets_there(served: Serving) -> None:
    number = add_local(served, "mair", "officer")
    client = browser(served, "mair")
    with served.service.database.writing() as session:
        session.execute(update(SignedIn).where(SignedIn.person == number).values(must_change=True))
    answer = client.get("/", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/password")
    text = client.get("/password").text
    assert "good for one sign-in" in text
    assert 'name="old"' not in text
    assert 'aria-label="Pages"' not in text
