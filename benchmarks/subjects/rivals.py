"""Rivals side by side with Cartref on the same registers, in the same run."""

from __future__ import annotations

from benchmarks.cases import asked_for
from benchmarks.options import Options, Report, either
from benchmarks.runs import Run
from benchmarks.solving import compared, rivals_of
from benchmarks.subjects._base import Subject
from benchmarks.tables import Row, Table, columns

_SEEDS = 1
_RUNS = 3
_LIMIT_SECONDS = 60.0


class Rivals(Subject):
    """Seconds of each, and how many times Cartref's they are."""

    code = "rivals"
    meaning = "rivals on the same registers: seconds, times Cartref's, levels proved, judged"

    def run(self, options: Options, report: Report) -> Table:
        """Let every solver plan every register, each in a process of its own."""
        limit = either(options.time_limit, _LIMIT_SECONDS)
        rivals = rivals_of(options.rivals)
        rows: list[Row] = []
        wanting: list[str] = []
        notes: list[str] = []
        for given in asked_for(options, ["county"], ["daily"], _SEEDS):
            found = compared(given, rivals, limit, either(options.runs, _RUNS), report)
            for row, run in zip(found.rows, found.runs, strict=True):
                whole = times(run.whole_seconds, found.mine)
                exact = run.solver in rivals and rivals[run.solver].exact and whole is not None
                rows.append(
                    {
                        **row,
                        "ratio": whole,
                        "ratio_at_least": run.status != "optimal" if exact else None,
                        "solving_ratio": times(run.seconds, found.mine),
                        "proved": run.n_proved,
                    }
                )
            notes.append(f"{given}: {found.written}.")
            wanting += found.wanting
        models = tuple(f"{code}: {one.name}. {one.model}" for code, one in rivals.items())
        return Table(
            columns(
                register="register",
                job="job",
                seed="seed",
                solver="solver",
                status="status",
                build_seconds="build, s",
                seconds="seconds",
                ratio="times Cartref's",
                ratio_at_least="or more",
                solving_ratio="solving alone",
                proved="levels proved",
                values="levels",
                accepted="judged good",
            ),
            tuple(rows),
            (
                f"Each had {limit:g} s a run; seconds are medians. Times Cartref's: building and "
                "solving, against Cartref's from a loaded register to a judged plan; or more, "
                "where a rival that could prove all levels did not. A rival that is not named "
                "beside a register does not suit it.",
                *notes,
                *models,
            ),
            tuple(wanting),
        )


def times(seconds: float | None, mine: Run) -> float | None:
    """Return how many times the engine's seconds some seconds of a rival are."""
    return seconds / mine.seconds if seconds is not None and mine.seconds else None
