"""Scenarios and studies in a browser: without JavaScript, on a phone, for everybody."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from scenarios.reports.language import LANGUAGES
from tests.support.browser import NARROW, Browse, Site, axe, fits
from tests.support.deciding import SMALL
from tests.support.keeping import keep
from tests.support.runs import PATIENCE_SECONDS


def finished(site: Site, page: Page) -> None:
    """Wait until what a page tells of is over, and load it again."""
    site.service.supervisor.wait(page.url.rpartition("/")[2].partition("?")[0], PATIENCE_SECONDS)
    page.reload()


def test_a_question_is_built_asked_and_answered_without_javascript(
    site: Site, browse: Browse, tmp_path: Path
) -> None:
    keep(site, *SMALL)
    page = browse(javascript=False)
    site.enter(page, "panel")
    page.goto("/scenarios")
    page.get_by_role("button", name="Ask a question of your own").click()
    page.get_by_label("One more change").select_option("close_homes")
    page.get_by_role("button", name="Add this change").click()
    page.get_by_role("button", name="Use this question").click()
    assert page.get_by_role("alert").get_by_role("link").count() == 2
    page.get_by_label("Question", exact=True).fill("What if H1 closes?")
    page.get_by_label("Just these, by id").fill("H1")
    with page.expect_download() as file:
        page.get_by_role("button", name="Download it").click()
    assert file.value.suggested_filename == "what-if-h1-closes.toml"
    file.value.save_as(tmp_path / "own.toml")
    # Enter in a field checks the question: it takes nothing out and leaves nothing.
    page.get_by_label("Just these, by id").press("Tab")
    page.get_by_label("Short name").press("Enter")
    assert page.get_by_text("This question changes:").is_visible()
    page.get_by_role("button", name="Use this question").click()
    assert page.get_by_label("What if H1 closes?").is_checked()
    page.get_by_text("Open a question that was downloaded").click()
    page.get_by_label("Scenario file").set_input_files(tmp_path / "own.toml")
    page.get_by_role("button", name="Open", exact=True).click()
    assert page.get_by_label("What if H1 closes?").count() == 2
    page.locator("input[value='no-moves']").check()
    page.get_by_role("button", name="Work them out").last.click()
    finished(site, page)
    assert page.get_by_role("heading", name="What if H1 closes?").count() == 2
    page.get_by_text("Pick which to set side by side").click()
    page.get_by_role("checkbox", name="What if H1 closes?").first.uncheck()
    page.get_by_role("button", name="Show these").click()
    assert page.get_by_role("heading", name="What if H1 closes?").count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_for_everybody(site: Site, browse: Browse, language: str) -> None:
    keep(site, *SMALL)
    pages = [browse(language=language), browse(NARROW, language=language)]
    for page in pages:
        site.enter(page, "panel")
    wide, narrow = pages
    seen = []
    wide.goto("/scenarios")
    axe(wide)
    wide.locator("button[value='edit:recruit-and-bring-home']").click()
    axe(wide)
    wide.locator("button[value='build:done']").click()
    assert wide.get_by_role("alert").is_visible()  # the small register has nobody to review
    axe(wide)
    wide.locator("button[value='build:cancel']").click()
    wide.locator("input[value='no-moves']").check()
    wide.locator("button.govuk-button[value='ask']").click()
    finished(site, wide)
    axe(wide)
    seen.append(wide.url)
    wide.goto("/studies")
    axe(wide)
    wide.locator("#sufficiency button").click()
    finished(site, wide)
    axe(wide)
    seen.append(wide.url)
    for address in ("/scenarios", "/studies", *seen):
        narrow.goto(address)
        fits(narrow)
    narrow.goto("/scenarios")
    narrow.locator("button[value='edit:recruit-and-bring-home']").click()
    fits(narrow)


def test_a_run_that_ends_shows_its_answer_by_itself(site: Site, page: Page) -> None:
    keep(site, *SMALL)
    site.enter(page, "panel")
    page.goto("/studies")
    page.locator("#contention button").click()
    page.locator(".cartref-report").wait_for()
    assert page.get_by_role("link", name="workbook (Excel)").is_visible()
