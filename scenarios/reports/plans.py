"""A plan as a workbook: a sheet for each table, numbers as numbers, text as text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from matcher.files.atomic import replacing
from matcher.files.workbook import new_workbook
from matcher.records.plan import Plan
from matcher.records.register import Register
from matcher.words import Words
from scenarios.reports import plan_tables as tables
from scenarios.reports.language import Language
from scenarios.reports.tables import Table
from scenarios.reports.workbook import write_sheet


def write_plan(plan: Plan, register: Register, path: str | Path, language: str = "en") -> None:
    """Write a plan as a workbook, replacing the file once all went well.

    No cell is ever a formula.

    Parameters
    ----------
    plan : Plan
        The plan.
    register : Register
        The register that it is for.
    path : str or Path
        The file.
    language : str
        ``en`` or ``cy``.

    Raises
    ------
    InputError
        If the language is not known or the file can't be written.
    """
    say = Language(language)
    with replacing(path) as file:
        write_workbook(plan, register, file, say)


def write_workbook(plan: Plan, register: Register, file: BinaryIO, say: Language) -> None:
    """Write a plan as a workbook into an open file; see `write_plan`."""
    with new_workbook(file) as book:
        for name, table in sheets(plan, register, say):
            write_sheet(book, name, table, say)


def sheets(plan: Plan, register: Register, say: Language) -> Iterator[tuple[str, Table]]:
    """Yield each sheet's name and its table."""
    yield say(Words("assignments", "dyraniadau")), tables.assignments(plan, register, say)
    yield say(Words("levels", "lefelau")), tables.levels(plan, say)
    yield say(Words("indicators", "dangosyddion")), tables.single_figures(plan, say)
    for deep, name in (
        (False, Words("by kind and area", "yn ôl math ac ardal")),
        (True, Words("equality", "cydraddoldeb")),
    ):
        yield say(name), tables.breakdowns(plan, say, deep=deep)
    yield say(Words("approvals", "cymeradwyaethau")), tables.approvals(plan, say)
    yield say(Words("warnings", "rhybuddion")), tables.warnings(plan, say)
    yield say(Words("provenance", "tarddiad")), tables.provenance(plan, register, say)
