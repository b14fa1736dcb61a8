"""A comparison as one long CSV table, for programs and pivot tables.

A row is one fact: which scenario, of which ``table``, about what, and its value in the baseline
and in the scenario. Codes and numbers are as in the JSON file.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import TextIOWrapper
from typing import BinaryIO

from matcher.amounts import level_unit
from matcher.files.formulas import guarded
from scenarios.compare import Answer, Comparison
from scenarios.reports.language import Language
from scenarios.reports.tables import headline
from scenarios.reports.tables.levels import proof

COLUMNS = (
    "scenario",
    "table",
    "item",
    "of",
    "unit",
    "today",
    "baseline",
    "value",
    "change",
    "gap",
    "note",
)
Value = str | int | float | None
Row = dict[str, Value]


def write_csv(comparison: Comparison, file: BinaryIO, say: Language) -> None:
    """Write the table, UTF-8 with a byte-order mark, so that Excel reads Welsh letters."""
    write_rows(file, COLUMNS, rows(comparison, say))


def write_rows(file: BinaryIO, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Write rows as CSV into an open file; a spreadsheet takes no text for a formula."""
    text = TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
    writer = csv.DictWriter(text, columns)
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _text(value) for name, value in row.items()})
    text.detach()


def rows(comparison: Comparison, say: Language) -> Iterator[Row]:
    """Yield every fact of a comparison.

    Its ``table`` is ``scenario`` (status, question and what decides), ``change`` (what each change
    does), ``fault``, ``level``, ``total`` (criteria over the children of both registers),
    ``indicator`` (of a key, or of several, in a breakdown), ``child`` (a home in each plan, and
    why) or ``child_criterion``.
    """
    for answer in comparison.answers:
        for row in _answer(comparison, answer, say):
            yield {"scenario": answer.name, **row}


def _answer(comparison: Comparison, answer: Answer, say: Language) -> Iterator[Row]:
    head = {"table": "scenario", "note": headline(comparison, answer, say)}
    yield {**head, "item": say(answer.question), "of": answer.status}
    for said in answer.says:
        yield {"table": "change", "item": say(said)}
    for fault in answer.faults:
        yield {"table": "fault", "item": fault.place, "of": fault.fault, "note": fault.accepted}
    for level in answer.levels:
        yield {
            "table": "level",
            "item": str(level.number),
            "of": "; ".join(f"{code} x {by}" for code, by in level.counts.items()),
            "unit": say.unit(level_unit(level.counts)),
            "baseline": level.baseline_value,
            "value": level.value,
            "change": level.difference,
            "gap": level.gap,
            "note": proof(level, say),
        }
    for total in answer.totals:
        yield {"table": "total", "item": total.criterion, **_numbers(total, say)}
    for figure in answer.figures:
        yield {
            "table": "indicator",
            "item": figure.indicator,
            "of": "; ".join(figure.of),
            "today": figure.today,
            **_numbers(figure, say),
        }
    for child in answer.placed_differently:
        yield {
            "table": "child",
            "item": child.child,
            "of": child.in_registers,
            "baseline": child.baseline_home,
            "value": child.home,
            "note": " ".join(say(reason.text) for reason in child.reasons),
        }
        for change in child.criteria:
            numbers = _numbers(change, say)
            yield {
                "table": "child_criterion",
                "item": child.child,
                "of": change.criterion,
                **numbers,
            }


def _numbers(one: object, say: Language) -> Row:
    fields: Row = {name: getattr(one, name) for name in ("baseline", "value", "change")}
    return {**fields, "unit": say.unit(getattr(one, "unit", ""))}


def _text(value: Value) -> str:
    if isinstance(value, str):
        return guarded(value)
    return "" if value is None else repr(value)
