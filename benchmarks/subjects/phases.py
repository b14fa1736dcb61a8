"""How long each part of the work takes, on fixed work, in this process."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.cases import Given, asked_for
from benchmarks.options import Options, Report, either
from benchmarks.subjects._base import Subject
from benchmarks.tables import Table, columns
from matcher import Register, check, explain, plan, rank, read_register
from matcher.cases import case_of
from matcher.engine import Engine
from matcher.locks import PairConstraints
from matcher.ranking import Ranker
from matcher.solve.stop import Stop
from scenarios.generator.sample import sample_register

_RUNS = 5
#: Children ranked, each once a run, and options ranked.
_RANKED = 20
_K = 10
#: The size of the group that is ranked, or as near as there is.
_GROUP = 5


class Phase(NamedTuple):
    """One part of the work: its name, what is done, and the seconds that each time took."""

    name: str
    work: str
    seconds: list[float]


class Phases(Subject):
    """Seconds of each part."""

    code = "phases"
    meaning = "seconds of each part: read, model, solve, judge, rank, explain, system cost"

    def run(self, options: Options, report: Report) -> Table:
        """Measure each part a number of times."""
        runs = either(options.runs, _RUNS)
        plan(sample_register(1, 12))
        rows = []
        for given in asked_for(options, ["county"], ["daily"], 1):
            for phase in phases(given, runs, options.time_limit, report):
                rows.append(
                    {
                        **given.row,
                        "phase": phase.name,
                        "work": phase.work,
                        "seconds": median(phase.seconds),
                        "least_seconds": min(phase.seconds),
                        "most_seconds": max(phase.seconds),
                        "times": len(phase.seconds),
                    }
                )
        return Table(
            columns(
                register="register",
                job="job",
                seed="seed",
                phase="phase",
                work="work",
                seconds="median, s",
                least_seconds="least, s",
                most_seconds="most, s",
                times="times",
            ),
            tuple(rows),
        )


def phases(given: Given, runs: int, limit: float | None, report: Report) -> Iterator[Phase]:
    """Yield each part of the work on one register, measured."""

    def phase(name: str, work: str, job: Callable[[], object]) -> Phase:
        report(f"{given}: {name}")
        return Phase(name, work, [_seconds(job) for _ in range(runs)])

    yield from _one_after_the_other(given, runs, limit, report)
    register = given.register()
    found = plan(register, time_limit=limit)
    yield phase("judge", "that plan", lambda: check(register, found))
    ranker = Ranker(case_of(register))
    yield phase("ready to rank", "tables for rankings", lambda: Ranker(case_of(register)))
    moving = [child.id for child in register.children if child.status != "settled"]
    if not moving:
        return
    report(f"{given}: rank a child")
    some = moving[:: -(-len(moving) // _RANKED)]
    seconds = [
        _seconds(lambda child=child: ranker.rank(child, _K))  # type: ignore[misc]  # bound now
        for _ in range(runs)
        for child in some
    ]
    yield Phase("rank a child", f"{_K} best homes, {len(some)} children", seconds)
    group, size = _group(register)
    if group is not None:
        work = f"{_K} best ways, a group of {size}"
        yield phase("rank a group", work, lambda: ranker.rank(group, _K))
    yield phase("explain", "one child, with the plan", lambda: explain(register, moving[0]))
    asked = next((id_ for id_ in moving if len(ranker.rank(id_, _K).options) == _K), moving[0])
    n_options = len(ranker.rank(asked, _K).options)
    yield phase(
        "system cost",
        f"{n_options} options, with the plan",
        lambda: rank(register, asked, k=_K, system_cost=True),
    )


def _one_after_the_other(
    given: Given, runs: int, limit: float | None, report: Report
) -> Iterator[Phase]:
    """Yield the parts that each start from what the part before made, all made anew each time."""
    phases = [
        Phase("read", "a JSON file, validated", []),
        Phase("model", "columns, parties, arcs, rows", []),
        Phase("solve", "all levels", []),
        Phase("plan", "all of it, from a register to a judged plan", []),
    ]
    report(f"{given}: {', '.join(phase.name for phase in phases)}")
    with tempfile.TemporaryDirectory() as folder:
        path = given.written(Path(folder)).path
        for _ in range(runs):
            times = [time.perf_counter()]
            register = read_register(path)
            times.append(time.perf_counter())
            engine = Engine(case_of(register))
            times.append(time.perf_counter())
            engine.solve(PairConstraints(), Stop(limit))
            times.append(time.perf_counter())
            plan(register, time_limit=limit)
            times.append(time.perf_counter())
            for phase, (began, ended) in zip(phases, pairwise(times), strict=True):
                phase.seconds.append(ended - began)
    yield from phases


def _seconds(job: Callable[[], object]) -> float:
    began = time.perf_counter()
    job()
    return time.perf_counter() - began


def _group(register: Register) -> tuple[str | None, int]:
    """Return the group with as many to house as near five as may be, and how many."""
    status = {child.id: child.status for child in register.children}
    sizes = {
        group.id: sum(status[id_] != "settled" for id_ in group.children)
        for group in register.sibling_groups
        if group.together == "prefer"
    }
    several = {id_: size for id_, size in sizes.items() if size > 1}
    if not several:
        return None, 0
    best = min(several, key=lambda id_: (abs(several[id_] - _GROUP), id_))
    return best, several[best]
