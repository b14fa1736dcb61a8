"""A comparison on the terminal: what decides, what is proved, what differs, for whom and why."""

from __future__ import annotations

from collections.abc import Sequence

from api.cli.tables import Column, Page
from scenarios.compare import Answer, Comparison
from scenarios.reports import tables
from scenarios.reports.language import Language
from scenarios.reports.tables import Amount, Cell, Table

#: Columns whose cells are ids or names, which are not broken.
_IDS = frozenset({"scenario", "child", "where"})


def show_comparison(comparison: Comparison) -> None:
    """Print a comparison for people.

    Of the figures only those that differ; reports have all of them.

    Parameters
    ----------
    comparison : Comparison
        What `scenarios.compare.compare` returns.
    """
    page, say = Page(), Language("en")
    n_proved = sum(one.status == "optimal" for one in comparison.answers)
    page.say(
        f"{comparison.authority_name}, {comparison.as_of}: {len(comparison.answers)} plans asked "
        f"for, {n_proved} proved to be the best possible."
    )
    summary = tables.summary(comparison, say)
    show_table(page, _columns(summary, [0, 1, len(summary.columns) - 1]), say)
    show_table(
        page, _columns(summary, [0, *range(2, len(summary.columns) - 1)], "Main figures"), say
    )
    for answer in comparison.answers:
        _show_answer(page, comparison, answer, say)


def _show_answer(page: Page, comparison: Comparison, answer: Answer, say: Language) -> None:
    page.heading(f"{answer.name}: {say(answer.question)}")
    page.say(f"In short: {tables.headline(comparison, answer, say)}.")
    for said in answer.says:
        page.say(f"Changed: {say(said)}.")
    for fact in tables.facts(answer, say):
        page.say(fact)
    if answer is comparison.baseline:
        show_table(page, tables.levels(answer, say, alone=True), say)
    else:
        show_table(page, _levels(answer, say), say)
        show_table(
            page, _differing(tables.single_figures(answer, say), "Indicators that differ"), say
        )
        by = tables.breakdowns(answer, say, deep=False)
        show_table(page, _differing(by, "By kind, area and the like, where it differs"), say)
        children = tables.differently(comparison, answer, say)
        show_table(page, _columns(children, range(len(children.columns) - 1)), say)
        show_table(page, _columns(children, [0, len(children.columns) - 1], "Why"), say)
    show_table(page, tables.faults(answer, say), say)


def _levels(answer: Answer, say: Language) -> Table:
    """Return the levels; what each counts is told again only where the baseline has no such."""
    table = tables.levels(answer, say)
    if any(one.baseline_number != one.number for one in answer.levels):
        return table
    return _columns(table, [0, *range(2, len(table.columns))])


def show_table(page: Page, table: Table, say: Language) -> None:
    """Print a table of a report; nothing at all where it has no rows."""
    columns = [
        Column(title, is_id=title in _IDS, is_number=is_number)
        for title, is_number in zip(table.columns, table.numeric, strict=True)
    ]
    page.table(table.title, columns, [[_text(cell, say) for cell in row] for row in table.rows])


def _text(cell: Cell, say: Language) -> str:
    if isinstance(cell, str):
        return cell
    show = say.number if cell.bare else say.amount
    return show(cell.value, cell.unit, signed=cell.signed)


def _columns(table: Table, places: Sequence[int], title: str = "") -> Table:
    """Return some columns of a table, which as a whole is too wide for a terminal."""
    columns = [table.columns[place] for place in places]
    return Table(title or table.title, columns, [[row[p] for p in places] for row in table.rows])


def _differing(table: Table, title: str) -> Table:
    """Return the rows whose last cell, a change, is not 0."""
    rows = [row for row in table.rows if isinstance(row[-1], Amount) and row[-1].value]
    return Table(title, table.columns, rows)
