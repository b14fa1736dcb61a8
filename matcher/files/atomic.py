"""Nothing half-written: everything is made beside its target, then renamed into place."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from matcher.errors import InputError


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a path to write a file at, which replaces the target once all went well.

    The file is made in a private folder beside the target; whatever happens, an interrupt
    too, the folder goes and the target is either the old file or the whole new one.

    Parameters
    ----------
    target : Path
        The file to be written or replaced; a link is followed.

    Raises
    ------
    InputError
        If the target can't be written.
    """
    target = Path(os.path.realpath(target))
    if target.is_dir():
        raise InputError.single(str(target), "is a folder", "the path of a file")
    with _beside(target) as folder:
        made = folder / target.name
        yield made
        made.replace(target)


@contextmanager
def replacing_files(target: Path, names: Sequence[str]) -> Iterator[Path]:
    """Give a folder to write files in, which then replace those of the target folder.

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
    target = Path(os.path.realpath(target))
    if target.exists() and not target.is_dir():
        raise InputError.single(str(target), "is a file", "the path of a folder, or a new one")
    with _beside(target) as folder:
        made = folder / "new"
        made.mkdir()
        yield made
        if target.exists():
            _exchange(made, target, folder / "old", names)
        else:
            made.rename(target)


def _exchange(made: Path, target: Path, old: Path, names: Sequence[str]) -> None:
    old.mkdir()
    try:
        for name in names:
            if (target / name).exists():
                (target / name).rename(old / name)
            (made / name).rename(target / name)
    except BaseException:
        for name in names:
            if (old / name).exists():
                (old / name).replace(target / name)
            elif not (made / name).exists():
                (target / name).unlink()
        raise


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """Give a private folder beside the target, on its file system, and remove it after."""
    if not target.parent.is_dir():
        raise InputError.single(str(target.parent), "is not a folder", "a folder that exists")
    try:
        folder = Path(tempfile.mkdtemp(prefix=f".{target.name[:40]}.", dir=target.parent))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    except OSError as error:
        raise InputError.single(
            str(target), f"can't be written: {error.strerror or 'the system refuses'}"
        ) from None


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
    write_text(json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False), path)


def write_text(text: str, path: str | Path) -> None:
    """Write a text in UTF-8, with a line end after it; all of it or nothing."""
    with (
        replacing(Path(path)) as made,
        made.open("w", encoding="utf-8", errors="replace", newline="\n") as file,
    ):
        file.write(text)
        file.write("\n")
