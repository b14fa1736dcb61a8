"""Reports of a comparison: JSON, CSV, a workbook, and one page for the panel's papers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from matcher.errors import InputError
from matcher.files.atomic import as_bytes, json_text, replacing
from scenarios.compare import Comparison
from scenarios.reports.delimited import write_csv
from scenarios.reports.language import Language
from scenarios.reports.page import write_page
from scenarios.reports.workbook import write_workbook


def _write_json(comparison: Comparison, file: BinaryIO, _: Language) -> None:
    file.write(as_bytes(json_text(comparison.model_dump(mode="json"))))


#: How each kind of report is written into an open file, by the suffix of its name.
WRITERS: dict[str, Callable[[Comparison, BinaryIO, Language], None]] = {
    ".json": _write_json,
    ".csv": write_csv,
    ".xlsx": write_workbook,
    ".html": write_page,
}


def write(comparison: Comparison, path: str | Path, language: str = "en") -> None:
    """Write a report, replacing the file once all went well.

    Parameters
    ----------
    comparison : Comparison
        What `scenarios.compare.compare` returns.
    path : str or Path
        The file; its suffix says which report: ``.json`` (the whole comparison), ``.csv`` (one
        long table), ``.xlsx`` (a sheet for each table) or ``.html`` (one page that needs nothing
        else, to be read or printed).
    language : str
        ``en`` or ``cy``. JSON holds both.

    Raises
    ------
    InputError
        If the suffix or the language is not known, or the file can't be written.
    """
    path = Path(path)
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        accepted = f"a name that ends in {', '.join(WRITERS)}"
        raise InputError.single(str(path), "is no kind of report", accepted)
    with replacing(path) as file:
        writer(comparison, file, Language(language))


__all__ = ["WRITERS", "write"]
