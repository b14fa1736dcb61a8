"""Solvers side by side on the same registers: the runs, their rows, and whether they agree."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.cases import Given, Written
from benchmarks.machine import not_installed
from benchmarks.options import Report
from benchmarks.runs import CARTREF, Run, run
from benchmarks.tables import Cell, Column, Row, columns
from matcher import InputError

if TYPE_CHECKING:
    from benchmarks.rivals import Rival

#: What a median is taken of.
_MEASURED = ("gap", "gap_percent", "seconds", "build_seconds", "cpu_seconds", "peak_mb")


def rivals_of(asked: tuple[str, ...] | None) -> dict[str, Rival]:
    """Return the rivals that are asked for, by code; all if None.

    Raises
    ------
    InputError
        If there is no such rival, or a library of one is not installed.
    """
    if asked == ():
        return {}
    try:
        from benchmarks.rivals import RIVALS
    except ModuleNotFoundError as error:
        raise not_installed(error.name or "", "a rival needs it") from None
    for code in asked or ():
        if code not in RIVALS:
            raise InputError.single("--rivals", f"{code!r} is no rival", ", ".join(RIVALS))
    return {code: RIVALS[code] for code in asked or RIVALS}


class Comparison(NamedTuple):
    """Solvers on one register.

    Attributes
    ----------
    given, written : Given, Written
        The register.
    runs : list of Run
        The engine's first; rivals that don't suit are left out.
    """

    given: Given
    written: Written
    runs: list[Run]

    @property
    def mine(self) -> Run:
        """The engine's run."""
        return self.runs[0]

    @property
    def wanting(self) -> list[str]:
        """What is wrong, in words."""
        wrong = [text for one in self.runs for text in one.wanting]
        wrong += [text for other in self.runs[1:] if (text := disagreement(self.mine, other))]
        return [f"{self.given}: {text}" for text in wrong]

    @property
    def rows(self) -> list[dict[str, Cell]]:
        """A row for each solver, with `solver_columns`."""
        about = {**self.given.row, **self.written.row}
        return [{**about, **_row(run)} for run in self.runs]


def compared(
    given: Given, rivals: Iterable[str], limit: float | None, runs: int, report: Report
) -> Comparison:
    """Let the engine and rivals plan a register, each in a process of its own.

    Parameters
    ----------
    given : Given
        The register.
    rivals : iterable of str
        Their codes.
    limit : float or None
        Seconds for each run.
    runs : int
        How often each plans.
    report : callable
        Told of each.
    """
    with tempfile.TemporaryDirectory() as folder:
        written = given.written(Path(folder))
        return side_by_side(given, written, rivals, limit, runs, report)


def side_by_side(
    given: Given,
    written: Written,
    rivals: Iterable[str],
    limit: float | None,
    runs: int,
    report: Report,
) -> Comparison:
    """Let the engine and rivals plan a register that is in a file already; see `compared`."""
    found = []
    for solver in (CARTREF, *rivals):
        report(f"{given} ({written}): {solver}")
        one = run(written.path, solver, limit, runs)
        if one.status != "unsuited":
            found.append(one)
    return Comparison(given, written, found)


def disagreement(one: Run, other: Run) -> str | None:
    """Return in words how one's plan is better than what the other proves, or the other way round.

    Two solvers that prove different values of a level are such a case; None where all agrees.
    """
    return _better(one, other) or _better(other, one)


def _better(found: Run, proof: Run) -> str | None:
    proved = proof.values[: proof.n_proved]
    values = found.values[: proof.n_proved]
    if not values or found.violations or values >= proved:
        return None
    return (
        f"{proof.solver} proves the levels {_listed(proved)}, {found.solver} has {_listed(values)}"
    )


def _listed(values: Sequence[int]) -> str:
    return ", ".join(map(str, values))


def solver_columns() -> tuple[Column, ...]:
    """Return the columns of `Comparison.rows`."""
    return columns(
        register="register",
        job="job",
        seed="seed",
        children="children",
        homes="homes",
        to_house="to house",
        solver="solver",
        status="status",
        values="levels",
        bounds="bounds",
        gap_level="gap at level",
        gap="gap",
        gap_percent="gap, %",
        seconds="seconds",
        build_seconds="build, s",
        cpu_seconds="CPU, s",
        peak_mb="peak, MB",
        accepted="judged good",
    )


def _row(run: Run) -> dict[str, Cell]:
    gap = run.gap
    return {
        "solver": run.solver,
        "status": run.status,
        "values": run.values,
        "bounds": run.bounds,
        "gap_level": gap.level if gap else None,
        "gap": gap.units if gap else 0 if run.values else None,
        "gap_percent": gap.percent if gap else 0.0 if run.values else None,
        "seconds": run.seconds,
        "build_seconds": run.build_seconds,
        "cpu_seconds": run.cpu_seconds,
        "peak_mb": run.peak_mb,
        "accepted": not run.violations if run.values else None,
    }


def medians(rows: Sequence[Row]) -> list[dict[str, Cell]]:
    """Return a row of medians for each register's size, job and solver that has several seeds."""

    def key(row: Row) -> tuple[str, str, str]:
        return str(row["register"]), str(row["job"]), str(row["solver"])

    found = []
    for _, same in groupby(sorted(rows, key=key), key):
        some = list(same)
        if len(some) < 2:
            continue
        proved = sum(row["status"] == "optimal" for row in some)
        found.append(
            {
                **{name: some[0][name] for name in ("register", "job", "solver")},
                "seed": f"median of {len(some)}",
                "status": f"{proved} optimal",
                "accepted": all(row["accepted"] for row in some),
                **{name: middle(row.get(name) for row in some) for name in _MEASURED},
            }
        )
    return found


def middle(cells: Iterable[Cell]) -> float | None:
    """Return the median of figures, of those that are known."""
    known = [float(cell) for cell in cells if isinstance(cell, int | float)]
    return median(known) if known else None
