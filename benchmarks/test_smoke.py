"""The smoke run: ``pytest benchmarks --benchmark-disable``; with ``--benchmark-enable`` it times.

Holds the figures that depend on no machine: the levels of best plans, how much work they took,
what rankings list. No test here looks at a clock.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks.cases import made_up, size_of
from benchmarks.options import Options
from benchmarks.rivals import RIVALS, judged
from benchmarks.subjects import SUBJECTS
from matcher import Register, check, explain, plan, rank, read_register, write_register
from matcher.cases import case_of
from matcher.engine import Engine

#: Size, job, seed; the levels of a best plan, which two solvers that share nothing agree on.
BEST = {
    ("40", "daily", 1): (0, 1, 60510, 11686, 17),
    ("county", "daily", 1): (0, 25, 246784, 92744, 84),
    ("county", "daily", 2): (4, 41, 185640, 40238, 67),
    ("county", "everyone", 1): (0, 5, 1085372, 344269, 362),
}
#: Of these a plain model is solved as well: the last is too slow for a smoke run.
TWICE = list(BEST)[:3]
#: Times that each job runs where it is timed.
ROUNDS = 5

Timed = Callable[..., Any]


@pytest.fixture
def timed(benchmark: Any) -> Timed:
    """Return a function that calls another, times it if asked to, and returns what it returns."""

    def call(job: Callable[..., Any], *arguments: object, **more: object) -> Any:
        return benchmark.pedantic(job, arguments, more, rounds=ROUNDS)

    return call


@functools.cache
def register(size: str, job: str, seed: int) -> Register:
    return made_up(size_of(size), job, seed)


@pytest.fixture
def county() -> Register:
    return register("county", "daily", 1)


@pytest.mark.parametrize("which", BEST, ids=lambda which: "-".join(map(str, which)))
def test_plan(timed: Timed, which: tuple[str, str, int]) -> None:
    given = register(*which)
    found = timed(plan, given)
    assert found.status == "optimal"
    assert tuple(level.value for level in found.levels) == BEST[which]
    assert [level.bound for level in found.levels] == [level.value for level in found.levels]
    assert check(given, found) == []
    # One bound a level, none of which left anything to search for.
    assert found.solve["bounds"] <= len(found.levels)
    assert found.solve["searches"] == found.solve["search_columns"] == 0


@pytest.mark.parametrize("which", TWICE, ids=lambda which: "-".join(map(str, which)))
def test_a_plain_model_finds_the_same_and_has_no_fewer_columns(
    timed: Timed, which: tuple[str, str, int]
) -> None:
    case = case_of(register(*which))
    answer = timed(RIVALS["highs_parties"].solve, case)
    assert (answer.optimal, answer.levels) == (True, BEST[which])
    assert judged(case, answer) == []
    to_house = sum(child.status != "settled" for child in case.register.children)
    columns = plan(case.register).solve["columns"]
    assert to_house <= columns <= answer.work["columns"]


def test_read(timed: Timed, county: Register, tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    write_register(county, path)
    read = timed(read_register, path)
    assert read == county
    assert (len(read.children), len(read.homes)) == (245, 199)


def test_model(timed: Timed, county: Register) -> None:
    engine = timed(lambda: Engine(case_of(county)))
    assert len(engine.scene.movers) == 51


def test_rank(timed: Timed, county: Register) -> None:
    waiting = next(child for child in county.children if child.status == "waiting")
    found = timed(rank, county, waiting.id, k=None)
    homes = {option.assignments[0].home for option in found.options}
    assert len(homes) == len(found.options)
    # Every home is either listed or refused with a reason.
    assert homes | {refusal.home for refusal in found.refused} == {h.id for h in county.homes}
    assert [option.levels for option in found.options] == sorted(o.levels for o in found.options)


def test_system_cost(timed: Timed, county: Register) -> None:
    homes = {one.child: one.home for one in plan(county).assignments if one.change == "placed"}
    child, home = next(iter(homes.items()))
    found = timed(rank, county, child, k=10, system_cost=True)
    costs = {one.assignments[0].home: one.system_cost for one in found.options}
    zero = (0,) * len(BEST["county", "daily", 1])
    assert costs[home] == zero
    assert all(cost is None or cost >= zero for cost in costs.values())


def test_explain(timed: Timed, county: Register) -> None:
    waiting = next(child for child in county.children if child.status == "waiting")
    found = timed(explain, county, waiting.id)
    homes = {one.child: one.home for one in plan(county).assignments}
    assert found.home == homes[waiting.id]


def test_the_service_answers_rankings_at_the_pace_that_is_asked() -> None:
    table = SUBJECTS["service"].run(Options(sizes=("40",), time_limit=1), lambda _: None)
    at_pace, at_most = table.rows
    assert (at_pace["load"], at_pace["rankings"]) == ("20 a second", 20)
    assert isinstance(at_most["rankings"], int)
    assert at_most["rankings"] > 0
