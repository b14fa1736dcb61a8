"""Files without a name: whatever ends their process, nothing of them is left on the disk."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

#: Before they go to the disk.
_IN_MEMORY = 16 << 20


@contextmanager
def nameless(folder: Path | None = None) -> Iterator[BinaryIO]:
    """Give an empty file that has no name, to write and to read.

    Parameters
    ----------
    folder : Path, optional
        On whose disk it is; somewhere, in memory while it is small, if None: it can then be given
        no name but by copying it.

    Raises
    ------
    OSError
        If there can't be one.
    """
    if folder is None:
        with tempfile.SpooledTemporaryFile(_IN_MEMORY) as spooled:
            yield cast("BinaryIO", spooled)
        return
    number = _made(folder)
    with os.fdopen(number, "w+b") if number is not None else _unlinked(folder) as file:
        yield file


def _made(folder: Path) -> int | None:
    """Return a file that can be given a name, by its number; None where there is no such thing."""
    try:
        return os.open(folder, os.O_TMPFILE | os.O_RDWR | os.O_CLOEXEC, 0o666)
    except (AttributeError, OSError):  # not on macOS, nor on every disk
        return None


def _unlinked(folder: Path) -> BinaryIO:
    """Return a file whose name was taken away, and which nothing gives another."""
    return cast("BinaryIO", tempfile.TemporaryFile(dir=folder))


def put(file: BinaryIO, target: Path, like: os.stat_result | None = None) -> None:
    """Let a whole file take the place of another, or of none.

    Parameters
    ----------
    file : binary file
        Of `nameless`, in the target's folder or one on the same disk.
    target : Path
        The name that it has from then on.
    like : os.stat_result, optional
        Of the file in whose place it comes, to have the same owner and rights; where there is
        none, None: it has those of any new file.

    Raises
    ------
    OSError
        If it can't be written there.
    """
    file.flush()
    folder = os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    hidden = f".{target.name[:40]}.{secrets.token_hex(6)}"
    try:
        _take_after(file.fileno(), like)
        if like is None and _linked(file.fileno(), target.name, folder):
            return
        # A link takes nothing's place: for a moment the file has a name of its own. To be killed
        # just then is the one way to leave something, which is whole.
        if not _linked(file.fileno(), hidden, folder):
            _copy(file, hidden, folder, like)
        os.replace(hidden, target.name, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:
        with suppress(OSError):
            os.unlink(hidden, dir_fd=folder)
        raise
    finally:
        os.close(folder)


def _linked(number: int, name: str, folder: int) -> bool:
    """Give a file a name, and return whether it has it: not everywhere, nor where one is taken."""
    try:
        # With a folder's number the link of /proc is followed; without one it would be copied.
        os.link(f"/proc/self/fd/{number}", name, dst_dir_fd=folder)
    except OSError:
        return False
    return True


def _copy(file: BinaryIO, name: str, folder: int, like: os.stat_result | None) -> None:
    """Write what is in a file to one with a name."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    number = os.open(name, flags, 0o666 if like is None else 0o600, dir_fd=folder)
    with os.fdopen(number, "wb") as copy:
        _take_after(number, like)
        file.seek(0)
        shutil.copyfileobj(file, copy)


def _take_after(number: int, like: os.stat_result | None) -> None:
    """Let a file be read and written by those who may another one."""
    if like is None:
        return
    with suppress(OSError):  # only root gives files to others
        os.fchown(number, like.st_uid, like.st_gid)
    os.fchmod(number, stat.S_IMODE(like.st_mode))
