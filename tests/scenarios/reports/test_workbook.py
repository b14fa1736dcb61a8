"""The workbook: a sheet for each table, numbers as in the comparison, text never a formula."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import python_calamine

from scenarios.reports import write
from scenarios.reports.language import Language
from scenarios.reports.workbook import sheets
from tests.support.registers import child, home, register, there
from tests.support.reports import FORMULA, HOSTILE, comparison
from tests.support.what_ifs import compared, inputs


def book(folder: Path) -> dict[str, list[list[Any]]]:
    path = folder / "report.xlsx"
    write(comparison(), path)
    with python_calamine.CalamineWorkbook.from_path(path) as read:
        return {name: read.get_sheet_by_name(name).to_python() for name in read.sheet_names}


def test_sheets_are_named_in_either_language(tmp_path: Path) -> None:
    assert list(book(tmp_path)) == [
        "summary",
        "questions",
        "levels",
        "totals",
        "indicators",
        "by kind and area",
        "equality",
        "children",
        "criteria of children",
        "faults",
    ]
    welsh = [name for name, _ in sheets(comparison(), Language("cy"))]
    assert len(set(welsh)) == len(welsh) == 10
    assert max(map(len, welsh)) <= 31  # Excel takes no longer name


def test_indicators_have_their_unit_and_the_numbers_of_the_comparison(tmp_path: Path) -> None:
    heading, *rows = book(tmp_path)["indicators"]
    assert heading == ["scenario", "indicator", "unit", "today", "baseline", "scenario", "change"]
    singles = [
        (answer.name, one.unit, one.today, one.baseline, one.value, one.change)
        for answer in comparison().answers
        for one in answer.figures
        if not one.of
    ]
    found = [(row[0], row[2], *(None if cell == "" else cell for cell in row[3:])) for row in rows]
    assert found == singles


def test_one_unit_for_a_whole_column_stands_in_its_heading(tmp_path: Path) -> None:
    sheet = book(tmp_path)
    heading, *rows = sheet["summary"]
    assert heading[2] == "unplaced children, children"
    assert heading[-1] == "placed differently, children"
    assert [row[0] for row in rows] == ["baseline", "apart", "failed"]
    assert rows[1][-1] == 1
    assert sheet["levels"][0][3] == "counted in"
    assert "unit" not in sheet["levels"][0]


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    sheet = book(tmp_path)
    texts = [cell for rows in sheet.values() for row in rows for cell in row]
    assert FORMULA in texts
    assert "+C2" in texts
    assert any(HOSTILE in str(text) for text in texts)
    with zipfile.ZipFile(tmp_path / "report.xlsx") as archive:
        inside = [archive.read(name) for name in archive.namelist() if "sheet" in name]
    assert inside
    assert not any(b"<f>" in part or b"<f " in part for part in inside)
    assert not any(b"hyperlink" in part.lower() for part in inside if b"<worksheet" in part)


def test_a_level_of_distance_is_in_km_on_the_page_and_in_the_workbook(tmp_path: Path) -> None:
    records = register(child("C1"), home("H1", location=there(0.2)))
    before = inputs(records, levels=[{"unplaced": 1}, {"distance_home": 1}])
    found = compared(before, {"C1": "H1"}, before, {"C1": "H1"})
    value = found.baseline.levels[1].value
    assert value > 0
    write(found, tmp_path / "report.xlsx")
    with python_calamine.CalamineWorkbook.from_path(tmp_path / "report.xlsx") as read:
        row = read.get_sheet_by_name("levels").to_python()[2]
    assert row[3:5] == ["km", value / 10]
    write(found, tmp_path / "report.html")
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "tenths of a km" not in html
    assert f"{value / 10:.1f}</data>" in html
