"""A study on paper: JSON, CSV, a workbook, one page, or its first picture."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, ClassVar, Protocol

from matcher.errors import Fault, InputError
from matcher.files.atomic import as_bytes, json_text, replacing
from matcher.files.workbook import new_workbook
from matcher.words import Words
from scenarios.reports import phrases
from scenarios.reports.delimited import Row, write_rows
from scenarios.reports.language import LANGUAGES, Language
from scenarios.reports.page import environment, phrase
from scenarios.reports.picture import Picture
from scenarios.reports.provenance import Provenance
from scenarios.reports.tables import Amount, Table, units_above
from scenarios.reports.workbook import write_sheet

#: Of the CSV file: a row for each cell, rows of a table counted from 1.
COLUMNS = ("table", "number", "row", "column", "unit", "value")
#: What Excel takes in no name of a sheet, and how long one may be.
_REFUSED, _LONGEST = re.compile(r"[\[\]:*?/\\]"), 31


class Paper(Protocol):
    """What can be written: a study, which stands above the reports and is not known here."""

    meaning: ClassVar[Words]

    @property
    def provenance(self) -> Provenance:
        """What it was made from."""

    def headline(self, say: Language) -> str:
        """Return the finding."""

    def exactness(self, say: Language) -> str:
        """Return how exact it is."""

    def tables(self, say: Language) -> Sequence[Table]:
        """Return every number."""

    def pictures(self, say: Language) -> Sequence[Picture]:
        """Return the pictures."""

    def model_dump(self, *, mode: str) -> dict[str, Any]:
        """Return it as JSON can hold it."""


def write(study: Paper, path: str | Path, language: str = "en") -> None:
    """Write a study, replacing the file once all went well.

    Parameters
    ----------
    study : Study
        What was found.
    path : str or Path
        The file; its suffix says what is written: ``.json`` (the whole study), ``.csv`` (one long
        table), ``.xlsx`` (a sheet for each table), ``.html`` (one page that needs nothing else,
        to be read or printed) or ``.svg`` (the first picture).
    language : str
        ``en`` or ``cy``. JSON is the same in both.

    Raises
    ------
    InputError
        If the suffix or the language is not known, or the file can't be written.
    """
    path = Path(path)
    refuse([path], language)
    with replacing(path) as file:
        WRITERS[path.suffix.lower()](study, file, Language(language))


def refuse(paths: Sequence[Path], language: str) -> None:
    """Refuse what can't be written, before anything is solved for it.

    Raises
    ------
    InputError
        With a fault for each file whose suffix is not known, for each folder that does not
        exist, and for a language that is not known.
    """
    accepted = f"a name that ends in {', '.join(WRITERS)}"
    faults = [
        Fault(str(path), "is no kind of paper", accepted)
        for path in paths
        if path.suffix.lower() not in WRITERS
    ]
    faults += [
        Fault(str(folder), "is not a folder", "a folder that exists")
        for folder in dict.fromkeys(path.parent for path in paths)
        if not folder.is_dir()
    ]
    if language not in LANGUAGES:
        faults.append(Fault("language", "is not known", "en (English) or cy (Welsh)"))
    if faults:
        raise InputError(faults)


def page(study: Paper, say: Language) -> str:
    """Return a study as one page of HTML: no script, nothing fetched from anywhere."""
    return _rendered("study.html.j2", study, say)


def body(study: Paper, say: Language) -> str:
    """Return what stands below the heading of the page, for a page that has its own.

    Its looks are those of ``templates/style.css``.
    """
    return _rendered("finding.html.j2", study, say)


def _rendered(template: str, study: Paper, say: Language) -> str:
    return (
        environment()
        .get_template(template)
        .render(
            study=study,
            say=say,
            t=partial(phrase, say),
            title=say(study.meaning),
            day=phrases.day(study.provenance.as_of, say),
            pictures=study.pictures(say),
            tables=[units_above(table, say) for table in study.tables(say)],
            origin=origin(study.provenance, say),
        )
    )


def origin(of: Provenance, say: Language) -> Table:
    """Return what a study was made from."""
    travel = {
        "great_circle": Words("great-circle distances", "pellteroedd cylch mawr"),
        "measured": Words("a table of measured journeys", "tabl o deithiau wedi'u mesur"),
    }
    not_installed = Words("not installed", "heb ei osod")
    rows = (
        (Words("council", "cyngor"), of.authority_name),
        (Words("day of the register", "diwrnod y gofrestr"), phrases.day(of.as_of, say)),
        (Words("fingerprint of the register (SHA-256)", "ôl bys y gofrestr"), of.register_sha256),
        (Words("policy", "polisi"), of.policy_name),
        (Words("travel", "teithio"), say(travel[of.travel])),
        (Words("version of Cartref", "fersiwn Cartref"), of.cartref or say(not_installed)),
    )
    return Table(
        say(Words("What it was made from", "O beth y'i gwnaed")),
        (say(Words("what", "beth")), say(Words("which", "pa un"))),
        [(say(what), which) for what, which in rows],
    )


def cells(study: Paper, say: Language) -> Iterator[Row]:
    """Yield a row of CSV for each cell of each table, numbers as they were found.

    A cell that is a text has no unit. What a row is about is told in ``row``, by the first cell,
    and rows about the same are told apart by their ``number``.
    """
    for table in _all(study, say):
        for number, row in enumerate(table.rows, 1):
            about = row[0]
            told = about if isinstance(about, str) else say.amount(about.value, about.unit)
            for column, cell in zip(table.columns, row, strict=True):
                head: Row = {"table": table.title, "number": number, "row": told, "column": column}
                if isinstance(cell, Amount):
                    yield {**head, "unit": say.unit(cell.unit), "value": cell.value}
                elif cell is not about:
                    yield {**head, "unit": "", "value": cell}


def sheets(study: Paper, say: Language) -> Iterator[tuple[str, Table]]:
    """Yield each sheet's name, which Excel takes, and its table."""
    taken: set[str] = set()
    for table in _all(study, say):
        plain = " ".join(_REFUSED.sub(" ", table.title).split()).strip("'")
        name, again = plain[:_LONGEST].strip(" '"), 1
        while name.lower() in taken:
            again += 1
            end = f" {again}"
            name = plain[: _LONGEST - len(end)] + end
        taken.add(name.lower())
        yield name, table


def _all(study: Paper, say: Language) -> Iterator[Table]:
    """Yield the finding and what it was made from as tables too, for files of tables only."""
    finding = say(phrases.PHRASES["answer"])
    told = (
        (say(Words("question", "cwestiwn")), say(study.meaning)),
        (finding, study.headline(say)),
        (say(phrases.PHRASES["exactness"]), study.exactness(say)),
    )
    made = origin(study.provenance, say)
    yield Table(finding, made.columns, [*told, *made.rows])
    yield from study.tables(say)


def _write_json(study: Paper, file: BinaryIO, _: Language) -> None:
    file.write(as_bytes(json_text(study.model_dump(mode="json"))))


def _write_csv(study: Paper, file: BinaryIO, say: Language) -> None:
    write_rows(file, COLUMNS, cells(study, say))


def _write_workbook(study: Paper, file: BinaryIO, say: Language) -> None:
    with new_workbook(file) as book:
        for name, table in sheets(study, say):
            write_sheet(book, name, table, say)


def _write_page(study: Paper, file: BinaryIO, say: Language) -> None:
    file.write(as_bytes(page(study, say)))


def _write_picture(study: Paper, file: BinaryIO, say: Language) -> None:
    pictures = study.pictures(say)
    if not pictures:
        others = ", ".join(suffix for suffix in WRITERS if suffix != ".svg")
        raise InputError.single(".svg", "there is nothing to draw", others)
    file.write(as_bytes(pictures[0].svg))


#: How each kind of paper is written into an open file, by the suffix of its name.
WRITERS: dict[str, Callable[[Paper, BinaryIO, Language], None]] = {
    ".json": _write_json,
    ".csv": _write_csv,
    ".xlsx": _write_workbook,
    ".html": _write_page,
    ".svg": _write_picture,
}

__all__ = [
    "COLUMNS",
    "WRITERS",
    "Paper",
    "body",
    "cells",
    "origin",
    "page",
    "refuse",
    "sheets",
    "write",
]
