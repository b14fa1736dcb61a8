"""The language is switched in the middle of a form: nothing that was typed is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.browser import NARROW, Browse, Site, axe, fits
from tests.support.deciding import SMALL
from tests.support.keeping import keep


@pytest.mark.parametrize("javascript", [False, True])
def test_a_question_in_the_making_stays(site: Site, browse: Browse, *, javascript: bool) -> None:
    keep(site, *SMALL)
    page = browse(NARROW, javascript=javascript)
    site.enter(page, "panel")
    page.goto("/scenarios")
    page.get_by_role("button", name="Ask a question of your own").click()
    page.get_by_label("One more change").select_option("close_homes")
    page.get_by_role("button", name="Add this change").click()
    page.get_by_label("Question", exact=True).fill("What if H1 closes?")
    page.get_by_role("button", name="Cymraeg").click()
    expect(page.locator("html")).to_have_attribute("lang", "cy")
    expect(page.locator("#question_en")).to_have_value("What if H1 closes?")
    expect(page.locator("input[name=change]")).to_have_value("close_homes")
    if javascript:
        axe(page)
        fits(page)
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#question_en")).to_have_value("What if H1 closes?")


def test_enter_checks_the_question_and_does_not_switch(site: Site, browse: Browse) -> None:
    keep(site, *SMALL)
    page = browse(NARROW, javascript=False)
    site.enter(page, "panel")
    page.goto("/scenarios")
    page.get_by_role("button", name="Ask a question of your own").click()
    page.get_by_label("Question", exact=True).press("Enter")
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_policy_and_a_decision_in_the_making_stay(site: Site, browse: Browse) -> None:
    keep(site, *SMALL)
    page = browse(NARROW, javascript=False)
    site.enter(page, "panel")
    page.goto("/policy/change")
    page.get_by_label("Name of the policy").fill("Near first")
    page.get_by_role("button", name="Cymraeg").click()
    expect(page.locator("html")).to_have_attribute("lang", "cy")
    expect(page.locator("#name")).to_have_value("Near first")
    other = browse(NARROW, javascript=False)
    site.enter(other, "officer")
    other.goto("/children/C1/decide?home=H1")
    other.get_by_label("Reason").fill("The carers know her")
    other.get_by_role("button", name="Cymraeg").click()
    expect(other.locator("html")).to_have_attribute("lang", "cy")
    expect(other.locator("#reason")).to_have_value("The carers know her")
