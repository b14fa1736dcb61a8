"""Journeys through the pages in a real browser: a site with something in it, and its visitors."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from api.store.versions import newest, register_of
from matcher.records.register import Register
from scenarios.generator.sample import sample_register
from tests.support.browser import PATIENCE_SECONDS, WIDE, Browse, Site, axe, fits, press, site_in
from tests.support.keeping import keep, keep_policy
from tests.support.people import PASSWORD, add_local
from tests.support.registers import child, group, home, register, there
from tests.support.runs import PATIENCE_SECONDS as RUN_SECONDS

#: What is pressed to send a form of a page; other buttons of a page are secondary or links.
SEND = "main form button.govuk-button:not(.govuk-button--secondary)"
DAY = "2026-11-20"
_OF_A_RUN = re.compile(r"/[0-9a-f]{32}(\?.*)?$")


@cache
def county() -> Register:
    """Return a register of 40 children with all that pages tell of."""
    return sample_register(1, 40)


@cache
def four() -> Register:
    """Return a register in which three homes could take a sibling group of four, H1 the nearest."""
    ids = [f"C{number}" for number in range(1, 5)]
    children = [child(id_, age=4 + 2 * number) for number, id_ in enumerate(ids)]
    homes = [home(f"H{n + 1}", places=4, location=there(0.1 * n)) for n in range(3)]
    return register(*children, group(*ids), *homes, home("H4", places=2, location=there(0.4)))


class Visitor:
    """Somebody at a browser, who looks at each page they meet.

    Parameters
    ----------
    browse : Browse
        Opens the browser.
    width : int
        Of the screen in pixels.
    javascript : bool
        Whether scripts run; axe needs them, so without them only the width is looked at.
    language : str
        Of the pages.
    """

    def __init__(self, browse: Browse, width: int, *, javascript: bool, language: str) -> None:
        self.page: Page = browse(width, javascript=javascript, language=language)
        self._javascript, self._language = javascript, language
        self._colours = (width, language) == (WIDE, "en")

    def goes(self, path: str) -> None:
        """Open a page by its address."""
        self.page.goto(path)
        self.looks()

    def follows(self, link: str | Locator) -> None:
        """Press what leads to another page: a part of the page by its CSS, or itself."""
        found = self.page.locator(link).first if isinstance(link, str) else link
        press(found)
        self.looks()

    def sends(self, button: str = SEND) -> None:
        """Send the form of the page."""
        self.follows(button)

    def looks(self) -> None:
        """Fail on what is wrong with the page for anybody: language, width, accessibility."""
        expect(self.page.locator("html")).to_have_attribute("lang", self._language)
        fits(self.page)
        if self._javascript:
            axe(self.page, colours=self._colours)

    def signs_in(self, name: str) -> None:
        """Sign in with the form."""
        sign_in(self.page, name)
        self.looks()

    def sees(self, *texts: str) -> None:
        """Fail where the page lacks one of these texts."""
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text)


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    """Sign somebody in with the form."""
    page.goto("/sign-in")
    page.locator("input[name=name]").fill(name)
    page.locator("input[name=password]").fill(password)
    press(page.locator("main form button[type=submit]").last)
    expect(page).not_to_have_url(re.compile("/sign-in"))


def let_in(site: Site, name: str, *roles: Any) -> None:
    """Let somebody in who then signs in with the form."""
    add_local(site, name, *roles)


def run_in(page: Page) -> str:
    """Return the id of the run whose page comes or is there."""
    page.wait_for_url(_OF_A_RUN)
    return page.url.rpartition("/")[2].partition("?")[0]


def finished(site: Site, page: Page) -> None:
    """Wait until what a page without scripts tells of is worked out, and look again."""
    site.service.supervisor.wait(run_in(page), RUN_SECONDS)
    page.reload()


def answered(page: Page) -> Locator:
    """Wait until a page with scripts has turned into its answer, and return that."""
    report = page.locator(".cartref-report")
    expect(report).to_be_visible(timeout=1000 * RUN_SECONDS)
    return report


def register_now(site: Site) -> Register:
    """Return the newest register that is kept."""
    with site.service.database.reading() as session:
        found = newest(session)
        assert found is not None
        return register_of(found)


class Full(NamedTuple):
    """A site with some of everything, and the address of every page there is then."""

    site: Site
    addresses: list[str]


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Full]:
    """A site with some of everything, for tests that change nothing in it."""
    with site_in(tmp_path_factory.mktemp("full")) as site:
        yield Full(site, filled(site))


def filled(site: Site) -> list[str]:
    """Fill a site with some of everything; return the address of every page there is then."""
    keep_policy(site, name="November")
    keep(site, sample_register(2, 40))
    keep(site, county())
    key = site.key("filler", ["officer", "panel", "admin"])
    headers = {"Authorization": f"Bearer {key}"}
    with httpx.Client(base_url=site.url, headers=headers, timeout=PATIENCE_SECONDS) as client:
        for decision in (
            _decision(2, "declined", "C0025", "H0028", reason="Full"),
            _decision(3, "accepted", "C0029", "H0001"),
        ):
            _made(client, "/v1/decisions", decision)
        plan = _run(site, client, "/v1/plans", {})
        library = ["no-moves", "ten-carers-newtown"]
        scenario = _run(site, client, "/v1/scenarios", {"library": library})
        study = _run(site, client, "/v1/studies", {"study": {"study": "contention"}})
    return list(_addresses(plan, scenario, study))


def _addresses(plan: str, scenario: str, study: str) -> Iterator[str]:
    yield from ("/", "/help", "/accessibility", "/password", "/account", "/homes", "/homes/H0001")
    yield from ("/children/C0025", "/children/C0025?reason=", "/children/C0007", "/children/C0001")
    yield from ("/children/C0025/why?home=H0001", "/children/C0025/exhaustion")
    yield "/children/C0025/compare?home=H0001&home=H0004"
    yield from ("/children/C0025/decide?home=H0001", "/groups/S002", "/groups/S006")
    yield from ("/groups/S006/decide?home=H0001", "/decisions/2/record", "/decisions")
    yield "/approvals/2/placement_plan"
    yield from ("/plans", f"/plans/{plan}", f"/plans/{plan}?change=all")
    yield from ("/scenarios", f"/scenarios/{scenario}", f"/scenarios/{scenario}?deep=yes")
    yield from ("/studies", f"/studies/{study}", "/registers", "/registers/4", "/journeys")
    yield from ("/registers/compare?before=2&after=4", "/policy", "/policy/1", "/policy/change")
    yield from ("/records", "/records/1", "/records/verify", f"/records/runs/{plan}", "/erase")
    yield from ("/people", "/people/add", "/people/1", "/people/1/password", "/people/1/close")


def _decision(version: int, kind: str, who: str, where: str, **more: Any) -> dict[str, Any]:
    return {
        "version": version,
        "kind": kind,
        "children": [who],
        "home": where,
        "on": DAY,
        **more,
    }


def _made(client: httpx.Client, path: str, body: Mapping[str, Any]) -> Any:
    answer = client.post(path, json=body)
    assert answer.status_code < 300, answer.text
    return answer.json()


def _run(site: Site, client: httpx.Client, path: str, body: Mapping[str, Any]) -> str:
    made: str = _made(client, path, body)["id"]
    site.service.supervisor.wait(made, RUN_SECONDS)
    return made
