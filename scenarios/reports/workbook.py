"""A comparison as a workbook: a sheet for each table, numbers as numbers, text as text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, BinaryIO

from matcher.amounts import TENTHS
from matcher.files.workbook import new_workbook
from matcher.words import Words
from scenarios.compare import Answer, Comparison
from scenarios.reports import tables
from scenarios.reports.language import Language
from scenarios.reports.tables import Amount, Cell, Table

#: How shares and money are shown; the numbers are as in the comparison.
_NUMBERS = {"share": "0.0 %", "pounds a week": "#,##0", "pounds a year": "#,##0"}
_WIDEST = 60
#: What a sheet and a cell can hold, by Excel's own limits.
_MAX_ROWS, _MAX_TEXT = 1_048_575, 32_767

Making = Callable[[Answer, Language], Table]


def write_workbook(comparison: Comparison, file: BinaryIO, say: Language) -> None:
    """Write the workbook into an open file; no cell is ever a formula."""
    with new_workbook(file) as book:
        for name, table in sheets(comparison, say):
            write_sheet(book, name, table, say)


def write_sheet(book: Any, name: str, table: Table, say: Language) -> None:
    """Add a sheet with a table; texts are written as text, and no cell is ever a formula.

    Parameters
    ----------
    book : Workbook
        Of `matcher.files.workbook.new_workbook`.
    name : str
        The sheet's name, which Excel must take.
    table : Table
        What it holds.
    say : Language
        The language.
    """
    _write(book, book.add_worksheet(name), _with_units(table, say))


def sheets(comparison: Comparison, say: Language) -> Iterator[tuple[str, Table]]:
    """Yield each sheet's name and its table."""
    yield say(Words("summary", "crynodeb")), tables.summary(comparison, say)
    yield say(Words("questions", "cwestiynau")), _questions(comparison, say)
    each: tuple[tuple[Words, Making], ...] = (
        (Words("levels", "lefelau"), tables.levels),
        (Words("totals", "cyfansymiau"), tables.totals),
        (Words("indicators", "dangosyddion"), tables.single_figures),
        (Words("by kind and area", "yn ôl math ac ardal"), _shallow),
        (Words("equality", "cydraddoldeb"), _deep),
        (Words("children", "plant"), lambda one, way: tables.differently(comparison, one, way)),
        (Words("criteria of children", "meini prawf plant"), tables.criteria),
        (Words("faults", "diffygion"), tables.faults),
    )
    for name, make in each:
        yield say(name), _together([(one.name, make(one, say)) for one in comparison.answers], say)


def _shallow(answer: Answer, say: Language) -> Table:
    return tables.breakdowns(answer, say, deep=False)


def _deep(answer: Answer, say: Language) -> Table:
    return tables.breakdowns(answer, say, deep=True)


def _questions(comparison: Comparison, say: Language) -> Table:
    rows: list[Sequence[Cell]] = []
    for answer in comparison.answers:
        rows.append((answer.name, say(answer.question)))
        rows.extend((answer.name, say(said)) for said in answer.says)
        rows.extend((answer.name, fact) for fact in tables.facts(answer, say))
    title = say(Words("What is asked and what is changed", "Yr hyn a ofynnir a'r hyn a newidir"))
    return Table(title, (_scenario(say), title), rows)


def _together(parts: Sequence[tuple[str, Table]], say: Language) -> Table:
    """Return the same table of all scenarios as one, the scenario's name in front."""
    first = parts[0][1]
    rows = [[name, *row] for name, table in parts for row in table.rows]
    return Table(first.title, (_scenario(say), *first.columns), rows)


def _scenario(say: Language) -> str:
    return say(Words("scenario", "senario"))


def _write(book: Any, sheet: Any, table: Table) -> None:
    heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    numbers = {unit: book.add_format({"num_format": form}) for unit, form in _NUMBERS.items()}
    for column, title in enumerate(table.columns):
        sheet.write_string(0, column, title, heading)
        texts = [cell for row in table.rows if isinstance(cell := row[column], str)]
        sheet.set_column(column, column, min(_WIDEST, max(map(len, [title, *texts])) + 2))
    for number, row in enumerate(table.rows[:_MAX_ROWS], 1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(number, column, cell[:_MAX_TEXT], text)
            elif cell.value is not None:
                sheet.write_number(number, column, _number(cell), numbers.get(cell.unit))
    sheet.freeze_panes(1, 1)


def _number(cell: Amount) -> float:
    """Return the number of a cell as found; as shown, where the unit beside it is so too."""
    value = cell.value or 0
    return value / 10 if cell.bare and cell.unit.startswith(TENTHS.en) else value


def _with_units(table: Table, say: Language) -> Table:
    """Return a table with its units: in a heading that has one, else in a column of their own."""
    units = [
        {
            cell.unit
            for row in table.rows
            if isinstance(cell := row[column], Amount) and not cell.bare
        }
        for column in range(len(table.columns))
    ]
    if all(len(some) <= 1 for some in units):
        columns = [
            f"{title}, {say.unit(next(iter(some)))}" if some else title
            for title, some in zip(table.columns, units, strict=True)
        ]
        return Table(table.title, columns, table.rows)
    first = next(column for column, some in enumerate(units) if some)
    columns = [*table.columns[:first], say(Words("unit", "uned")), *table.columns[first:]]
    rows = [[*row[:first], _unit(row, say), *row[first:]] for row in table.rows]
    return Table(table.title, columns, rows)


def _unit(row: Sequence[Cell], say: Language) -> str:
    return next((say.unit(cell.unit) for cell in row if isinstance(cell, Amount)), "")
