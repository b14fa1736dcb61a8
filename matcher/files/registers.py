"""Registers in and out, in whichever form the path asks for."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, NamedTuple

from matcher.collecting import not_collecting
from matcher.errors import InputError, UnreadableError
from matcher.files.atomic import as_bytes, replacing
from matcher.files.csv_folder import read_csv_folder, write_csv_folder
from matcher.files.csv_zip import read_csv_zip, write_csv_zip
from matcher.files.json_records import read_record
from matcher.files.opening import opened_bytes, start_of
from matcher.files.places import is_plain
from matcher.files.workbook import read_workbook, write_workbook
from matcher.files.zipped import is_workbook
from matcher.records.register import LISTS, Register

FORMS = "a .json file, an .xlsx workbook, or CSV files in a folder or a .zip"


@not_collecting(lasting=True)
def read_register(path: str | Path, file: BinaryIO | None = None) -> Register:
    """Read a register from a JSON file, a workbook, or CSV files in a folder or a zip file.

    Parameters
    ----------
    path : str or Path
        The file, ``.json``, ``.xlsx`` or ``.zip``, or the folder. Of a file whose name has no
        ending, such as ``/dev/stdin``, what is in it tells the form.
    file : binary file, optional
        What to read in its place, if it is open already; the path is its name.

    Returns
    -------
    Register
        Validated whole.

    Raises
    ------
    InputError
        With all faults together, each with its place: a JSON path; sheet, row and column.
    """
    path = Path(path)
    if file is None and _is(path, Path.is_dir):
        return read_csv_folder(path)
    suffix = path.suffix.lower()
    if suffix in _FORMS:
        return _FORMS[suffix].read(path, file)
    if suffix == ".csv":
        raise InputError.single(str(path), "is one table", "the folder or .zip of the four")
    if suffix:
        raise InputError.single(str(path), "is not a form of register", FORMS)
    if file is None and not _is(path, Path.exists) and str(path) != "-":
        raise UnreadableError.single(str(path), "is not a folder", FORMS)
    with opened_bytes(path, FORMS, file) as found:
        return _FORMS[_form_in(found, path)].read(path, found)


def write_register(register: Register, path: str | Path) -> None:
    """Write a register in the form that the path asks for; all of it or nothing.

    Parameters
    ----------
    register : Register
        What is written. Reading it back gives the same register, but for the labels of
        exclusion zones, which tables don't hold.
    path : str or Path
        A ``.json`` or ``.xlsx`` file, or for CSV files a ``.zip`` file or a folder: one that
        exists, or a name without an extension. What is no file, such as ``/dev/stdout``, gets
        JSON.

    Raises
    ------
    InputError
        If the path can't be written, or the form can't hold the register.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix == ".csv":
        raise InputError.single(
            str(path), "names one file, but a register is four tables", "a folder or a .zip"
        )
    if suffix in _FORMS:
        form = suffix
    elif _is(path, Path.is_dir) or (not suffix and _is(path, is_plain)):
        write_csv_folder(register, path)
        return
    elif suffix:
        raise InputError.single(str(path), "is not a form of register", FORMS)
    else:
        form = ".json"
    with replacing(path) as file:
        _FORMS[form].write(register, file)


def register_bytes(register: Register, suffix: str) -> bytes:
    """Return a register as a file holds it, by how its name would end: ``.json``, ``.xlsx``, ...

    Raises
    ------
    InputError
        If the form can't hold the register.
    """
    file = BytesIO()
    _FORMS[suffix].write(register, file)
    return file.getvalue()


def _read_json(path: Path, file: BinaryIO | None) -> Register:
    return read_record(path, Register, LISTS, file)


def _write_json(register: Register, file: BinaryIO) -> None:
    file.write(as_bytes(register.model_dump_json(indent=1)))


class _Form(NamedTuple):
    """How a register is read from one file, and written to one."""

    read: Callable[[Path, BinaryIO | None], Register]
    write: Callable[[Register, BinaryIO], None]


_FORMS = {
    ".json": _Form(_read_json, _write_json),
    ".xlsx": _Form(read_workbook, write_workbook),
    ".zip": _Form(read_csv_zip, write_csv_zip),
}


def _form_in(file: BinaryIO, path: Path) -> str:
    """Return the form of a register by what is in its file."""
    start = start_of(file).removeprefix(codecs.BOM_UTF8).lstrip()
    if start.startswith(b"{"):
        return ".json"
    if not start.startswith(b"PK"):
        raise InputError.single(str(path), "is not a form of register", FORMS)
    return ".xlsx" if is_workbook(file) else ".zip"


def _is(path: Path, asked: Callable[[Path], bool]) -> bool:
    try:
        return asked(path)
    except (OSError, ValueError):
        return False
