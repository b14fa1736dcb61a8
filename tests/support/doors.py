"""Files, folders and disks as people really have them: full, locked, in pieces, or no files."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

import pytest


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """Give a folder on a disk of its own; skip where nobody may make one."""
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "cartref-test", str(folder)],
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("only root makes disks, and only on some systems")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


class Pipe:
    """A named pipe that somebody writes to, or reads from, at the other end.

    Parameters
    ----------
    path : Path
        Its name.
    content : bytes, optional
        What is written to it; it is read to its end if None.
    """

    def __init__(self, path: Path, content: bytes | None = None) -> None:
        os.mkfifo(path)
        self.path = path
        self.content = content
        self._thread = Thread(target=self._read if content is None else self._write, daemon=True)
        self._thread.start()

    def taken(self) -> bytes:
        """Wait for the other end, and return what went through."""
        self._thread.join(30)
        assert self.content is not None
        return self.content

    def _read(self) -> None:
        self.content = self.path.read_bytes()

    def _write(self) -> None:
        assert self.content is not None
        with suppress(BrokenPipeError):  # whoever reads may have had enough
            self.path.write_bytes(self.content)


@contextmanager
def no_file(kind: str, path: Path) -> Iterator[Path]:
    """Make what is no file; skip where only root makes it."""
    if kind == "folder":
        path.mkdir()
        yield path
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as listening:
            # A path to a socket may have a hundred letters.
            before = Path.cwd()
            os.chdir(path.parent)
            listening.bind(path.name)
            os.chdir(before)
            yield path
    else:
        numbers = {"device": (stat.S_IFCHR, 1, 5), "disk": (stat.S_IFBLK, 7, 250)}
        form, major, minor = numbers[kind]
        try:
            os.mknod(path, form | 0o666, os.makedev(major, minor))
        except PermissionError:
            pytest.skip("only root makes devices")
        yield path


def inside(folder: Path) -> list[str]:
    """Return the names of all that is in a folder, hidden files too."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))
