"""The panel's journey: questions asked, watched, compared, on paper; and by keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from scenarios.library import LIBRARY
from tests.support.browser import WIDE, Browse, Site, still
from tests.support.journeys import SEND, Visitor, answered, county, finished, let_in
from tests.support.keeping import keep

READY = ("no-moves", "ten-carers-newtown")
OWN = "What if H0001 closes?"
#: A sheet of A4 in pixels of the page, upright, less margins of 2 cm.
PAPER = 642


@pytest.mark.parametrize("javascript", [True, False])
def test_three_questions_one_of_their_own_to_a_paper_for_the_panel(
    site: Site, browse: Browse, javascript: bool
) -> None:
    keep(site, county())
    let_in(site, "huw", "panel")
    huw = Visitor(browse, WIDE, javascript=javascript, language="en")
    page = huw.page
    huw.signs_in("huw")
    huw.goes("/scenarios")

    # One of their own: a home closes.
    huw.follows(page.get_by_role("button", name="Ask a question of your own"))
    page.get_by_label("Question", exact=True).fill(OWN)
    page.get_by_label("One more change").select_option("close_homes")
    huw.follows(page.get_by_role("button", name="Add this change"))
    page.get_by_label("Just these, by id").fill("H0001")
    huw.follows(page.get_by_role("button", name="Use this question"))
    expect(page.get_by_label(OWN)).to_be_checked()

    # Two that are ready; all three at once.
    for one in READY:
        page.locator(f"input[name=library][value={one}]").check()
    with still(page):
        huw.follows(page.get_by_role("button", name="Work them out").last)
    # With scripts the answer comes by itself.
    if not javascript:
        finished(site, page)
    report = answered(page)
    huw.looks()
    for question in (OWN, *(LIBRARY[one].question.en for one in READY)):
        expect(report.get_by_role("heading", name=question)).to_be_visible()

    # The outlines of a map, drawn with <use>, are not black as they are without style.
    expect(page.locator("svg.map")).to_have_count(3)
    selectors = page.evaluate(
        "[...document.styleSheets].flatMap(one => [...one.cssRules]).map(one => one.selectorText)"
    )
    assert {".area", ".family", ".home"} <= set(selectors)

    # Two of them side by side.
    page.get_by_text("Pick which to set side by side").click()
    page.locator("input[name=show][value=no-moves]").uncheck()
    huw.follows(page.get_by_role("button", name="Show these"))
    expect(report).to_contain_text(OWN)
    expect(report).not_to_contain_text(LIBRARY["no-moves"].question.en)
    _is_a_paper(page)


def _is_a_paper(page: Page) -> None:
    """Fail where paper shows what is for the screen, or cuts something off."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PAPER, "height": 900})
    for hidden in (".govuk-service-navigation", ".cartref-about", ".govuk-button", "footer"):
        for one in page.locator(hidden).all():
            expect(one).to_be_hidden()
    cut = page.evaluate(
        """() => [...document.querySelectorAll("main *")].filter(one => {
            const box = one.getBoundingClientRect();
            const wide = document.documentElement.clientWidth + 1;
            // A picture clips what is beyond its own edge.
            return !(one instanceof SVGElement) && box.width > 1 && box.right > wide;
        }).map(one => one.outerHTML.slice(0, 100))"""
    )
    assert cut == []
    page.emulate_media(media="screen")


def test_a_plan_by_keyboard_alone(site: Site, browse: Browse) -> None:
    keep(site, county())
    let_in(site, "huw", "panel")
    page = browse()
    page.goto("/sign-in")
    _tab_to(page, "input[name=name]")
    page.keyboard.type("huw")
    page.keyboard.press("Tab")
    page.keyboard.type("plum kettle harbour seven")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site.url}/")
    _tab_to(page, "nav a[href='/plans']")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site.url}/plans")
    _tab_to(page, SEND)
    page.keyboard.press("Enter")
    page.wait_for_selector("#children")
    _tab_to(page, "button[form=why]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/why/*")


def _tab_to(page: Page, wanted: str) -> None:
    """Press Tab until something has the focus; fail where that is not to be seen on the way."""
    for _ in range(200):
        page.keyboard.press("Tab")
        told = page.evaluate(
            """wanted => {
                const at = document.activeElement;
                const label = at.labels?.[0];
                const shown = [at, label].filter(Boolean).some(one => {
                    return ["::before", "::after", null].some(part => {
                        const style = getComputedStyle(one, part);
                        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0
                            || style.boxShadow !== "none";
                    });
                });
                const seen = shown || at === document.body;
                return [at.matches(wanted), seen, at.outerHTML.slice(0, 90)];
            }""",
            wanted,
        )
        is_there, is_seen, what = told
        assert is_seen, f"{page.url}: the focus is not to be seen on {what}"
        if is_there:
            return
    raise AssertionError(f"{page.url}: no Tab leads to {wanted}")
