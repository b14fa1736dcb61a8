"""Every page of a site with something in it: in both languages, for every eye and every screen."""

from __future__ import annotations

import pytest
from fastapi.routing import APIRoute
from playwright.sync_api import Page, expect

from api.pages.app import ROUTES
from api.pages.routes import deciding
from scenarios.reports.language import LANGUAGES
from tests.support.browser import NARROW, WIDE, Browse, Site, axe, fits
from tests.support.journeys import Full
from tests.support.runs import PATIENCE_SECONDS as RUN_SECONDS

#: What is no page but a file, and pages that other tests look at.
ELSEWHERE = {
    "/registers/template",
    "/registers/{number}/file",
    "/sign-in",
    "/groups/{id:path}/compare",
    "/plans/{run}/why/{question}",
    "/account/keys/{id}/revoke",
}


@pytest.fixture
def site(full: Full) -> Site:
    """The site with something in it, which all tests here look at."""
    return full.site


def test_every_page_is_among_them(full: Full) -> None:
    paths = [address.partition("?")[0] for address in full.addresses]
    routers = [*(module.router for module in ROUTES), deciding.router]
    routes = [one for router in routers for one in router.routes if isinstance(one, APIRoute)]
    missing = {
        route.path
        for route in routes
        if "GET" in (route.methods or ()) and not any(map(route.path_regex.match, paths))
    }
    assert missing == ELSEWHERE


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_for_everybody(site: Site, browse: Browse, full: Full, language: str) -> None:
    # What one language shows of a screen the other would show too: each is looked at on two.
    page, zoomed = browse(language=language), browse(language=language, zoom=2)
    for one in (page, zoomed):
        site.enter(one, "officer", "panel", "admin")
    wrong = []
    for address in full.addresses:
        try:
            page.set_viewport_size({"width": WIDE, "height": 800})
            _opened(page, address, language)
            axe(page, colours=language == "en")
            page.set_viewport_size({"width": NARROW, "height": 800})
            fits(page)
            if language == "cy":
                axe(page, colours=False)
                continue
            _opened(zoomed, address, language)
            fits(zoomed)
            axe(zoomed, colours=False)
        except AssertionError as error:
            wrong.append(f"{address}: {error}")
    assert not wrong, "\n".join(wrong)


def _opened(page: Page, address: str, language: str) -> None:
    """Open a page; wait until what comes into it by itself is there."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200, str(answer.status)
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("[hx-trigger]")).to_have_count(0, timeout=1000 * RUN_SECONDS)
