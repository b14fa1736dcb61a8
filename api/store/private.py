"""What the service keeps is its owner's alone, whatever the umask and whoever made the folder."""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from api.settings import Settings
from matcher.errors import InputError

#: What the database's files are called in a data folder, and what stands beside them.
OWN = "cartref.sqlite3"
#: In the names of folders that stand beside a database for the time of one command.
_PASSING = ".passing-"
_FOLDER, _FILE = 0o700, 0o600
_OTHERS = 0o077
#: SQLite's own files beside a database hold what it holds.
_BESIDE = ("-wal", "-shm", "-journal")


def make_data_folder(settings: Settings) -> None:
    """Make the folder of the settings, where it holds the database; see `make_folder`."""
    if settings.database_url is None:
        make_folder(settings.data)


def make_folder(folder: Path) -> None:
    """Make a data folder if there is none; nobody else looks into it.

    One that is there already is closed to others only where it holds nothing that is not ours:
    it may be a folder that people share for other things.

    Raises
    ------
    InputError
        If it can't be made or looked into.
    """
    try:
        if not folder.exists():
            folder.mkdir(parents=True)
            folder.chmod(_FOLDER)
        elif all(path.name.startswith(OWN) for path in folder.iterdir()):
            _close(folder, _FOLDER)
    except OSError as error:
        reason = (error.strerror or "the system refuses").lower()
        accepted = "--data or CARTREF_DATA: a folder that this account may write, or a new one"
        fault = f"can't be the data folder: {reason}"
        raise InputError.single(str(folder), fault, accepted) from None


def make_file(path: Path) -> None:
    """Make a file if there is none, empty; nobody else reads it, or what SQLite puts beside it.

    A file that is there is never opened: SQLite's locks on one go when it is closed.

    Raises
    ------
    OSError
        If it can't be made.
    """
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, _FILE)
    except FileExistsError:
        for beside in ("", *_BESIDE):
            with suppress(FileNotFoundError):
                _close(Path(f"{path}{beside}"), _FILE)
        return
    os.fchmod(file, _FILE)
    os.close(file)


@contextmanager
def passing_folder(beside: Path) -> Iterator[Path]:
    """Give a private folder beside a file, for one command; then remove it.

    If the process is killed the folder stays, until the next such folder is made beside it or the
    service starts there; see `sweep`.
    """
    sweep(beside.parent)
    prefix = f"{beside.name}{_PASSING}"
    with (
        tempfile.TemporaryDirectory(dir=beside.parent, prefix=prefix) as name,
        _held(Path(name)),
    ):
        yield Path(name)


def sweep(folder: Path) -> None:
    """Remove what processes that were killed left in a folder."""
    for left in folder.glob(f"*{_PASSING}*"):
        with suppress(OSError), _held(left):
            shutil.rmtree(left, ignore_errors=True)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Hold a folder, which ends with the process.

    Raises
    ------
    OSError
        If another process holds it.
    """
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(number)


def _close(path: Path, mode: int) -> None:
    """Take away what others may do with a file or folder, where it is this account's to say."""
    there = path.stat()
    ours = stat.S_ISREG(there.st_mode) or stat.S_ISDIR(there.st_mode)
    if ours and there.st_uid == os.geteuid() and stat.S_IMODE(there.st_mode) & _OTHERS:
        with suppress(PermissionError):
            path.chmod(mode)
