"""Approvals in a browser: from Today to the record, without JavaScript, for every eye."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from api.store.times import today
from tests.support.approving import accepted, recorded
from tests.support.browser import NARROW, Browse, Site, axe, fits, press

PAGES = ("/", "/approvals/1/placement_plan", "/decisions/1/record", "/decisions")


def fill(site: Site) -> None:
    """Accept a placement of which one approval is awaited and one was refused."""
    officer = site.somebody("officer", name="gwen")
    officer.base_url = site.url
    accepted(site, officer, on=str(today()))
    recorded(officer, code="impact_assessment", outcome="refused", by="Head of service")


def test_no_page_has_an_accessibility_fault(site: Site, page: Page) -> None:
    fill(site)
    site.enter(page, "officer")
    for path in PAGES:
        page.goto(path)
        axe(page)


def test_every_page_fits_a_phone_in_welsh(site: Site, browse: Browse) -> None:
    fill(site)
    page = browse(NARROW, language="cy")
    site.enter(page, "officer")
    for path in PAGES:
        page.goto(path)
        fits(page)


def test_an_officer_records_and_corrects_an_approval_without_javascript(
    site: Site, browse: Browse
) -> None:
    fill(site)
    page = browse(NARROW, javascript=False)
    site.enter(page, "officer")
    page.goto("/")
    expect(page.get_by_text("the placement stands without it")).to_be_visible()
    press(page.get_by_role("link", name=re.compile("Record.+placement plan")))
    page.get_by_label("Given").check()
    press(page.get_by_role("button", name="Record it"))
    expect(page.get_by_role("link", name="Who decided: is missing")).to_be_visible()
    expect(page.get_by_label("Given")).to_be_checked()
    page.get_by_label("Who decided").fill("Team manager")
    press(page.get_by_role("button", name="Record it"))
    expect(page).to_have_url(re.compile("/decisions/1/record"))
    expect(page.get_by_role("row").filter(has_text="Team manager")).to_contain_text("given")

    press(page.get_by_role("link", name=re.compile("Show.+placement plan")))
    page.get_by_label("Neither: it was recorded by mistake").check()
    press(page.get_by_role("button", name="Record the correction"))
    expect(page).to_have_url(re.compile("/decisions/1/record"))
    expect(page.get_by_role("row").filter(has_text="placement plan")).to_contain_text("awaited")
