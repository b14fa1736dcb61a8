"""Errors under pages' addresses are pages; those of programs stay JSON."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient

from api.pages.errors import is_page
from api.pages.page import CONTENT_POLICY
from api.refusals import refused
from matcher.errors import InputError
from tests.support.people import add_local, browser
from tests.support.service import Serving, serving


def refusing(served: Serving, status: int) -> str:
    """Add a page that refuses; return its path."""
    router = APIRouter()

    @router.get(f"/refuses/{status}")
    def refuse() -> None:
        if status == 500:
            raise RuntimeError("the child C1")
        if status == 422:
            raise InputError.single("file", "is <b>odd</b>", "another")
        raise refused(status, "place", "is <b>odd</b>", headers={"Retry-After": "7"})

    served.app.include_router(router)
    return f"/refuses/{status}"


@pytest.mark.parametrize(
    ("status", "title", "told"),
    [
        (400, "The request could not be read", "place: is &lt;b&gt;odd&lt;/b&gt;"),
        (403, "You may not do this", "place: is &lt;b&gt;odd"),
        (404, "Page not found", None),
        (409, "Something has changed since you opened the page", "place: is"),
        (413, "What you sent is too large", "place: is"),
        (415, "The request could not be read", "place: is"),
        (
            422,
            "What you sent can&#39;t be used",
            "file: is &lt;b&gt;odd&lt;/b&gt;; accepted: anoth",
        ),
        (429, "Too many requests", "place: is"),
        (500, "Sorry, there is a problem with the service", None),
        (502, "The council&#39;s directory does not answer", None),
        (503, "Sorry, the service is busy", None),
    ],
)
def test_each_status_has_its_page(
    served: Serving, status: int, title: str, told: str | None
) -> None:
    answer = served.plain.get(refusing(served, status))
    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-security-policy"] == CONTENT_POLICY
    assert f">{title}</h1>" in answer.text
    assert "<b>odd" not in answer.text
    assert "C1" not in answer.text
    assert (told in answer.text) if told else ("odd" not in answer.text)


def test_headers_of_the_refusal_stay(served: Serving) -> None:
    answer = served.plain.get(refusing(served, 503))
    assert answer.headers["retry-after"] == "7"
    assert answer.headers["x-request-id"]
    assert answer.headers["cache-control"] == "no-store"


def test_programs_get_json(served: Serving) -> None:
    for path in ("/v1/nowhere", "/v1/registers", "/static/1/2"):
        answer = served.plain.get(path)
        assert answer.headers["content-type"] == "application/problem+json"
    assert [is_page(path) for path in ("/", "/v1", "/v1/x", "/v1x")] == [True, False, False, True]


def test_who_is_signed_in_keeps_the_navigation(served: Serving) -> None:
    add_local(served, "mair", "officer")
    for path in ("/nowhere", refusing(served, 409)):
        assert "Signed in as mair" not in served.plain.get(path).text
    assert "Signed in as mair" in browser(served, "mair").get("/nowhere").text


def test_what_never_reached_a_page_is_a_page_too(tmp_path: Path) -> None:
    with serving(tmp_path, requests_per_minute=2, body_mb=1) as served:
        client = TestClient(served.app, base_url="http://elsewhere")
        answer = client.get("/sign-in?lang=cy")
        assert answer.status_code == 400
        assert "Ni ellid darllen y cais" in answer.text
        assert 'lang="en">Host: is not a name of this service' in answer.text
        large = {"Content-Type": "text/plain", "Content-Length": "2000000"}
        answer = served.plain.post("/sign-in", headers=large)
        assert (answer.status_code, "too large" in answer.text) == (413, True)
        assert [served.plain.get("/sign-in").status_code for _ in range(2)] == [200, 200]
        assert "Too many requests" in served.plain.get("/sign-in").text
