"""Where a path leads: through links to a file, or to what is no file, such as a pipe.

A path may name what can't be replaced, or be read twice: a device, a named pipe, or what a process
was given open (``/dev/stdin``, ``/dev/stdout``, and ``/dev/fd/63`` where a shell is told
``<(command)``). A link to an open file of a process, as ``/proc`` has them, is not followed: the
file may have another name by now, or none, and to replace it would leave its holder with the old
one.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from pathlib import Path
from typing import NamedTuple

#: As many links are followed as Linux follows.
_MOST_LINKS = 40
#: An open file of a process by its number; on macOS a process sees its own only.
_OPEN = re.compile(r"/proc/(\d+)/(?:task/\d+/)?fd/(\d+)|/dev/fd/(\d+)")
_STANDARD = {"/dev/stdin": 0, "/dev/stdout": 1, "/dev/stderr": 2}


class Place(NamedTuple):
    """What a path leads to.

    Attributes
    ----------
    path : Path
        With all links followed, as far as they may be.
    number : int or None
        Where it is an open file of this process, its number.
    mode : int or None
        What it is, as ``st_mode``; None where there is nothing.
    """

    path: Path
    number: int | None
    mode: int | None

    @property
    def is_plain(self) -> bool:
        """Whether it is a file that can be replaced, or nothing yet."""
        if self.mode is None:
            return True
        is_open = self.number is not None or _OPEN.fullmatch(str(self.path))
        return stat.S_ISREG(self.mode) and not is_open

    @property
    def no_file(self) -> str | None:
        """What it is, in words, where nothing is read from it or written to it as a file."""
        if self.mode is None:
            return None
        if stat.S_ISDIR(self.mode):
            return "is a folder"
        if stat.S_ISBLK(self.mode):
            return "is a disk"
        # One that this process was given open, as its standard input may be, is as good as a pipe.
        return "is a socket" if stat.S_ISSOCK(self.mode) and self.number is None else None


def is_plain(path: Path) -> bool:
    """Return whether a path leads to a file that can be replaced, or to nothing yet.

    Raises
    ------
    OSError
        As `place_of`.
    """
    return place_of(path).is_plain


def place_of(path: Path) -> Place:
    """Return what a path leads to.

    Raises
    ------
    OSError
        If the system won't tell: a folder on the way may not be looked into, or links lead in a
        circle.
    """
    for _ in range(_MOST_LINKS):
        path = Path(os.path.realpath(path.parent), path.name)
        number = _number(path)
        if number is not None:
            return Place(path, number, os.fstat(number).st_mode)
        if _OPEN.fullmatch(str(path)):
            return Place(path, None, path.stat().st_mode)
        try:
            mode = path.lstat().st_mode
        except FileNotFoundError:
            return Place(path, None, None)
        if not stat.S_ISLNK(mode):
            return Place(path, None, mode)
        path = path.parent / path.readlink()
    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))


def _number(path: Path) -> int | None:
    """Return the number of an open file of this process; None where a path is none."""
    match = _OPEN.fullmatch(str(path))
    if match is None:
        return _STANDARD.get(str(path))
    process, number, own = match.groups()
    return int(own or number) if own or int(process) == os.getpid() else None
