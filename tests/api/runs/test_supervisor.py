"""Runs in real processes: done, stopped, killed, and begun again after a restart."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from api.refusals import RefusedError
from api.runs.jobs import Job
from api.runs.supervisor import Supervisor
from api.settings import read_settings
from api.store.runs import answer_of
from api.store.tables import Entry
from matcher import check
from matcher.errors import InputError
from matcher.records.plan import Plan
from matcher.records.policy import Limits, Policy
from scenarios.library import LIBRARY
from tests.support.runs import PATIENCE_SECONDS, Store, large, plan_job, small, until


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(tmp_path_factory.mktemp("runs"), small(), large())


@pytest.fixture(scope="module")
def supervisor(store: Store) -> Iterator[Supervisor]:
    found = Supervisor(store.database, read_settings(data="unused", workers=1, queue=2))
    found.start()
    yield found
    found.close()


def actions(store: Store, id_: str) -> list[str]:
    with store.database.reading() as session:
        about = select(Entry.action).where(Entry.about == f"run {id_}").order_by(Entry.number)
        return list(session.scalars(about))


def begun(supervisor: Supervisor, id_: str) -> int:
    """Wait until a worker solves a run, and return its process."""
    until(lambda: supervisor.pid_of(id_))
    pid = supervisor.pid_of(id_)
    assert pid is not None
    return pid


def test_a_plan_is_proved_and_asked_again_the_stored_one_is_returned(
    store: Store, supervisor: Supervisor
) -> None:
    id_, is_new = store.ask(supervisor, plan_job())
    supervisor.wait(id_, PATIENCE_SECONDS)
    run = store.run(id_)
    assert (is_new, run.state, run.final, run.attempts) == (True, "done", True, 1)
    found = Plan.model_validate(answer_of(run))
    assert found.status == "optimal"
    assert check(small(), found) == []
    assert store.ask(supervisor, plan_job(time_limit=5)) == (id_, False)
    assert actions(store, id_) == ["run.asked", "run.done"]


def test_a_replay_is_worked_out_again_to_the_same_answer(
    store: Store, supervisor: Supervisor
) -> None:
    first, _ = store.ask(supervisor, plan_job("again"))
    supervisor.wait(first, PATIENCE_SECONDS)
    second, is_new = store.ask(supervisor, plan_job("again"), replay_of=first)
    supervisor.wait(second, PATIENCE_SECONDS)
    assert is_new
    one, other = store.run(first), store.run(second)
    assert one.answer_sha256 is not None
    assert other.answer_sha256 == one.answer_sha256
    assert other.replay_of == first


def test_scenarios_come_with_their_comparison(store: Store, supervisor: Supervisor) -> None:
    asked = (LIBRARY["ten-carers-newtown"], LIBRARY["no-moves"])
    job = Job(kind="scenarios", policy=Policy(), time_limit=60, scenarios=asked)
    id_, _ = store.ask(supervisor, job)
    supervisor.wait(id_, PATIENCE_SECONDS)
    run = store.run(id_)
    assert (run.state, run.final) == ("done", True)
    answer = answer_of(run)
    assert answer is not None
    names = [outcome["scenario"]["name"] for outcome in answer["outcomes"]]
    assert names == ["baseline", "ten-carers-newtown", "no-moves"]
    assert [one["name"] for one in answer["comparison"]["answers"]] == names


def test_limits_that_no_plan_keeps_end_a_run_as_failed(
    store: Store, supervisor: Supervisor
) -> None:
    policy = Policy(limits=Limits(max_weekly_cost=0.0))
    id_, _ = store.ask(supervisor, Job(kind="plan", policy=policy, time_limit=60))
    supervisor.wait(id_, PATIENCE_SECONDS)
    run = store.run(id_)
    assert (run.state, run.answer) == ("failed", None)
    failure = json.loads(run.failure or "")
    assert failure["limits"] == ["max_weekly_cost"]
    assert failure["faults"][0]["place"] == "limits"


def test_stopped_in_mid_solve_the_best_plan_so_far_is_kept_and_lawful(
    store: Store, supervisor: Supervisor
) -> None:
    id_, _ = store.ask(supervisor, plan_job("stopped"), number=2)
    begun(supervisor, id_)
    store.stop(supervisor, id_)
    store.stop(supervisor, id_)
    supervisor.wait(id_, PATIENCE_SECONDS)
    run = store.run(id_)
    assert (run.state, run.final) == ("stopped", False)
    found = Plan.model_validate(answer_of(run))
    assert found.status == "feasible"
    assert check(large(), found) == []
    assert store.stop(supervisor, id_).state == "stopped"
    assert actions(store, id_)[-1] == "run.stopped"
    again, is_new = store.ask(supervisor, plan_job("after it"))
    supervisor.wait(again, PATIENCE_SECONDS)
    assert (is_new, store.run(again).state) == (True, "done")


def test_scenarios_stopped_tell_of_those_that_were_not_worked_out(
    store: Store, supervisor: Supervisor
) -> None:
    job = Job(kind="scenarios", policy=Policy(), time_limit=60, scenarios=(LIBRARY["no-moves"],))
    id_, _ = store.ask(supervisor, job, number=2)
    begun(supervisor, id_)
    store.stop(supervisor, id_)
    supervisor.wait(id_, PATIENCE_SECONDS)
    run = store.run(id_)
    answer = answer_of(run)
    assert (run.state, run.final) == ("stopped", False)
    assert answer is not None
    assert answer["outcomes"][1]["plan"] is None
    assert answer["outcomes"][1]["faults"][0]["fault"].endswith("the run was stopped")


def test_a_ranking_that_is_stopped_has_no_answer(store: Store, supervisor: Supervisor) -> None:
    who = next(child.id for child in large().children if child.status != "settled")
    job = Job(kind="ranking", policy=Policy(), request=who, k=1)
    id_, _ = store.ask(supervisor, job, number=2)
    begun(supervisor, id_)
    store.stop(supervisor, id_)
    supervisor.wait(id_, PATIENCE_SECONDS)
    run = store.run(id_)
    assert (run.state, run.answer, run.final) == ("stopped", None, False)


def test_no_more_wait_than_may_and_one_that_waits_is_stopped_at_once(
    store: Store, supervisor: Supervisor
) -> None:
    working, _ = store.ask(supervisor, plan_job("working"), number=2)
    begun(supervisor, working)
    first, _ = store.ask(supervisor, plan_job("first"))
    second, _ = store.ask(supervisor, plan_job("second"))
    assert [supervisor.position(id_) for id_ in (working, first, second)] == [None, 1, 2]
    with pytest.raises(RefusedError) as caught:
        store.ask(supervisor, plan_job("too many"))
    assert caught.value.status == 429
    assert int((caught.value.headers or {})["Retry-After"]) >= 1
    assert store.ask(supervisor, plan_job("second")) == (second, False)
    assert store.stop(supervisor, first).state == "stopped"
    assert supervisor.position(second) == 1
    store.stop(supervisor, working)
    supervisor.wait(second, PATIENCE_SECONDS)
    assert store.run(second).state == "done"
    assert store.run(first).attempts == 0


def test_a_worker_killed_in_mid_solve_ends_its_run_and_the_next_one_is_done(
    store: Store, supervisor: Supervisor
) -> None:
    id_, _ = store.ask(supervisor, plan_job("killed"), number=2)
    os.kill(begun(supervisor, id_), signal.SIGKILL)
    supervisor.wait(id_, PATIENCE_SECONDS)
    run = store.run(id_)
    assert (run.state, run.answer) == ("failed", None)
    assert "was killed" in json.loads(run.failure or "")["faults"][0]["fault"]
    assert actions(store, id_) == ["run.asked", "run.failed"]
    after, _ = store.ask(supervisor, plan_job("the next"))
    supervisor.wait(after, PATIENCE_SECONDS)
    assert store.run(after).state == "done"


def test_a_worker_told_to_end_has_its_run_begun_again(store: Store, supervisor: Supervisor) -> None:
    id_, _ = store.ask(supervisor, plan_job("told to end"), number=2)
    os.kill(begun(supervisor, id_), signal.SIGTERM)
    until(lambda: store.run(id_).attempts == 2)
    begun(supervisor, id_)
    store.stop(supervisor, id_)
    supervisor.wait(id_, PATIENCE_SECONDS)
    assert store.run(id_).state == "stopped"


def test_a_second_service_refuses_to_start(store: Store, supervisor: Supervisor) -> None:
    assert supervisor.is_ready() in (True, False)
    second = Supervisor(store.database, read_settings(data="unused", workers=1))
    with pytest.raises(InputError, match="a service uses it already"):
        second.start()


def test_what_a_service_leaves_unfinished_the_next_one_does(tmp_path: Path) -> None:
    store = Store(tmp_path, small(), large())
    settings = read_settings(data=tmp_path, workers=1)
    first = Supervisor(store.database, settings)
    first.start()
    working, _ = store.ask(first, plan_job("long"), number=2)
    waiting, _ = store.ask(first, plan_job("waits"))
    begun(first, working)
    first.close()
    assert [store.run(id_).state for id_ in (working, waiting)] == ["running", "queued"]
    second = Supervisor(store.database, settings)
    second.start()
    try:
        begun(second, working)
        store.stop(second, working)
        second.wait(waiting, PATIENCE_SECONDS)
        assert store.run(working).attempts == 2
        assert [store.run(id_).state for id_ in (working, waiting)] == ["stopped", "done"]
    finally:
        second.close()
