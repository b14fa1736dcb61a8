from __future__ import annotations

import json
from pathlib import Path

import pytest

from api.refusals import RefusedError
from api.runs.run_repository import RunRepository
from api.runs.supervisor import Supervisor
from api.runs.work import Result
from api.settings import read_settings
from api.store.runs import n_queued, page, run_called, same_inputs, unfinished
from api.store.tables import Run
from tests.support.runs import Store, plan_job


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def asked(store: Store, name: str, time_limit: float = 60.0) -> str:
    supervisor = Supervisor(store.database, read_settings(data="unused", workers=1))
    return store.ask(supervisor, plan_job(name, time_limit))[0]


def over(store: Store, id_: str, *, final: bool) -> None:
    ledger = RunRepository(store.database)
    ledger.begin(id_)
    ledger.over(id_, Result(b"an answer", "0" * 64, final), stopped=False)


def same(store: Store, id_: str, time_limit: float) -> str | None:
    with store.database.reading() as session:
        run = session.get_one(Run, id_)
        found = same_inputs(session, run.inputs_sha256, time_limit)
        return None if found is None else found.id


def test_a_run_under_way_stands_for_another_with_as_much_time(store: Store) -> None:
    id_ = asked(store, "a")
    assert same(store, id_, 60.0) == id_
    assert same(store, id_, 600.0) is None


def test_a_proved_answer_stands_for_any_time_and_one_out_of_time_for_none(store: Store) -> None:
    proved, cut = asked(store, "a"), asked(store, "b")
    over(store, proved, final=True)
    over(store, cut, final=False)
    assert same(store, proved, 5.0) == proved
    assert same(store, cut, 60.0) is None


def test_an_answer_that_was_emptied_stands_for_none(store: Store) -> None:
    id_ = asked(store, "a")
    over(store, id_, final=True)
    with store.database.writing() as session:
        session.get_one(Run, id_).request = None
    assert same(store, id_, 60.0) is None


def test_pages_go_on_where_the_one_before_ended(store: Store) -> None:
    ids = [asked(store, name) for name in "abc"]
    over(store, ids[1], final=True)
    with store.database.reading() as session:

        def listed(state: str | None = None, before: str | None = None) -> list[str]:
            return [run.id for run in page(session, "plan", state, None, before, 2)]

        assert listed() == [ids[2], ids[1]]
        assert listed(before=ids[1]) == [ids[0]]
        assert listed(state="queued") == [ids[2], ids[0]]
        assert page(session, "ranking", None, None, None, 2) == []
        assert page(session, None, None, 99, None, 2) == []
        assert [run.id for run in unfinished(session)] == [ids[0], ids[2]]
        assert (n_queued(session, ["plan"]), n_queued(session, ["ranking"])) == (2, 0)
        with pytest.raises(RefusedError) as caught:
            listed(before="0" * 32)
        assert caught.value.status == 404
        assert json.loads(run_called(session, ids[0]).request or "")["kind"] == "plan"
