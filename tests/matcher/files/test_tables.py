"""Faults of tables: each with its sheet, row and column; the same for both forms."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from matcher.errors import MAX_FAULTS
from matcher.files import read_register
from tests.matcher.files.examples import (
    Tables,
    as_folder,
    as_workbook,
    column,
    faults,
    places,
    sound,
    spoilt,
    tables,
    workbook_faults,
)

_WITH_TIME = datetime(2015, 6, 14, 10, 30)  # noqa: DTZ001  # a cell knows no time zone


@pytest.mark.parametrize(
    ("table", "row", "name", "cell", "where", "fault"),
    [
        ("register", 2, "as_of", "2026-02-30", "column as_of", "is a date that does not exist"),
        ("register", 2, "as_of", None, "column as_of", "is empty"),
        ("register", 2, "authority.code", "Powys", "column authority.code",
         "is not an authority code"),
        ("register", 2, "authority.neighbours", "W06000002;x",
         "column authority.neighbours, item 2", "is not an authority code"),
        ("children", 3, "gender", "girl", "column gender", "is none of the values allowed"),
        ("children", 3, "gender", None, "column gender", "is empty"),
        ("children", 2, "family_home.lat", "far", "column family_home.lat", "is not a number"),
        ("children", 2, "family_home.lat", -3.3,
         "columns family_home.lat and family_home.lon", "lies outside Britain"),
        ("children", 2, "school.lat", None, "column school.lat", "is missing"),
        ("children", 2, "contact.per_week", 1.5, "column contact.per_week",
         "is not a whole number"),
        ("children", 2, "contact.per_week", None, "column contact.per_week", "is missing"),
        ("children", 2, "exam_year", "perhaps", "column exam_year", "is neither true nor false"),
        ("children", 2, "exam_year", 1, "column exam_year", "is neither true nor false"),
        ("children", 2, "date_of_birth", "02-11-2015", "column date_of_birth", "is not a date"),
        ("children", 2, "date_of_birth", 42000, "column date_of_birth", "is not a date"),
        ("children", 2, "date_of_birth", _WITH_TIME, "column date_of_birth",
         "has a time of day"),
        ("children", 2, "needed_by", "9999-12-31", "column needed_by",
         "is before 1900 or after 2199"),
        ("children", 2, "needed_by", date(9999, 12, 31), "column needed_by",
         "is before 1900 or after 2199"),
        ("children", 2, "placement.since", "0001-01-01", "column placement.since",
         "is before 1900 or after 2199"),
        ("homes", 2, "available_from", "31/12/2999", "column available_from",
         "is before 1900 or after 2199"),
        ("register", 2, "as_of", date(9999, 12, 31), "column as_of",
         "is before 2000 or after 2100"),
        ("children", 2, "date_of_birth", "2027-01-01", "column date_of_birth",
         "is after the register's day"),
        ("children", 2, "placement.home", "H9", "column placement.home", "no home has the id H9"),
        ("children", 2, "placement.home", None, "column placement.home", "is missing"),
        ("children", 2, "languages", " ; ", "column languages", "has too few items"),
        ("children", 2, "languages", None, "column languages", "is empty"),
        ("children", 2, "apart_from", "C2;C9", "column apart_from, item 2",
         "no child has the id C9"),
        ("children", 2, "needs_preferred", "a;b\x80;" + "x" * 300, "column needs_preferred, item 3",
         "is too long"),
        ("children", 2, "needs_required", "y" * 201, "column needs_required, item 1",
         "is too long"),
        ("children", 2, "exclusion_zones", "52,-3,5;52.1,-3.2", "column exclusion_zones, item 2",
         "is not three numbers"),
        ("children", 2, "exclusion_zones", "52,-3,5;52.1,x,1", "column exclusion_zones, item 2",
         "is not a number"),
        ("children", 2, "exclusion_zones", "-3.2,52.1,5", "column exclusion_zones, item 1",
         "has lat and lon swapped"),
        ("children", 2, "exclusion_zones", "52.1,-3.2,-5", "column exclusion_zones, item 1",
         "is too small"),
        ("children", 3, "id", "H1", "", ""),
        ("children", 3, "id", None, "column id", "is empty"),
        ("children", 3, "status", "settled", "", "is settled but has no placement"),
        ("sibling_groups", 2, "children", "C1", "column children", "has too few items"),
        ("sibling_groups", 2, "children", "C1;C1", "column children, item 2",
         "C1 is listed twice"),
        ("sibling_groups", 2, "id", "C1", "column id", "C1 is already the id at children[0].id"),
        ("homes", 2, "ages.min", 20, "columns ages.min and ages.max",
         "has the lowest age above the highest"),
        ("homes", 2, "ages.max", None, "column ages.max", "is empty"),
        ("homes", 2, "ages.max", "many", "column ages.max", "is not a number"),
        ("homes", 2, "ages.max", -1, "column ages.max", "is too small"),
        ("homes", 2, "household_ages", "12;x", "column household_ages, item 2",
         "is not a number"),
        ("homes", 2, "household_ages", "12;-4", "column household_ages, item 2", "is too small"),
        ("homes", 2, "other_children", "8", "column other_children, item 1",
         "is not an age and a gender"),
        ("homes", 2, "other_children", "8 male;9 girl", "column other_children, item 2",
         "is none of the values allowed"),
        ("homes", 2, "weekly_cost", "nan", "column weekly_cost", "is not a number"),
        ("homes", 2, "weekly_cost", "1e999", "column weekly_cost", "is not a finite number"),
        ("homes", 2, "weekly_cost", "£480", "column weekly_cost", "is not a number"),
        ("homes", 2, "places", True, "column places", "is not a whole number"),
        ("homes", 2, "reserved_for", "C9", "column reserved_for, item 1",
         "no child has the id C9"),
        ("homes", 2, "provider", date(2026, 1, 1), "column provider", "is a date or a time"),
        ("homes", 2, "provider", time(10, 30), "column provider", "is a date or a time"),
        ("homes", 2, "provider", 1e15, "column provider",
         "is a number too long for a workbook to keep"),
    ],
)  # fmt: skip
def test_each_cell_that_is_wrong_is_placed(
    tmp_path: Path, table: str, row: int, name: str, cell: Any, where: str, fault: str
) -> None:
    found = workbook_faults(tmp_path, spoilt(table, row, name, cell))
    if not fault:  # an id that is taken is a fault where it stands second, and of what it named
        assert f"sheet {table}, row {row}" not in places(found)
        assert "H1 is already" in str(found)
        return
    place = f"sheet {table}, row {row}" + (f", {where}" if where else "")
    assert (place, fault) in [(f.place, f.fault) for f in found]
    assert len({f.place for f in found}) == len(found)
    told = [f for f in found if f.place == place]
    assert len(told) == 1
    # Only an id that is gone or changed makes further faults, where others refer to it.
    assert len(found) == 1 or name == "id"


def test_a_cell_is_named_by_file_and_row_in_a_folder(tmp_path: Path) -> None:
    found = faults(as_folder(tmp_path / "r", spoilt("homes", 3, "places", "0")))
    assert [str(fault) for fault in found] == [
        "file homes.csv, row 3, column places: is too small; accepted: at least 1"
    ]


def test_faults_of_all_tables_come_together(tmp_path: Path) -> None:
    content = spoilt("children", 2, "gender", "girl")
    content["homes"][2][column(content["homes"], "places")] = 0
    content["register"][1][0] = "soon"
    content["sibling_groups"][1][1] = "C1;C7"
    assert set(places(workbook_faults(tmp_path, content))) == {
        "sheet register, row 2, column as_of",
        "sheet children, row 2, column gender",
        "sheet homes, row 3, column places",
        "sheet sibling_groups, row 2, column children, item 2",
    }


def test_rows_keep_their_numbers_past_empty_ones(tmp_path: Path) -> None:
    content = spoilt("children", 3, "gender", "girl")
    content["children"].insert(2, [None] * 28)
    content["children"].insert(1, [" "] * 28)
    assert places(workbook_faults(tmp_path, content)) == ["sheet children, row 5, column gender"]


def test_empty_rows_are_passed_over(tmp_path: Path) -> None:
    content = tables()
    for rows in content.values():
        rows.insert(1, [None] * len(rows[0]))
        rows.append([""] * len(rows[0]))
    assert read_register(as_workbook(tmp_path / "r.xlsx", content)) == sound()
    assert read_register(as_folder(tmp_path / "r", content)) == sound()


def rename(content: Tables, table: str, old: str, new: Any) -> Tables:
    content[table][0][column(content[table], old)] = new
    return content


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("children", "gender", "gendr"),
        ("children", "placement.home", "placement_home"),
        ("children", "smoke_free", "Smoke free"),
        ("homes", "ages.min", "age.min"),
        ("homes", "id", "ID"),
        ("children", "id", "idd"),
        ("register", "as_of", "as of"),
    ],
)
def test_a_renamed_column_is_told_once_with_the_likely_name(
    tmp_path: Path, table: str, old: str, new: str
) -> None:
    content = tables()
    letter = chr(ord("A") + column(content[table], old))
    found = workbook_faults(tmp_path, rename(content, table, old, new))
    assert [str(fault) for fault in found] == [
        f"sheet {table}, row 1, column {letter}: the heading {new} is not one of the table's; "
        f"accepted: {old} (the likely one)"
    ]


@pytest.mark.parametrize(
    ("table", "name"),
    [("children", "date_of_birth"), ("children", "family_home.lat"), ("homes", "id"),
     ("homes", "ages.max"), ("homes", "placement_types"), ("register", "authority.name"),
     ("sibling_groups", "children")],
)  # fmt: skip
def test_a_missing_column_is_told_once(tmp_path: Path, table: str, name: str) -> None:
    content = tables()
    position = column(content[table], name)
    content[table] = [[*row[:position], *row[position + 1 :]] for row in content[table]]
    found = workbook_faults(tmp_path, content)
    assert [(f.place, f.fault) for f in found] == [
        (f"sheet {table}, row 1, column {name}", "the column is missing")
    ]


def test_columns_with_a_default_may_be_absent_and_come_in_any_order(tmp_path: Path) -> None:
    content = tables()
    needed = {"id", "languages", "gender", "status", "placement_type", "date_of_birth",
              "family_home.lat", "family_home.lon"}  # fmt: skip
    content["children"] = [
        list(reversed([cell for name, cell in zip(content["children"][0], row, strict=True)
                       if name in needed]))
        for row in (content["children"][0], content["children"][2])
    ]  # fmt: skip
    content["sibling_groups"] = content["sibling_groups"][:1]
    homes = content["homes"]
    homes[1][column(homes, "reserved_for")] = None
    register = read_register(as_workbook(tmp_path / "r.xlsx", content))
    assert register.children == sound().children[1:]
    assert register.sibling_groups == ()


def test_a_column_that_is_there_twice_is_a_fault(tmp_path: Path) -> None:
    content = tables()
    for row in content["homes"]:
        row.append(row[0])
    found = workbook_faults(tmp_path, content)
    assert [str(fault) for fault in found] == [
        "sheet homes, row 1, column Y: id is there twice; accepted: each column once"
    ]


def test_a_column_that_is_like_none_is_a_fault(tmp_path: Path) -> None:
    content = tables()
    for row, cell in zip(content["homes"], ["2015-06-14", "x", "y"], strict=True):
        row.append(cell)
    found = workbook_faults(tmp_path, content)
    assert places(found) == ["sheet homes, row 1, column Y"]
    assert found[0].fault == "the heading is not one of the table's"
    assert found[0].accepted == "no more columns"


def test_values_without_a_heading_are_faults(tmp_path: Path) -> None:
    content = tables()
    content["homes"][0] += [None, None]
    content["homes"][1] += [None, "x"]
    content["homes"][2] += ["", None]
    content["children"][1].append("y")
    found = workbook_faults(tmp_path, content)
    assert [(f.place, f.fault) for f in found] == [
        ("sheet children, row 2, column AC", "has a value but no heading"),
        ("sheet homes, row 2, column Z", "has a value but no heading"),
    ]


def test_a_sheet_without_headings_does_not_repeat_what_it_holds(tmp_path: Path) -> None:
    content = tables()
    del content["children"][0]
    found = workbook_faults(tmp_path, content)
    assert [(f.place, f.fault) for f in found] == [
        ("sheet children", "has none of the headings in row 1")
    ]
    assert "2015" not in str(found)


@pytest.mark.parametrize("rows", [[], [[None, None]]])
def test_an_empty_sheet_is_told_once(tmp_path: Path, rows: list[list[Any]]) -> None:
    found = workbook_faults(tmp_path, {**tables(), "homes": rows})
    assert [(f.place, f.fault) for f in found] == [("sheet homes", "has no headings in row 1")]


def test_the_register_has_one_row(tmp_path: Path) -> None:
    content = tables()
    content["register"].append(content["register"][1])
    assert [(f.place, f.fault) for f in workbook_faults(tmp_path, content)] == [
        ("sheet register, row 3", "is a second row")
    ]
    del content["register"][1:]
    found = workbook_faults(tmp_path, content)
    assert [(f.place, f.fault) for f in found] == [
        ("sheet register", "has no row below the headings")
    ]
    assert found[0].accepted == "one row: as_of, authority.code, authority.name"


def test_a_missing_sheet_is_told_once_and_the_rest_is_judged(tmp_path: Path) -> None:
    content = spoilt("children", 2, "gender", "girl")
    content["house"] = content.pop("homes")
    found = workbook_faults(tmp_path, content)
    assert [(f.place, f.fault) for f in found] == [
        ("sheet homes", "is missing in the workbook; house is likely meant"),
        ("sheet children, row 2, column gender", "is none of the values allowed"),
    ]


def test_a_table_full_of_rubbish_is_given_up(tmp_path: Path) -> None:
    content = tables()
    content["children"] += [["x"] * 28] * 500
    found = workbook_faults(tmp_path, content)
    assert len(found) == MAX_FAULTS + 1
    assert found[-1].place == str(tmp_path / "register.xlsx")
    assert found[-1].fault == "reading stopped after 1000 faults; there may be more"


@pytest.mark.parametrize(
    ("name", "cell", "value"),
    [
        ("date_of_birth", "14/06/2015", date(2015, 6, 14)),
        ("date_of_birth", " 2015-06-14 ", date(2015, 6, 14)),
        ("exam_year", "YES", True),
        ("exam_year", "No", False),
        ("exam_year", "False", False),
        ("exam_year", " ", False),
        ("moves_12m", "3", 3),
        ("moves_12m", "3.0", 3),
        ("moves_12m", None, 0),
        ("languages", " cy ;en; ", ("cy", "en")),
        ("needed_by", None, None),
        ("alongside", "", "any"),
    ],
)
def test_cells_are_taken_as_people_write_them(
    tmp_path: Path, name: str, cell: str, value: Any
) -> None:
    content = spoilt("children", 2, name, cell)
    for path in (as_workbook(tmp_path / "r.xlsx", content), as_folder(tmp_path / "r", content)):
        assert getattr(read_register(path).children[0], name) == value


@pytest.mark.parametrize("name", ["007", "1e5", "TRUE", "=1+1", "2026-11-02", "nan", "1,5"])
def test_ids_that_look_like_something_else_stay_text(tmp_path: Path, name: str) -> None:
    content = spoilt("homes", 3, "id", name)
    content["children"][1][column(content["children"], "declined_by")] = name
    for path in (as_workbook(tmp_path / "r.xlsx", content), as_folder(tmp_path / "r", content)):
        register = read_register(path)
        assert register.homes[1].id == name
        assert register.children[0].declined_by == (name,)


@pytest.mark.parametrize(("cell", "text"), [(7, "7"), (True, "TRUE"), (-7, "-7")])
def test_ids_that_a_workbook_made_values_of_read_as_shown(
    tmp_path: Path, cell: Any, text: str
) -> None:
    content = spoilt("homes", 3, "id", cell)
    content["children"][1][column(content["children"], "declined_by")] = cell
    register = read_register(as_workbook(tmp_path / "r.xlsx", content))
    assert register.homes[1].id == text
    assert register.children[0].declined_by == (text,)


def test_a_number_with_decimals_is_no_id(tmp_path: Path) -> None:
    """1.10 and 1.1 are one number: which was meant is not known."""
    content = spoilt("homes", 3, "id", 1.10)
    content["children"][1][column(content["children"], "declined_by")] = 1.1
    told = workbook_faults(tmp_path, content)
    assert {fault.fault for fault in told} >= {"is a number with decimals"}
    assert {fault.accepted for fault in told if "decimals" in fault.fault} == {
        "text; give the cell the format Text"
    }
