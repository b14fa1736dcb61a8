"""A small register with every field filled, and ways to write tables that are wrong."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]  # the library has no types

from matcher.errors import Fault, InputError
from matcher.files import read_register
from matcher.files.layout import TABLES
from matcher.files.tables import to_rows
from matcher.records.register import Register

Tables = dict[str, list[list[Any]]]


def example() -> dict[str, Any]:
    """Return a sound register as JSON has it."""
    return {
        "format": "cartref/register/1",
        "as_of": "2026-11-02",
        "authority": {"code": "W06000023", "name": "Powys", "neighbours": ["W06000002"]},
        "children": [
            {
                "id": "C1",
                "date_of_birth": "2015-06-14",
                "gender": "female",
                "family_home": {"lat": 52.2415, "lon": -3.3787, "label": "Llandrindod"},
                "school": {"lat": 52.25, "lon": -3.38},
                "exam_year": True,
                "contact": {"at": {"lat": 52.1, "lon": -3.4, "label": "Builth"}, "per_week": 2},
                "languages": ["cy", "en"],
                "needs": [
                    {"code": "autism", "required": True},
                    {"code": "medical", "required": False},
                ],
                "placement": {"home": "H1", "since": "2025-06-03"},
                "status": "review",
                "placement_type": "long_term",
                "needed_by": "2026-11-16",
                "moves_12m": 1,
                "alongside": "older_only",
                "smoke_free": True,
                "apart_from": ["C2"],
                "exclusion_zones": [{"centre": {"lat": 52.5, "lon": -3.3}, "radius_km": 5.5}],
                "declined_by": ["H2"],
            },
            {
                "id": "C2",
                "date_of_birth": "2012-02-29",
                "gender": "male",
                "family_home": {"lat": 52.3, "lon": -3.5},
                "languages": ["en"],
                "status": "waiting",
                "placement_type": "emergency",
            },
        ],
        "sibling_groups": [{"id": "S1", "children": ["C1", "C2"], "together": "prefer"}],
        "homes": [
            {
                "id": "H1",
                "provider": "Powys Fostering",
                "kind": "in_house_foster",
                "authority": "W06000023",
                "location": {"lat": 52.4, "lon": -3.2, "label": "Newtown"},
                "places": 3,
                "bedrooms": 2,
                "ages": [0, 17],
                "genders": ["female", "male"],
                "placement_types": ["long_term"],
                "provides": ["autism"],
                "languages": ["en", "cy"],
                "reserved_for": ["C1"],
                "fostering_limit": 4,
                "smokers": True,
                "for_profit": True,
                "household_ages": [12, 16],
                "other_children": [{"age": 8, "gender": "male"}],
                "open": False,
                "available_from": "2026-12-01",
                "weekly_cost": 494.09,
            },
            {
                "id": "H2",
                "provider": "Kin",
                "kind": "kinship",
                "authority": "E06000051",
                "location": {"lat": 52.7, "lon": -2.9},
                "places": 1,
                "ages": [3, 9],
                "placement_types": [],
                "languages": ["en"],
                "weekly_cost": 0,
            },
        ],
    }


def sound() -> Register:
    """Return the same as a record."""
    return Register.model_validate(example())


def tables(register: Register | None = None) -> Tables:
    """Return a register's tables, headings first, to be spoilt by a test."""
    register = register or sound()
    return {
        table.name: [[c.name for c in table.columns], *map(list, to_rows(table, register))]
        for table in TABLES
    }


def column(rows: list[list[Any]], name: str) -> int:
    """Return a column's position."""
    return rows[0].index(name)


def spoilt(table: str, row: int, name: str, cell: Any) -> Tables:
    """Return the tables with one cell changed; rows as a spreadsheet shows them."""
    found = tables()
    found[table][row - 1][column(found[table], name)] = cell
    return found


def as_workbook(
    path: Path, content: Tables, spoil: Callable[[str, Any, Any], None] | None = None
) -> Path:
    """Write tables as a workbook, each cell as its type says.

    `spoil` may do something to each sheet once it is written, given its name and the workbook.
    """
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as workbook:
        for name, rows in content.items():
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                for position, cell in enumerate(row):
                    if isinstance(cell, str):
                        sheet.write_string(number, position, cell)
                    elif isinstance(cell, date | datetime | time):
                        sheet.write_datetime(number, position, cell)
                    elif cell is not None:
                        sheet.write(number, position, cell)
            if spoil is not None:
                spoil(name, workbook, sheet)
    return path


def as_folder(path: Path, content: Tables) -> Path:
    """Write tables as a folder of CSV files."""
    path.mkdir(exist_ok=True)
    for name, rows in content.items():
        with (path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    return path


def as_json(path: Path, data: Any) -> Path:
    """Write data as JSON, NaN as Python writes it."""
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def faults(path: Path) -> list[Fault]:
    """Return the faults of a file that must be refused as a register."""
    with pytest.raises(InputError) as caught:
        read_register(path)
    return list(caught.value.faults)


def workbook_faults(folder: Path, content: Tables) -> list[Fault]:
    """Return the faults of tables as a workbook."""
    return faults(as_workbook(folder / "register.xlsx", content))


def places(found: list[Fault]) -> list[str]:
    """Return the places of faults."""
    return [fault.place for fault in found]
