"""Registers and policy in a browser: accessible, on a phone, and without JavaScript."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from matcher import write_register
from tests.support.browser import NARROW, Browse, Site, axe, press
from tests.support.registers import child, home, register, settled


def test_an_officer_mends_a_register_and_stores_it_without_javascript(
    site: Site, browse: Browse, tmp_path: Path
) -> None:
    sound = register(child("C1"), settled("C2", "H1"), home("H1"))
    wrong, mended = tmp_path / "wrong.json", tmp_path / "mended.xlsx"
    wrong.write_text(sound.model_dump_json().replace('"waiting"', '"away"'), "utf-8")
    write_register(sound, mended)
    page = browse(NARROW, javascript=False)
    site.enter(page, "officer")
    page.goto("/registers")
    page.get_by_label("File").set_input_files(wrong)
    page.get_by_label("Why").fill("The register of November")
    press(page.get_by_role("button", name="Upload"))
    expect(page.get_by_role("heading", name="1 fault in the file")).to_be_visible()
    expect(page.get_by_role("rowheader", name="children[0].status")).to_be_visible()
    with page.expect_download() as started:
        page.get_by_role("link", name="Download the list of faults").click()
    assert started.value.suggested_filename == "cartref-faults.csv"
    with Path(started.value.path()).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert [row[0] for row in rows] == ["place", "children[0].status"]

    page.get_by_label("File").set_input_files(mended)
    press(page.get_by_role("button", name="Check only"))
    expect(page.get_by_text("The file has no fault.")).to_be_visible()
    page.get_by_label("File").set_input_files(mended)
    page.get_by_label("Why").fill("The register of November")
    press(page.get_by_role("button", name="Upload"))
    expect(
        page.get_by_role("heading", name="Version 1 of the register", exact=True)
    ).to_be_visible()
    expect(page.get_by_text("The register of November")).to_be_visible()


def test_faults_and_a_check_have_no_accessibility_fault(
    site: Site, page: Page, tmp_path: Path
) -> None:
    file = tmp_path / "wrong.json"
    file.write_text('{"children": 3}', "utf-8")
    site.enter(page, "officer")
    page.goto("/registers")
    page.get_by_label("File").set_input_files(file)
    press(page.get_by_role("button", name="Upload"))
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    axe(page)
    write_register(register(child("C1"), home("H1")), tmp_path / "sound.json")
    page.get_by_label("File").set_input_files(tmp_path / "sound.json")
    press(page.get_by_role("button", name="Check only"))
    expect(page.get_by_text("The file has no fault.")).to_be_visible()
    axe(page)


def test_the_panel_changes_a_weight_without_javascript(site: Site, browse: Browse) -> None:
    page = browse(javascript=False)
    site.enter(page, "panel")
    page.goto("/policy/change")
    page.get_by_label("Name of the policy").fill("Panel of November")
    page.get_by_label("Weight of: moved from the present home").fill("many")
    page.get_by_label("In-house share").fill("70")
    press(page.get_by_role("button", name="See what changes"))
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    page.get_by_label("Weight of: moved from the present home").fill("1500")
    press(page.get_by_role("button", name="See what changes"))
    expect(page.get_by_text("level 3, weight 1,200")).to_be_visible()
    press(page.get_by_role("button", name="Save").first)
    expect(page.get_by_text("Policy 1 is the council's from now on.")).to_be_visible()
    weight = page.get_by_role("row", name=re.compile("^moved from the present home"))
    expect(weight).to_contain_text("1,500")
    expect(page.get_by_text("70.0 %", exact=True)).to_be_visible()
