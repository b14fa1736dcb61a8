from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import python_calamine
import xlsxwriter  # type: ignore[import-untyped]  # the library has no types

from matcher.errors import MAX_FAULTS, InputError
from matcher.files import read_register, write_register
from matcher.files.workbook import _sound
from matcher.records.fields import FIRST_DAY, LAST_DAY
from matcher.records.register import Register
from tests.matcher.files.examples import (
    Tables,
    as_workbook,
    column,
    faults,
    places,
    sound,
    tables,
    workbook_faults,
)


def repacked(source: Path, target: Path, **parts: bytes | None) -> Path:
    """Copy a workbook with parts changed, by the last piece of their name; None drops one."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            key = Path(info.filename).name.replace(".", "_")
            content = parts.get(key, old.read(info))
            if content is not None:
                new.writestr(info.filename, content)
    return target


def test_cells_are_written_as_what_they_are(tmp_path: Path) -> None:
    write_register(sound(), tmp_path / "r.xlsx")
    workbook = python_calamine.CalamineWorkbook.from_path(tmp_path / "r.xlsx")
    assert workbook.sheet_names == ["register", "children", "sibling_groups", "homes"]
    names, first = workbook.get_sheet_by_name("children").to_python()[:2]
    child = dict(zip(names, first, strict=True))
    assert child["date_of_birth"] == date(2015, 6, 14)
    assert child["family_home.lat"] == 52.2415
    assert child["exam_year"] is True
    assert child["moves_12m"] == 1.0
    assert child["languages"] == "cy;en"


def test_numbers_of_seventeen_digits_and_early_dates_are_exact(tmp_path: Path) -> None:
    data = sound().model_dump()
    data["homes"][0]["weekly_cost"] = 0.1 + 0.2
    data["homes"][0]["available_from"] = date(1900, 2, 28)
    data["homes"][1]["available_from"] = FIRST_DAY
    data["children"][0]["needed_by"] = LAST_DAY
    register = Register.model_validate(data)
    write_register(register, tmp_path / "r.xlsx")
    assert read_register(tmp_path / "r.xlsx") == register


def test_nothing_is_written_as_a_formula(tmp_path: Path) -> None:
    data = sound().model_dump()
    data["homes"][0]["provider"] = "=HYPERLINK(1)"
    write_register(Register.model_validate(data), tmp_path / "r.xlsx")
    with zipfile.ZipFile(tmp_path / "r.xlsx") as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())


def test_a_list_longer_than_a_cell_is_refused_and_nothing_written(tmp_path: Path) -> None:
    data = sound().model_dump()
    data["homes"][0]["provides"] = [f"need number {n}" for n in range(3000)]
    with pytest.raises(InputError) as caught:
        write_register(Register.model_validate(data), tmp_path / "r.xlsx")
    assert [str(fault) for fault in caught.value.faults] == [
        "sheet homes, row 2, column provides: is too long for a cell; "
        "accepted: the register as .json"
    ]
    assert list(tmp_path.iterdir()) == []


def test_the_values_of_formulas_are_taken(tmp_path: Path) -> None:
    content = tables()
    path = tmp_path / "r.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as workbook:
        for name, rows in content.items():
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                for position, cell in enumerate(row):
                    if isinstance(cell, date):
                        sheet.write_datetime(number, position, cell)
                    elif isinstance(cell, bool) or cell is None:
                        sheet.write(number, position, cell)
                    else:
                        sheet.write_formula(number, position, "=A1", None, cell)
    assert read_register(path) == sound()


def test_error_cells_are_faults_not_defaults(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    content = tables()
    with xlsxwriter.Workbook(path) as workbook:
        for name, rows in content.items():
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                for position, cell in enumerate(row):
                    sheet.write(number, position, str(cell) if isinstance(cell, date) else cell)
            if name == "homes":
                position = column(rows, "bedrooms")
                sheet.write_formula(1, position, "=1/0", None, "#DIV/0!")
    found = faults(path)
    assert [(f.place, f.fault) for f in found] == [
        ("sheet homes, row 2, column I", "holds an error, such as #N/A")
    ]


def test_a_thousand_error_cells_are_enough(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("homes")
        for number in range(1200):
            sheet.write_formula(number, 0, "=1/0", None, "#DIV/0!")
    assert len(faults(path)) == MAX_FAULTS + 1


def test_tables_need_not_start_in_the_first_column(tmp_path: Path) -> None:
    content = tables()
    content["homes"] = [[None, None, *row] for row in content["homes"]]
    assert read_register(as_workbook(tmp_path / "r.xlsx", content)) == sound()


def test_the_sheet_of_notes_is_passed_over(tmp_path: Path) -> None:
    content: Tables = {"notes": [["anything"], [1]], **tables()}
    assert read_register(as_workbook(tmp_path / "r.xlsx", content)) == sound()


def test_other_sheets_are_refused(tmp_path: Path) -> None:
    assert [str(f) for f in workbook_faults(tmp_path, {**tables(), "homes 2": [["id"]]})] == [
        "sheet homes 2: is not a table of a register; "
        "accepted: register, children, sibling_groups, homes; notes for people"
    ]


def test_a_workbook_that_is_none_inside_is_refused(tmp_path: Path) -> None:
    good = as_workbook(tmp_path / "good.xlsx", tables())
    with zipfile.ZipFile(tmp_path / "zip.xlsx", "w") as archive:
        archive.writestr("a.txt", "hello")
    cases: dict[str, dict[str, Any]] = {
        "no_rels.xlsx": {"workbook_xml_rels": None},
        "no_workbook.xlsx": {"workbook_xml": None},
        "no_sheet.xlsx": {"sheet2_xml": None},
        "bad_workbook.xlsx": {"workbook_xml": b"<workbook"},
        "no_types.xlsx": {"_rels": b"<x"},
        "bad_sheet.xlsx": {"sheet2_xml": b"<worksheet><sheetData><row r='1'><c r='A1'"},
        "bad_reference.xlsx": {
            "sheet2_xml": b'<worksheet><sheetData><row r="x"><c r="A0"><v>1</v></c></row>'
        },
    }
    paths = [tmp_path / "zip.xlsx", *(repacked(good, tmp_path / n, **p) for n, p in cases.items())]
    for path in paths:
        assert faults(path), path.name


def test_a_cut_workbook_is_refused(tmp_path: Path) -> None:
    good = as_workbook(tmp_path / "good.xlsx", tables()).read_bytes()
    (tmp_path / "cut.xlsx").write_bytes(good[: len(good) // 2])
    assert [f.fault for f in faults(tmp_path / "cut.xlsx")] == ["is a broken or locked zip file"]


@pytest.mark.parametrize("way", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_workbook_packed_so_that_a_byte_may_become_all_is_refused(
    tmp_path: Path, way: int
) -> None:
    good = as_workbook(tmp_path / "good.xlsx", tables())
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(tmp_path / "odd.xlsx", "w", way) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    assert [f.fault for f in faults(tmp_path / "odd.xlsx")] == ["is packed in an unusual way"]


def test_a_workbook_whose_parts_begin_before_the_file_is_refused(tmp_path: Path) -> None:
    content = bytearray(as_workbook(tmp_path / "good.xlsx", tables()).read_bytes())
    end = content.rindex(b"PK\x05\x06")
    # The list of parts is said to begin later than it does: so each part begins earlier.
    content[end + 16 : end + 20] = (1 << 30).to_bytes(4, "little")
    (tmp_path / "bad.xlsx").write_bytes(content)
    found = faults(tmp_path / "bad.xlsx")
    assert [f.fault for f in found] == ["is a broken or locked zip file"]


def test_a_damaged_workbook_never_ends_in_a_traceback(tmp_path: Path) -> None:
    good = as_workbook(tmp_path / "good.xlsx", tables()).read_bytes()
    path = tmp_path / "damaged.xlsx"
    for at in range(0, len(good), max(1, len(good) // 150)):
        path.write_bytes(good[:at] + bytes([good[at] ^ 0xFF]) + good[at + 1 :])
        try:
            assert read_register(path) == sound()
        except InputError as error:
            assert error.faults  # noqa: PT017 - either outcome is right, any other is not


@pytest.mark.parametrize(
    "sheet",
    [
        b'<row r="1"><c r="A1"/></row><row r="90000"><c r="ZZ90000"><v>1</v></c></row>',
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="9000000"><c><v>1</v></c></row>',
        b"<row>" + b"<c/>" * 100 + b'</row><row r="200000"><c><v>1</v></c></row>',
        b"<row><c><v>1</v></c></row>" * 301_000,
        b'<row r="1"><c r="A1"><v>' + b"1" * 20_000_000,
    ],
)
def test_a_sheet_that_would_fill_the_memory_is_refused_before_it_is_read(
    tmp_path: Path, sheet: bytes
) -> None:
    good = as_workbook(tmp_path / "good.xlsx", tables())
    content = b"<worksheet><sheetData>" + sheet + b"</sheetData></worksheet>"
    found = faults(repacked(good, tmp_path / "bad.xlsx", sheet2_xml=content))
    assert [f.fault for f in found] == ["is larger inside than any register"]


@pytest.mark.parametrize(
    "parts",
    [
        {"sharedStrings_xml": b"<sst>" + b"<si/>" * 10_100_000 + b"</sst>"},
        {"styles_xml": b" " * ((16 << 20) + 1)},
    ],
)
def test_other_parts_that_would_fill_the_memory_are_refused(
    tmp_path: Path, parts: dict[str, bytes]
) -> None:
    good = as_workbook(tmp_path / "good.xlsx", tables())
    found = faults(repacked(good, tmp_path / "bad.xlsx", **parts))
    assert [f.fault for f in found] == ["is larger inside than any register"]


def test_a_workbook_too_large_unpacked_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = as_workbook(tmp_path / "good.xlsx", tables())
    monkeypatch.setattr("matcher.files.zipped.MAX_UNPACKED", 1000)
    assert [f.fault for f in faults(good)] == ["is larger inside than any register"]


def test_a_workbook_whose_list_of_contents_has_no_end_is_refused(tmp_path: Path) -> None:
    good = as_workbook(tmp_path / "good.xlsx", tables())
    with zipfile.ZipFile(good, "a") as archive:
        for number in range(6000):
            archive.writestr(f"{'x' * 200}{number}", b"")
    assert [f.fault for f in faults(good)] == ["is a broken or locked zip file"]


def test_parts_may_be_named_from_the_root(tmp_path: Path) -> None:
    good = as_workbook(tmp_path / "good.xlsx", tables())
    with zipfile.ZipFile(good) as archive:
        rels = archive.read("xl/_rels/workbook.xml.rels")
    rooted = rels.replace(b'Target="worksheets', b'Target="/xl/worksheets')
    assert rooted != rels
    assert read_register(repacked(good, tmp_path / "r.xlsx", workbook_xml_rels=rooted)) == sound()


def test_error_cells_without_a_reference_are_told_by_row(tmp_path: Path) -> None:
    good = as_workbook(tmp_path / "good.xlsx", tables())
    sheet = b'<worksheet><sheetData><row><c t="e"><v>#N/A</v></c></row></sheetData></worksheet>'
    found = faults(repacked(good, tmp_path / "bad.xlsx", sheet2_xml=sheet))
    assert "holds an error, such as #N/A" in [f.fault for f in found]
    assert places(found)[0].startswith("sheet children, row")


@pytest.mark.parametrize("place", [b'r="G1999999999999999999999"', b"r='ABCD1'", b'r="1A"'])
def test_a_cell_whose_place_is_none_is_refused_before_it_is_read(
    tmp_path: Path, place: bytes
) -> None:
    good = as_workbook(tmp_path / "good.xlsx", tables())
    sheet = b"<worksheet><sheetData><row><c " + place + b"><v>1</v></c></row></sheetData>"
    found = faults(repacked(good, tmp_path / "bad.xlsx", sheet2_xml=sheet))
    assert [f.fault for f in found] == ["has a cell whose place is none"]


def test_text_that_looks_like_a_place_is_text(tmp_path: Path) -> None:
    data = sound().model_dump()
    data["authority"]["name"] = 'x r="ZZZ9999999" t="e"'
    register = Register.model_validate(data)
    write_register(register, tmp_path / "r.xlsx")
    assert read_register(tmp_path / "r.xlsx") == register


def test_an_unknown_encoding_is_refused(tmp_path: Path) -> None:
    good = as_workbook(tmp_path / "good.xlsx", tables())
    content = b'<?xml version="1.0" encoding="none"?><workbook/>'
    found = faults(repacked(good, tmp_path / "bad.xlsx", workbook_xml=content))
    assert [f.fault for f in found] == ["is a zip file with no sound workbook in it"]


def test_a_panic_of_the_library_is_our_error_and_an_interrupt_is_not() -> None:
    panic = type("PanicException", (BaseException,), {})
    for raised, expected in ((panic, InputError), (KeyboardInterrupt, KeyboardInterrupt)):
        with pytest.raises(expected), _sound("sheet homes"):
            raise raised
