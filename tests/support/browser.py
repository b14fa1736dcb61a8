"""A real browser for tests of the pages: Debian's Chromium, started once per process of tests.

A page fails its test on any error in the console, on any exception in a script, and on any request
to another address than loopback's.
"""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from fastapi import FastAPI
from fastapi.testclient import TestClient
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Response,
    Route,
    expect,
    sync_playwright,
)

from api.pages.app import create_site
from api.pages.page import LANGUAGE_COOKIE
from api.settings import Role, read_settings
from api.sign_in import sessions
from api.store.people import add_person
from tests.support.service import Serving

CHROMIUM = Path("/usr/bin/chromium")
#: Nothing in it calls home, and it starts where tests run as root.
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
#: Widths in pixels: a laptop, a phone.
WIDE, NARROW = 1280, 360
PATIENCE_SECONDS = 30

_AXE: str = Axe().axe_script
#: Tells one made-up visitor from the next.
_NUMBERS = count(1)


class Site(Serving):
    """The service with its pages on a free port of loopback, in a thread.

    Attributes
    ----------
    url : str
        Its address, with no stroke at the end.
    """

    def __init__(self, app: FastAPI, url: str) -> None:
        super().__init__(app, TestClient(app))
        self.url = url

    def enter(self, page: Page, *roles: Role) -> None:
        """Sign a browser in as somebody new with these roles, without the form."""
        settings = self.service.settings
        with self.service.database.writing() as session:
            person = add_person(session, f"{'-'.join(roles)}-browser-{next(_NUMBERS)}", roles)
            token = sessions.begin(session, settings, person).token
        name = sessions.cookie_name(settings)
        page.context.add_cookies([{"name": name, "value": token, "url": self.url}])


class _Telling(uvicorn.Server):
    """A server that tells when it is ready."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and tell."""
        await super().startup(sockets)
        self.ready.set()


@contextmanager
def site_in(folder: Path, **settings: Any) -> Iterator[Site]:
    """Give a service that is ready, with its data in a folder."""
    settings.setdefault("warm", False)  # a worker starts with the first run
    app = create_site(read_settings(data=folder, port=0, **settings))
    server = _Telling(uvicorn.Config(app, port=0, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        assert server.ready.wait(PATIENCE_SECONDS), "the service does not get ready"
        port = server.servers[0].sockets[0].getsockname()[1]
        yield Site(app, f"http://127.0.0.1:{port}")
    finally:
        server.should_exit = True
        thread.join(PATIENCE_SECONDS)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A service with pages and an empty database."""
    with site_in(tmp_path / "data") as made:
        yield made


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser."""
    if not CHROMIUM.exists():
        why = f"{CHROMIUM} is missing: apt-get install chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(why)
        pytest.skip(why)
    # Its own patience ends after 5 seconds, which is little where many tests share a machine.
    expect.set_options(timeout=1000 * PATIENCE_SECONDS)
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        yield found
        found.close()


#: Opens a page: ``browse(width=NARROW, javascript=False, language="cy")``.
Browse = Callable[..., Page]


@pytest.fixture
def browse(browser: Browser, site: Site) -> Iterator[Browse]:
    """A function that opens a page in a browser of its own, with no cookies yet."""
    wrong: list[str] = []
    contexts = []

    def opened(
        width: int = WIDE,
        *,
        javascript: bool = True,
        language: str = "en",
        zoom: int = 1,
        motion: Literal["reduce", "no-preference"] = "reduce",
    ) -> Page:
        context = browser.new_context(
            base_url=site.url,
            # What is twice as large has half the room.
            viewport={"width": width // zoom, "height": 800 // zoom},
            device_scale_factor=zoom,
            java_script_enabled=javascript,
            locale="en-GB",
            reduced_motion=motion,
        )
        context.add_cookies([{"name": LANGUAGE_COOKIE, "value": language, "url": site.url}])
        context.set_default_timeout(1000 * PATIENCE_SECONDS)
        contexts.append(context)
        return _watched(context.new_page(), wrong)

    yield opened
    for context in contexts:
        context.close()
    assert not wrong, "\n".join(wrong)


@pytest.fixture
def page(browse: Browse) -> Page:
    """A wide page with JavaScript, in English."""
    return browse()


def _watched(page: Page, wrong: list[str]) -> Page:
    refused: set[str] = set()

    def on_response(response: Response) -> None:
        # The browser calls it an error if a page is refused; the test knows what it expects.
        if response.status >= 400 and response.request.is_navigation_request():
            refused.add(response.url)

    def on_console(message: ConsoleMessage) -> None:
        expected = "Failed to load resource" in message.text and message.location["url"] in refused
        if message.type == "error" and not expected:
            wrong.append(f"console of {page.url}: {message.text}")

    def on_request(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme != "data" and address.hostname != "127.0.0.1":
            wrong.append(f"{page.url} asked for {request.url}")

    page.on("response", on_response)
    page.on("console", on_console)
    page.on("pageerror", lambda error: wrong.append(f"exception in {page.url}: {error}"))
    page.on("request", on_request)
    return page


def press(what: Locator) -> None:
    """Press what leads to another page, and wait until that one is all there.

    A click alone returns while the other page is still to come: what is asked right after it may be
    asked of the page before.
    """
    with what.page.expect_navigation():
        what.click()


@contextmanager
def still(page: Page) -> Iterator[None]:
    """Keep a page from asking for its own news, so that it stays as it is while it is looked at."""

    def on_request(route: Route) -> None:
        if "hx-request" in route.request.headers:
            route.fulfill(status=204)
        else:
            route.continue_()

    page.route("**/*", on_request)
    yield
    page.unroute("**/*", on_request)


def axe(page: Page, *, colours: bool = True) -> None:
    """Fail on anything that axe finds wrong with a page, once it is all there.

    Parameters
    ----------
    page : Page
        The page.
    colours : bool
        Whether colours are judged, too. That takes most of axe's time, and colours are the same in
        each language and at each width.
    """
    page.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE)
    told = page.evaluate(
        """async colours => {
            const found = await axe.run(document, {
                // It would wait for what no rule here needs; the page may change meanwhile.
                preload: false,
                resultTypes: ["violations"],
                rules: {"color-contrast": {enabled: colours}},
            });
            return found.violations.map(one => `${one.id}: ${one.help}: `
                + one.nodes.map(node => node.html.slice(0, 200)).join(" | "));
        }""",
        colours,
    )
    assert not told, f"{page.url}\n" + "\n".join(told)


def fits(page: Page) -> None:
    """Fail where a page is wider than the screen, once it is all there."""
    page.wait_for_load_state()
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{page.url} runs {wide} px off the screen"
