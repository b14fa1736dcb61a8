"""Every page of a site with something in it: in both languages, for every eye and every screen."""

from __future__ import annotations

from collections.abc import Iterator
from re import Pattern

import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute

from api.pages.app import ROUTES
from scenarios.reports.language import LANGUAGES
from tests.support.browser import NARROW, Browse, Site, axe, fits
from tests.support.journeys import filled

#: A laptop at 200 %: 1280 px of the screen are 640 of the page.
ZOOMED = 640


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_for_everybody(site: Site, browse: Browse, language: str) -> None:
    page = browse(language=language)
    addresses = filled(site)
    site.enter(page, "officer", "panel", "admin")
    wrong = []
    for address in addresses:
        page.set_viewport_size({"width": 1280, "height": 800})
        response = page.goto(address)
        assert response is not None
        try:
            assert response.status == 200, f"{address}: {response.status}"
            assert page.locator("html").get_attribute("lang") == language
            axe(page)
            for width in (ZOOMED, NARROW):
                page.set_viewport_size({"width": width, "height": 800})
                fits(page)
        except AssertionError as error:
            wrong.append(f"{address}: {error}")
    assert not wrong, "\n".join(wrong)
