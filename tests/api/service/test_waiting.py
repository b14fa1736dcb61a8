"""Questions that take a solve: answered in the request where it is quick, else by a run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

import matcher
from api.refusals import RefusedError
from api.service import waiting
from api.service.routes import rankings
from api.service.waiting import answer_in, in_terms
from api.store.audit import json_of
from api.store.tables import Detail, Entry, Run
from matcher.errors import InputError
from tests.support.keeping import keep
from tests.support.registers import child, home, register, settled, there
from tests.support.runs import until
from tests.support.service import Serving, serving

#: Two children and one place that both would like best.
SMALL = (
    child("C1"),
    child("C2"),
    home("H1", places=1),
    home("H2", location=there(0.1)),
)


@pytest.fixture(scope="module")
def solving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A service with a register; workers take a while to begin, so the tests share them."""
    with serving(tmp_path_factory.mktemp("solving") / "data") as found:
        keep(found, *SMALL)
        yield found


def ask(served: Serving, path: str, **asked: Any) -> Any:
    return served.somebody("panel").post(f"/v1/{path}", json={"version": 1, "wait": 0, **asked})


def answered(served: Serving, path: str, **asked: Any) -> Any:
    """Return the answer, however long the machine takes."""
    answers: list[Any] = []

    def is_there() -> bool:
        answers.append(ask(served, path, wait=30, **asked))
        return bool(answers[-1].status_code != 202)

    until(is_there)
    return answers[-1]


def test_system_costs_are_the_engines(solving: Serving) -> None:
    answer = answered(solving, "rankings", request="C1", system_cost=True, k=2)
    assert answer.status_code == 200
    engines = matcher.rank(register(*SMALL), "C1", k=2, system_cost=True)
    assert answer.json() == {**engines.model_dump(mode="json"), "version": 1}
    assert [one["system_cost"] for one in answer.json()["options"]] == [[0] * 5, [0] * 5]


def test_a_ranking_for_a_home_takes_a_solve(solving: Serving) -> None:
    answer = answered(solving, "rankings", request="H1")
    assert answer.status_code == 200
    engines = matcher.rank(register(*SMALL), "H1")
    assert answer.json() == {**engines.model_dump(mode="json"), "version": 1}
    assert len(answer.json()["options"]) == 2


@pytest.mark.parametrize("home_", [None, "H1", "H2"])
def test_the_reasons_are_the_engines(solving: Serving, home_: str | None) -> None:
    answer = answered(solving, "explanations", child="C1", home=home_)
    assert answer.status_code == 200
    engines = matcher.explain(register(*SMALL), "C1", home_)
    assert answer.json() == {**engines.model_dump(mode="json"), "version": 1}


def test_who_does_not_wait_is_told_the_run_and_asks_again(
    solving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {"request": "C1", "system_cost": True, "k": 1}
    with monkeypatch.context() as patched:
        # As if the worker took longer than anybody waits.
        patched.setattr(rankings, "answer_in", lambda _: None)
        first = ask(solving, "rankings", wait=0, **asked)
    assert first.status_code == 202
    run = first.json()["id"]
    assert first.headers["location"] == f"/v1/runs/{run}"
    assert first.json()["state"] in ("queued", "running", "done")
    assert answered(solving, "rankings", **asked).status_code == 200
    with solving.service.database.reading() as session:
        abouts = session.scalars(select(Entry.about).where(Entry.action == "ranking.made"))
        assert list(abouts).count(f"run {run}") >= 2


def test_where_many_wait_already_nobody_else_does(
    solving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[str] = []
    monkeypatch.setattr(solving.service.supervisor, "wait", lambda run, _: waited.append(run))
    taken = [waiting._waiting.acquire(blocking=False) for _ in range(waiting.MOST_WAITING)]
    try:
        answer = ask(solving, "explanations", wait=30, child="C2", home="H1")
    finally:
        for _ in filter(None, taken):
            waiting._waiting.release()
    assert answer.status_code in (200, 202)
    assert waited == []


def test_each_stands_in_the_log_with_its_run(solving: Serving) -> None:
    for _ in range(2):  # the second is answered by the run of the first
        assert answered(solving, "explanations", child="C2", home="H2").status_code == 200
    with solving.service.database.reading() as session:
        entries = session.scalars(select(Entry).where(Entry.action == "explanation.made")).all()
        told = [json.loads(session.get_one(Detail, one.number).content) for one in entries[-2:]]
    assert told == [{"child": "C2", "home": "H2"}] * 2
    assert entries[-1].about == entries[-2].about
    assert str(entries[-1].about).startswith("run ")


def test_limits_that_nothing_keeps_are_named(solving: Serving) -> None:
    # Who is settled costs more than that.
    version = keep(solving, *SMALL, settled("C3", "H2"))
    policy = {"limits": {"max_weekly_cost": 100}}
    answer = answered(solving, "explanations", child="C1", policy=policy, version=version)
    assert answer.status_code == 422
    assert answer.json()["limits"] == ["max_weekly_cost"]


@pytest.mark.parametrize(
    ("path", "asked", "place"),
    [
        ("rankings", {"request": "nobody", "system_cost": True}, "request"),
        ("explanations", {"child": "nobody"}, "child"),
        ("explanations", {"child": "H1"}, "child"),
        ("explanations", {"child": "C1", "home": "nobody"}, "home"),
    ],
)
def test_nobodys_id_is_found_before_there_is_a_run(
    served: Serving, path: str, asked: dict[str, Any], place: str
) -> None:
    keep(served, *SMALL)
    answer = served.somebody("officer").post(f"/v1/{path}", json=asked)
    assert answer.status_code == 422
    assert [fault["place"] for fault in answer.json()["faults"]] == [place]
    with served.service.database.reading() as session:
        assert session.scalars(select(Run)).all() == []


@pytest.mark.parametrize("request_", ["C1", "H1"])
def test_what_takes_a_solve_needs_a_register_that_is_kept(served: Serving, request_: str) -> None:
    given = register(*SMALL).model_dump(mode="json")
    body = {"request": request_, "system_cost": True, "register": given}
    answer = served.somebody("officer").post("/v1/rankings", json=body)
    assert answer.status_code == 422
    assert [fault["place"] for fault in answer.json()["faults"]] == ["register"]


def failed(place: str = "", limits: tuple[str, ...] = ()) -> Run:
    faults = [{"place": place, "fault": "is so", "accepted": "otherwise"}]
    return Run(
        state="failed", failure=json_of({"faults": faults, "total": 1, "limits": list(limits)})
    )


def test_a_run_that_came_to_nothing_tells_whose_fault_it_is() -> None:
    with pytest.raises(InputError) as ours:
        answer_in(failed("request"))
    assert [fault.place for fault in ours.value.faults] == ["request"]
    with pytest.raises(RefusedError) as theirs:
        answer_in(failed())
    assert theirs.value.status == 503
    with pytest.raises(RefusedError) as stopped:
        answer_in(Run(state="stopped"))
    assert stopped.value.status == 409
    assert answer_in(Run(state="queued")) is None


def test_faults_are_told_at_the_field_that_gave_the_id() -> None:
    with pytest.raises(InputError) as error, in_terms({"C1": "child"}):
        raise InputError.single("C1", "is nobody's")
    assert error.value.faults[0].place == "child"
    with pytest.raises(InputError) as error, in_terms({"C1": "child"}):
        raise InputError.single("k", "is negative")
    assert error.value.faults[0].place == "k"
