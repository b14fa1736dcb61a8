"""Choosing a home in a browser: accessible, on a narrow screen in Welsh, without JavaScript."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.support.browser import NARROW, PATIENCE_SECONDS, Browse, Site, axe, fits
from tests.support.deciding import SMALL
from tests.support.keeping import keep


def test_the_pages_are_accessible_and_fit_a_phone(site: Site, browse: Browse) -> None:
    keep(site, *SMALL)
    wide, narrow = browse(), browse(NARROW, language="cy")
    site.enter(wide, "officer")
    site.enter(narrow, "officer")
    for path in (
        "/children/C1?reason=",
        "/groups/S1",
        "/children/C1/compare?home=H1&home=H2",
        "/children/C1/decide?home=H3",
        "/children/C1/why?home=H3",
        "/children/C1/exhaustion",
    ):
        wide.goto(path)
        axe(wide)
        narrow.goto(path)
        expect(narrow.locator("html")).to_have_attribute("lang", "cy")
        fits(narrow)


def test_costs_come_into_the_open_page_and_leave_what_was_ticked(
    site: Site, browse: Browse
) -> None:
    keep(site, *SMALL)
    page = browse()
    site.enter(page, "officer")
    page.goto("/children/C1")
    page.locator("#compare-2").check()
    expect(page.locator("#cost-1")).not_to_contain_text(
        "being worked out", timeout=1000 * PATIENCE_SECONDS
    )
    expect(page.locator("#compare-2")).to_be_checked()


def test_asked_declined_accepted_and_the_record_without_javascript(
    site: Site, browse: Browse
) -> None:
    keep(site, *SMALL)
    page = browse(NARROW, javascript=False)
    site.enter(page, "officer")
    page.goto("/children/C1")
    page.get_by_role("button", name="Record what H1 says").click()
    page.get_by_label("Declined by the home").check()
    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_role("alert").first).to_contain_text("Reason: is missing")
    page.get_by_label("Reason", exact=True).fill("The carers are away")
    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_role("alert")).to_contain_text("The next one stands first.")
    page.get_by_role("button", name="Record what H2 says").click()
    page.get_by_label("Accepted").check()
    page.get_by_role("button", name="Record the decision").click()
    page.get_by_role("link", name="2: accepted").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Record of decision 2")
    expect(page.locator("main")).to_contain_text("1 of the ranking")
