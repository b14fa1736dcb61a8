"""A plan as a workbook: a sheet for each table, numbers as numbers, text never a formula."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
import python_calamine

import matcher
from matcher.errors import InputError
from matcher.records.plan import Plan
from matcher.records.register import Register
from scenarios.reports.language import Language
from scenarios.reports.plans import sheets, write_plan
from tests.support.registers import WELSH_NEIGHBOUR, child, home, register, settled, there
from tests.support.reports import FORMULA

CHILD, KM, POUNDS = 0, "distance from the family home, km", "cost of the placement, pounds a week"


def county() -> Register:
    """C1 at home where H1 is, C2 10 km away; H1 has one place, H2 is in the next county."""
    hostile = there(0.09).model_copy(update={"label": FORMULA})
    return register(
        child("C1"),
        child("C2"),
        settled("C3", "H3"),
        home("H1", places=1),
        home("H2", places=1, authority=WELSH_NEIGHBOUR, location=hostile, weekly_cost=1200.5),
        home("H3", places=1, kind="residential", weekly_cost=4000, ages=(0, 10)),
    )


def planned(**limits: float) -> Plan:
    policy = matcher.Policy().with_limits(**limits)
    # C1 is as well in H1 as C2 is: the lock says who.
    return matcher.plan(county(), policy, locks=[("C1", "H1")])


def book(folder: Path, plan: Plan) -> dict[str, list[list[Any]]]:
    path = folder / "plan.xlsx"
    write_plan(plan, county(), path)
    with python_calamine.CalamineWorkbook.from_path(path) as read:
        return {name: read.get_sheet_by_name(name).to_python() for name in read.sheet_names}


def test_sheets_are_named_in_either_language(tmp_path: Path) -> None:
    plan = planned()
    assert list(book(tmp_path, plan)) == [
        "assignments",
        "levels",
        "indicators",
        "by kind and area",
        "equality",
        "approvals",
        "warnings",
        "provenance",
    ]
    welsh = [name for name, _ in sheets(plan, county(), Language("cy"))]
    assert len(set(welsh)) == len(welsh) == 8
    assert max(map(len, welsh)) <= 31  # Excel takes no longer name


def test_each_child_has_a_row_with_numbers_in_the_units_of_the_headings(tmp_path: Path) -> None:
    heading, *rows = book(tmp_path, planned())["assignments"]
    assert [row[:6] for row in rows] == [
        ["C1", "placed", "", "H1", "in-house foster", "Powys"],
        ["C2", "placed", "", "H2", "in-house foster", FORMULA],
        ["C3", "stays", "H3", "H3", "residential", "Powys"],
    ]
    far = [row[heading.index(KM)] for row in rows]
    assert far == [0.0, 10.0, 0.0]
    # Whole pounds, as the criterion counts them; a half is rounded to the even one.
    assert [row[heading.index(POUNDS)] for row in rows] == [500.0, 1200.0, 4000.0]


def test_levels_say_what_is_proved(tmp_path: Path) -> None:
    plan = planned()
    heading, *rows = book(tmp_path, plan)["levels"]
    assert heading[3:] == ["this plan", "no plan has less than", "what is proved"]
    assert rows[0] == ["1", "waiting without a home", "children", 0.0, 0.0, "proved best"]
    unproved = plan.model_copy(
        update={
            "levels": (
                plan.levels[0].model_copy(update={"value": 2, "bound": 1}),
                plan.levels[1].model_copy(update={"bound": None}),
                *plan.levels[2:],
            )
        }
    )
    rows = book(tmp_path, unproved)["levels"][1:]
    assert rows[0][3:] == [2.0, 1.0, "at least 1 child"]
    assert rows[1][4:] == ["", "nothing proved yet"]


def test_indicators_are_before_after_and_change(tmp_path: Path) -> None:
    sheet = book(tmp_path, planned())
    assert sheet["indicators"][0] == ["indicator", "unit", "before", "after", "change"]
    assert ["unplaced children", "children", 2.0, 0.0, -2.0] in sheet["indicators"]
    assert any(row[1] == "residential" for row in sheet["by kind and area"])


def test_approvals_stand_by_their_last_day(tmp_path: Path) -> None:
    rows = book(tmp_path, planned())["approvals"][1:]
    assert [row[:4] for row in rows if row[1] == "C2"] == [
        ["2026-11-02", "C2", "H2", "area_panel"],
        ["2026-11-09", "C2", "H2", "placement_plan"],
    ]
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)


def test_warnings_and_what_the_plan_was_made_from(tmp_path: Path) -> None:
    sheet = book(tmp_path, planned(max_out_of_county=1))
    warned = sheet["warnings"][1]
    assert warned[:2] == ["Soon older than the home is approved for", "C3, H3"]
    facts = dict(sheet["provenance"][1:])
    assert facts["council"] == "Powys (W06000023)"
    assert facts["register (SHA-256)"] == county().sha256
    assert facts["limits"] == "at most 1 children out of county"
    assert facts["locked"] == "C1 = H1"
    assert facts["forbidden"] == "none"


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    book(tmp_path, planned())
    with zipfile.ZipFile(tmp_path / "plan.xlsx") as inside:
        parts = [inside.read(name) for name in inside.namelist() if "worksheets" in name]
    assert parts
    assert not any(b"<f>" in part for part in parts)


def test_a_language_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not known"):
        write_plan(planned(), county(), tmp_path / "plan.xlsx", "fr")
    assert not (tmp_path / "plan.xlsx").exists()
