"""How fast the service answers rankings over HTTP, with a register loaded."""

from __future__ import annotations

import math

from benchmarks.cases import made_up, size_of
from benchmarks.options import Options, Report, either, some
from benchmarks.service import Asking, serving
from benchmarks.subjects._base import Subject
from benchmarks.tables import Row, Table, columns

#: Rankings a second that a county asks for at its busiest, many times over.
PER_SECOND = 20.0
CONNECTIONS = 4
_SECONDS = 20.0
#: Questions before anything counts: the first makes the register ready.
_WARM_UP_SECONDS = 2.0

_COLUMNS = columns(
    register="register",
    load="load",
    rankings="rankings",
    rankings_per_second="rankings a second",
    p50_ms="p50, ms",
    p90_ms="p90, ms",
    p99_ms="p99, ms",
    worst_ms="worst, ms",
)


class Service(Subject):
    """Rankings at a fixed pace, and as many as it answers."""

    code = "service"
    meaning = "rankings over HTTP: how long each takes at 20 a second, and how many it answers"

    def run(self, options: Options, report: Report) -> Table:
        """Start a service with each register and ask it for rankings."""
        seconds = either(options.time_limit, _SECONDS)
        rows: list[Row] = []
        for name in some(options.sizes, ["county"]):
            report(f"{name}: the service starts ...")
            with serving(made_up(size_of(name), "daily", 1)) as asking:
                rows += _measured(name, asking, seconds, report)
        return Table(
            _COLUMNS,
            tuple(rows),
            (
                f"Each load lasted {seconds:g} s, after {_WARM_UP_SECONDS:g} s that do not count, "
                f"over {CONNECTIONS} connections that stay open; on SQLite, on this machine, the "
                "client beside the service. The goal: p99 under 100 ms at 20 a second.",
                "At a fixed pace the time counts from when a question was due.",
            ),
        )


def _measured(name: str, asking: Asking, seconds: float, report: Report) -> list[Row]:
    asking.flat_out(min(_WARM_UP_SECONDS, seconds), CONNECTIONS)
    pace = f"{PER_SECOND:g} a second"
    report(f"{name}: {pace} ...")
    at_pace = asking.paced(PER_SECOND, seconds, CONNECTIONS)
    report(f"{name}: as many as it answers ...")
    at_most = asking.flat_out(seconds, CONNECTIONS)
    loads = ((pace, at_pace), ("as many as it answers", at_most))
    return [{"register": name, "load": load, **_figures(took, seconds)} for load, took in loads]


def _figures(took: list[float], seconds: float) -> dict[str, int | float]:
    ordered = sorted(1000 * one for one in took)
    return {
        "rankings": len(ordered),
        "rankings_per_second": len(ordered) / seconds,
        **{f"p{part}_ms": _part(ordered, part) for part in (50, 90, 99)},
        "worst_ms": ordered[-1],
    }


def _part(ordered: list[float], part: int) -> float:
    """Return the smallest figure that so many in a hundred do not exceed."""
    return ordered[max(0, math.ceil(len(ordered) * part / 100) - 1)]
