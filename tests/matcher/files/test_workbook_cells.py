"""What spreadsheets keep besides values: formulas, merged cells, formats, hidden rows, filters."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]  # the library has no types

from matcher.errors import InputError
from matcher.files import read_register
from matcher.records.register import Register
from tests.matcher.files.examples import Tables, as_workbook, column, sound, tables

#: Something done to a sheet after its cells are written; `Any` is the library's.
Spoil = Callable[[Any, Any], None]


def saved(path: Path, sheet_name: str, spoil: Spoil, content: Tables | None = None) -> Path:
    """Write the tables of a sound register as a workbook, and do something to one sheet."""

    def spoilt(name: str, workbook: Any, sheet: Any) -> None:
        if name == sheet_name:
            spoil(workbook, sheet)

    return as_workbook(path, content or tables(), spoilt)


def place_of(sheet: str, name: str) -> int:
    return column(tables()[sheet], name)


def refused(path: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_register(path)
    return [f"{fault.place}: {fault.fault}" for fault in caught.value.faults]


def _replaced(path: Path, pattern: bytes, by: bytes) -> Path:
    """Replace what stands in the sheets of a workbook."""
    with zipfile.ZipFile(path) as old:
        parts = {info.filename: old.read(info) for info in old.infolist()}
    with zipfile.ZipFile(path, "w") as new:
        for name, text in parts.items():
            is_sheet = "/worksheets/" in name
            new.writestr(name, re.sub(pattern, by, text) if is_sheet else text)
    return path


@pytest.mark.parametrize(
    ("sheet", "name"),
    [
        *(("children", name) for name in ("id", "apart_from", "declined_by", "needed_by")),
        *(("children", name) for name in ("exam_year", "needs_required", "exclusion_zones")),
        *(("homes", name) for name in ("open", "available_from", "weekly_cost")),
        ("sibling_groups", "children"),
        ("register", "as_of"),
    ],
)
def test_a_formula_that_was_never_computed_is_refused(
    tmp_path: Path, sheet: str, name: str
) -> None:
    at = place_of(sheet, name)
    path = saved(
        tmp_path / "r.xlsx", sheet, lambda _, some: some.write_formula(1, at, "=A3", None, "C2")
    )
    # As a program writes it that computes nothing.
    _replaced(path, rb' t="str"><f>([^<]*)</f><v>[^<]*</v>', rb"><f>\1</f><v></v>")
    letter = xlsxwriter.utility.xl_col_to_name(at)
    place = f"sheet {sheet}, row 2, column {letter}"
    assert f"{place}: is a formula that was never computed" in refused(path)


def test_a_formula_with_a_result_is_read(tmp_path: Path) -> None:
    at = place_of("children", "apart_from")
    path = saved(
        tmp_path / "r.xlsx",
        "children",
        lambda _, some: some.write_formula(1, at, "=A3", None, "C2"),
    )
    assert read_register(path) == sound()


def test_a_formula_whose_result_is_no_text_at_all_is_an_empty_cell(tmp_path: Path) -> None:
    at = place_of("children", "declined_by")
    path = saved(
        tmp_path / "r.xlsx", "children", lambda _, some: some.write_formula(1, at, '=""', None, "x")
    )
    _replaced(path, rb"<v>x</v>", rb"<v></v>")
    assert read_register(path).children[0].declined_by == ()


@pytest.mark.parametrize(
    "name", ["declined_by", "exclusion_zones", "needed_by", "contact.per_week"]
)
def test_a_cell_merged_down_a_column_holds_for_each_row(tmp_path: Path, name: str) -> None:
    content = tables()
    at = column(content["children"], name)
    content["children"][2][at] = None
    if name.startswith("contact"):
        for there, other in enumerate(content["children"][0]):
            if other.startswith("contact.") and other != name:
                content["children"][2][there] = content["children"][1][there]

    def spoil(_: Any, sheet: Any) -> None:
        sheet.merge_range(1, at, 2, at, "")
        sheet.write(1, at, content["children"][1][at])

    first, second = read_register(saved(tmp_path / "r.xlsx", "children", spoil, content)).children
    field = name.partition(".")[0]
    assert getattr(first, field)
    assert getattr(second, field) == getattr(first, field)


@pytest.mark.parametrize(
    ("area", "row"), [((1, 3, 1, 4), 2), ((0, 0, 1, 0), 1), ((1, 5, 2, 6), 2), ((0, 2, 0, 3), 1)]
)
def test_cells_merged_otherwise_are_refused(
    tmp_path: Path, area: tuple[int, int, int, int], row: int
) -> None:
    path = saved(tmp_path / "r.xlsx", "homes", lambda _, some: some.merge_range(*area, "x"))
    letter = xlsxwriter.utility.xl_col_to_name(area[1])
    told = refused(path)
    assert f"sheet homes, row {row}, column {letter}: is merged with cells beside it" in told


@pytest.mark.parametrize("shown", ["000", "00000", '"C"0', "0.00", "#,##0", "0.00E+00", "0%"])
def test_a_number_that_is_shown_otherwise_is_no_id(tmp_path: Path, shown: str) -> None:
    def spoil(workbook: Any, sheet: Any) -> None:
        sheet.write_number(1, 0, 7, workbook.add_format({"num_format": shown}))

    told = refused(saved(tmp_path / "r.xlsx", "children", spoil))
    assert any(
        line.startswith("sheet children, row 2, column id: is a number that is shown otherwise")
        for line in told
    )


@pytest.mark.parametrize("shown", ["General", "0", "@"])
def test_a_number_that_is_shown_as_it_is_may_be_an_id(tmp_path: Path, shown: str) -> None:
    content = tables()
    content["children"][1][0] = 7
    content["sibling_groups"][1][column(content["sibling_groups"], "children")] = "7;C2"
    content["homes"][1][column(content["homes"], "reserved_for")] = "7"

    def spoil(workbook: Any, sheet: Any) -> None:
        sheet.write_number(1, 0, 7, workbook.add_format({"num_format": shown}))

    path = saved(tmp_path / "r.xlsx", "children", spoil, content)
    assert read_register(path).children[0].id == "7"


def test_costs_and_dates_may_have_any_format(tmp_path: Path) -> None:
    at = place_of("homes", "weekly_cost")

    def spoil(workbook: Any, sheet: Any) -> None:
        sheet.write_number(1, at, 480.5, workbook.add_format({"num_format": "[$£-809]#,##0.00"}))

    assert read_register(saved(tmp_path / "r.xlsx", "homes", spoil)).homes[0].weekly_cost == 480.5


def _hidden(_: Any, sheet: Any) -> None:
    sheet.set_row(2, None, None, {"hidden": True})


def _filtered(_: Any, sheet: Any) -> None:
    sheet.autofilter(0, 0, 2, 3)
    sheet.filter_column(0, "x == C1")
    sheet.set_row(2, None, None, {"hidden": True})


@pytest.mark.parametrize("hide", [_hidden, _filtered])
def test_hidden_and_filtered_rows_are_rows(tmp_path: Path, hide: Spoil) -> None:
    assert read_register(saved(tmp_path / "r.xlsx", "children", hide)) == sound()


def _total(_: Any, sheet: Any) -> None:
    sheet.write_string(4, 0, "Total")
    sheet.write_formula(4, place_of("homes", "places"), "=SUM(A2:A3)", None, 6)


def _two_headings(_: Any, sheet: Any) -> None:
    for position, cell in enumerate(tables()["homes"][0]):
        sheet.write(1, position, cell)


@pytest.mark.parametrize("spoil", [_total, _two_headings])
def test_totals_and_a_second_row_of_headings_are_refused(tmp_path: Path, spoil: Spoil) -> None:
    told = refused(saved(tmp_path / "r.xlsx", "homes", spoil))
    assert any("sheet homes, row" in line for line in told)


def texts_as_numbers() -> Iterator[tuple[str, str, str]]:
    """Yield what is typed as text into columns of numbers and dates."""
    yield "homes", "places", "3"
    yield "homes", "weekly_cost", " 480.5 "
    yield "children", "date_of_birth", "14/06/2015"


@pytest.mark.parametrize(("sheet", "name", "text"), list(texts_as_numbers()))
def test_text_that_looks_like_a_number_or_a_date_is_one(
    tmp_path: Path, sheet: str, name: str, text: str
) -> None:
    at = place_of(sheet, name)
    path = saved(tmp_path / "r.xlsx", sheet, lambda _, some: some.write_string(1, at, text))
    assert isinstance(read_register(path), Register)


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!", "#VALUE!"])
def test_error_cells_are_refused(tmp_path: Path, error: str) -> None:
    at = place_of("children", "declined_by")
    path = saved(
        tmp_path / "r.xlsx",
        "children",
        lambda _, some: some.write_formula(1, at, "=NA()", None, error),
    )
    letter = xlsxwriter.utility.xl_col_to_name(at)
    place = f"sheet children, row 2, column {letter}"
    assert f"{place}: holds an error, such as #N/A" in refused(path)
