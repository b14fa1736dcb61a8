"""Rows of a table as data: headings, empty cells, and where each fault stands."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import Any

from matcher.errors import Fault
from matcher.files.cells import Cell, RefusedError, as_text, is_empty
from matcher.files.layout import Column, Path

_NAME = re.compile(r"[A-Za-z][\w. -]{0,40}", re.ASCII)


@dataclass
class Row:
    """A row that is not empty.

    Attributes
    ----------
    number : int
        As a spreadsheet shows it: the headings are row 1.
    data : dict
        What the record is made of, as far as the cells could be read.
    faults : dict of str to Fault
        What is wrong with single cells, by column.
    starts : dict of str to int
        Where a column's items start in a list that several columns make.
    """

    number: int
    data: dict[str, Any] = field(default_factory=dict)
    faults: dict[str, Fault] = field(default_factory=dict)
    starts: dict[str, int] = field(default_factory=dict)


class Sheet:
    """One table while it is read.

    Parameters
    ----------
    columns : sequence of Column
        What it should have.
    where : str
        What people call it: ``sheet children``, ``file children.csv``.
    rows : iterator of sequence of cells
        Every row, the empty ones too.

    Attributes
    ----------
    faults : list of Fault
        What is wrong with the headings.
    absent : set of str
        Columns that are missing or renamed: told once, not for every row.
    """

    def __init__(
        self, columns: Sequence[Column], where: str, rows: Iterator[Sequence[Cell]]
    ) -> None:
        self.where = where
        self.faults: list[Fault] = []
        self.absent: set[str] = set()
        self._columns = columns
        self._rows = rows
        self._known: list[tuple[int, Column]] = []
        self._unnamed: list[int] = []
        self._width = 0
        self._read_headings(next(rows, ()))

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows below the headings that are not empty."""
        if not self._known:
            return
        for number, cells in enumerate(self._rows, 2):
            if not all(map(is_empty, cells)):
                yield self._row(number, cells)

    def place(self, number: int | None, *columns: str, item: int | None = None) -> str:
        """Return a place of the table in words."""
        text = self.where if number is None else f"{self.where}, row {number}"
        if columns:
            text += f", column{'s' * (len(columns) > 1)} {' and '.join(columns)}"
        return text if item is None else f"{text}, item {item}"

    def _read_headings(self, cells: Sequence[Cell]) -> None:
        names = [
            "" if is_empty(cell) else as_text(cell).strip().removeprefix("\ufeff") for cell in cells
        ]
        by_name = {column.name: column for column in self._columns}
        if not by_name.keys() & set(names):
            self._no_headings(names)
            return
        meant: set[str] = set()
        for position, name in enumerate(names):
            if not name:
                self._unnamed.append(position)
            elif name not in by_name:
                meant.add(self._unknown(position, name, names))
            elif name in (column.name for _, column in self._known):
                place = self.place(1, letters(position))
                self.faults.append(Fault(place, f"{name} is there twice", "each column once"))
            else:
                self._known.append((position, by_name[name]))
        self._width = len(names)
        missing = {c.name for c in self._columns if c.required} - set(names)
        self.absent = missing | (meant - {""})
        self.faults += [
            Fault(self.place(1, column.name), "the column is missing", f"a column {column.name}")
            for column in self._columns
            if column.name in missing - meant
        ]

    def _no_headings(self, names: Sequence[str]) -> None:
        """Tell of a first row that is something else, without repeating what it holds."""
        accepted = "the headings " + ", ".join(c.name for c in self._columns)
        if not any(names):
            fault = "has no headings in row 1"
        elif len(names) == 1 and re.search("[;\t|]", names[0]):
            fault, accepted = "has cells that are not separated by commas", "commas"
        else:
            fault = "has none of the headings in row 1"
        self.absent = {column.name for column in self._columns}
        self.faults.append(Fault(self.where, fault, accepted))

    def _unknown(self, position: int, name: str, names: Sequence[str]) -> str:
        """Tell of a heading that is not known; return the column that it likely means."""
        free = [column.name for column in self._columns if column.name not in names]
        likely = difflib.get_close_matches(_folded(name), [_folded(n) for n in free], 1)
        meant = next((n for n in free if likely and _folded(n) == likely[0]), "")
        shown = f"{name} " if _NAME.fullmatch(name) else ""
        self.faults.append(
            Fault(
                self.place(1, letters(position)),
                f"the heading {shown}is not one of the table's",
                f"{meant} (the likely one)" if meant else ", ".join(free) or "no more columns",
            )
        )
        return meant

    def _row(self, number: int, cells: Sequence[Cell]) -> Row:
        row = Row(number)
        for position, column in self._known:
            cell = cells[position] if position < len(cells) else None
            try:
                if not is_empty(cell):
                    _put(row, column, column.kind.read(cell))
                elif column.required and not column.blank:
                    raise RefusedError("is empty", column.kind.accepted)
            except RefusedError as refused:
                place = self.place(number, column.name, item=refused.item)
                row.faults[column.name] = Fault(place, refused.fault, refused.accepted)
        for position in chain(self._unnamed, range(self._width, len(cells))):
            if position < len(cells) and not is_empty(cells[position]):
                place = self.place(number, letters(position))
                fault = Fault(place, "has a value but no heading", "an empty cell, or a heading")
                row.faults[letters(position)] = fault
                break
        return row


def _folded(name: str) -> str:
    return re.sub(r"[\s_-]+", "_", name.lower())


def letters(position: int) -> str:
    """Return a column's letters, as a spreadsheet shows them, from its position from 0."""
    text = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _put(row: Row, column: Column, value: Any) -> None:
    """Set a value at a column's path; lists that several columns make are joined."""
    inside: Any = row.data
    *_, last = column.path
    for step, following in pairwise(column.path):
        inside = inside.setdefault(step, [None, None] if isinstance(following, int) else {})
    if isinstance(value, list):
        items = inside.setdefault(last, [])
        row.starts[column.name] = len(items)
        items.extend(value)
    else:
        inside[last] = value


def get(record: Any, path: Path) -> Any:
    """Return what stands at a path of a record; None where something on the way is null."""
    for step in path:
        if record is None:
            return None
        record = record[step] if isinstance(step, int) else getattr(record, step)
    return record
