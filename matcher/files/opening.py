"""Before a file is read: it is there, it can be read, and it is what its name says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from matcher.errors import InputError

#: Larger files are refused at once; England's register takes a fifth of this.
MAX_BYTES = 1 << 30

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
def opened(path: Path, wanted: str) -> Iterator[BinaryIO]:
    """Open a file that should hold text, JSON or CSV.

    Parameters
    ----------
    path : Path
        The file.
    wanted : str
        What it should be, for the message: ``JSON in UTF-8``.

    Raises
    ------
    InputError
        If it is missing, empty, too large, unreadable or plainly something else.
    """
    refuse_other(start_of(path, wanted), str(path), wanted)
    try:
        with path.open("rb") as file:
            yield file
    except OSError as error:
        raise _unreadable(path, error) from None


def refuse_other(start: bytes, place: str, wanted: str) -> None:
    """Refuse what should be text but by its first bytes is plainly something else."""
    kind = next((kind for first, kind in _STARTS if start.startswith(first)), None)
    if kind is None and b"\x00" in start:
        kind = "a binary file, or text in UTF-16"
    if kind is not None:
        raise InputError.single(place, f"is {kind}, not what its name says", wanted)


def start_of(path: Path, wanted: str) -> bytes:
    """Return the first bytes of a file, having refused what can't be read at all."""
    try:
        if not path.exists():
            raise InputError.single(str(path), "does not exist", wanted)
        if not path.is_file():
            raise InputError.single(str(path), "is not a file", wanted)
        size = path.stat().st_size
        if size == 0:
            raise InputError.single(str(path), "is empty", wanted)
        if size > MAX_BYTES:
            raise InputError.single(
                str(path), "is too large to be read", f"at most {MAX_BYTES >> 20} MB"
            )
        with path.open("rb") as file:
            return file.read(4096)
    except OSError as error:
        raise _unreadable(path, error) from None
    except ValueError:
        raise InputError.single("path", "is not the name of a file", wanted) from None


def _unreadable(path: Path, error: OSError) -> InputError:
    return InputError.single(str(path), f"can't be read: {error.strerror or 'the system refuses'}")


def stopped(path: Path | str, count: int) -> tuple[str, str]:
    """Return the place and fault that close a report which was cut short."""
    return str(path), f"reading stopped after {count} faults; there may be more"
