"""Today and the pages of homes in a browser: with what comes by itself, and without scripts."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.support.browser import NARROW, Browse, Site, axe, fits, press
from tests.support.keeping import keep
from tests.support.registers import child, group, home, settled, there

BRECON = {"lat": 51.95, "lon": -3.39, "label": "Brecon"}
#: Milliseconds: a worker is started for the first ranking.
PATIENCE = 90_000


def county(site: Site) -> None:
    keep(
        site,
        child("C1", needed_by="2026-10-30"),
        child("C2", family_home=there(0.1)),
        child("C3"),
        child("C4"),
        group("C3", "C4"),
        settled("C5", "H2"),
        home("H1", location=BRECON),
        home("H2", places=1, location=BRECON),
        home("H3", kind="residential", authority="E06000051", ages=(16, 17)),
    )


def test_with_scripts_the_ranking_comes_by_itself(site: Site, page: Page) -> None:
    county(site)
    site.enter(page, "officer")
    page.goto("/")
    press(page.get_by_role("link", name="H1").first)
    expect(page.get_by_role("link", name="Look at C1 and choose")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#could-come svg")).to_have_count(1)
    axe(page)


def test_without_scripts_a_button_asks_and_a_link_refreshes(site: Site, browse: Browse) -> None:
    county(site)
    page = browse(NARROW, javascript=False)
    site.enter(page, "officer")
    page.goto("/homes")
    page.get_by_label("Area").select_option("Brecon")
    page.get_by_label("Only homes with a place free today").check()
    press(page.get_by_role("button", name="Show"))
    press(page.get_by_role("link", name="H1"))
    press(page.get_by_role("button", name="Find the children who could come"))
    run = page.url.partition("run=")[2]
    site.service.supervisor.wait(run, PATIENCE / 1000)
    page.reload()
    expect(page.get_by_role("link", name="Look at C1 and choose")).to_be_visible()
    fits(page)
