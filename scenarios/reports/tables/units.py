"""Units in headings, where there is no room for one in each cell."""

from __future__ import annotations

from dataclasses import replace

from matcher.amounts import SHARE
from scenarios.reports.language import Language
from scenarios.reports.tables._base import Amount, Table


def units_above(table: Table, say: Language) -> Table:
    """Return a table with the unit of a column in its heading, where all its cells have one.

    Shares keep their per cent, and their changes the word points.
    """
    above = [_only_unit(table, place) for place in range(len(table.columns))]
    columns = [
        title if unit is None or say.shown_in(unit) == title else f"{title}, {say.shown_in(unit)}"
        for title, unit in zip(table.columns, above, strict=True)
    ]
    rows = [
        [
            replace(cell, bare=True) if unit and isinstance(cell, Amount) else cell
            for cell, unit in zip(row, above, strict=True)
        ]
        for row in table.rows
    ]
    return Table(table.title, columns, rows)


def _only_unit(table: Table, place: int) -> str | None:
    """Return the unit of a column whose cells all have the same; None where there is none."""
    cells = [row[place] for row in table.rows]
    units = {cell.unit for cell in cells if isinstance(cell, Amount)}
    bare = any(isinstance(cell, Amount) and cell.bare for cell in cells)
    return next(iter(units)) if len(units) == 1 and not bare and SHARE not in units else None
