"""Plans in a browser: wide in English, narrow in Welsh, and all of it without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import NARROW, WIDE, Browse, Site, axe, fits, press, site_in, still
from tests.support.journeys import finished
from tests.support.keeping import keep
from tests.support.registers import WELSH_NEIGHBOUR, child, home, settled, there
from tests.support.runs import large

#: A plan takes its time where many tests share a machine.
PATIENCE_MS = 60_000
#: Tells for whichever language the page is in that the plan is there.
OVER = "#children"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site in which all tests here make plans."""
    with site_in(tmp_path_factory.mktemp("site")) as made:
        yield made


def county(site: Site) -> None:
    keep(
        site,
        child("C1"),
        child("C2", family_home=there(0.1)),
        settled("C3", "H3"),
        home("H1", places=1),
        home("H2", places=1, authority=WELSH_NEIGHBOUR, location=there(0.1), weekly_cost=1200),
        home("H3", places=1, kind="residential", weekly_cost=4000, ages=(0, 10)),
    )


@pytest.mark.parametrize(("width", "language"), [(WIDE, "en"), (NARROW, "cy")])
def test_pages_of_plans_are_accessible(
    site: Site, browse: Browse, width: int, language: str
) -> None:
    county(site)
    page = browse(width, language=language)
    site.enter(page, "officer")
    page.goto("/plans")
    for details in page.locator("details").all():
        details.locator("summary").click()
    _sound(page, language)
    press(page.locator("main form button.govuk-button:not(.govuk-button--secondary)"))
    # The page of the search turns into the plan's by itself.
    page.wait_for_selector(OVER, timeout=PATIENCE_MS)
    _sound(page, language)
    press(page.locator("button[form=why][value=C2]"))
    page.wait_for_selector(".govuk-summary-card", timeout=PATIENCE_MS)
    _sound(page, language)


def test_the_page_of_a_search_is_accessible_and_the_best_so_far_is_kept(
    site: Site, browse: Browse
) -> None:
    keep(site, large())
    page = browse()
    site.enter(page, "officer")
    page.goto("/plans")
    press(page.locator("main").get_by_role("button", name="Make the plan"))
    page.wait_for_selector("progress", timeout=PATIENCE_MS)
    with still(page):
        axe(page)
    page.get_by_role("button", name="Stop and keep the best so far").click()
    page.wait_for_selector(OVER, timeout=PATIENCE_MS)
    told = page.get_by_text("The best plan found before the search ended").first
    expect(told).to_be_visible()


def test_an_officer_plans_and_locks_without_javascript(site: Site, browse: Browse) -> None:
    county(site)
    page = browse(NARROW, javascript=False)
    site.enter(page, "officer")
    page.goto("/plans")
    page.get_by_text("Locked and forbidden pairs").click()
    page.get_by_label("Child's id (pair 1)").first.fill("C1")
    press(page.get_by_role("button", name="Add another lock"))
    expect(page.get_by_label("Child's id (pair 2)")).to_have_count(1)
    expect(page.get_by_label("Child's id (pair 1)").first).to_have_value("C1")
    page.get_by_label("Home's id (pair 1)").first.fill("H3")
    _make(page)
    expect(page.get_by_role("alert")).to_contain_text("Lock 1")
    page.get_by_label("Home's id (pair 1)").first.fill("H2")
    _make(page)
    _refreshed(site, page)
    expect(page.get_by_text("Locked: the plan must have")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("^C1 placed H2"))).to_have_count(1)
    press(page.get_by_role("button", name=re.compile("Unlock ?: C1 in H2")))
    _refreshed(site, page)
    expect(page.get_by_role("row", name=re.compile("^C1 placed H1"))).to_have_count(1)
    page.get_by_label("Show").select_option("all")
    press(page.get_by_role("button", name="Show"))
    expect(page.get_by_role("row", name=re.compile("^C3 stays H3"))).to_have_count(1)


def _make(page: Page) -> None:
    press(page.locator("main").get_by_role("button", name="Make the plan"))


def _refreshed(site: Site, page: Page) -> None:
    """Look again, as somebody does whose page can't by itself, until the plan is there."""
    finished(site, page)
    expect(page.locator(OVER)).to_be_visible()


def _sound(page: Page, language: str) -> None:
    expect(page.locator("html")).to_have_attribute("lang", language)
    axe(page, colours=language == "en")
    fits(page)
