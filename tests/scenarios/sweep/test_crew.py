"""Workers that are really killed lose nothing, and take nothing but their own scenario along."""

from __future__ import annotations

import multiprocessing
import os
import signal
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest

from matcher.errors import InputError
from scenarios.outcome import Outcome, outcome_of
from scenarios.scenario import BASELINE
from scenarios.sweep import processes, sweep
from tests.support.sweeping import Deadly, blocked, capped, scenario, small

BUDGETS = [capped(pounds) for pounds in range(0, 2000, 250)]


def homes(outcomes: list[Outcome]) -> dict[str, dict[str, str | None] | None]:
    return {one.scenario.name: one.plan.homes if one.plan else None for one in outcomes}


def test_a_worker_killed_in_mid_sweep_loses_nothing(tmp_path: Path) -> None:
    until = tmp_path / "go"
    waits = blocked("waits", until)
    outcomes = sweep(small(), [waits, *BUDGETS], processes(2))
    found = [next(outcomes), next(outcomes)]  # one worker is held up, the other goes on
    for worker in multiprocessing.active_children():
        assert worker.pid is not None
        os.kill(worker.pid, signal.SIGKILL)
    until.touch()
    found += outcomes
    expected = [outcome_of(small(), one) for one in (BASELINE, waits, *BUDGETS)]
    assert {one.scenario.name: one.model_dump_json() for one in found} == {
        one.scenario.name: one.model_dump_json() for one in expected
    }
    assert len(found) == len(expected)


def test_who_kills_every_worker_is_given_up_and_nobody_else(tmp_path: Path) -> None:
    asked = [BUDGETS[0], scenario("deadly", kind=Deadly), *BUDGETS[1:]]
    found = list(sweep(small(), asked, processes(2), out=tmp_path / "out"))
    plans = homes(found)
    assert len(found) == len(plans) == len(asked) + 1
    assert [name for name, plan in plans.items() if plan is None] == ["deadly"]
    (given_up,) = (one for one in found if one.plan is None)
    assert given_up.faults[0].fault == "its worker died 3 times"
    assert "--resume" in given_up.faults[0].accepted
    # It is not kept, so that going on tries it again.
    kept = {file.stem for file in (tmp_path / "out").glob("[!_]*.json")}
    assert kept == set(plans) - {"deadly"}


def test_workers_that_die_before_anything_is_done_end_the_sweep(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    deadly = scenario("baseline", kind=Deadly)
    monkeypatch.setattr("scenarios.sweep.run.BASELINE", deadly)
    with pytest.raises(InputError, match="its workers die before anything is done"):
        list(sweep(small(), [], processes(1)))


def test_an_executor_that_breaks_and_cant_be_made_anew_ends_the_sweep() -> None:
    asked = [scenario("deadly", kind=Deadly), *BUDGETS]
    with (
        ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as executor,
        pytest.raises(InputError, match="executor: is broken"),
    ):
        list(sweep(small(), asked, executor))


class Stubborn(ThreadPoolExecutor):
    """Loses one scenario, as a cluster does that gave up on it."""

    def submit(self, fn: Any, /, *arguments: Any, **more: Any) -> Future[Any]:
        if "budget-500" not in (getattr(one, "name", "") for one in arguments):
            return super().submit(fn, *arguments, **more)
        future: Future[Any] = Future()
        future.set_exception(ConnectionError("tcp://somewhere"))
        return future


def test_what_a_cluster_gives_up_is_reported_and_the_others_go_on() -> None:
    with Stubborn(1) as executor:
        found = list(sweep(small(), BUDGETS, executor))
    assert len(found) == len(BUDGETS) + 1
    (given_up,) = (one for one in found if one.plan is None)
    assert given_up.scenario.name == "budget-500"
    assert given_up.faults[0].fault == "could not be finished: ConnectionError"


class Leaving(ThreadPoolExecutor):
    """Takes so many scenarios, and then none any more."""

    def __init__(self, after: int, error: Exception) -> None:
        super().__init__(1)
        self._left, self._error = after, error

    def submit(self, fn: Any, /, *arguments: Any, **more: Any) -> Future[Any]:
        if self._left == 0:
            raise self._error
        self._left -= 1
        return super().submit(fn, *arguments, **more)


def test_what_was_in_hand_when_an_executor_broke_is_taken_in() -> None:
    with Leaving(3, BrokenProcessPool()) as executor:
        outcomes = sweep(small(), BUDGETS, executor)
        assert [next(outcomes).plan is not None for _ in range(3)] == [True] * 3
        with pytest.raises(InputError, match="executor: is broken"):
            next(outcomes)


def test_a_cluster_that_is_gone_ends_the_sweep() -> None:
    with (
        Leaving(3, ConnectionError()) as executor,
        pytest.raises(InputError, match="executor: takes no more scenarios: ConnectionError"),
    ):
        list(sweep(small(), BUDGETS, executor))
