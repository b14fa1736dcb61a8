"""Signing in and changing the password, in a browser: wide and narrow, in both languages."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import NARROW, WIDE, Browse, Site, axe, fits
from tests.support.people import PASSWORD, add_local

NEW = "copper lantern meadow nine"


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_all_first_pages_are_accessible(
    site: Site, browse: Browse, width: int, language: str
) -> None:
    page = browse(width, language=language)
    for path in ("/sign-in", "/accessibility", "/nowhere"):
        page.goto(path)
        expect(page.locator("html")).to_have_attribute("lang", language)
        axe(page)
        fits(page)
    page.goto("/sign-in")
    page.locator("button[type=submit]").click()
    expect(page.locator(".govuk-error-summary li")).to_have_count(2)
    axe(page)
    fits(page)
    site.enter(page, "officer")
    for path in ("/", "/password"):
        page.goto(path)
        axe(page)
        fits(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_somebody_signs_in_changes_the_password_and_signs_out(
    site: Site, browse: Browse, javascript: bool
) -> None:
    add_local(site, "mair", "officer")
    page = browse(NARROW, javascript=javascript)
    page.goto("/?x=1")
    expect(page).to_have_url(f"{site.url}/sign-in?next=/%3Fx%3D1")
    page.get_by_label("Name").fill("mair")
    page.get_by_label("Password", exact=True).fill("not the password")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    expect(page.get_by_label("Name")).to_have_value("mair")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{site.url}/?x=1")
    page.get_by_role("link", name="Your account").click()
    page.get_by_role("link", name="Change password").click()
    page.get_by_label("Password so far", exact=True).fill(PASSWORD)
    page.get_by_label("New password", exact=True).fill(NEW)
    page.get_by_label("New password, again", exact=True).fill("something else")
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_role("alert")).to_contain_text("New password, again: is not the same")
    page.get_by_label("Password so far", exact=True).fill(PASSWORD)
    page.get_by_label("New password", exact=True).fill(NEW)
    page.get_by_label("New password, again", exact=True).fill(NEW)
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_role("alert")).to_contain_text("Your password is changed.")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("alert")).to_contain_text("You are signed out.")
    page.goto("/")
    expect(page).to_have_url(f"{site.url}/sign-in?next=/")


def test_the_language_is_kept_and_the_page_too(site: Site, browse: Browse) -> None:
    page = browse()
    site.enter(page, "officer")
    page.goto("/password")
    page.get_by_role("link", name="Cymraeg").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Newid eich cyfrinair")
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Heddiw")


def test_the_keyboard_reaches_the_content_first(page: Page) -> None:
    page.goto("/sign-in")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main-content")).to_be_focused()
