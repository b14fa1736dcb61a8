"""Several at work at once, who may what, and a service that is started anew in between."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.support.browser import PATIENCE_SECONDS, WIDE, Browse, Site, axe, press
from tests.support.journeys import DAY, SEND, Visitor, county, four, let_in, run_in, sign_in
from tests.support.keeping import keep
from tests.support.living import PASSWORD as OFFICERS
from tests.support.living import first_officer, over, upload
from tests.support.runs import large
from tests.support.server import server


def test_the_second_of_two_officers_is_told_what_changed(site: Site, browse: Browse) -> None:
    keep(site, four())
    gwen, mair = (Visitor(browse, WIDE, javascript=True, language="en") for _ in range(2))
    for visitor, name in ((gwen, "gwen"), (mair, "mair")):
        let_in(site, name, "officer")
        visitor.signs_in(name)
        visitor.goes("/groups/S1/decide?home=H1&option=1")
    decide(gwen, "accepted", "Both were asked")
    gwen.sees("Recorded: accepted (decision 1).")
    decide(mair, "declined", "They do not answer the telephone")
    expect(mair.page.get_by_role("heading", level=1)).to_have_text(
        "The register has changed since you looked"
    )
    mair.sees("1: accepted", "gwen", "They do not answer the telephone")
    mair.follows(mair.page.get_by_text("Look again at S1"))
    mair.sees("Nobody here is waiting for a home", "1: accepted")


def test_a_viewer_is_offered_no_decision_and_refused_one(site: Site, browse: Browse) -> None:
    keep(site, county())
    let_in(site, "olwen", "viewer")
    olwen = Visitor(browse, WIDE, javascript=True, language="en")
    page = olwen.page
    olwen.signs_in("olwen")
    for path in ("/", "/children/C0025", "/groups/S006", "/homes/H0001", "/plans", "/registers"):
        olwen.goes(path)
        expect(page.locator("main form[method=post]")).to_have_count(0)
        expect(page.locator("main a[href*='/decide']")).to_have_count(0)
    # A form made by hand, with the token of her own session.
    page.evaluate(
        """() => {
            const out = document.querySelector("form[action='/sign-out']").cloneNode(true);
            out.action = "/children/C0025/decide?home=H0028";
            out.id = "crafted";
            const sent = {kind: "declined", reason: "no", version: "1"};
            for (const [name, value] of Object.entries(sent)) {
                const field = document.createElement("input");
                Object.assign(field, {type: "hidden", name, value});
                out.append(field);
            }
            document.querySelector("main").append(out);
        }"""
    )
    with page.expect_navigation() as gone:
        page.locator("#crafted button").click()
    answer = gone.value
    assert answer is not None
    assert answer.status == 403
    olwen.looks()
    olwen.goes("/children/C0025")
    olwen.sees("Nothing has been decided yet.")


def test_a_service_started_anew_while_a_plan_is_made_loses_nothing(
    browser: Browser, tmp_path: Path
) -> None:
    env = {"CARTREF_WORKERS": "1", "CARTREF_REQUESTS_PER_MINUTE": "100000"}
    with server(tmp_path / "data", env) as service, first_officer(service) as client:
        assert upload(client, large()).status_code == 201
        with closing(browser.new_context(base_url=service.url)) as context:
            context.set_default_timeout(1000 * PATIENCE_SECONDS)
            page = context.new_page()
            sign_in(page, "gwen", OFFICERS)
            page.goto("/plans")
            press(page.locator(SEND).first)
            page.wait_for_selector("progress")
            run = run_in(page)
            service.restart()
            # She is still signed in, and the search goes on.
            page.reload()
            expect(page.get_by_role("heading", level=1)).to_have_text("Plan being made")
            page.wait_for_selector("progress")
            axe(page, colours=False)
            page.get_by_role("button", name="Stop and keep the best so far").click()
            page.wait_for_selector("#children")
            assert over(client, run)["state"] == "stopped"
            page.goto("/records")
            expect(page.locator("main tbody")).to_contain_text("gwen")


def decide(visitor: Visitor, kind: str, reason: str) -> None:
    """Fill in the form of a decision and send it."""
    page: Page = visitor.page
    page.locator(f"input[name=kind][value={kind}]").check()
    page.locator("input[name=on]").fill(DAY)
    page.locator("textarea[name=reason]").fill(reason)
    visitor.sends()
