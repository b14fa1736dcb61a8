"""One solver on one register, in this process: ``python -m benchmarks.one``; see `benchmarks.runs`.

Libraries are loaded and a tiny register is planned before the clock starts.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

from benchmarks.cases import is_instance, read_instance
from benchmarks.machine import cpu_seconds, peak_mb
from benchmarks.runs import CARTREF, Run
from matcher import NoPlanError, UndecidedError, read_register
from matcher.case import Case
from matcher.cases import case_of
from matcher.check import judge
from matcher.planning import plan_case
from matcher.solve.stop import Stop
from scenarios.generator.sample import sample_register

#: Children of the register that is planned first.
_TINY = 12

#: Plans a case within so many seconds.
Solver = Callable[[Case, float | None], Run]


def by_cartref(case: Case, limit: float | None) -> Run:
    """Plan by the engine; judge the plan once more, after the clock has stopped."""
    before, began = cpu_seconds(), time.perf_counter()
    try:
        plan = plan_case(case, (), (), Stop(limit))
    except (NoPlanError, UndecidedError) as error:
        found = Run(CARTREF, "none", said=str(error))
        return _timed(found, time.perf_counter() - began, 0.0, before)
    found = Run(
        CARTREF,
        status=plan.status or "feasible",
        values=tuple(level.value for level in plan.levels),
        bounds=tuple(level.bound for level in plan.levels),
        work=plan.solve,
    )
    found = _timed(found, time.perf_counter() - began, 0.0, before)
    return replace(found, violations=tuple(broken.text for broken in judge(case, plan)))


def by_rival(code: str) -> Solver:
    """Return what plans by a rival and has its plan judged."""
    # Only now, so that no rival's libraries are in the engine's memory.
    from benchmarks.rivals import RIVALS, judged

    rival = RIVALS[code]

    def solve(case: Case, limit: float | None) -> Run:
        if not rival.suits(case):
            return Run(code, "unsuited")
        before = cpu_seconds()
        answer = rival.solve(case, limit)
        status = "none" if answer.homes is None else "optimal" if answer.optimal else "feasible"
        found = Run(code, status, answer.levels, answer.bounds, work=dict(answer.work))
        found = _timed(found, answer.solve_seconds, answer.build_seconds, before)
        return replace(found, violations=tuple(judged(case, answer)))

    return solve


def _timed(found: Run, seconds: float, build_seconds: float, cpu_before: float) -> Run:
    cpu = cpu_seconds() - cpu_before
    return replace(
        found, seconds=seconds, build_seconds=build_seconds, cpu_seconds=cpu, peak_mb=peak_mb()
    )


def measured(
    load: Callable[[], Case], solver: str, limit: float | None = None, runs: int = 1
) -> Run:
    """Return what a solver did with a case.

    Parameters
    ----------
    load : callable
        Returns the case, made anew each time, so that no run finds what the one before worked out.
    solver : str
        ``cartref`` or the code of a rival.
    limit : float, optional
        Seconds for each run.
    runs : int
        How often; times are medians.
    """
    solve = by_cartref if solver == CARTREF else by_rival(solver)
    # The engine loads it where it is needed first, which a tiny register may not show.
    importlib.import_module("ortools.sat.python.cp_model")
    solve(case_of(sample_register(1, _TINY)), None)
    all_ = [solve(load(), limit) for _ in range(runs)]
    return replace(
        all_[-1],
        seconds=_median([one.seconds for one in all_]),
        build_seconds=_median([one.build_seconds for one in all_]),
        cpu_seconds=_median([one.cpu_seconds for one in all_]),
    )


def _median(seconds: Sequence[float | None]) -> float | None:
    known = [one for one in seconds if one is not None]
    return median(known) if known else None


def case_in(path: Path) -> Case:
    """Return the case of a register, or of a published instance."""
    return read_instance(path).case if is_instance(path) else case_of(read_register(path))


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure one solver on one register and write what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("register", type=Path)
    parser.add_argument("solver")
    parser.add_argument("out", type=Path)
    parser.add_argument("--time-limit", type=float)
    parser.add_argument("--runs", type=int, default=1)
    asked = parser.parse_args(arguments)
    found = measured(lambda: case_in(asked.register), asked.solver, asked.time_limit, asked.runs)
    asked.out.write_text(found.as_json(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
