"""Scenarios: asking ready questions and one's own, without JavaScript, and the answers."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.pages.drafts import Draft
from scenarios.files import scenario_of, toml_of
from scenarios.library import LIBRARY
from tests.support.finished import over
from tests.support.service import Serving, serving
from tests.support.small_service import served

__all__ = ["served"]


@pytest.fixture(scope="module")
def panel(served: Serving) -> TestClient:
    return served.somebody("panel")


@pytest.fixture(scope="module")
def viewer(served: Serving) -> TestClient:
    return served.somebody("viewer")


def hidden(page: Any, name: str) -> list[str]:
    """Return what a page keeps of a field."""
    found = re.findall(rf'<input type="hidden" name="{name}" value="([^"]*)">', page.text)
    return [unescape(one) for one in found]


def said(page: Any) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text)))


CLOSE: dict[str, Any] = {
    "change": "close_homes",
    "question_en": "What if H1 closes?",
    "c0-homes-ids": "H1",
}


def test_every_ready_question_is_offered_to_the_panel_alone(
    panel: TestClient, viewer: TestClient
) -> None:
    page = panel.get("/scenarios")
    assert page.status_code == 200
    for one in LIBRARY.values():
        assert one.question.en in said(page)
    assert viewer.get("/scenarios").status_code == 403


def test_without_a_register_it_says_what_to_do(tmp_path_factory: pytest.TempPathFactory) -> None:
    with serving(tmp_path_factory.mktemp("empty")) as empty:
        assert "There is no register yet" in empty.somebody("panel").get("/scenarios").text


def test_nothing_or_too_much_is_refused_at_the_field(panel: TestClient) -> None:
    none = panel.post("/scenarios", data={"do": "ask"})
    assert none.status_code == 422
    assert 'href="#library"' in none.text
    assert "one to six questions" in none.text
    seven = panel.post("/scenarios", data={"do": "ask", "library": list(LIBRARY)[:7]})
    assert seven.status_code == 422
    assert seven.text.count(" checked") == 7


def test_a_question_is_built_change_by_change(panel: TestClient) -> None:
    ticked = {"library": ["no-moves"]}
    page = panel.post("/scenarios", data={"do": "build:new", **ticked})
    assert hidden(page, "library") == ["no-moves"]
    page = panel.post("/scenarios", data={"do": "build:add", "add": "close_homes", **ticked})
    assert hidden(page, "change") == ["close_homes"]
    assert 'name="c0-homes-ids"' in page.text
    two = {"change": ["close_homes", "add_homes"], "c0-homes-ids": "H1", "c1-count": "3"}
    page = panel.post("/scenarios", data={"do": "build:up:1", **two})
    assert hidden(page, "change") == ["add_homes", "close_homes"]
    assert 'name="c0-count" type="text" value="3"' in page.text
    assert re.search(r'name="c1-homes-ids"[^>]*>H1<', page.text)
    page = panel.post("/scenarios", data={"do": "build:remove:0", **two})
    assert hidden(page, "change") == ["add_homes"]
    assert 'name="c0-count" type="text" value="3"' in page.text


def test_faults_stand_at_their_fields_all_together(panel: TestClient) -> None:
    given = {"do": "build:done", "change": ["add_homes", "close_homes"], "c0-count": "many"}
    page = panel.post("/scenarios", data=given)
    assert page.status_code == 422
    for field in ("question_en", "c0-count", "c1-homes"):
        assert f'href="#{field}"' in page.text, field
        assert f'id="{field}"' in page.text, field
    assert 'id="c0-count-error"' in page.text
    # What the register has not is told before anything is asked; nothing is solved for that.
    page = panel.post("/scenarios", data={"do": "build:done", **CLOSE, "c0-homes-ids": "H99"})
    assert page.status_code == 422
    assert 'href="#c0-homes-ids"' in page.text or 'href="#c0-homes"' in page.text
    assert "no home has the id H99" in page.text


def test_a_question_of_ones_own_is_kept_in_the_form_renamed_and_dropped(panel: TestClient) -> None:
    page = panel.post("/scenarios", data={"do": "build:done", **CLOSE})
    assert page.status_code == 200
    own = hidden(page, "own")
    assert len(own) == 1
    assert '"name":"what-if-h1-closes"' in own[0]
    again = panel.post("/scenarios", data={"do": "build:done", **CLOSE, "own": own})
    assert '"name":"what-if-h1-closes-2"' in hidden(again, "own")[1]
    edit = panel.post("/scenarios", data={"do": "edit:what-if-h1-closes", "own": own})
    assert re.search(r'name="c0-homes-ids"[^>]*>H1<', edit.text)
    assert hidden(edit, "instead") == ["what-if-h1-closes"]
    dropped = panel.post("/scenarios", data={"do": "drop:what-if-h1-closes", "own": own})
    assert hidden(dropped, "own") == []


def test_a_question_is_downloaded_and_opened_again(panel: TestClient) -> None:
    file = panel.post("/scenarios", data={"do": "build:toml", **CLOSE})
    assert file.headers["content-disposition"] == 'attachment; filename="what-if-h1-closes.toml"'
    made = scenario_of(file.text, "x", "x")
    assert (made.name, made.changes[0].code) == ("what-if-h1-closes", "close_homes")
    page = panel.post("/scenarios", data={"do": "upload"}, files={"file": ("a.toml", file.text)})
    assert page.status_code == 200
    assert '"ids":["H1"]' in hidden(page, "own")[0]
    for name, text, fault in (
        ("a.toml", "changes = 3", "question"),
        ("a.txt", file.text, "is not a scenario file"),
        ("a.toml", b"\xff\xff", "is not UTF-8 text"),
    ):
        page = panel.post("/scenarios", data={"do": "upload"}, files={"file": (name, text)})
        assert page.status_code == 422, name
        assert fault in page.text


@pytest.mark.parametrize("name", LIBRARY)
def test_every_ready_question_can_be_copied_and_comes_out_the_same(
    panel: TestClient, name: str
) -> None:
    draft = Draft.of(LIBRARY[name])
    assert draft.scenario(None) == LIBRARY[name]
    page = panel.post("/scenarios", data={"do": f"edit:{name}"})
    assert hidden(page, "change") == [change.code for change in LIBRARY[name].changes]
    assert scenario_of(toml_of(LIBRARY[name]), "x", "x") == LIBRARY[name]


def test_from_asking_to_the_answer(served: Serving, panel: TestClient, viewer: TestClient) -> None:
    own = hidden(panel.post("/scenarios", data={"do": "build:done", **CLOSE}), "own")
    given = {"do": "ask", "library": ["no-moves"], "own": own, "asked": ["what-if-h1-closes"]}
    sent = panel.post("/scenarios", data=given, follow_redirects=False)
    assert sent.status_code == 303
    address = sent.headers["location"]
    working = panel.get(address)
    assert working.status_code == 200
    over(served, panel, address.rpartition("/")[2])
    page = panel.get(address)
    text = said(page)
    assert "What if H1 closes?" in text
    assert "<style" not in page.text
    assert "style=" not in page.text
    assert 'id="what-if-h1-closes"' in page.text
    some = panel.get(f"{address}?show=no-moves")
    assert 'id="no-moves"' in some.text
    assert 'id="what-if-h1-closes"' not in some.text
    assert "show=no-moves&amp;deep=yes" in some.text
    assert "Totals of the criteria" not in some.text
    assert "Totals of the criteria" in panel.get(f"{address}?deep=yes").text
    # Those who may only read see the answer, and nothing to ask again with.
    read = viewer.get(address)
    assert read.status_code == 200
    assert "Change the questions" not in read.text
    again = panel.post("/scenarios", data={"do": "build:cancel", "own": hidden(page, "own")})
    assert hidden(again, "own") == own
    part = panel.get(address, headers={"HX-Request": "true"})
    assert part.headers["HX-Refresh"] == "true"
    assert panel.get("/scenarios/" + "0" * 32).status_code == 404
    assert "What if H1 closes?" in said(panel.get("/scenarios"))


def test_the_language_is_switched_with_the_question_as_it_stands(panel: TestClient) -> None:
    asked = {"library": ["no-moves"], "instead": "", "shown_again": "yes", **CLOSE}
    page = panel.post("/scenarios?lang=cy", data=asked)
    assert page.status_code == 200
    assert '<html lang="cy"' in page.text
    assert hidden(page, "library") == ["no-moves"]
    assert hidden(page, "change") == ["close_homes"]
    assert 'value="What if H1 closes?"' in page.text
    assert ">H1</textarea>" in page.text
    ticked = {"library": ["no-moves"], "shown_again": "yes"}
    board = panel.post("/scenarios?lang=cy", data=ticked)
    assert board.status_code == 200
    assert board.text.count(" checked") == 1


def test_enter_presses_the_forms_own_button_and_not_the_language(panel: TestClient) -> None:
    page = panel.post("/scenarios", data={"do": "build:new"}).text
    first = re.search(r'<button type="submit" form="kept"[^>]*>', page)
    assert first is not None
    assert 'value="build:check"' in first[0]
    assert page.index(first[0]) < page.index("shown_again") < page.index('id="kept"')
    panel.get("/scenarios?lang=en")
