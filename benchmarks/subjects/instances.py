"""Published instances of assignment and family-to-place problems: the optimum known, and met."""

from __future__ import annotations

from benchmarks.cases import Given, Written, read_instance
from benchmarks.options import Options, Report, either
from benchmarks.runs import Run
from benchmarks.solving import rivals_of, side_by_side, solver_columns
from benchmarks.subjects._base import Subject
from benchmarks.tables import Row, Table, columns
from matcher import InputError

_LIMIT_SECONDS = 120.0
#: The physical limit of assignments; the others on demand.
_RIVALS = ("scipy_assignment",)
#: Columns of a solver's row that say nothing here.
_LEFT_OUT = ("register", "job", "seed", "to_house")


class Instances(Subject):
    """Published instances through the travel matrix."""

    code = "instances"
    meaning = "published instances, given as files: the optimum known and met"

    def run(self, options: Options, report: Report) -> Table:
        """Let every solver solve every instance, each in a process of its own."""
        if not options.registers:
            accepted = "assignments of the OR-Library (.txt), families and places (.csv)"
            raise InputError.single("REGISTER", "no instance is given", accepted)
        limit = either(options.time_limit, _LIMIT_SECONDS)
        rivals = rivals_of(either(options.rivals, _RIVALS))
        rows: list[Row] = []
        wanting: list[str] = []
        for path in options.registers:
            instance = read_instance(path)
            n_children = len(instance.register.children)
            written = Written(path, n_children, len(instance.register.homes), n_children)
            given = Given(instance.name, "daily", path=path)
            runs = either(options.runs, 1)
            found = side_by_side(given, written, rivals, limit, runs, report)
            for row, run in zip(found.rows, found.runs, strict=True):
                met = _met(run, instance.optimum)
                optimum = instance.optimum or ()
                rows.append({**row, "instance": instance.name, "optimum": optimum, "met": met})
                if met is False and run.status == "optimal":
                    wanting.append(f"{instance.name}: {run.solver} proves another optimum")
            wanting += found.wanting
        titles = columns(instance="instance", optimum="optimum", met="met")
        return Table(
            (
                titles[0],
                *(column for column in solver_columns() if column.name not in _LEFT_OUT),
                *titles[1:],
            ),
            tuple(rows),
            (f"Each had {limit:g} s a run; optimum: as published, who is left out before costs.",),
            tuple(wanting),
        )


def _met(run: Run, optimum: tuple[int, ...] | None) -> bool | None:
    """Return whether a plan has the published levels; None where they are not known."""
    return None if optimum is None else run.values == optimum
