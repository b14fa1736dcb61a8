"""``cartref bench``, found by the command line through its entry point in ``pyproject.toml``.

A door like those of `api.cli`, and like them it imports what it needs when it runs.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli import options
from api.cli.errors import WANTING
from api.cli.output import notice, print_json

if TYPE_CHECKING:
    from api.cli.tables import Column as Shown
    from benchmarks.machine import Machine
    from benchmarks.options import Options
    from benchmarks.subjects import Subject
    from benchmarks.tables import Column, Table

#: What ends the rivals that are asked for, where there are none.
_NONE = "none"
#: Characters on a page that no terminal says the width of: the tables are wide.
_WIDTH = 180


def bench(
    subject: Annotated[
        str | None,
        typer.Argument(metavar="SUBJECT", help="What to measure; without it, what there is."),
    ] = None,
    registers: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="REGISTER...",
            help="Registers in any form, instead of made-up ones; for the subject instances, "
            "published instances.",
            show_default=False,
        ),
    ] = None,
    size: Annotated[
        str | None,
        typer.Option(
            metavar="NAMES",
            help="county, region, wales, england or numbers of children, with commas between.",
        ),
    ] = None,
    job: Annotated[
        str | None, typer.Option(metavar="NAMES", help="daily, everyone, or both with a comma.")
    ] = None,
    seeds: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="How many made-up registers of a size.")
    ] = None,
    runs: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="How often to measure each thing.")
    ] = None,
    rivals: Annotated[
        str | None, typer.Option(metavar="CODES", help="Rivals, with commas between; or none.")
    ] = None,
    time_limit: Annotated[
        float | None,
        typer.Option(metavar="SECONDS", callback=options.seconds, help="For each run of a solver."),
    ] = None,
    only: Annotated[
        str | None, typer.Option(metavar="ROWS", help="Rows of the goals: 'county daily'.")
    ] = None,
    csv: Annotated[
        Path | None,
        typer.Option("--csv", metavar="FILE", help="Write the table here; replaced if it exists."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", help="Write the table as CSV and JSON here, and the pictures."
        ),
    ] = None,
    as_json: options.Json = False,
) -> int:
    """Measure how fast and how good plans are, against whom.

    Measure on an idle machine. What each figure means: benchmarks/README.md.
    """
    from benchmarks.options import Options
    from benchmarks.subjects import SUBJECTS
    from matcher import InputError

    if subject is None:
        _list(SUBJECTS, as_json)
        return 0
    if subject not in SUBJECTS:
        raise InputError.single("SUBJECT", f"{subject!r} is no subject", ", ".join(SUBJECTS))
    asked = Options(
        registers=tuple(registers or ()),
        sizes=_names(size),
        jobs=_jobs(job),
        seeds=seeds,
        runs=runs,
        rivals=None if rivals is None else () if rivals == _NONE else _names(rivals),
        time_limit=time_limit,
        only=_names(only),
    )
    return _measure(SUBJECTS[subject], asked, csv, out, as_json=as_json)


#: As the command line lists it: the command, and an example of its use.
COMMAND = (bench, "cartref bench rivals --size county --seeds 5 --csv rivals.csv")


def _measure(
    subject: Subject, asked: Options, csv: Path | None, out: Path | None, *, as_json: bool
) -> int:
    """Measure a subject, show and write its table; return the exit code."""
    from benchmarks.machine import machine

    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
    about = machine()
    table = subject.run(asked, notice)
    data = {"format": "cartref/bench/1", "subject": subject.code, "machine": about, **table.json()}
    if csv is not None:
        csv.write_text(table.csv(), encoding="utf-8")
    if out is not None:
        (out / f"{subject.code}.csv").write_text(table.csv(), encoding="utf-8")
        text = json.dumps(data, indent=1, ensure_ascii=False) + "\n"
        (out / f"{subject.code}.json").write_text(text, encoding="utf-8")
        for path in subject.draw(table, about, out):
            notice(f"{path} is drawn.")
    if as_json:
        print_json(data)
    else:
        _show(subject, about, table)
    return WANTING if table.wanting else 0


def _show(subject: Subject, about: Machine, table: Table) -> None:
    from api.cli.tables import Page
    from benchmarks.machine import in_one_line

    page = Page(_WIDTH)
    page.say(in_one_line(about))
    known = tuple(
        column
        for column in table.columns
        if any(cell not in (None, ()) for cell in table.cells(column))
    )
    page.table(
        f"{subject.code}: {subject.meaning}",
        [_shown(one, table) for one in known],
        table.texts(known),
    )
    for note in table.notes:
        page.say(note)
    for text in table.wanting:
        page.say(f"WRONG: {text}")


def _shown(column: Column, table: Table) -> Shown:
    """Return how a column is shown: numbers to the right, and no name broken."""
    from api.cli.tables import Column as Shown

    cells = [cell for cell in table.cells(column) if cell is not None]
    names = all(isinstance(cell, str) and " " not in cell for cell in cells)
    numbers = all(isinstance(cell, int | float) and not isinstance(cell, bool) for cell in cells)
    return Shown(column.title, is_id=names, is_number=numbers)


def _list(subjects: dict[str, Subject], as_json: bool) -> None:
    from api.cli.tables import Column, Page

    if as_json:
        meanings = {code: subject.meaning for code, subject in subjects.items()}
        print_json({"format": "cartref/bench/1", "subjects": meanings})
        return
    Page().table(
        "Subjects",
        (Column("subject", is_id=True), Column("shows")),
        ([code, subject.meaning] for code, subject in subjects.items()),
    )


def _names(given: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in (given or "").split(",") if name.strip())


def _jobs(given: str | None) -> tuple[str, ...]:
    from benchmarks.cases import JOBS
    from matcher import InputError

    names = _names(given)
    for name in names:
        if name not in JOBS:
            raise InputError.single("--job", f"{name!r} is no job", ", ".join(JOBS))
    return names
