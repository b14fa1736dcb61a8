"""The travel matrix: measured journeys between children and homes (contract 2)."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from matcher.errors import MAX_FAULTS, Fault, InputError
from matcher.files.cells import CODE, WHOLE
from matcher.files.csv_folder import csv_rows
from matcher.files.layout import Column
from matcher.files.opening import stopped
from matcher.files.rows import Row, Sheet
from matcher.travel import Journey, Journeys

#: In tenths of a kilometre: a million kilometres.
MAX_DISTANCE = 10_000_000

_DISTANCES = ("distance_home", "distance_school", "distance_contact")
_COLUMNS = (
    Column("child", CODE, "id of the child", "C001"),
    Column("home", CODE, "id of the home", "H001"),
    Column("distance_home", WHOLE, "from the family home, tenths of a km", "123", blank=True),
    Column("distance_school", WHOLE, "from the school, tenths of a km", "45", "great-circle"),
    Column("distance_contact", WHOLE, "from family time, tenths of a km", "67", "great-circle"),
)


def read_journeys(path: str | Path, file: BinaryIO | None = None) -> Journeys:
    """Read a travel matrix: a CSV file with a row for each pair that can be travelled.

    Parameters
    ----------
    path : str or Path
        The file: columns `child`, `home`, `distance_home` and, where known,
        `distance_school`, `distance_contact`; tenths of a kilometre, whole numbers.
    file : binary file, optional
        What to read in its place, if it is open already.

    Raises
    ------
    InputError
        With all faults, each with its row and column.
    """
    path = Path(path)
    sheet = Sheet(_COLUMNS, f"file {path.name}", csv_rows(path, f"file {path.name}", file))
    faults = list(sheet.faults)
    rows: dict[tuple[str, str], Journey] = {}
    for row in sheet:
        journey = _journey(sheet, row)
        pair = row.data.get("child", ""), row.data.get("home", "")
        if row.faults:
            faults.extend(row.faults.values())
        elif pair in rows:
            fault = f"is a second row for child {pair[0]} and home {pair[1]}"
            faults.append(Fault(sheet.place(row.number), fault, "one row for each pair"))
        elif not sheet.faults:
            rows[pair] = journey
        if len(faults) >= MAX_FAULTS:
            raise InputError([*faults[:MAX_FAULTS], Fault(*stopped(path, MAX_FAULTS))])
    if faults:
        raise InputError(faults)
    return Journeys(rows)


def _journey(sheet: Sheet, row: Row) -> Journey:
    """Return a row's journey; what is no distance becomes a fault of the row."""
    found: list[int | None] = []
    for name in _DISTANCES:
        value = row.data.get(name)
        if value is not None and not (0 <= value <= MAX_DISTANCE and value == int(value)):
            row.faults[name] = Fault(
                sheet.place(row.number, name),
                "is not a distance",
                f"a whole number from 0 to {MAX_DISTANCE}, tenths of a kilometre",
            )
            value = None
        found.append(None if value is None else int(value))
    return Journey(*found)
