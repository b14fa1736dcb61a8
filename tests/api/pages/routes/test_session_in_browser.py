"""Signing in and changing the password, in a browser: wide and narrow, in both languages."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from scenarios.reports.language import LANGUAGES
from tests.support.browser import NARROW, WIDE, Browse, Site, axe, fits, press
from tests.support.people import PASSWORD, add_local

NEW = "copper lantern meadow nine"


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_first_pages_are_accessible(site: Site, browse: Browse, language: str) -> None:
    page = browse(language=language)
    for path in ("/sign-in", "/nowhere"):
        page.goto(path)
        _sound(page, language)
    page.goto("/sign-in")
    press(page.locator("button[type=submit]"))
    expect(page.locator(".govuk-error-summary li")).to_have_count(2)
    _sound(page, language)
    site.enter(page, "officer")
    page.goto("/")  # with nothing in it yet
    _sound(page, language)


def _sound(page: Page, language: str) -> None:
    expect(page.locator("html")).to_have_attribute("lang", language)
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": 800})
        axe(page, colours=(width, language) == (WIDE, "en"))
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
    press(page.get_by_role("button", name="Sign in"))
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    expect(page.get_by_label("Name")).to_have_value("mair")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page.get_by_role("button", name="Sign in"))
    expect(page).to_have_url(f"{site.url}/?x=1")
    press(page.get_by_role("link", name="Your account"))
    press(page.get_by_role("link", name="Change password"))
    page.get_by_label("Password so far", exact=True).fill(PASSWORD)
    page.get_by_label("New password", exact=True).fill(NEW)
    page.get_by_label("New password, again", exact=True).fill("something else")
    press(page.get_by_role("button", name="Change password"))
    expect(page.get_by_role("alert")).to_contain_text("New password, again: is not the same")
    page.get_by_label("Password so far", exact=True).fill(PASSWORD)
    page.get_by_label("New password", exact=True).fill(NEW)
    page.get_by_label("New password, again", exact=True).fill(NEW)
    press(page.get_by_role("button", name="Change password"))
    expect(page.get_by_role("alert")).to_contain_text("Your password is changed.")
    press(page.get_by_role("button", name="Sign out"))
    expect(page.get_by_role("alert")).to_contain_text("You are signed out.")
    page.goto("/")
    expect(page).to_have_url(f"{site.url}/sign-in?next=/")


def test_the_language_is_kept_and_the_page_too(site: Site, browse: Browse) -> None:
    page = browse()
    site.enter(page, "officer")
    page.goto("/password")
    press(page.get_by_role("link", name="Cymraeg"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Newid eich cyfrinair")
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Heddiw")


def test_the_keyboard_reaches_the_content_first(page: Page) -> None:
    page.goto("/sign-in")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main-content")).to_be_focused()
