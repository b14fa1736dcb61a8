"""What a workbook's zip file says before it is read: its size, its extent, its cells' oddities.

The reader of workbooks keeps a sheet as one full rectangle. It turns error cells such as ``#N/A``
and formulas that no program has computed into empty ones, which would then count as the default;
of merged cells it has a value for the first alone; and of a number it does not say how it is
shown. So all of that is looked for here, in one pass over the sheets' text.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO, cast
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


_FORMULA = re.compile(rb"<(?:[^\s<>:/]+:)?f(?=[\s>/])")
#: A cell as a whole: its attributes, and what is in it.
_WHOLE_CELL = re.compile(
    rb"<(?:[^\s<>:/]+:)?c(?=[\s>/])([^>]*?)(?:/>|>(.*?)</(?:[^\s<>:/]+:)?c\s*>)", re.DOTALL
)
_RESULT = re.compile(rb"<(?:[^\s<>:/]+:)?(?:v(?:\s[^>]*)?>[^<]|is(?=[\s>]))")
_TEXT_RESULT = re.compile(rb"""\st\s*=\s*["']str["']""")
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([^"'>]*)["']""")
_STYLE = re.compile(rb"""\ss\s*=\s*["'](\d+)["']""")
_TYPE = re.compile(rb"""\st\s*=\s*["']([^"']*)["']""")
_MERGED = re.compile(
    rb"""<(?:[^\s<>:/]+:)?mergeCell(?=\s)[^>]*?\sref\s*=\s*["']([A-Za-z]+\d+):([A-Za-z]+\d+)["']"""
)
#: Formats by which a number is shown as it is: General, 0 and Text, by their numbers.
_PLAIN_FORMATS = {"0", "1", "49"}
#: What stands in formats of dates and times, which are read as such.
_OF_DAYS = re.compile(r"[dmyhs]", re.IGNORECASE)
_DAYS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}

Place = tuple[int, int]


@dataclass(frozen=True)
class Merged:
    """Cells that are merged into one.

    Attributes
    ----------
    rows, columns : range
        The rows, from 1, and the columns, from 0.
    """

    rows: range
    columns: range


@dataclass
class Look:
    """What was seen of a sheet.

    Attributes
    ----------
    faults : list of Fault
        Cells that can't be read.
    merged : list of Merged
        Cells that are merged.
    formatted : set of (int, int)
        Numbers that are shown in a format of their own, such as 007: row, from 1, and column,
        from 0.
    """

    faults: list[Fault] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)
    formatted: set[Place] = field(default_factory=set)


class CarefulFile:
    """A zip file that gives no more in one piece than a sound one asks for.

    Parameters
    ----------
    file : binary file
        The file, which stays open.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable
        self._file = file

    def read(self, size: int | None = -1, /) -> bytes:
        """Read; the library asks for the list of contents at once, however long it says it is."""
        if size is not None and size > _PIECE:
            raise zipfile.BadZipFile
        return self._file.read(-1 if size is None else size)

    def archive(self) -> zipfile.ZipFile:
        """Return what is inside."""
        return zipfile.ZipFile(cast("IO[bytes]", self))


def is_workbook(file: BinaryIO) -> bool:
    """Return whether a zip file is a workbook by the names inside; it is then at its start."""
    try:
        return "[Content_Types].xml" in CarefulFile(file).archive().namelist()
    except (*BROKEN, LookupError, ValueError):
        return False
    finally:
        file.seek(0)


def inspect(file: BinaryIO, path: Path) -> dict[str, Look]:
    """Look through a workbook before it is read.

    Parameters
    ----------
    file : binary file
        The workbook, at its start.
    path : Path
        Its name, for messages.

    Returns
    -------
    dict of str to Look
        By sheet, what was seen of it.

    Raises
    ------
    InputError
        If it is no workbook, or unpacks to more than any register.
    """
    start = start_of(file)
    if not start.startswith(b"PK\x03\x04"):
        raise InputError.single(str(path), f"is {_kind(start)}, not a workbook", WANTED)
    try:
        with CarefulFile(file).archive() as archive:
            if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED:
                raise _too_large(path)
            if any(info.compress_type not in WAYS for info in archive.infolist()):
                raise InputError.single(str(path), "is packed in an unusual way", WANTED)
            _check_parts(archive, path)
            found: dict[str, Look] = {}
            formatted = _formatted_styles(archive)
            for name, part in _sheets(archive).items():
                look = found[name] = Look()
                faults = _faults(archive, part, name, path, look, formatted)
                look.faults.extend(islice(faults, MAX_FAULTS))
                if len(look.faults) == MAX_FAULTS:
                    raise InputError([*look.faults, Fault(*stopped(path, MAX_FAULTS))])
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


def _formatted_styles(archive: zipfile.ZipFile) -> set[int]:
    """Return the cell styles by which a number is not shown as it is."""
    try:
        styles = _parsed(archive, "xl/styles.xml")
    except KeyError:
        return set()
    codes = {
        element.get("numFmtId", ""): element.get("formatCode", "")
        for element in styles.iter()
        if element.tag.endswith("}numFmt")
    }
    found = set()
    formats = next((part for part in styles if part.tag.endswith("}cellXfs")), ())
    for number, element in enumerate(formats):
        format_ = element.get("numFmtId", "0")
        code = codes.get(format_)
        if code is None:
            plain = format_ in _PLAIN_FORMATS or int(format_) in _DAYS
        else:
            plain = code in ("General", "0", "@") or bool(_OF_DAYS.search(_bare(code)))
        if not plain:
            found.add(number)
    return found


def _bare(code: str) -> str:
    """Return a format without what stands in quotes or brackets."""
    return re.sub(r"\[[^\]]*\]|\"[^\"]*\"|\\\\.", "", code)


def _faults(
    archive: zipfile.ZipFile,
    part: str,
    name: str,
    path: Path,
    look: Look,
    formatted: set[int],
) -> Iterator[Fault]:
    """Yield the cells of a sheet that can't be read; refuse a sheet that spreads too far."""
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
                    _cell_called(name, height, last - 1),
                    "holds an error, such as #N/A",
                    "a value, or an empty cell",
                )
            style = _STYLE.search(tag) if formatted else None
            if style and int(style[1]) in formatted:
                kind = _TYPE.search(tag)
                if kind is None or kind[1] == b"n":
                    look.formatted.add((height, last - 1))
        if _FORMULA.search(row):
            yield from _not_computed(row, name, height, path)
        for begin, end in _MERGED.findall(row):
            (left, top), (right, bottom) = _place(begin, path), _place(end, path)
            look.merged.append(Merged(range(top, bottom + 1), range(left - 1, right)))
        width = max(width, last)
        if height * width > MAX_CELLS or height > MAX_ROWS:
            raise _too_large(path)


def _not_computed(row: bytes, name: str, height: int, path: Path) -> Iterator[Fault]:
    """Yield the formulas of a row for which the file has no result."""
    last = 0
    for attributes, content in _WHOLE_CELL.findall(row):
        reference = _REFERENCE.search(attributes)
        column = _place(reference[1], path)[0] if reference else 0
        last = max(last + 1, column)
        is_formula = _FORMULA.search(content) and not _TEXT_RESULT.search(attributes)
        if is_formula and not _RESULT.search(content):
            yield Fault(
                _cell_called(name, height, last - 1),
                "is a formula that was never computed",
                "its result: open the file in Excel, save it and try again",
            )


def _cell_called(name: str, row: int, column: int) -> str:
    return f"sheet {name}, row {row}, column {letters(column)}"


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
