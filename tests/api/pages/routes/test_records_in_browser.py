"""Records, people and the account in a browser: without JavaScript."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.support.browser import NARROW, Browse, Site, axe, press
from tests.support.deciding import SMALL, made
from tests.support.keeping import keep


def fill(site: Site) -> None:
    keep(site, *SMALL)
    officer = site.somebody("officer", name="gwen")
    officer.base_url = site.url
    made(officer, kind="offered", children=["C1"], home="H1")


def test_an_admin_looks_something_up_and_erases_a_child_without_javascript(
    site: Site, browse: Browse
) -> None:
    fill(site)
    page = browse(NARROW, javascript=False)
    site.enter(page, "admin")
    page.goto("/records")
    page.get_by_label("What").select_option(label="all decisions")
    press(page.get_by_role("button", name="Show"))
    expect(page.get_by_role("cell", name="home offered")).to_have_count(1)
    press(page.get_by_role("link", name="Entry"))
    expect(page.get_by_role("heading", name="What gives the same answer again")).to_be_visible()
    page.goto("/erase")
    page.get_by_label("The child's id").fill("C1")
    page.get_by_label("Why").fill("The schedule says so")
    press(page.get_by_role("button", name="Continue"))
    expect(page.get_by_role("heading", name="Erase this child for good?")).to_be_visible()
    press(page.get_by_role("button", name="Erase the child for good"))
    expect(page.get_by_text("1 decision has lost its content.")).to_be_visible()
    page.goto("/records/verify")
    press(page.get_by_role("button", name="Verify"))
    expect(page.get_by_text("The log is whole")).to_be_visible()


def test_an_admin_lets_somebody_in_without_javascript(site: Site, browse: Browse) -> None:
    page, theirs = browse(javascript=False), browse(NARROW, javascript=False)
    site.enter(page, "admin")
    page.goto("/people")
    press(
        page.get_by_role("link", name="Add somebody").or_(
            page.get_by_role("button", name="Add somebody")
        )
    )
    page.get_by_label("Name").fill("mair.evans")
    page.get_by_label("panel member").check()
    press(page.get_by_role("button", name="Add"))
    password = page.locator("#secret").inner_text()
    theirs.goto("/sign-in")
    theirs.get_by_label("Name").fill("mair.evans")
    theirs.get_by_role("textbox", name="Password").fill(password)
    press(theirs.get_by_role("button", name="Sign in"))
    expect(theirs.get_by_role("heading", name="Change your password")).to_be_visible()


def test_a_key_is_made_and_shown_once(site: Site, page: Page) -> None:
    site.enter(page, "officer")
    page.goto("/account")
    page.get_by_text("Make a key").first.click()
    page.get_by_label("What it is for").fill("Nightly upload")
    page.get_by_label("upload registers").check()
    press(page.get_by_role("button", name="Make a key"))
    expect(page.locator("#secret")).to_contain_text("cartref_")
    axe(page)
    press(page.get_by_role("link", name="Your account").first)
    expect(page.get_by_role("rowheader", name="Nightly upload")).to_be_visible()
