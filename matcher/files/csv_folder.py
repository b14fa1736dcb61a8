"""A register as a folder of CSV files, one a table."""

from __future__ import annotations

import csv
import difflib
from collections.abc import Iterator, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import IO, BinaryIO

from matcher.errors import Fault, InputError
from matcher.files.atomic import replacing_files
from matcher.files.cells import Cell, as_text
from matcher.files.formulas import guarded, unguarded
from matcher.files.layout import TABLES, Table
from matcher.files.opening import opened, unreadable
from matcher.files.tables import from_tables, to_rows
from matcher.records.register import Register

#: Python's reader takes no longer cell, and no line is longer than a row of such.
_MAX_CELL = 131_072
_MAX_LINE = 4_000_000

WANTED = "CSV in UTF-8 (in Excel: save as CSV UTF-8)"


def read_csv_folder(folder: Path) -> Register:
    """Read a register from a folder that has a CSV file for each table.

    Raises
    ------
    InputError
        With all faults, each with its file, row and column.
    """
    faults: list[Fault] = []
    sheets: dict[str, tuple[str, Iterator[Sequence[Cell]]]] = {}
    try:
        inside = [path.name for path in folder.iterdir()]
    except OSError as error:
        raise unreadable(folder, error) from None
    for table in TABLES:
        path = folder / f"{table.name}.csv"
        if path.name in inside:
            where = f"file {path.name}"
            sheets[table.name] = where, csv_rows(path, where)
        else:
            faults.append(_missing(path.name, inside))
    return from_tables(str(folder), sheets, faults)


def write_csv_folder(register: Register, folder: Path) -> None:
    """Write a register as a folder of CSV files; other files of the folder stay.

    Raises
    ------
    InputError
        If the folder can't be written, or a cell is longer than CSV readers take.
    """
    with replacing_files(folder, [f"{table.name}.csv" for table in TABLES]) as made:
        for table in TABLES:
            write_table(table, register, made[f"{table.name}.csv"])


def write_table(table: Table, register: Register, file: IO[bytes]) -> None:
    """Write a table as CSV, UTF-8, into a file that stays open.

    Raises
    ------
    InputError
        If a cell is longer than CSV readers take.
    """
    text = TextIOWrapper(file, encoding="utf-8", newline="")
    writer = csv.writer(text)
    writer.writerow([column.name for column in table.columns])
    for number, row in enumerate(to_rows(table, register), 2):
        texts = [guarded(cell) if isinstance(cell, str) else as_text(cell) for cell in row]
        for column, cell in zip(table.columns, texts, strict=True):
            if len(cell) > _MAX_CELL:
                raise InputError.single(
                    f"file {table.name}.csv, row {number}, column {column.name}",
                    "is too long for a table",
                    "the register as .json",
                )
        writer.writerow(texts)
    text.detach()


def csv_rows(path: Path, where: str, file: BinaryIO | None = None) -> Iterator[list[str]]:
    """Yield the rows of a CSV file, the empty ones too.

    Parameters
    ----------
    path : Path
        The file.
    where : str
        What it is called in messages.
    file : binary file, optional
        What to read in its place, if it is open already.

    Raises
    ------
    InputError
        If the file can't be read, or is broken from some row on.
    """
    with opened(path, WANTED, file) as found:
        yield from rows_of(found, where)


def rows_of(file: IO[bytes], where: str) -> Iterator[list[str]]:
    """Yield the rows of an open CSV file, which stays open; the empty ones too.

    Raises
    ------
    InputError
        If the file is broken from some row on.
    """
    number = 1
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="")
    try:
        for row in csv.reader(_lines(text), strict=True):
            yield [unguarded(cell) for cell in row]
            number += 1
    except UnicodeDecodeError:
        place = f"{where}, from row {number} on"
        raise InputError.single(place, "is not UTF-8 text", WANTED) from None
    except csv.Error as error:
        place = f"{where}, row {number}"
        raise InputError.single(place, f"is broken: {error}", WANTED) from None
    finally:
        text.detach()


def _lines(text: TextIOWrapper) -> Iterator[str]:
    while line := text.readline(_MAX_LINE):
        if len(line) == _MAX_LINE:
            raise csv.Error("a line without end")
        yield line


def _missing(name: str, inside: Sequence[str]) -> Fault:
    """Tell of a file that is not there, naming the one that is likely meant."""
    wanted = {f"{table.name}.csv" for table in TABLES}
    others = sorted(other for other in inside if other not in wanted)
    likely = difflib.get_close_matches(name, others, 1)
    hint = f"; {likely[0]} is likely meant" if likely else ""
    return Fault(f"file {name}", f"is missing in the folder{hint}", f"a file {name}")
