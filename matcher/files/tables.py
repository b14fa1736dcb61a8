"""Between tables and a register, whatever form the tables have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args

from pydantic import ValidationError

from matcher.errors import MAX_FAULTS, Fault, InputError
from matcher.files.cells import Cell
from matcher.files.layout import REGISTER, TABLES, Column, Path, Table
from matcher.files.opening import stopped
from matcher.files.rows import Row, Sheet, get
from matcher.records.faults import faults_of, loc_of
from matcher.records.register import Register

#: The cells that already have a fault: table, position of the record, column.
_Cell = tuple[str, int | None, str]


def from_tables(
    source: str, sheets: Mapping[str, tuple[str, Iterator[Sequence[Cell]]]], faults: Sequence[Fault]
) -> Register:
    """Return the register that tables hold.

    Parameters
    ----------
    source : str
        What is read, for the note that closes a report cut short.
    sheets : mapping of str to (str, iterator of rows)
        By table: what people call it, and every row; a table that is not there is missing.
    faults : sequence of Fault
        What is wrong already: tables that are not there.

    Raises
    ------
    InputError
        With all faults, each with its table, row and column.
    """
    reading = _Reading(list(faults))
    try:
        for table in TABLES:
            if table.name in sheets:
                reading.read(table, *sheets[table.name])
        return reading.result()
    except _EnoughError:
        note = Fault(*stopped(source, MAX_FAULTS))
        raise InputError([*reading.faults[:MAX_FAULTS], note]) from None


def to_rows(table: Table, register: Register) -> Iterator[list[Cell]]:
    """Yield the rows of a table, below its headings."""
    records = [register] if table is REGISTER else getattr(register, table.name)
    for record in records:
        values = (get(record, column.path) for column in table.columns)
        yield [
            None if value is None else column.kind.write(value)
            for column, value in zip(table.columns, values, strict=True)
        ]


class _EnoughError(Exception):
    """More faults were found than anybody reads."""


class _Reading:
    """Tables on their way to a register."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        self._sheets: dict[str, Sheet] = {}
        self._numbers: dict[str, list[int]] = {}
        self._at_fault: set[_Cell] = set()
        self._data: dict[str, Any] = {}

    def read(self, table: Table, where: str, rows: Iterator[Sequence[Cell]]) -> None:
        """Read one table; where it is broken, what the others hold is still told."""
        try:
            sheet = Sheet(table.columns, where, rows)
            self._sheets[table.name] = sheet
            self.faults += sheet.faults
            if table is REGISTER:
                self._read_head(sheet)
            else:
                self._read_records(table, sheet)
        except InputError as error:
            self.faults += error.faults

    def result(self) -> Register:
        """Return the register, or raise all faults, those that cross tables among them."""
        formats = get_args(Register.model_fields["format"].annotation)
        try:
            register = Register.model_validate({"format": formats[0], **self._data})
        except ValidationError as error:
            for fault in faults_of(error, Register):
                self._take(*_located(fault))
        else:
            if not self.faults:
                return register
        raise InputError(self.faults)

    def _read_head(self, sheet: Sheet) -> None:
        numbers = self._numbers[REGISTER.name] = []
        for row in sheet:
            numbers.append(row.number)
            if len(numbers) == 1:
                self._data |= row.data
                self._cells(REGISTER.name, None, row)
            else:
                self._add(Fault(sheet.place(row.number), "is a second row", "one row"))
        if not numbers and not sheet.faults:
            needed = ", ".join(REGISTER.required)
            self._add(Fault(sheet.where, "has no row below the headings", f"one row: {needed}"))

    def _read_records(self, table: Table, sheet: Sheet) -> None:
        numbers = self._numbers[table.name] = []
        items: list[Any] = []
        for row in sheet:
            position = len(items)
            numbers.append(row.number)
            self._cells(table.name, position, row)
            for name in table.blank:
                row.data.setdefault(name, [])
            try:
                items.append(table.record.model_validate(row.data))
            except ValidationError as error:
                items.append(row.data)
                for fault in faults_of(error, table.record):
                    self._take(table, position, loc_of(fault.place), fault, row)
        # Without ids nothing can refer to the table; that is told once, as a fault of its own.
        if "id" not in sheet.absent:
            self._data[table.name] = items

    def _cells(self, table: str, position: int | None, row: Row) -> None:
        """Take in the faults of a row's cells; what the row as a whole lacks follows from them."""
        for column, fault in row.faults.items():
            self._at_fault |= {(table, position, column), (table, position, "")}
            self._add(fault)

    def _take(
        self, table: Table, position: int | None, loc: Path, fault: Fault, row: Row | None = None
    ) -> None:
        """Take in a fault that a record found, unless its cell or column has one already."""
        numbers = self._numbers.get(table.name)
        if not numbers or (position is None and table is not REGISTER):
            return  # the table itself is at fault
        columns, item = _columns(table, loc, row)
        names = [column.name for column in columns] or [""]
        cells = {(table.name, position, name) for name in names}
        absent = self._sheets[table.name].absent
        if cells & self._at_fault or (absent if names == [""] else absent & set(names)):
            return
        self._at_fault |= cells
        place = self._sheets[table.name].place(
            numbers[position or 0], *(column.name for column in columns), item=item
        )
        self._add(Fault(place, fault.fault, fault.accepted))

    def _add(self, fault: Fault) -> None:
        self.faults.append(fault)
        if len(self.faults) >= MAX_FAULTS:
            raise _EnoughError


def _located(fault: Fault) -> tuple[Table, int | None, Path, Fault]:
    """Return where a fault of the whole register stands: table, position, place inside."""
    loc = loc_of(fault.place)
    for table in TABLES:
        if loc[:1] == (table.name,):
            position = loc[1] if len(loc) > 1 and isinstance(loc[1], int) else None
            return table, position, loc[2:], fault
    return REGISTER, None, loc, fault


def _columns(table: Table, loc: Path, row: Row | None) -> tuple[tuple[Column, ...], int | None]:
    """Return the columns that a place concerns, and the item, from 1, within a list."""
    columns = table.at(loc)
    if not columns or len(loc) <= len(columns[0].path):
        return columns, None
    item = loc[len(columns[0].path)]
    if not isinstance(item, int):
        return columns, None
    if row is None or len(columns) == 1:
        return columns, item + 1
    # Of columns that make one list: the one that the item came from.
    starts = ((row.starts.get(column.name, item + 1), column) for column in columns)
    start, column = max((pair for pair in starts if pair[0] <= item), key=lambda pair: pair[0])
    return (column,), item - start + 1
