"""Nothing moves for those whom it would make ill; for others the pages work just as well."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.browser import Browse, Site, press
from tests.support.journeys import Full

#: What moves, or would when something happens: of each element, and of what stands around it.
_MOVING = """() => [...document.querySelectorAll("*")].flatMap(one =>
    [null, "::before", "::after"].filter(part => {
        const style = getComputedStyle(one, part);
        const lasts = times => times.split(",").some(time => parseFloat(time) > 0);
        return style.animationName !== "none" || lasts(style.transitionDuration)
            || style.scrollBehavior !== "auto";
    }).map(part => one.outerHTML.slice(0, 90) + (part ?? "")))
    .concat(document.getAnimations().map(one => String(one.animationName)))"""


@pytest.fixture
def site(full: Full) -> Site:
    """The site with something in it, which all tests here look at."""
    return full.site


def test_with_reduced_motion_nothing_moves(site: Site, browse: Browse, full: Full) -> None:
    page = browse()
    site.enter(page, "officer", "panel", "admin")
    wrong = []
    for address in full.addresses:
        page.goto(address)
        wrong += [f"{address}: {one}" for one in page.evaluate(_MOVING)]
    # Whatever a later style or a library brings, the rule of all pages stops it.
    page.evaluate(
        """() => {
            const style = new CSSStyleSheet();
            style.replaceSync("main { transition: opacity 2s; scroll-behavior: smooth }"
                + "@keyframes turn { to { rotate: 1turn } } h1 { animation: turn 1s infinite }");
            document.adoptedStyleSheets.push(style);
        }"""
    )
    wrong += page.evaluate(_MOVING)
    assert not wrong, "\n".join(wrong)


def test_without_that_wish_the_pages_work_too(site: Site, browse: Browse) -> None:
    page = browse(motion="no-preference")
    site.enter(page, "officer")
    page.goto("/children/C0025")
    page.locator("summary", has_text="What is on the map").click()
    expect(page.locator("details[open]")).to_have_count(1)
    page.locator("#compare-1").check()
    page.locator("#compare-2").check()
    press(page.locator("form[action$='/compare'] > button"))
    expect(page.locator("main .cartref-wide > table > thead th")).to_have_count(3)
