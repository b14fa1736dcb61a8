"""Pages as PDF: what they say, by whom they are made, and what is told where they can't be."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from fastapi.testclient import TestClient
from pypdf import PdfReader

from api.pages import pdf
from api.pages.language import speech
from tests.support.deciding import made
from tests.support.finished import over
from tests.support.service import Serving
from tests.support.small_service import served

__all__ = ["served"]

LINK = '<a class="govuk-link cartref-not-printed" href="%s">PDF</a>'
MISSING = "PDF is not installed on this server"
with_pango = pytest.mark.skipif(
    not pdf.offered(), reason="Pango is missing; on Debian, apt-get install libpangoft2-1.0-0"
)


@pytest.fixture(scope="module")
def jones(served: Serving) -> TestClient:
    return served.somebody(name="o.jones")


@pytest.fixture
def somebody(jones: TestClient) -> TestClient:
    """Somebody who may do everything, and has chosen no language."""
    jones.cookies.clear()
    return jones


@pytest.fixture
def missing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The library is not installed."""
    monkeypatch.setattr(pdf, "find_spec", {}.get)
    pdf.offered.cache_clear()
    yield
    pdf.offered.cache_clear()


@pytest.fixture
def asked_for() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine: its address, and what it was asked for."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", paths
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def text_of(page: object) -> str:
    return re.sub(r"\s+", " ", page.extract_text())  # type: ignore[attr-defined]


@with_pango
def test_a_match_record_as_pdf(somebody: TestClient) -> None:
    number = made(somebody, kind="offered")["number"]
    path = f"/decisions/{number}/record"
    assert LINK % f"{path}?format=pdf" in somebody.get(path).text
    answer = somebody.get(f"{path}?format=pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-store"
    name = f'attachment; filename="decision-{number}.pdf"'
    assert answer.headers["content-disposition"] == name
    found = read(answer.content)
    assert found.metadata is not None
    assert found.metadata.title == f"Record of decision {number} \N{EN DASH} Cartref"
    root = found.trailer["/Root"]
    assert root["/Lang"] == "en"  # type: ignore[index]  # a PDF's objects have no types
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    text = text_of(found.pages[0])
    assert "What was decided Home asked Children C1 Home H1" in text
    assert "Decided by o.jones" in text
    assert f"Page 1 of {len(found.pages)}" in text
    assert "print command" not in text
    assert "Sign out" not in text
    assert all("/Annots" not in page for page in found.pages)  # no link


@with_pango
def test_its_address_asks_for_what_the_page_shows(somebody: TestClient) -> None:
    page = somebody.get("/children/C1/exhaustion?show=a&show=b&lang=en").text
    assert LINK % "/children/C1/exhaustion?show=a&amp;show=b&amp;format=pdf" in page


@with_pango
def test_in_welsh(somebody: TestClient) -> None:
    answer = somebody.get("/children/C1/exhaustion?format=pdf&lang=cy")
    name = 'attachment; filename="homes-in-county-C1.pdf"'
    assert answer.headers["content-disposition"] == name
    found = read(answer.content)
    assert found.trailer["/Root"]["/Lang"] == "cy"  # type: ignore[index]
    assert f"Tudalen 1 o {len(found.pages)}" in text_of(found.pages[0])


@with_pango
@pytest.mark.parametrize(
    ("path", "asked", "pages", "says"),
    [
        ("plans", {}, "/plans", "4 of 4 children"),
        (
            "scenarios",
            {"scenarios": [{"name": "as-it-is", "question": {"en": "As it is?"}}]},
            "/scenarios",
            "As it is?",
        ),
        ("studies", {"study": {"study": "sufficiency"}}, "/studies", "Need by area"),
    ],
)
def test_runs_as_pdf(
    served: Serving, somebody: TestClient, path: str, asked: object, pages: str, says: str
) -> None:
    sent = somebody.post(f"/v1/{path}", json=asked)
    assert sent.status_code in (200, 202), sent.text
    run = sent.json()["id"]
    over(served, somebody, run)
    shown = somebody.get(f"{pages}/{run}")
    assert f'href="{pages}/{run}?format=pdf">PDF</a>' in shown.text
    found = read(somebody.get(f"{pages}/{run}?format=pdf").content)
    text = " ".join(map(text_of, found.pages))
    assert says in text
    assert f"Page {len(found.pages)} of {len(found.pages)}" in text


@with_pango
def test_nothing_is_loaded_from_a_network_or_a_file(
    asked_for: tuple[str, list[str]], tmp_path: Path
) -> None:
    address, paths = asked_for
    secret = tmp_path / "secret.css"
    secret.write_text("p::after { content: 'from a file' }")
    html = f"""<!DOCTYPE html><html lang="en"><head><title>Here</title>
    <link rel="stylesheet" href="{address}/a.css"><link rel="stylesheet" href="{secret.as_uri()}">
    <style>@import url({address}/b.css); @import url({secret.as_uri()});
    body {{ background: url({address}/c.png) }}
    @font-face {{ font-family: far; src: url({address}/d.woff) }} p {{ font-family: far }}</style>
    </head><body><p>All there is.</p><img alt="" src="{address}/e.png"><img alt=""
    src="{secret.as_uri()}"><svg width="9" height="9"><image href="{address}/f.png" width="9"
    height="9"/><use href="{address}/g.svg#h"/></svg></body></html>"""
    found = read(pdf.pdf_of(html, speech("en")))
    assert text_of(found.pages[0]) == "All there is. Page 1 of 1"
    assert paths == []


@with_pango
def test_what_makes_it_gets_no_setting_of_the_service(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told = tmp_path / "told.py"
    told.write_text("import os; print(sorted(k for k in os.environ if 'CARTREF' in k))")
    monkeypatch.setattr(pdf, "_TYPESETTER", told)
    monkeypatch.setenv("CARTREF_OIDC_CLIENT_SECRET", "hidden")
    assert pdf.pdf_of("", speech("en")) == b"[]\n"


@pytest.mark.usefixtures("missing")
def test_without_the_library_there_is_no_link_and_a_plain_refusal(somebody: TestClient) -> None:
    page = somebody.get("/children/C1/exhaustion")
    assert page.status_code == 200
    assert "format=pdf" not in page.text
    refusal = somebody.get("/children/C1/exhaustion?format=pdf")
    assert refusal.status_code == 422
    assert MISSING in refusal.text
    assert "cartref[pdf]" in refusal.text
    assert "Nid yw PDF" in somebody.get("/children/C1/exhaustion?format=pdf&lang=cy").text


def test_without_pango_there_is_no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_PANGO", ("libpango-of-another-world.so.0",))
    pdf.offered.cache_clear()
    assert not pdf.offered()
    pdf.offered.cache_clear()


@with_pango
def test_a_page_that_takes_too_long_is_refused(
    somebody: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "SECONDS", 0.001)
    answer = somebody.get("/children/C1/exhaustion?format=pdf")
    assert answer.status_code == 422
    assert "the page is too long for a PDF" in answer.text


@with_pango
def test_more_than_a_few_at_once_are_told_to_come_back(somebody: TestClient) -> None:
    for _ in range(pdf.AT_ONCE):
        assert pdf._making.acquire(blocking=False)
    try:
        answer = somebody.get("/children/C1/exhaustion?format=pdf")
    finally:
        for _ in range(pdf.AT_ONCE):
            pdf._making.release()
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "10"


@with_pango
def test_a_page_that_is_none_stays_as_it_is(somebody: TestClient) -> None:
    answer = somebody.get("/children/C9/exhaustion?format=pdf")
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")


@with_pango
def test_a_typesetter_that_fails_is_a_fault_of_cartref(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fails = tmp_path / "fails.py"
    fails.write_text("raise ValueError('the secret of C1')")
    monkeypatch.setattr(pdf, "_TYPESETTER", fails)
    with pytest.raises(subprocess.CalledProcessError) as caught:
        pdf.pdf_of("", speech("en"))
    assert "the secret of C1" not in str(caught.value)
    assert pdf._making.acquire(blocking=False)
    pdf._making.release()


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("plan-0f", "plan-0f.pdf"),
        ('homes-in-county-A/7 "ö"\r\n', "homes-in-county-A-7.pdf"),
    ],
)
def test_names_of_files(name: str, file: str) -> None:
    assert pdf.file_name(name) == file


@pytest.mark.usefixtures("served")
def test_the_service_itself_loads_no_typesetter() -> None:
    assert "weasyprint" not in sys.modules
