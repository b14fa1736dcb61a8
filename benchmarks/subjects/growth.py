"""How time and memory grow with the number of children."""

from __future__ import annotations

from pathlib import Path

from benchmarks.cases import asked_for
from benchmarks.machine import Machine
from benchmarks.options import Options, Report, either
from benchmarks.solving import compared, solver_columns
from benchmarks.subjects._base import Subject
from benchmarks.tables import Row, Table

SIZES = ("250", "500", "1000", "2000", "4000", "7200", "15000", "30000", "84000")
_LIMIT_SECONDS = 120.0
#: Columns of a solver's row that say nothing here.
_LEFT_OUT = ("register", "solver", "build_seconds")


class Growth(Subject):
    """Seconds and memory by size, as a table and as a picture."""

    code = "growth"
    meaning = "how time and memory grow from 250 to 84,000 children; --out draws it"

    def run(self, options: Options, report: Report) -> Table:
        """Plan registers of growing size, each in a process of its own."""
        limit = either(options.time_limit, _LIMIT_SECONDS)
        rows: list[Row] = []
        wanting: list[str] = []
        for given in asked_for(options, SIZES, ["daily", "everyone"], 1):
            found = compared(given, (), limit, either(options.runs, 1), report)
            rows += found.rows
            wanting += found.wanting
        return Table(
            tuple(column for column in solver_columns() if column.name not in _LEFT_OUT),
            tuple(rows),
            (
                f"Each size had {limit:g} s and a process of its own; made-up registers with as "
                "many homes as the generator makes, about 0.87 a child.",
            ),
            tuple(wanting),
        )

    def draw(self, table: Table, about: Machine, folder: Path) -> list[Path]:
        """Draw seconds and memory by the number of children, as PNG and SVG."""
        from benchmarks.plot import draw_growth

        return draw_growth(table.rows, about, folder)
