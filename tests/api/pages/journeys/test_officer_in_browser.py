"""An officer's whole journey: from signing in to the record of what was decided."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from matcher import write_register
from tests.support.browser import NARROW, WIDE, Browse, Site
from tests.support.journeys import DAY, Visitor, four, let_in, register_now
from tests.support.malformed import packed, unpacked


def workbooks(folder: Path) -> tuple[Path, Path]:
    """Return a workbook with two faults, and the one in which they are mended."""
    wrong, mended = folder / "wrong.xlsx", folder / "mended.xlsx"
    write_register(four(), mended)
    parts = unpacked(mended.read_bytes())
    texts = re.findall(rb"<si><t[^>]*>(.*?)</t></si>", parts["xl/sharedStrings.xml"])
    for sheet, right, fault in ((2, b"waiting", b"away"), (4, b"in_house_foster", b"castle")):
        name = f"xl/worksheets/sheet{sheet}.xml"
        cell = b't="s"><v>%d</v>' % texts.index(right)
        assert cell in parts[name]
        parts[name] = parts[name].replace(cell, b't="inlineStr"><is><t>%s</t></is>' % fault, 1)
    wrong.write_bytes(packed(parts))
    return wrong, mended


#: Where the faults of the first workbook are.
FAULTY = {
    "en": ["sheet children, row 2, column status", "sheet homes, row 2, column kind"],
    "cy": ["taflen children, rhes 2, colofn status", "taflen homes, rhes 2, colofn kind"],
}


@pytest.mark.parametrize(
    ("width", "javascript", "language"),
    [
        pytest.param(WIDE, True, "en", id="wide"),
        pytest.param(WIDE, True, "cy", id="in Welsh"),
        pytest.param(WIDE, False, "en", id="without JavaScript"),
        pytest.param(NARROW, True, "en", id="on a phone"),
    ],
)
def test_from_a_workbook_with_faults_to_the_match_record(
    site: Site, browse: Browse, tmp_path: Path, width: int, javascript: bool, language: str
) -> None:
    let_in(site, "gwen", "officer")
    wrong, mended = workbooks(tmp_path)
    gwen = Visitor(browse, width, javascript=javascript, language=language)
    page = gwen.page

    # Nothing is there yet: Today leads to the upload.
    gwen.signs_in("gwen")
    gwen.follows("main a.govuk-button")
    expect(page).to_have_url(f"{site.url}/registers")
    page.locator("input[type=file]").set_input_files(wrong)
    page.locator("input[name=reason]").fill("November")
    gwen.sends()
    faults = page.locator("#faults ~ * tbody th")
    expect(faults).to_have_text(FAULTY[language])
    page.locator("input[type=file]").set_input_files(mended)
    page.locator("input[name=reason]").fill("November")
    gwen.sends()
    expect(page).to_have_url(re.compile("/registers/1[?]said="))

    # Four siblings wait; three options side by side.
    gwen.goes("/")
    gwen.follows("main a[href='/groups/S1']")
    options = page.locator("input[name=option]")
    for number in range(3):
        options.nth(number).check()
    gwen.follows("form[action='/groups/S1/compare'] > button")
    sides = page.locator("main .cartref-wide > table > thead th")
    expect(sides).to_have_count(4)
    gwen.sees("H1", "H2", "H3")

    # H1 is asked, and declines; without a reason that is not recorded.
    gwen.follows("main a[href*='/decide?home=H1']")
    _decides(gwen, "offered")
    expect(page.locator("[role=alert]")).to_be_visible()
    gwen.follows("main a[href*='/decide?home=H1']")
    _decides(gwen, "declined")
    expect(page.locator(".govuk-error-summary a")).to_have_attribute("href", "#reason")
    _decides(gwen, "declined", "The carers are away until spring")
    expect(page).to_have_url(re.compile("/groups/S1([?]|$)"))
    # What was declined is gone, and the next call stands first.
    expect(page.locator("main .govuk-inset-text a.govuk-button")).to_have_attribute(
        "href", "/groups/S1/decide?home=H2&option=1"
    )

    # H3 is past the first option: why, is asked.
    gwen.follows("main a[href*='/decide?home=H3&option=2']")
    _decides(gwen, "accepted")
    expect(page.locator(".govuk-error-summary a")).to_have_attribute("href", "#reason")
    _decides(gwen, "accepted", "Their aunt lives next door")
    placed = {one.id: one.placement.home for one in register_now(site).children if one.placement}
    assert placed == dict.fromkeys(("C1", "C2", "C3", "C4"), "H3")

    # The record keeps what was chosen, the reason, and the options that there were.
    gwen.follows("main a[href='/decisions/3/record']")
    gwen.sees("Their aunt lives next door", "gwen", "H2", "H3")
    gwen.goes("/decisions")
    gwen.goes("/records")
    gwen.sees("gwen")
    gwen.goes("/")
    expect(page.locator("main a[href='/groups/S1']")).to_have_count(0)


def _decides(visitor: Visitor, kind: str, reason: str = "") -> None:
    page = visitor.page
    page.locator(f"input[name=kind][value={kind}]").check()
    page.locator("input[name=on]").fill(DAY)
    page.locator("textarea[name=reason]").fill(reason)
    visitor.sends()
