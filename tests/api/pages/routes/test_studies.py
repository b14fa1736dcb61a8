"""Studies: asked with a few choices, how far they are, what they find."""

from __future__ import annotations

import re
from html import unescape

import pytest
from fastapi.testclient import TestClient

from api.runs.studies import STUDIES
from tests.support.finished import over
from tests.support.service import Serving, serving
from tests.support.small_service import served

__all__ = ["served"]


@pytest.fixture(scope="module")
def panel(served: Serving) -> TestClient:
    return served.somebody("panel")


def asked(served: Serving, panel: TestClient, **fields: str) -> str:
    """Ask for a study on the page; return its address when it is over."""
    sent = panel.post("/studies", data=fields, follow_redirects=False)
    assert sent.status_code == 303, sent.text
    address = sent.headers["location"]
    over(served, panel, address.rpartition("/")[2])
    return address


def test_every_study_is_a_card_for_the_panel_alone(served: Serving, panel: TestClient) -> None:
    page = panel.get("/studies")
    for code, study in STUDIES.items():
        assert f'name="study" value="{code}"' in page.text
        assert study.finds.meaning.en in unescape(page.text)
    assert re.search(r'name="stress-children"[^>]* value="5, 10, 20, 30"', page.text)
    assert re.search(r'name="price-in_house_target"[^>]* value="0.7"', page.text)
    assert served.somebody("officer").get("/studies").status_code == 403


def test_without_a_register_it_says_what_to_do(tmp_path_factory: pytest.TempPathFactory) -> None:
    with serving(tmp_path_factory.mktemp("empty")) as empty:
        assert "There is no register yet" in empty.somebody("panel").get("/studies").text


def test_faults_stand_at_their_fields_and_what_was_sent_stands_again(panel: TestClient) -> None:
    page = panel.post("/studies", data={"study": "year", "year-years": "101", "year-weeks": "soon"})
    assert page.status_code == 422
    assert 'id="year-years-error"' in page.text
    assert 'id="year-weeks-error"' in page.text
    assert re.search(r'name="year-years"[^>]* value="101"', page.text)
    empty = panel.post("/studies", data={"study": "call-list", "call-list-request": ""})
    assert 'href="#call-list-request"' in empty.text
    assert panel.post("/studies", data={"study": "weather"}).status_code == 422


def test_from_asking_to_the_finding_and_its_files(served: Serving, panel: TestClient) -> None:
    address = asked(served, panel, study="sufficiency")
    page = panel.get(address)
    assert page.status_code == 200
    assert "<svg" in page.text
    assert "<table" in page.text
    assert "style=" not in page.text
    assert "<style" not in page.text
    files = [unescape(one) for one in re.findall(r'href="(/v1/runs/[^"]+)"', page.text)]
    assert [re.search(r"form=(\w+)", one)[1] for one in files] == [  # type: ignore[index]  # each has one
        "html",
        "xlsx",
        "csv",
        "svg",
        "json",
    ]
    for file in files:
        assert panel.get(file).status_code == 200, file
    assert panel.get(f"{address}?lang=cy").status_code == 200
    assert panel.get(address.replace("studies", "scenarios")).status_code == 404
    assert address in panel.get("/studies").text


def test_a_study_that_comes_to_nothing_says_why(served: Serving, panel: TestClient) -> None:
    address = asked(
        served, panel, **{"study": "call-list", "call-list-request": "C99", "call-list-most": "1"}
    )
    page = panel.get(address, params={"lang": "en"})
    assert page.status_code == 200
    assert "Why there is no answer" in page.text
    assert 'href="/studies"' in page.text
