"""Nothing half-written: a file has no name until it is whole, then takes its target's place.

Whatever ends a process that writes, a kill too, the target is the old file or the whole new one,
and of what was being written nothing is left. Links are followed and stay. What is no plain file,
such as ``/dev/null`` or a pipe, is written to once all is there.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import stat
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from matcher.errors import InputError
from matcher.files.nameless import nameless, put
from matcher.files.places import Place, place_of

#: Standard output, by its number.
_OUTPUT = 1


@contextmanager
def replacing(target: str | Path) -> Iterator[BinaryIO]:
    """Give an empty file to write, which takes the target's place once all went well.

    Parameters
    ----------
    target : str or Path
        The file to be written or replaced; a link is followed. What is no file is written to.

    Raises
    ------
    InputError
        If the target can't be written.
    BrokenPipeError
        If it is standard output, and nobody reads on.
    """
    target = Path(target)
    with _told(target):
        place = _writable(target)
        with nameless(place.path.parent if place.is_plain else None) as file:
            yield file
            if place.is_plain:
                _replace(file, place)
            else:
                _write_through(file, place, target)


@contextmanager
def replacing_files(target: Path, names: Sequence[str]) -> Iterator[Mapping[str, BinaryIO]]:
    """Give empty files to write, by name, which then replace those of the target folder.

    Other files of the target folder are left alone. If anything goes wrong while the files
    are exchanged, those exchanged already are put back.

    Parameters
    ----------
    target : Path
        The folder, which is made if there is none.
    names : sequence of str
        The files that are written.

    Raises
    ------
    InputError
        If the target can't be written.
    """
    with _told(target), ExitStack() as stack:
        place = _where(target)
        if place.mode is not None and not stat.S_ISDIR(place.mode):
            raise InputError.single(str(target), "is a file", "the path of a folder, or a new one")
        folder = place.path
        beside = folder if place.mode is not None else _folder_of(folder)
        files = {name: stack.enter_context(nameless(beside)) for name in names}
        yield files
        if place.mode is not None:
            _exchange({folder / name: file for name, file in files.items()})
        else:
            _make_folder(folder, files)


def write_json(data: Any, path: str | Path) -> None:
    """Write data as JSON, indented by one space, in UTF-8; all of it or nothing.

    Parameters
    ----------
    data : dict or list
        What JSON can hold, such as a record's ``model_dump(mode="json")``.
    path : str or Path
        The file, replaced if it exists.

    Raises
    ------
    InputError
        If the file can't be written.
    ValueError
        If a number is not finite: JSON has none such.
    """
    write_text(json_text(data), path)


def json_text(data: Any) -> str:
    """Return data as JSON, indented by one space.

    Raises
    ------
    ValueError
        If a number is not finite: JSON has none such.
    """
    return json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False)


def write_text(text: str, path: str | Path) -> None:
    """Write a text in UTF-8, with a line end after it; all of it or nothing."""
    with replacing(path) as file:
        file.write(as_bytes(text))


def as_bytes(text: str) -> bytes:
    """Return a text as it is written: in UTF-8, with a line end after it."""
    return text.encode(errors="replace") + b"\n"


def is_output(path: Path) -> bool:
    """Return whether what is written to a path goes to standard output."""
    try:
        return place_of(path).number == _OUTPUT
    except (OSError, ValueError):
        return False


@contextmanager
def _told(target: Path) -> Iterator[None]:
    """Turn what the system refuses into our error, but where nobody reads on."""
    try:
        yield
    except OSError as error:
        if isinstance(error, BrokenPipeError) and is_output(target):
            raise
        fault = f"can't be written: {error.strerror or 'the system refuses'}"
        raise InputError.single(str(target), fault) from None


def _where(target: Path) -> Place:
    if str(target) == "-":
        raise InputError.single("-", "is not the name of a file", "a name, or /dev/stdout")
    try:
        return place_of(target)
    except ValueError:
        raise InputError.single("path", "is not the name of a file", "another name") from None


def _writable(target: Path) -> Place:
    """Return what a target leads to, having refused what is never written."""
    place = _where(target)
    if place.no_file is not None:
        raise InputError.single(str(target), place.no_file, "the path of a file")
    if place.mode is None:
        _folder_of(place.path)
    return place


def _folder_of(path: Path) -> Path:
    if not path.parent.is_dir():
        raise InputError.single(str(path.parent), "is not a folder", "a folder that exists")
    return path.parent


def _write_through(file: BinaryIO, place: Place, target: Path) -> None:
    """Write what is in a file to a device, a pipe, or what was given open."""
    file.seek(0)
    # The command line keeps the process's own output to itself: Python's is where all goes.
    output = getattr(sys.stdout, "buffer", None) if place.number == _OUTPUT else None
    if output is not None:
        sys.stdout.flush()
        shutil.copyfileobj(file, output)
        output.flush()
        return
    if place.number is not None:
        number = os.dup(place.number)
    else:
        number = os.open(target, os.O_WRONLY | os.O_NOCTTY | os.O_CLOEXEC)
    with os.fdopen(number, "wb") as stream:
        shutil.copyfileobj(file, stream)


def _replace(file: BinaryIO, place: Place) -> None:
    """Put a whole file in the place of another, or where there is none."""
    put(file, place.path, None if place.mode is None else place.path.stat())


def _exchange(files: Mapping[Path, BinaryIO]) -> None:
    """Replace several files: all of them, or none that can be put back."""
    places = {path: _writable(path) for path in files}
    done: list[tuple[Place, BinaryIO | None]] = []
    with ExitStack() as stack:
        try:
            for path, place in places.items():
                if not place.is_plain:
                    continue
                old = None if place.mode is None else stack.enter_context(place.path.open("rb"))
                done.append((place, old))
                _replace(files[path], place)
            for path, place in places.items():
                if not place.is_plain:
                    _write_through(files[path], place, path)
        except BaseException:
            for file in files.values():
                file.close()  # on a disk that is full others need their room
            for place, before in done:
                _put_back(place, before)
            raise


def _put_back(place: Place, old: BinaryIO | None) -> None:
    """Let an old file, of which only what was in it may be left, be where it was."""
    if old is None:
        place.path.unlink(missing_ok=True)
        return
    like = os.fstat(old.fileno())
    if place.path.exists() and os.path.samestat(place.path.stat(), like):
        return
    with nameless(place.path.parent) as file:
        shutil.copyfileobj(old, file)
        put(file, place.path, like)


def _make_folder(folder: Path, files: Mapping[str, BinaryIO]) -> None:
    """Put whole files into a new folder, which has its name once all are there."""
    made = folder.with_name(f".{folder.name[:40]}.{secrets.token_hex(6)}")
    made.mkdir()
    try:
        for name, file in files.items():
            put(file, made / name)
        made.rename(folder)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
