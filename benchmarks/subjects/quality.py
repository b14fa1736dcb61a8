"""How good the plans are and what they take: size by job by seed by solver."""

from __future__ import annotations

from benchmarks.cases import asked_for
from benchmarks.options import Options, Report, either
from benchmarks.solving import compared, medians, rivals_of, solver_columns
from benchmarks.subjects._base import Subject
from benchmarks.tables import Row, Table

_SEEDS = 5
_RUNS = 1
_LIMIT_SECONDS = 60.0


class Quality(Subject):
    """Values, bounds, time and memory."""

    code = "quality"
    meaning = "size by job by seed by solver: values, bounds, gap, seconds, processor time, memory"

    def run(self, options: Options, report: Report) -> Table:
        """Let every solver plan every register, each in a process of its own."""
        limit = either(options.time_limit, _LIMIT_SECONDS)
        rivals = rivals_of(options.rivals)
        rows: list[Row] = []
        wanting: list[str] = []
        for given in asked_for(options, ["county"], ["daily", "everyone"], _SEEDS):
            found = compared(given, rivals, limit, either(options.runs, _RUNS), report)
            rows += found.rows
            wanting += found.wanting
        return Table(
            solver_columns(),
            (*rows, *medians(rows)),
            (
                f"Each run had {limit:g} s and a process of its own.",
                "peak memory: the register and all libraries included; PuLP's CBC is a program "
                "of its own, whose memory is not in it.",
            ),
            tuple(wanting),
        )
