"""Help, and the accessibility statement: for everybody, also before signing in."""

from __future__ import annotations

from tests.support.service import Serving


def test_help_says_what_is_decided_and_by_whom(served: Serving) -> None:
    answer = served.plain.get("/help")
    assert answer.status_code == 200
    assert "It decides nothing. The officer chooses" in answer.text
    assert "Whom to ask" in answer.text
    assert 'href="/help"' in served.plain.get("/sign-in").text


def test_every_page_that_help_names_is_there(served: Serving) -> None:
    import re

    everybody = served.somebody()
    text = served.plain.get("/help").text
    listed = set(re.findall(r'summary-list__key"><a class="govuk-link" href="([^"]+)"', text))
    assert {"/", "/registers", "/records", "/people", "/account", "/policy"} <= listed
    for address in ("/", "/registers", "/records", "/people", "/account", "/policy"):
        assert everybody.get(address).status_code == 200


def test_the_accessibility_statement_is_for_everybody(served: Serving) -> None:
    assert served.plain.get("/accessibility").status_code == 200
