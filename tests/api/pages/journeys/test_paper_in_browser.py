"""What is meant for paper, printed: no button, nothing cut off, no fact left out."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from scenarios.reports.language import LANGUAGES
from tests.support.browser import Browse, Site
from tests.support.journeys import Full
from tests.support.runs import PATIENCE_SECONDS as RUN_SECONDS

#: A sheet of A4 in pixels of the page, upright, less margins of 2 cm.
PAPER = 642
FOR_PAPER = (
    "/children/",
    "/groups/",
    "/decisions/2/record",
    "/plans/",
    "/scenarios/",
    "/studies/",
    "/records/",
    "/homes/",
    "/policy/1",
    "/registers/",
)
#: Forms, which nobody prints.
FORMS = ("/decide", "/records/verify")
#: What is on a sheet of paper but serves a screen only; what paper cuts off or leaves out.
_WRONG = """width => {
    const shown = one => one.checkVisibility({visibilityProperty: true});
    const told = one => one.outerHTML.slice(0, 120);
    const all = selectors => [...document.querySelectorAll(selectors)];
    const for_screens = all("nav, footer, button, input, select, textarea, .govuk-back-link")
        .filter(shown);
    const cut = all("main *").filter(one => {
        // A picture clips what is beyond its own edge.
        if (one instanceof SVGElement || !shown(one)) return false;
        const box = one.getBoundingClientRect();
        const scrolls = getComputedStyle(one).overflowX !== "visible"
            && one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1;
        return box.width > 1 && (box.right > width + 1 || box.left < 0) || scrolls;
    });
    const hidden = all("main details *, main a")
        .filter(one => !one.closest(".cartref-not-printed, .cartref-report, .govuk-button, form"))
        .filter(one => one.textContent.trim() && !shown(one));
    const after = one => getComputedStyle(one, "::after").content;
    const addresses = all("main a").filter(one => !["none", "normal", '""'].includes(after(one)));
    return Object.entries({for_screens, cut, hidden, addresses})
        .flatMap(([name, ones]) => ones.slice(0, 5).map(one => `${name}: ${told(one)}`));
}"""


@pytest.fixture
def site(full: Full) -> Site:
    """The site with something in it, which all tests here look at."""
    return full.site


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_for_paper_is_whole_on_it(
    site: Site, browse: Browse, full: Full, language: str
) -> None:
    page = browse(PAPER, language=language)
    site.enter(page, "officer", "panel", "admin")
    page.emulate_media(media="print")
    addresses = [one for one in full.addresses if one.startswith(FOR_PAPER)]
    wrong = [
        f"{address}: {one}"
        for address in addresses
        if not any(form in address for form in FORMS)
        for one in _wrong(page, address)
    ]
    assert not wrong, "\n".join(wrong)


def _wrong(page: Page, address: str) -> list[str]:
    page.goto(address)
    expect(page.locator("[hx-trigger]")).to_have_count(0, timeout=1000 * RUN_SECONDS)
    found: list[str] = page.evaluate(_WRONG, PAPER)
    return found
