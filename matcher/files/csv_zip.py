"""A register as a zip file of CSV files: what a folder of them becomes when it is sent.

Nothing is unpacked onto the disk. The four tables are read as streams, whatever else is inside is
refused unread, and no stream gives more than the zip file says that it holds.
"""

from __future__ import annotations

import difflib
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from matcher.errors import MAX_FAULTS, Fault, InputError
from matcher.files.cells import Cell
from matcher.files.csv_folder import WANTED as WANTED_TABLE
from matcher.files.csv_folder import rows_of, write_table
from matcher.files.layout import TABLES
from matcher.files.opening import opened_bytes, refuse_other, start_of, stopped
from matcher.files.tables import from_tables
from matcher.files.zipped import BROKEN, MAX_ROWS, WAYS, CarefulFile
from matcher.records.register import Register

#: Larger inside is refused: England's register unpacks to an eighth of it, 200 bytes for each
#: child and each home.
MAX_UNPACKED = 1 << 28
#: The earliest day that a zip file can tell: the same register is the same bytes on any day.
_NO_DAY = (1980, 1, 1, 0, 0, 0)
_LOCKED = 0x1

_NAMES = {f"{table.name}.csv": table.name for table in TABLES}
#: What systems put into a zip file unasked: macOS, Windows.
_UNASKED = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
_UNASKED_FOLDER = "__MACOSX"

WANTED = "a .zip of the four files " + ", ".join(_NAMES)
_BROKEN = (*BROKEN, LookupError, ValueError)

_Members = dict[str, zipfile.ZipInfo]


def read_csv_zip(path: Path, file: BinaryIO | None = None) -> Register:
    """Read a register from a zip file that has a CSV file for each table.

    They are at its top, or all in one folder. What macOS and Windows add is passed over.

    Parameters
    ----------
    path : Path
        The file.
    file : binary file, optional
        What to read in its place, if it is open already.

    Raises
    ------
    InputError
        With all faults, each with its file, row and column.
    """
    with opened_bytes(path, WANTED, file) as found, _opened(found, path) as archive:
        members, faults = _members(archive, path)
        sheets: dict[str, tuple[str, Iterator[Sequence[Cell]]]] = {
            name: (f"file {name}.csv", _rows(archive, info, f"file {name}.csv"))
            for name, info in members.items()
        }
        return from_tables(str(path), sheets, faults)


def write_csv_zip(register: Register, file: BinaryIO) -> None:
    """Write a register as a zip file of CSV files, the same bytes for the same register.

    Raises
    ------
    InputError
        If a cell is longer than CSV readers take.
    """
    whole = BytesIO()  # a disk that is full in mid-file is beyond the library
    with zipfile.ZipFile(whole, "w") as archive:
        for table in TABLES:
            info = zipfile.ZipInfo(f"{table.name}.csv", _NO_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # on every system
            info.external_attr = 0o644 << 16
            with archive.open(info, "w") as member:
                write_table(table, register, member)
    file.write(whole.getbuffer())


@contextmanager
def _opened(file: BinaryIO, path: Path) -> Iterator[zipfile.ZipFile]:
    if not start_of(file).startswith((b"PK\x03\x04", b"PK\x05\x06")):
        raise InputError.single(str(path), "is not a zip file", WANTED)
    try:
        archive = CarefulFile(file).archive()
    except _BROKEN:
        raise InputError.single(str(path), "is a broken zip file", WANTED) from None
    with archive:
        yield archive


def _members(archive: zipfile.ZipFile, path: Path) -> tuple[_Members, list[Fault]]:
    """Return the tables that can be read, by name, and what is wrong with what is inside."""
    infos = [info for info in archive.infolist() if not _is_unasked(info)]
    if any(info.filename == "[Content_Types].xml" for info in infos):
        raise InputError.single(str(path), "is a workbook, not a .zip of CSV", "the name in .xlsx")
    if sum(info.file_size for info in infos) > MAX_UNPACKED:
        raise _too_large(path)
    members: _Members = {}
    others: list[str] = []
    faults: list[Fault] = []
    folders = set()
    for info in infos:
        *folder, name = _parts(info)
        if name not in _NAMES or len(folder) > 1 or not {"", ".", ".."}.isdisjoint(folder):
            others.append(_shown("/".join((*folder, name))))
        elif _NAMES[name] in members:
            faults.append(Fault(f"file {name}", "is in the zip file twice", "each file once"))
        else:
            members[_NAMES[name]] = info
            folders.add(tuple(folder))
    if len(folders) > 1:
        accepted = "all four at the top, or in one folder"
        faults.append(Fault(str(path), "has its tables in different folders", accepted))
    faults = [_missing(name, others) for name in _NAMES if _NAMES[name] not in members] + faults
    faults += [Fault(f"file {name}", "is no table of a register", WANTED) for name in others]
    if len(faults) >= MAX_FAULTS:
        raise InputError([*faults[:MAX_FAULTS], Fault(*stopped(path, MAX_FAULTS))])
    return members, faults


def _parts(info: zipfile.ZipInfo) -> list[str]:
    return info.filename.replace("\\", "/").split("/")


def _is_unasked(info: zipfile.ZipInfo) -> bool:
    """Tell folders, which hold nothing themselves, and what systems put there unasked."""
    parts = _parts(info)
    empty = info.file_size == 0 and parts[-1] == ""
    return empty or parts[0] == _UNASKED_FOLDER or parts[-1] in _UNASKED


def _shown(name: str) -> str:
    """Return a name that somebody else chose, fit for one line."""
    plain = "".join(letter if letter.isprintable() else "?" for letter in name)
    return plain if len(plain) <= 60 else f"{plain[:60]}..."


def _rows(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str) -> Iterator[Sequence[Cell]]:
    """Yield the rows of a table inside a zip file, as far as any register goes."""
    if info.flag_bits & _LOCKED:
        raise InputError.single(where, "is locked with a password", "a .zip without one")
    if info.compress_type not in WAYS:
        raise InputError.single(where, "is packed in an unusual way", "an ordinary .zip (deflate)")
    if info.file_size == 0:
        raise InputError.single(where, "is empty", WANTED_TABLE)
    try:
        with archive.open(info) as file:
            refuse_other(file.read(4096), where, WANTED_TABLE)
        with archive.open(info) as file:
            for number, row in enumerate(rows_of(file, where)):
                if number > MAX_ROWS:
                    accepted = f"at most {MAX_ROWS:,} rows"
                    raise InputError.single(where, "is longer than any register", accepted)
                yield row
    except _BROKEN:
        raise InputError.single(where, "is broken inside the zip file", WANTED) from None


def _too_large(path: Path) -> InputError:
    return InputError.single(
        str(path), "is larger inside than any register", f"at most {MAX_UNPACKED >> 20} MB"
    )


def _missing(name: str, others: Sequence[str]) -> Fault:
    likely = difflib.get_close_matches(name, others, 1)
    hint = f"; {likely[0]} is likely meant" if likely else ""
    return Fault(f"file {name}", f"is missing in the zip file{hint}", f"a file {name}")
