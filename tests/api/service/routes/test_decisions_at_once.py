"""Decisions over HTTP: who was first, and the same request sent again."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.service import deciding
from api.store.tables import RegisterVersion
from api.store.versions import packed
from tests.support.deciding import SMALL, TODAY, decide, made, newest, places
from tests.support.keeping import keep
from tests.support.registers import child, home, register
from tests.support.service import Serving


def test_who_decides_on_an_old_version_is_told_what_has_changed_and_by_whom(
    served: Serving,
) -> None:
    keep(served, *SMALL)
    first = served.somebody("officer", name="first")
    accepted = made(first, kind="accepted")
    answer = decide(served.somebody("officer"), kind="declined", reason="Full")
    assert answer.status_code == 409
    about = answer.json()["about"]
    assert about["version"] == 2
    assert about["decisions"] == [
        {
            "number": 1,
            "kind": "accepted",
            "at": accepted["at"],
            "author": {"number": accepted["author"]["number"], "name": "first"},
        }
    ]
    (changed,) = about["difference"]["children"]["changed"]
    assert changed["id"] == "C1"
    assert {one["field"]: one["after"] for one in changed["fields"]} == {
        "placement": {"home": "H1", "since": TODAY},
        "status": "settled",
    }


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do things in threads of their own that start together; return what comes of each."""
    gate = threading.Barrier(len(acts))
    answers: list[Any] = [None] * len(acts)

    def work(position: int, act: Callable[[], Any]) -> None:
        gate.wait()
        answers[position] = act()

    threads = [threading.Thread(target=work, args=one) for one in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_of_two_who_decide_at_once_one_is_first_and_the_other_told(served: Serving) -> None:
    keep(served, *SMALL)
    one, other = served.somebody("officer"), served.somebody("officer")
    answers = at_once(
        lambda: decide(one, kind="accepted", children=["C1"]),
        lambda: decide(other, kind="accepted", children=["C2"]),
    )
    assert sorted(answer.status_code for answer in answers) == [201, 409]
    won = next(answer.json() for answer in answers if answer.status_code == 201)
    lost = next(answer.json() for answer in answers if answer.status_code == 409)
    assert lost["about"]["version"] == 2
    assert [one["number"] for one in lost["about"]["decisions"]] == [won["number"]]
    (changed,) = lost["about"]["difference"]["children"]["changed"]
    assert [changed["id"]] == won["decision"]["children"]
    assert newest(served)[0] == 2


def test_of_twenty_at_once_exactly_one_is_first_each_time(served: Serving) -> None:
    ids = [f"C{number}" for number in range(20)]
    rounds = [1, 2, 3]
    keep(served, *map(child, ids), *(home(f"H{version}") for version in rounds))
    officers = [served.somebody("officer") for _ in ids]

    def declined(officer: TestClient, id_: str, version: int) -> Callable[[], Any]:
        asked: dict[str, Any] = {"version": version, "kind": "declined", "reason": "Full"}
        return lambda: decide(officer, children=[id_], home=f"H{version}", **asked)

    for version in rounds:
        acts = (declined(*one, version) for one in zip(officers, ids, strict=True))
        statuses = [answer.status_code for answer in at_once(*acts)]
        assert sorted(statuses) == [201, *[409] * 19]
        assert newest(served)[0] == version + 1


def test_the_same_request_with_its_key_again_is_answered_alike_and_does_nothing(
    served: Serving,
) -> None:
    keep(served, *SMALL)
    officer = served.somebody("officer")
    first = decide(officer, key="one", kind="accepted")
    again = decide(officer, key="one", kind="accepted")
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert newest(served)[0] == 2
    other = decide(officer, key="one", kind="accepted", children=["C2"])
    assert other.status_code == 422
    assert places(other) == ["Idempotency-Key"]
    assert decide(officer, key="two", kind="accepted").status_code == 409


def test_twice_at_once_with_one_key_is_one_decision(served: Serving) -> None:
    keep(served, *SMALL)
    officer = served.somebody("officer")
    answers = at_once(*[lambda: decide(officer, key="one", kind="accepted")] * 4)
    assert [answer.status_code for answer in answers] == [201] * 4
    assert {answer.json()["number"] for answer in answers} == {1}
    assert newest(served)[0] == 2


def test_a_child_who_is_erased_meanwhile_does_not_come_back_with_a_decision(
    served: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(served, *SMALL)
    weigh = deciding._weigh

    def and_erase(*given: Any) -> Any:
        weighed = weigh(*given)
        with served.service.database.writing() as session:
            version = session.get_one(RegisterVersion, 1)
            left = register(*SMALL[1:])
            version.content, version.erased_sha256 = packed(left), left.sha256
        return weighed

    monkeypatch.setattr(deciding, "_weigh", and_erase)
    answer = decide(served.somebody("officer"), kind="accepted")
    assert answer.status_code == 409
    assert newest(served)[0] == 1
