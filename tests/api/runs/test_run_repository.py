from __future__ import annotations

import json
from pathlib import Path

import pytest

from api.runs.run_repository import RunRepository, interrupted
from api.runs.supervisor import Supervisor
from api.runs.work import Result
from api.settings import read_settings
from api.store.runs import unfinished
from api.store.tables import RegisterVersion, Run
from tests.support.runs import Store, plan_job


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


@pytest.fixture
def run(store: Store) -> str:
    """A run that waits; nobody works here."""
    supervisor = Supervisor(store.database, read_settings(data="unused", workers=1))
    return store.ask(supervisor, plan_job())[0]


def fault(store: Store, id_: str) -> str:
    text: str = json.loads(store.run(id_).failure or "")["faults"][0]["fault"]
    return text


def test_a_run_begins_once_with_all_that_a_worker_may_want(store: Store, run: str) -> None:
    ledger = RunRepository(store.database)
    begun = ledger.begin(run)
    assert begun is not None
    assert begun.task.run == run
    assert list(begun.wanted) == [begun.task.register]
    assert begun.task.journeys is None
    assert store.run(run).state == "running"
    assert ledger.begin(run) is None


def test_a_run_that_was_started_three_times_is_given_up(store: Store, run: str) -> None:
    ledger = RunRepository(store.database)
    for attempt in (1, 2, 3):
        assert ledger.begin(run) is not None
        assert store.run(run).attempts == attempt
        with store.database.writing() as session:
            again = [interrupted(session, one) for one in unfinished(session)]
        assert again == [attempt < 3]
    assert store.run(run).state == "failed"
    assert fault(store, run) == "was interrupted 3 times"


def test_no_answer_is_kept_of_a_run_that_was_emptied_meanwhile(store: Store, run: str) -> None:
    ledger = RunRepository(store.database)
    ledger.begin(run)
    with store.database.writing() as session:
        session.get_one(Run, run).request = None
    ledger.over(run, Result(b"an answer", "0" * 64, final=True), stopped=False)
    found = store.run(run)
    assert (found.state, found.answer, found.answer_sha256) == ("failed", None, None)
    assert fault(store, run) == "a child was erased from it since"


def test_a_run_on_a_register_that_has_changed_does_not_begin(store: Store, run: str) -> None:
    with store.database.writing() as session:
        session.get_one(RegisterVersion, 1).erased_sha256 = "1" * 64
    assert RunRepository(store.database).begin(run) is None
    assert store.run(run).state == "failed"


@pytest.mark.parametrize(
    ("result", "stopped", "state"),
    [
        (Result(b"a", "0" * 64, final=True), False, "done"),
        (Result(b"a", "0" * 64, final=False), False, "done"),
        (Result(b"a", "0" * 64, final=False), True, "stopped"),
        (Result(b"a", "0" * 64, final=True), True, "done"),
        (Result(), True, "stopped"),
        (Result(), False, "failed"),
    ],
)
def test_a_run_told_to_stop_that_was_done_all_the_same_is_done(
    store: Store, run: str, result: Result, stopped: bool, state: str
) -> None:
    ledger = RunRepository(store.database)
    ledger.begin(run)
    ledger.over(run, result, stopped=stopped)
    assert store.run(run).state == state
    ledger.over(run, Result(), stopped=True)
    assert store.run(run).state == state


def test_progress_is_kept_while_it_works_only(store: Store, run: str) -> None:
    ledger = RunRepository(store.database)
    ledger.told(run, {"level": 1})
    assert store.run(run).progress is None
    ledger.begin(run)
    ledger.told(run, {"level": 2})
    assert json.loads(store.run(run).progress or "") == {"level": 2}
