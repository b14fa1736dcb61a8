"""Registers in and out, in whichever form the path asks for."""

from __future__ import annotations

from pathlib import Path

from matcher.collecting import not_collecting
from matcher.errors import InputError
from matcher.files.atomic import write_text
from matcher.files.csv_folder import read_csv_folder, write_csv_folder
from matcher.files.csv_zip import read_csv_zip, write_csv_zip
from matcher.files.json_records import read_record
from matcher.files.workbook import read_workbook, write_workbook
from matcher.records.register import LISTS, Register

FORMS = "a .json file, an .xlsx workbook, or CSV files in a folder or a .zip"


@not_collecting(lasting=True)
def read_register(path: str | Path) -> Register:
    """Read a register from a JSON file, a workbook, or CSV files in a folder or a zip file.

    Parameters
    ----------
    path : str or Path
        The file, ``.json``, ``.xlsx`` or ``.zip``, or the folder.

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
    suffix = path.suffix.lower()
    if _is_folder(path):
        return read_csv_folder(path)
    if suffix == ".json":
        return read_record(path, Register, LISTS)
    if suffix == ".xlsx":
        return read_workbook(path)
    if suffix == ".zip":
        return read_csv_zip(path)
    if suffix == ".csv":
        raise InputError.single(str(path), "is one table", "the folder or .zip of the four")
    raise InputError.single(
        str(path), "is not a form of register" if suffix else "is not a folder", FORMS
    )


def write_register(register: Register, path: str | Path) -> None:
    """Write a register in the form that the path asks for; all of it or nothing.

    Parameters
    ----------
    register : Register
        What is written. Reading it back gives the same register, but for the labels of
        exclusion zones, which tables don't hold.
    path : str or Path
        A ``.json`` or ``.xlsx`` file, or for CSV files a ``.zip`` file or a folder: one that
        exists, or a name without an extension.

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
    if suffix == ".json":
        write_text(register.model_dump_json(indent=1), path)
    elif suffix == ".xlsx":
        write_workbook(register, path)
    elif suffix == ".zip":
        write_csv_zip(register, path)
    elif not suffix or _is_folder(path):
        write_csv_folder(register, path)
    else:
        raise InputError.single(str(path), "is not a form of register", FORMS)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False
