"""A register as a workbook (.xlsx), one sheet a table."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import python_calamine
import xlsxwriter  # type: ignore[import-untyped]  # the library has no types

from matcher.collecting import not_collecting
from matcher.errors import MAX_FAULTS, Fault, InputError
from matcher.files.cells import Cell, FormattedNumber
from matcher.files.layout import NOTES, TABLES, Column, Table
from matcher.files.opening import opened_bytes
from matcher.files.rows import letters
from matcher.files.tables import from_tables, to_rows
from matcher.files.zipped import WANTED, Look, inspect
from matcher.records.register import Register

#: What a sheet can hold, by Excel's own limits.
_MAX_ROWS = 1_048_575
_MAX_TEXT = 32_767

#: Two escapes of Excel's, such as _x0041_, that share an underscore, and the middle of each.
_SHARED = re.compile(r"_x[0-9A-Fa-f]{4}_x[0-9A-Fa-f]{4}_")
_MIDDLE = re.compile(r"(?<=_x[0-9A-Fa-f]{2})(?=[0-9A-Fa-f]{2}_)")
#: The first row below the headings.
_FIRST_ROW = 2

#: Excel counts a day in February 1900 that never was; earlier dates are written as text.
_FIRST_DAY = date(1900, 3, 1)


def read_workbook(path: Path, file: BinaryIO | None = None) -> Register:
    """Read a register from a workbook; a sheet called ``notes`` is passed over.

    Parameters
    ----------
    path : Path
        The workbook.
    file : binary file, optional
        What to read in its place, if it is open already.

    Raises
    ------
    InputError
        With all faults, each with its sheet, row and column.
    """
    with opened_bytes(path, WANTED, file) as found:
        looks = inspect(found, path)
        found.seek(0)
        with _sound(str(path)):
            workbook = python_calamine.CalamineWorkbook.from_filelike(found)
    with workbook:
        wanted = [table.name for table in TABLES]
        others = [name for name in workbook.sheet_names if name not in (*wanted, NOTES)]
        missing = [name for name in wanted if name not in workbook.sheet_names]
        seen = {name: looks.get(name, Look()) for name in wanted}
        faults = [fault for name in wanted for fault in seen[name].faults]
        faults += [fault for name in wanted for fault in _torn(name, seen[name])]
        faults = faults[:MAX_FAULTS] + [_missing(name, others) for name in missing]
        sheets = {
            name: (f"sheet {name}", _as_shown(_rows(workbook, name), seen[name]))
            for name in wanted
            if name not in missing
        }
        return from_tables(str(path), sheets, faults + [_extra(n) for n in others if not missing])


@not_collecting()
def write_workbook(register: Register, file: BinaryIO) -> None:
    """Write a register as a workbook: text as text, numbers, truth values and dates as such.

    Raises
    ------
    InputError
        If a sheet can't hold the register.
    """
    with new_workbook(file) as workbook:
        formats = Formats(workbook)
        for table in TABLES:
            sheet = workbook.add_worksheet(table.name)
            write_headings(sheet, table, formats)
            for number, row in enumerate(to_rows(table, register), 1):
                for position, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
                    _check(table, column, number, cell)
                    _write(sheet, number, position, cell, formats)


@contextmanager
def new_workbook(file: BinaryIO) -> Iterator[Any]:
    """Give a workbook to fill, which is then written to an open file.

    All of it is in memory until then: the library's other ways put it on the disk, in files that
    stay there if the process is killed.
    """
    whole = BytesIO()
    with xlsxwriter.Workbook(whole, {"in_memory": True}) as workbook:
        yield workbook
    file.write(whole.getbuffer())


class Formats:
    """The formats of a workbook's cells."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self.heading = workbook.add_format({"bold": True, "bottom": 1})
        self.date = workbook.add_format({"num_format": "yyyy-mm-dd"})
        self.text = workbook.add_format({"num_format": "@"})
        self.wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})

    def of(self, column: Column) -> Any:
        """Return the format of a column, so that what is typed there stays what it is."""
        return {"text": self.text, "date": self.date}.get(column.kind.form)


def write_headings(sheet: Any, table: Table, formats: Formats) -> None:
    """Write a table's headings, which stay in sight, and give its columns their formats."""
    for position, column in enumerate(table.columns):
        sheet.set_column(position, position, max(12, len(column.name) + 2), formats.of(column))
    for position, column in enumerate(table.columns):
        sheet.write_string(0, position, column.name, formats.heading)
    sheet.freeze_panes(1, 1)


def _write(sheet: Any, row: int, column: int, cell: Cell, formats: Formats) -> None:
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, date) and cell >= _FIRST_DAY:
        sheet.write_datetime(row, column, cell, formats.date)
    elif isinstance(cell, int | float) and float(f"{cell:.16G}") == cell:
        sheet.write_number(row, column, cell)
    elif cell is not None:
        # Also a number of 17 digits, of which a number cell would keep 16.
        _write_text(
            sheet, row, column, repr(cell) if isinstance(cell, float) else str(cell), formats
        )


def _write_text(sheet: Any, row: int, column: int, text: str, formats: Formats) -> None:
    """Write text; what reads like two of Excel's escapes with one underscore, in pieces of none.

    The library escapes what reads like an escape, but sees only one of two that share a letter.
    """
    if not _SHARED.search(text):
        sheet.write_string(row, column, text)
        return
    first, *others = _MIDDLE.split(text)
    runs = [run for piece in others for run in (formats.text, piece)]
    sheet.write_rich_string(row, column, first, *runs)


def _check(table: Table, column: Column, row: int, cell: Cell) -> None:
    """Refuse what a sheet can't hold; the library would drop it without a word."""
    place = f"sheet {table.name}, row {row + 1}, column {column.name}"
    if row > _MAX_ROWS:
        raise InputError.single(place, "has more rows than a sheet holds", "the register as .json")
    # Excel counts halves of UTF-16.
    if isinstance(cell, str) and len(cell.encode("utf-16-le")) > 2 * _MAX_TEXT:
        raise InputError.single(place, "is too long for a cell", "the register as .json")


def _rows(workbook: python_calamine.CalamineWorkbook, name: str) -> Iterator[Sequence[Cell]]:
    """Yield a sheet's rows from its first; the library leaves out empty columns before the data."""
    with _sound(f"sheet {name}"):
        sheet = workbook.get_sheet_by_name(name)
        padding: list[Cell] = [None] * (sheet.start[1] if sheet.start else 0)
        for row in sheet.iter_rows():
            yield [*padding, *row]


def _torn(name: str, look: Look) -> Iterator[Fault]:
    """Yield cells that are merged otherwise than down a column: what they mean is not known."""
    for merged in look.merged:
        if len(merged.columns) > 1 or merged.rows.start < _FIRST_ROW:
            place = f"sheet {name}, row {merged.rows.start}, column {letters(merged.columns.start)}"
            yield Fault(
                place, "is merged with cells beside it", "each cell by itself, with its value"
            )


def _as_shown(rows: Iterator[Sequence[Cell]], look: Look) -> Iterator[Sequence[Cell]]:
    """Yield rows in which each cell that is merged down a column has the value of all of it.

    Numbers that are shown in a format of their own are marked.
    """
    if not look.merged and not look.formatted:
        yield from rows
        return
    first = {
        (row, merged.columns.start): (merged.rows.start, merged.columns.start)
        for merged in look.merged
        if len(merged.columns) == 1
        for row in merged.rows
    }
    columns = sorted({column for _, column in first})
    values: dict[tuple[int, int], Cell] = {}
    for number, cells in enumerate(rows, 1):
        shown = list(cells)
        for column in columns:
            origin = first.get((number, column))
            if origin is not None:
                shown += [None] * (column + 1 - len(shown))
                shown[column] = values.setdefault(origin, shown[column])
        for column, cell in enumerate(shown):
            if (number, column) in look.formatted and isinstance(cell, int | float):
                shown[column] = FormattedNumber(cell)
        yield shown


@contextmanager
def _sound(place: str) -> Iterator[None]:
    """Turn what the library raises at a broken workbook, its panics too, into our error."""
    try:
        yield
    except BaseException as error:
        if isinstance(error, python_calamine.CalamineError | OSError) or _is_panic(error):
            raise InputError.single(place, "is broken and can't be read", WANTED) from None
        raise


def _is_panic(error: BaseException) -> bool:
    """Tell a panic of the library, whose class is no Exception and has no public name."""
    return type(error).__name__ == "PanicException"


def _missing(name: str, others: Sequence[str]) -> Fault:
    likely = difflib.get_close_matches(name, others, 1, 0.5)
    hint = f"; {likely[0]} is likely meant" if likely else ""
    return Fault(f"sheet {name}", f"is missing in the workbook{hint}", f"a sheet {name}")


def _extra(name: str) -> Fault:
    wanted = ", ".join(table.name for table in TABLES)
    return Fault(f"sheet {name}", "is not a table of a register", f"{wanted}; {NOTES} for people")
