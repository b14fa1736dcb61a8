"""Every page of a site with something in it: in both languages, for every eye and every screen."""

from __future__ import annotations

import pytest
from fastapi.routing import APIRoute

from api.pages.app import ROUTES
from api.pages.routes import deciding
from scenarios.reports.language import LANGUAGES
from tests.support.browser import NARROW, WIDE, Browse, Site, axe, fits
from tests.support.journeys import filled

#: A laptop at 200 %: 1280 px of the screen are 640 of the page.
ZOOMED = 640
#: What is no page but a file, and pages that other tests look at.
ELSEWHERE = {
    "/registers/template",
    "/registers/{number}/file",
    "/sign-in",
    "/groups/{id:path}/compare",
    "/plans/{run}/why/{question}",
    "/account/keys/{id}/revoke",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_for_everybody(site: Site, browse: Browse, language: str) -> None:
    addresses = filled(site)
    assert _missing(addresses) == set()
    page = browse(language=language)
    site.enter(page, "officer", "panel", "admin")
    wrong = []
    for address in addresses:
        page.set_viewport_size({"width": WIDE, "height": 800})
        answer = page.goto(address)
        assert answer is not None
        try:
            assert answer.status == 200, str(answer.status)
            assert page.locator("html").get_attribute("lang") == language
            axe(page)
            for width in (ZOOMED, NARROW):
                page.set_viewport_size({"width": width, "height": 800})
                fits(page)
        except AssertionError as error:
            wrong.append(f"{address}: {error}")
    assert not wrong, "\n".join(wrong)


def _missing(addresses: list[str]) -> set[str]:
    """Return the routes that none of some addresses is of."""
    paths = [address.partition("?")[0] for address in addresses]
    routers = [*(module.router for module in ROUTES), deciding.router]
    routes = [one for router in routers for one in router.routes if isinstance(one, APIRoute)]
    return {
        route.path
        for route in routes
        if "GET" in (route.methods or ()) and not any(map(route.path_regex.match, paths))
    } - ELSEWHERE
