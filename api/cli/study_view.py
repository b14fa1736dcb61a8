"""A study on the terminal, as JSON or in files: what the commands of all studies have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli import options
from api.cli.output import notice, print_json

if TYPE_CHECKING:
    from scenarios.inputs import Inputs
    from scenarios.reports.tables import Table
    from scenarios.studies import Study

#: Room in characters: between columns, for a number, and for a text before it wraps.
_GAP, _NUMBER, _TEXT = 2, 8, 24

Out = Annotated[
    list[Path] | None,
    typer.Option(
        "--out",
        metavar="FILE",
        help="Write it to a file, by its name .html, .xlsx, .csv, .json or .svg (the first "
        "picture); replaced if it exists; may be repeated.",
    ),
]
LanguageOfFiles = Annotated[
    str, typer.Option("--language", metavar="LANGUAGE", help="Of the files: en or cy.")
]
TimeLimit = Annotated[
    float | None,
    typer.Option(
        "--time-limit",
        metavar="SECONDS",
        callback=options.seconds,
        help="For each plan; what is not proved by then is shown as an interval.",
    ),
]


def inputs_of(
    register: Path,
    policy: Path | None = None,
    travel: Path | None = None,
    out: Sequence[Path] | None = None,
    language: str = "en",
) -> Inputs:
    """Return what a study is made from, as it was given on the command line.

    Files that can't be written are refused first: before anything is solved for them.

    Raises
    ------
    InputError
        With every fault of what is given.
    """
    import matcher
    from scenarios.inputs import Inputs
    from scenarios.reports import paper

    paper.refuse(out or (), language)
    return Inputs.of(matcher.read_register(register), options.policy_in(policy), travel)


def give(
    study: Study, out: Sequence[Path] | None = None, language: str = "en", *, as_json: bool = False
) -> int:
    """Write a study to its files and show it; return the exit code.

    Parameters
    ----------
    study : Study
        What was found.
    out : sequence of Path, optional
        The files.
    language : str
        Of the files.
    as_json : bool
        Whether it is printed for a program.
    """
    from scenarios.reports import paper

    for path in out or ():
        paper.write(study, path, language)
        notice(f"The study is written to {path}.")
    if as_json:
        print_json(study.model_dump(mode="json"))
    else:
        show(study)
    return 0


def show(study: Study) -> None:
    """Print a study for people: the finding, its tables, how exact it is."""
    from api.cli.compare_view import show_table
    from api.cli.tables import Page
    from scenarios.reports.language import Language
    from scenarios.reports.phrases import day
    from scenarios.reports.tables import units_above

    page, say = Page(), Language("en")
    of = study.provenance
    page.say(f"{of.authority_name}, {day(of.as_of, say)}, policy {of.policy_name}")
    page.say()
    page.say(study.headline(say))
    for table in study.tables(say):
        for part in _parts(units_above(table, say), page.width):
            show_table(page, part, say)
    page.heading("How exact it is")
    page.say(study.exactness(say))


def _parts(table: Table, room: int) -> Iterator[Table]:
    """Yield a table in parts that fit a page without breaking words, each with the first column.

    Parameters
    ----------
    table : Table
        Its units in its headings.
    room : int
        How wide the page is, in characters.
    """
    from scenarios.reports.tables import Table

    needs = [_need(table, place) for place in range(len(table.columns))]
    groups: list[list[int]] = [[0]]
    for place in range(1, len(needs)):
        taken = sum(needs[one] + _GAP for one in groups[-1])
        if taken + needs[place] > room and len(groups[-1]) > 1:
            groups.append([0])
        groups[-1].append(place)
    for number, group in enumerate(groups):
        yield Table(
            table.title if number == 0 else f"{table.title}, continued",
            [table.columns[place] for place in group],
            [[row[place] for place in group] for row in table.rows],
        )


def _need(table: Table, place: int) -> int:
    """Return how wide a column must be: its words whole, its texts in few lines."""
    words = [len(word) for word in table.columns[place].split()]
    texts = [len(cell) for row in table.rows if isinstance(cell := row[place], str)]
    numbers = [_NUMBER] if table.numeric[place] else []
    return max([*words, *numbers, min(_TEXT, max(texts, default=0))])
