"""Scenarios and studies in a browser: without JavaScript, on a phone, for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from scenarios.reports.language import LANGUAGES
from tests.support.browser import NARROW, WIDE, Browse, Site, axe, fits, press, site_in
from tests.support.deciding import SMALL
from tests.support.journeys import answered, finished
from tests.support.keeping import keep


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with a small register, of which all tests here ask questions."""
    with site_in(tmp_path_factory.mktemp("site")) as made:
        keep(made, *SMALL)
        yield made


def test_a_question_is_built_asked_and_answered_without_javascript(
    site: Site, browse: Browse, tmp_path: Path
) -> None:
    page = browse(javascript=False)
    site.enter(page, "panel")
    page.goto("/scenarios")
    press(page.get_by_role("button", name="Ask a question of your own"))
    page.get_by_label("One more change").select_option("close_homes")
    press(page.get_by_role("button", name="Add this change"))
    press(page.get_by_role("button", name="Use this question"))
    expect(page.get_by_role("alert").get_by_role("link")).to_have_count(2)
    page.get_by_label("Question", exact=True).fill("What if H1 closes?")
    page.get_by_label("Just these, by id").fill("H1")
    with page.expect_download() as file:
        page.get_by_role("button", name="Download it").click()
    assert file.value.suggested_filename == "what-if-h1-closes.toml"
    file.value.save_as(tmp_path / "own.toml")
    # Enter in a field checks the question: it takes nothing out and leaves nothing.
    page.get_by_label("Just these, by id").press("Tab")
    with page.expect_navigation():
        page.get_by_label("Short name").press("Enter")
    expect(page.get_by_text("This question changes:")).to_be_visible()
    press(page.get_by_role("button", name="Use this question"))
    expect(page.get_by_label("What if H1 closes?")).to_be_checked()
    page.get_by_text("Open a question that was downloaded").click()
    page.get_by_label("Scenario file").set_input_files(tmp_path / "own.toml")
    press(page.get_by_role("button", name="Open", exact=True))
    expect(page.get_by_label("What if H1 closes?")).to_have_count(2)
    page.locator("input[value='no-moves']").check()
    press(page.get_by_role("button", name="Work them out").last)
    finished(site, page)
    expect(page.get_by_role("heading", name="What if H1 closes?")).to_have_count(2)
    page.get_by_text("Pick which to set side by side").click()
    page.get_by_role("checkbox", name="What if H1 closes?").first.uncheck()
    press(page.get_by_role("button", name="Show these"))
    expect(page.get_by_role("heading", name="What if H1 closes?")).to_have_count(1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_being_built_is_for_everybody(site: Site, browse: Browse, language: str) -> None:
    page = browse(language=language)
    site.enter(page, "panel")
    page.goto("/scenarios")
    for step in ("edit:recruit-and-bring-home", "build:done"):
        press(page.locator(f"button[value='{step}']"))
        page.set_viewport_size({"width": WIDE, "height": 800})
        axe(page, colours=language == "en")
        page.set_viewport_size({"width": NARROW, "height": 800})
        fits(page)
        axe(page, colours=False)
    expect(page.get_by_role("alert")).to_be_visible()  # the small register has nobody to review
    press(page.locator("button[value='build:cancel']"))
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_run_that_ends_shows_its_answer_by_itself(site: Site, page: Page) -> None:
    site.enter(page, "panel")
    page.goto("/studies")
    press(page.locator("#contention button"))
    answered(page)
    expect(page.get_by_role("link", name="workbook (Excel)")).to_be_visible()
