"""docs/api.md names addresses that are there, and no others."""

from __future__ import annotations

import re

from api.service.app import create_app
from api.settings import Settings
from tests.support.running import ROOT

PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
METHODS = "GET|POST|PUT|PATCH|DELETE"


def test_every_address_of_the_page_is_there() -> None:
    document = create_app(Settings()).openapi()["paths"]
    there = {f"{method.upper()} {path}" for path in document for method in document[path]}
    there.add("GET /v1/openapi.json")
    said = set(re.findall(rf"\b((?:{METHODS})\s+/v1/[\w/{{}}.]+)", PAGE))
    assert len(said) > 15
    assert {" ".join(one.split()) for one in said} - there == set()


def test_every_command_of_the_page_asks_an_address_that_is_there() -> None:
    document = create_app(Settings()).openapi()["paths"]
    patterns = [re.compile(re.sub(r"\{\w+\}", "[^/]+", path)) for path in document]
    asked = re.findall(r"\$url(/[\w/.]+)", PAGE)
    assert len(asked) > 8
    assert [path for path in asked if not any(one.fullmatch(path) for one in patterns)] == []
