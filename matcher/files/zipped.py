"""What a workbook's zip file says before it is read: its size, its extent, its error cells.

The reader of workbooks keeps a sheet as one full rectangle and turns error cells such as
``#N/A`` into empty ones, which would then count as the default. So both are looked for here,
in one pass over the sheets' text.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import cache, partial
from io import FileIO
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import IO, cast
from xml.etree import ElementTree

from matcher.errors import MAX_FAULTS, Fault, InputError
from matcher.files.opening import start_of, stopped
from matcher.files.rows import letters

WANTED = "a workbook (.xlsx)"

#: Beyond these a workbook is refused: England's register has a quarter of them.
MAX_UNPACKED = 1 << 30
MAX_CELLS = 10_000_000
MAX_ROWS = 300_000

#: What can be unpacked a little at a time; of other ways one byte may become all that is packed.
WAYS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
#: What the library raises at a zip file that is broken, also where it points outside itself.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    OverflowError,
    RuntimeError,
    struct.error,
)

#: The most that is read at once; more is asked for only by a zip file whose list of contents is
#: longer: a register has a handful of parts, some hundred bytes of list.
_PIECE = 1 << 20
_MAX_ROW = 16 << 20
_MAX_PART = 16 << 20
_ROW = re.compile(rb"<(?:[^\s<>:/]+:)?row\b")
#: A cell's tag, and what it gives as its place.
_CELL = re.compile(
    rb"""(<(?:[^\s<>:/]+:)?c(?=[\s>/])(?:[^>]*?\sr\s*=\s*["']([^"'>]*)["'])?[^>]*)"""
)
#: The number of a row, whose tag was cut off where rows are split.
_NUMBER = re.compile(rb"""[^<>]*?\sr\s*=\s*["']([^"'>]*)["']""")
_PLACE = re.compile(rb"([A-Za-z]{0,3})(\d{0,7})")
_ERROR = re.compile(rb"""\st\s*=\s*["']e["']""")
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class CarefulFile(FileIO):
    """A zip file that gives no more in one piece than a sound one asks for."""

    def read(self, size: int | None = -1, /) -> bytes:
        """Read; the library asks for the list of contents at once, however long it says it is."""
        if size is not None and size > _PIECE:
            raise zipfile.BadZipFile
        return cast("bytes", super().read(-1 if size is None else size))

    def archive(self) -> zipfile.ZipFile:
        """Return what is inside."""
        return zipfile.ZipFile(cast("IO[bytes]", self))


def inspect(path: Path) -> dict[str, list[Fault]]:
    """Look through a workbook before it is read.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    dict of str to list of Fault
        By sheet, the cells that hold an error.

    Raises
    ------
    InputError
        If it is no workbook, or unpacks to more than any register.
    """
    start = start_of(path, WANTED)
    if not start.startswith(b"PK\x03\x04"):
        raise InputError.single(str(path), f"is {_kind(start)}, not a workbook", WANTED)
    try:
        with CarefulFile(path) as file, file.archive() as archive:
            if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED:
                raise _too_large(path)
            if any(info.compress_type not in WAYS for info in archive.infolist()):
                raise InputError.single(str(path), "is packed in an unusual way", WANTED)
            _check_parts(archive, path)
            found: dict[str, list[Fault]] = {}
            for name, part in _sheets(archive).items():
                found[name] = list(islice(_faults(archive, part, name, path), MAX_FAULTS))
                if len(found[name]) == MAX_FAULTS:
                    raise InputError([*found[name], Fault(*stopped(path, MAX_FAULTS))])
            return found
    except BROKEN:
        raise InputError.single(str(path), "is a broken or locked zip file", WANTED) from None
    except (LookupError, ElementTree.ParseError, ValueError):
        raise InputError.single(
            str(path), "is a zip file with no sound workbook in it", WANTED
        ) from None


def _kind(start: bytes) -> str:
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        return "an old Excel file (.xls) or one with a password"
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return "JSON"
    return "something else"


def _too_large(path: Path) -> InputError:
    limits = (
        f"at most {MAX_ROWS} rows and {MAX_CELLS} cells a sheet, {MAX_UNPACKED >> 30} GB in all"
    )
    return InputError.single(str(path), "is larger inside than any register", limits)


def _check_parts(archive: zipfile.ZipFile, path: Path) -> None:
    """Refuse parts other than sheets that would fill the memory; read them, for sizes may lie."""
    for info in archive.infolist():
        name = info.filename.lower()
        if name.endswith("/sharedstrings.xml"):
            if sum(piece.count(b"<si") for piece in _pieces(archive, info)) > MAX_CELLS:
                raise _too_large(path)
        elif name.endswith(("/styles.xml", "/workbook.xml", ".rels", "[content_types].xml")):
            if info.file_size > _MAX_PART:
                raise _too_large(path)
            for _ in _pieces(archive, info):
                pass


def _sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the sheets of a workbook: name to the part of the archive that holds it."""
    targets = {
        element.get("Id"): element.get("Target", "")
        for element in _parsed(archive, "xl/_rels/workbook.xml.rels").iter()
        if element.get("Id")
    }
    found = {}
    for element in _parsed(archive, "xl/workbook.xml").iter():
        if element.tag.endswith("}sheet"):
            target = targets[element.get(_RELATED)]
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            found[element.get("name", "")] = str(PurePosixPath(part))
    return found


def _parsed(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    return ElementTree.fromstring(b"".join(_pieces(archive, part)))


def _pieces(archive: zipfile.ZipFile, part: str | zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(part) as file:
        yield from iter(partial(file.read, _PIECE), b"")


def _faults(archive: zipfile.ZipFile, part: str, name: str, path: Path) -> Iterator[Fault]:
    """Yield the error cells of a sheet; refuse one that spreads too far."""
    height, width = -1, 0  # what stands before the first row is no row
    for row in _rows(archive, part, path):
        number = _NUMBER.match(row)
        height = max(height + 1, _place(number[1], path)[1] if number else 0)
        has_errors = _ERROR.search(row)
        last = 0
        for tag, reference in _CELL.findall(row):
            column, row_number = _place(reference, path)
            last = max(last + 1, column)
            height = max(height, row_number)
            if has_errors and _ERROR.search(tag):
                yield Fault(
                    f"sheet {name}, row {height}, column {letters(last - 1)}",
                    "holds an error, such as #N/A",
                    "a value, or an empty cell",
                )
        width = max(width, last)
        if height * width > MAX_CELLS or height > MAX_ROWS:
            raise _too_large(path)


def _place(reference: bytes, path: Path) -> tuple[int, int]:
    """Return the column and the row, from 1, of a reference such as B12; 0 for what it lacks."""
    place = _PLACE.fullmatch(reference)
    if place is None:
        raise InputError.single(str(path), "has a cell whose place is none", WANTED)
    return _column(place[1]), int(place[2] or 0)


@cache
def _column(name: bytes) -> int:
    number = 0
    for letter in name.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _rows(archive: zipfile.ZipFile, part: str, path: Path) -> Iterator[bytes]:
    """Yield a sheet's text row by row."""
    rest = b""
    for piece in _pieces(archive, part):
        *rows, rest = _ROW.split(rest + piece)
        yield from rows
        if len(rest) > _MAX_ROW:
            raise _too_large(path)
    yield rest
