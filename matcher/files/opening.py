"""Before a file is read: it is there, it can be read, and it is what its name says."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from matcher.errors import InputError, UnreadableError
from matcher.files.nameless import nameless
from matcher.files.places import place_of

#: Larger files are refused at once; England's register takes a fifth of this.
MAX_BYTES = 1 << 30
_PIECE = 1 << 20

#: The first bytes of what people give by mistake.
_STARTS = (
    (b"PK\x03\x04", "a workbook or another zip file"),
    (b"\xd0\xcf\x11\xe0", "an old or password-protected Excel file"),
    (b"\xff\xfe", "UTF-16 text"),
    (b"\xfe\xff", "UTF-16 text"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a gzip file"),
)


@contextmanager
def opened(path: Path, wanted: str, file: BinaryIO | None = None) -> Iterator[BinaryIO]:
    """Open a file that should hold text, JSON or CSV; see `opened_bytes`.

    Raises
    ------
    InputError
        Also if it is plainly something else.
    """
    with opened_bytes(path, wanted, file) as found:
        refuse_other(start_of(found), str(path), wanted)
        yield found


@contextmanager
def opened_bytes(path: Path, wanted: str, file: BinaryIO | None = None) -> Iterator[BinaryIO]:
    """Open a file at its start, to be read and read again.

    A named pipe, and what this process was given open, such as ``/dev/stdin``, is read to its end
    first.

    Parameters
    ----------
    path : Path
        The file.
    wanted : str
        What it should be, for the message: ``JSON in UTF-8``.
    file : binary file, optional
        What to read in its place, if it is open already; the path is its name.

    Raises
    ------
    UnreadableError
        If it is missing, too large, no file, or may not be read.
    InputError
        If it is empty.
    """
    try:
        if file is not None:
            yield _sized(file, path, wanted)
            return
        with _opened(path, wanted) as found:
            yield _sized(found, path, wanted)
    except OSError as error:
        raise unreadable(path, error) from None


def unreadable(path: Path, error: OSError) -> UnreadableError:
    """Return our error for what the system says of a file or folder."""
    fault = f"can't be read: {error.strerror or 'the system refuses'}"
    return UnreadableError.single(str(path), fault)


@contextmanager
def _opened(path: Path, wanted: str) -> Iterator[BinaryIO]:
    """Open a file, or read what is none into one that has no name."""
    if str(path) == "-":
        raise UnreadableError.single("-", "is not the name of a file", "a name, or /dev/stdin")
    try:
        place = place_of(path)
    except ValueError:
        raise UnreadableError.single("path", "is not the name of a file", wanted) from None
    if place.mode is None:
        raise UnreadableError.single(str(path), "does not exist", wanted)
    if place.no_file is not None:
        raise UnreadableError.single(str(path), place.no_file, wanted)
    with (
        os.fdopen(os.dup(place.number), "rb")
        if place.number is not None
        else (path.open("rb")) as found
    ):
        if stat.S_ISREG(place.mode):
            yield found
            return
        if stat.S_ISCHR(place.mode) and not found.isatty():
            raise UnreadableError.single(str(path), "is a device", wanted)
        with nameless() as copy:
            left = MAX_BYTES + 1
            while piece := found.read(min(_PIECE, left)):
                copy.write(piece)
                left -= len(piece)
            yield copy


def _sized(file: BinaryIO, path: Path, wanted: str) -> BinaryIO:
    """Return a file at its start, if there is as much in it as can be read."""
    size = file.seek(0, os.SEEK_END)
    if size == 0:
        raise InputError.single(str(path), "is empty", wanted)
    if size > MAX_BYTES:
        raise UnreadableError.single(
            str(path), "is too large to be read", f"at most {MAX_BYTES >> 20} MB"
        )
    file.seek(0)
    return file


def start_of(file: BinaryIO) -> bytes:
    """Return the first bytes of a file, which is then at its start again."""
    start = file.read(4096)
    file.seek(0)
    return start


def refuse_other(start: bytes, place: str, wanted: str) -> None:
    """Refuse what should be text but by its first bytes is plainly something else."""
    kind = next((kind for first, kind in _STARTS if start.startswith(first)), None)
    if kind is None and b"\x00" in start:
        kind = "a binary file, or text in UTF-16"
    if kind is not None:
        raise InputError.single(place, f"is {kind}, not what its name says", wanted)


def stopped(path: Path | str, count: int) -> tuple[str, str]:
    """Return the place and fault that close a report which was cut short."""
    return str(path), f"reading stopped after {count} faults; there may be more"
