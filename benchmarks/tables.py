"""A subject's figures: rows of named columns, the same in text, CSV and JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

#: One figure; several where a plan has one for each level.
Cell = str | int | float | bool | None | tuple[int | None, ...]
Row = Mapping[str, Cell]

#: Digits that a figure is kept to, and shown to.
_KEPT, _SHOWN = 6, 3


@dataclass(frozen=True)
class Column:
    """A column.

    Attributes
    ----------
    name : str
        Its name in CSV and JSON; it ends in the unit, if there is one.
    title : str
        Its heading for people, the unit with it.
    """

    name: str
    title: str


@dataclass(frozen=True)
class Table:
    """What a subject found.

    Attributes
    ----------
    columns : tuple of Column
        The columns.
    rows : tuple of Row
        A cell for each column, by name; what is left out is not known.
    notes : tuple of str
        What one must know to read the figures.
    wanting : tuple of str
        What was found wrong: a plan that the judge refuses, exact solvers that do not agree.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = field(default=())
    wanting: tuple[str, ...] = field(default=())

    def cells(self, column: Column) -> list[Cell]:
        """Return what each row has in a column."""
        return [row.get(column.name) for row in self.rows]

    def texts(self, columns: tuple[Column, ...]) -> Iterator[list[str]]:
        """Yield each row's cells in some columns as text for people."""
        for row in self.rows:
            yield [_text(row.get(column.name), _SHOWN) for column in columns]

    def csv(self) -> str:
        """Return the table as CSV with a heading."""
        written = io.StringIO()
        writer = csv.writer(written, lineterminator="\n")
        writer.writerow([column.name for column in self.columns])
        for row in self.rows:
            writer.writerow([_text(row.get(column.name), _KEPT) for column in self.columns])
        return written.getvalue()

    def json(self) -> dict[str, Any]:
        """Return the table as JSON can hold it."""
        return {
            "columns": [{"name": column.name, "title": column.title} for column in self.columns],
            "rows": [
                {column.name: _plain(row.get(column.name)) for column in self.columns}
                for row in self.rows
            ],
            "notes": list(self.notes),
            "wanting": list(self.wanting),
        }


def columns(**titles: str) -> tuple[Column, ...]:
    """Return columns from their names and titles."""
    return tuple(Column(name, title) for name, title in titles.items())


def _text(cell: Cell, digits: int) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, tuple):
        return ", ".join("?" if one is None else str(one) for one in cell)
    if isinstance(cell, float):
        return f"{cell:.0f}" if abs(cell) >= 10**digits else f"{cell:.{digits}g}"
    return str(cell)


def _plain(cell: Cell) -> Any:
    if isinstance(cell, tuple):
        return list(cell)
    return float(f"{cell:.{_KEPT}g}") if isinstance(cell, float) else cell
