from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
import python_calamine

from matcher.errors import InputError
from matcher.files import read_register, write_template
from matcher.files.cells import Kind
from matcher.files.layout import CHILDREN, HOMES, NOTES, TABLES
from tests.matcher.files.examples import as_workbook, faults


@pytest.fixture
def template(tmp_path: Path) -> Path:
    write_template(tmp_path / "template.xlsx")
    return tmp_path / "template.xlsx"


def sheets(path: Path) -> dict[str, list[list[Any]]]:
    workbook = python_calamine.CalamineWorkbook.from_path(path)
    return {name: workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names}


def test_it_has_the_headings_and_nothing_else(template: Path) -> None:
    found = sheets(template)
    assert list(found) == [*(table.name for table in TABLES), NOTES]
    for table in TABLES:
        assert found[table.name] == [[column.name for column in table.columns]]


def test_empty_it_reads_as_a_register_without_its_row(template: Path) -> None:
    assert [str(fault) for fault in faults(template)] == [
        "sheet register: has no row below the headings; "
        "accepted: one row: as_of, authority.code, authority.name"
    ]


def test_filled_in_with_its_own_examples_it_is_a_register(template: Path, tmp_path: Path) -> None:
    content: dict[str, list[list[Any]]] = sheets(template)
    for table in TABLES:
        content[table.name].append([column.example for column in table.columns])
    for table, second in ((CHILDREN, "C002"), (HOMES, "H002")):
        row = [column.example if column.required else None for column in table.columns]
        content[table.name].append([second, *row[1:]])
    position = content["children"][0].index("status")
    content["children"][2][position] = "waiting"
    content["homes"][2][content["homes"][0].index("id")] = "H002"
    register = read_register(as_workbook(tmp_path / "filled.xlsx", content))
    assert [child.id for child in register.children] == ["C001", "C002"]
    assert register.children[0].placement is not None
    assert register.homes[0].other_children[1].age == 11


def test_the_notes_explain_every_column(template: Path) -> None:
    notes = sheets(template)[NOTES]
    assert notes[0] == ["sheet", "column", "must be filled", "meaning", "what is accepted",
                        "empty means", "example"]  # fmt: skip
    assert [row[:2] for row in notes[1:]] == [
        [table.name, column.name] for table in TABLES for column in table.columns
    ]
    assert all(all(row) for row in notes)
    by_name = {(row[0], row[1]): row for row in notes}
    assert by_name["children", "gender"][2:6] == [
        "yes", "gender", "one of female, male, other", "not allowed"
    ]  # fmt: skip
    assert by_name["children", "needed_by"][5] == "as_of"
    assert by_name["homes", "placement_types"][2] == "no"


def test_columns_with_few_values_have_drop_down_lists(template: Path) -> None:
    with zipfile.ZipFile(template) as archive:
        texts = [archive.read(f"xl/worksheets/sheet{n}.xml").decode() for n in range(1, 5)]
        assert sum(name.startswith("xl/comments") for name in archive.namelist()) == len(TABLES)
    for table, text in zip(TABLES, texts, strict=True):
        kinds: list[Kind] = [column.kind for column in table.columns if column.kind.choices]
        assert text.count("<dataValidation ") == len(kinds)
        for kind in kinds:
            assert f'"{",".join(kind.choices)}"' in text.replace("&quot;", '"')
        assert 'state="frozen"' in text


def test_it_is_a_workbook_by_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not the name of a workbook"):
        write_template(tmp_path / "template.csv")
