"""An empty workbook to fill in: headings, drop-down lists and notes."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from matcher.errors import InputError
from matcher.files.atomic import replacing
from matcher.files.layout import NOTES, TABLES, Column, Table
from matcher.files.workbook import Formats, new_workbook, write_headings

_LAST_ROW = 1_048_575

_NOTES = (
    ("sheet", 16),
    ("column", 22),
    ("must be filled", 14),
    ("meaning", 48),
    ("what is accepted", 48),
    ("empty means", 22),
    ("example", 28),
)


def write_template(path: str | Path) -> None:
    """Write an empty workbook with headings, drop-down lists and a sheet of notes.

    Parameters
    ----------
    path : str or Path
        The workbook, ``.xlsx``; replaced if it exists.

    Raises
    ------
    InputError
        If the file can't be written.
    """
    path = Path(path)
    if path.suffix.lower() != ".xlsx":
        raise InputError.single(str(path), "is not the name of a workbook", "a name in .xlsx")
    with replacing(path) as file:
        file.write(template_bytes())


def template_bytes() -> bytes:
    """Return what is in the file of such a workbook."""
    file = BytesIO()
    with new_workbook(file) as workbook:
        formats = Formats(workbook)
        for table in TABLES:
            sheet = workbook.add_worksheet(table.name)
            write_headings(sheet, table, formats)
            for position, column in enumerate(table.columns):
                sheet.write_comment(0, position, _comment(column), {"x_scale": 2})
                _offer(sheet, position, column)
        _write_notes(workbook.add_worksheet(NOTES), formats)
    return file.getvalue()


def _comment(column: Column) -> str:
    return f"{column.meaning}\nAccepted: {column.kind.accepted}\nEmpty: {_empty(column)}"


def _empty(column: Column) -> str:
    if column.blank:
        return "none"
    return column.default or "not allowed"


def _offer(sheet: Any, position: int, column: Column) -> None:
    """Give a column with few possible values a drop-down list."""
    if column.kind.choices:
        sheet.data_validation(
            1,
            position,
            _LAST_ROW,
            position,
            {
                "validate": "list",
                "source": list(column.kind.choices),
                "error_title": column.name[:32],
                "error_message": column.kind.accepted[:255],
            },
        )


def _write_notes(sheet: Any, formats: Formats) -> None:
    for position, (heading, width) in enumerate(_NOTES):
        sheet.set_column(position, position, width)
        sheet.write_string(0, position, heading, formats.heading)
    sheet.freeze_panes(1, 2)
    lines = (_note(table, column) for table in TABLES for column in table.columns)
    for row, line in enumerate(lines, 1):
        for position, text in enumerate(line):
            sheet.write_string(row, position, text, formats.wrapped)


def _note(table: Table, column: Column) -> tuple[str, ...]:
    return (
        table.name,
        column.name,
        "yes" if column.required and not column.blank else "no",
        column.meaning,
        column.kind.accepted,
        _empty(column),
        column.example,
    )
