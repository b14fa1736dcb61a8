"""The pictures of the guide and of the README, taken from an invented register.

They are made anew where CARTREF_PICTURES=yes asks for it; else it is only looked whether every
picture that a page shows is there, and small enough.
"""

from __future__ import annotations

import os
import re
import struct
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FloatRect, Page, ViewportSize, expect

from scenarios.generator.sample import sample_register
from tests.support.browser import PATIENCE_SECONDS, Site, press
from tests.support.journeys import SEND, answered, let_in, sign_in
from tests.support.keeping import keep
from tests.support.running import ROOT

GUIDE = ROOT / "docs" / "guide"
PICTURES = GUIDE / "pictures"
#: A laptop's screen, made smaller so that the files are.
SCREEN: ViewportSize = {"width": 1200, "height": 780}
SCALE = 0.7
WIDTH = 1000
MOST_BYTES = 85_000

_SHOWN = re.compile(r"!\[[^\]]+\]\(([^)]+\.png)\)")


@pytest.mark.skipif(os.environ.get("CARTREF_PICTURES") != "yes", reason="only when asked for")
def test_pictures_are_made(site: Site, browser: Browser) -> None:
    keep(site, sample_register(1, 60))
    context = browser.new_context(
        base_url=site.url,
        viewport=SCREEN,
        device_scale_factor=SCALE,
        locale="en-GB",
        reduced_motion="reduce",
    )
    context.set_default_timeout(1000 * PATIENCE_SECONDS)
    page = context.new_page()
    page.goto("/sign-in")
    _taken(page, "sign-in")
    let_in(site, "Gwen Rees", "officer", "panel", "admin")
    sign_in(page, "Gwen Rees")
    for name, address, part in (
        ("today", "/", ""),
        ("registers", "/registers", ""),
        ("child", "/children/C0045", "h2:has-text('Options')"),
        ("group", "/groups/S002", "h2:has-text('Options')"),
        ("decide", "/children/C0045/decide?home=H0017", "h1"),
        ("near-misses", "/children/C0026", "h2:has-text('Near misses')"),
        ("people", "/people/add", ""),
    ):
        page.goto(address)
        expect(page.locator("#costs [hx-get]")).to_have_count(0)
        _taken(page, name, part)
    page.goto("/plans")
    press(page.locator(SEND).first)
    page.wait_for_selector("#children")
    _taken(page, "plan", "h1")
    page.goto("/scenarios")
    for one in ("no-moves", "ten-carers-newtown"):
        page.locator(f"input[name=library][value={one}]").check()
    press(page.get_by_role("button", name="Work them out").last)
    answered(page)
    _taken(page, "scenarios", "h2:has-text('All scenarios')")
    page.goto("/studies")
    press(page.locator("#contention button"))
    answered(page)
    _taken(page, "study", ".cartref-report")
    page.goto("/records")
    _taken(page, "records")
    context.close()


@pytest.mark.parametrize("path", sorted(GUIDE.glob("*.md")), ids=lambda path: path.name)
def test_every_picture_of_a_page_is_there_and_small(path: Path) -> None:
    for name in _SHOWN.findall(path.read_text("utf-8")):
        content = (GUIDE / name).read_bytes()
        width = struct.unpack(">I", content[16:20])[0]
        assert (content[:4], width <= WIDTH) == (b"\x89PNG", True), name
        assert len(content) <= MOST_BYTES, f"{name}: {len(content)} bytes"


def test_no_picture_lies_about() -> None:
    pages = [*GUIDE.glob("*.md"), ROOT / "README.md"]
    shown = {Path(name).name for page in pages for name in _SHOWN.findall(page.read_text("utf-8"))}
    assert {path.name for path in PICTURES.glob("*.png")} <= shown


def _taken(page: Page, name: str, part: str = "") -> None:
    """Take a picture of the screen as it is, or from a part of the page on."""
    page.wait_for_load_state()
    if part:
        page.locator(part).first.evaluate("one => one.scrollIntoView()")
    PICTURES.mkdir(parents=True, exist_ok=True)
    # A page that is mostly text makes a large file: less of it.
    tall = 600 if name == "near-misses" else SCREEN["height"]
    clip: FloatRect = {"x": 0, "y": 0, "width": SCREEN["width"], "height": tall}
    page.screenshot(path=PICTURES / f"{name}.png", clip=clip)
