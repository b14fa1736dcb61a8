"""Choosing a home in a browser: with what comes by itself, and without JavaScript."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.support.browser import NARROW, Browse, Site, press
from tests.support.deciding import SMALL
from tests.support.keeping import keep


def test_costs_come_into_the_open_page_and_leave_what_was_ticked(
    site: Site, browse: Browse
) -> None:
    keep(site, *SMALL)
    page = browse()
    site.enter(page, "officer")
    page.goto("/children/C1")
    page.locator("#compare-2").check()
    expect(page.locator("#cost-1")).not_to_contain_text("being worked out")
    expect(page.locator("#compare-2")).to_be_checked()


def test_asked_declined_accepted_and_the_record_without_javascript(
    site: Site, browse: Browse
) -> None:
    keep(site, *SMALL)
    page = browse(NARROW, javascript=False)
    site.enter(page, "officer")
    page.goto("/children/C1")
    press(page.get_by_role("button", name="Record what H1 says"))
    page.get_by_label("Declined by the home").check()
    press(page.get_by_role("button", name="Record the decision"))
    expect(page.get_by_role("alert").first).to_contain_text("Reason: is missing")
    page.get_by_label("Reason", exact=True).fill("The carers are away")
    press(page.get_by_role("button", name="Record the decision"))
    expect(page.get_by_role("alert")).to_contain_text("The next one stands first.")
    press(page.get_by_role("button", name="Record what H2 says"))
    page.get_by_label("Accepted").check()
    press(page.get_by_role("button", name="Record the decision"))
    press(page.get_by_role("link", name="2: accepted"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Record of decision 2")
    expect(page.locator("main")).to_contain_text("1 of the ranking")
