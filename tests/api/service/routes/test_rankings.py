"""Rankings over HTTP: just what the engine says, and a line in the log."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import select

import matcher
from api.store.tables import Detail, Entry
from matcher.records.policy import Policy
from matcher.records.register import Register
from scenarios.generator.sample import sample_register
from tests.support.keeping import keep, keep_policy
from tests.support.registers import child, group, home, register, settled, there
from tests.support.service import Serving

SMALL = (
    child("C1"),
    child("C2", home="H2"),
    child("C3"),
    child("C4"),
    settled("C5", "H3"),
    group("C3", "C4"),
    home("H1", location=there(0.1), places=2),
    home("H2", location=there(0.2)),
    home("H3", ages=(0, 5)),
)


def as_sent(ranking: matcher.Ranking, version: int | None) -> bytes:
    number = "null" if version is None else str(version)
    return (ranking.model_dump_json()[:-1] + f',"version":{number}}}').encode()


def faults(answer: Any) -> list[tuple[str, str]]:
    return [(fault["place"], fault["fault"]) for fault in answer.json()["faults"]]


@pytest.mark.parametrize("request_", ["C1", "C2", "C3", "S1"])
@pytest.mark.parametrize("k", [0, 1, 10, None])
def test_a_ranking_is_the_engines_to_the_byte(
    served: Serving, request_: str, k: int | None
) -> None:
    version = keep(served, *SMALL)
    officer = served.somebody("officer")
    answer = officer.post("/v1/rankings", json={"request": request_, "k": k, "version": version})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.content == as_sent(matcher.rank(register(*SMALL), request_, k=k), version)


def test_so_it_is_for_everybody_of_a_made_up_county(served: Serving) -> None:
    county = sample_register(7, 40)
    version = keep(served, county)
    panel = served.somebody("panel")
    to_house = [one.id for one in county.children if one.status != "settled"]
    assert len(to_house) > 5
    for id_ in to_house:
        answer = panel.post("/v1/rankings", json={"request": id_})
        assert answer.content == as_sent(matcher.rank(county, id_), version)


def test_a_register_may_come_with_the_question(served: Serving) -> None:
    given = register(*SMALL)
    body = {"request": "S1", "register": given.model_dump(mode="json")}
    answer = served.somebody("officer").post("/v1/rankings", json=body)
    assert answer.status_code == 200
    assert answer.content == as_sent(matcher.rank(given, "S1"), None)


def test_it_is_the_newest_version_unless_another_is_named(served: Serving) -> None:
    keep(served, child("C1"), home("H1"))
    keep(served, child("C1"), home("H1"), home("H2", location=there(0.1)))
    officer = served.somebody("officer")

    def homes(**asked: Any) -> list[str]:
        answer = officer.post("/v1/rankings", json={"request": "C1", **asked}).json()
        return [one["assignments"][0]["home"] for one in answer["options"]]

    assert homes() == homes(version="latest") == homes(version=2) == ["H1", "H2"]
    assert homes(version=1) == ["H1"]


def test_by_the_councils_policy_or_a_numbered_one_or_one_in_the_question(served: Serving) -> None:
    keep(served, *SMALL)
    far = {"name": "near only", "max_km": 5}
    number = keep_policy(served, **far)
    officer = served.somebody("officer")
    plain, near = (
        as_sent(matcher.rank(register(*SMALL), "C1", policy), 1)
        for policy in (Policy(), Policy.model_validate(far))
    )
    assert plain != near
    for asked, expected in (
        ({}, near),
        ({"policy_number": 0}, plain),
        ({"policy_number": number}, near),
        ({"policy": far}, near),
        ({"policy": {}}, plain),
    ):
        answer = officer.post("/v1/rankings", json={"request": "C1", **asked})
        assert answer.content == expected


def test_each_ranking_stands_in_the_log_and_a_register_that_is_not_kept_by_its_hash_only(
    served: Serving,
) -> None:
    given = register(*SMALL)
    keep(served, given)
    officer = served.somebody("officer")
    officer.post("/v1/rankings", json={"request": "C1", "k": 2})
    officer.post("/v1/rankings", json={"request": "C1", "register": given.model_dump(mode="json")})
    with served.service.database.reading() as session:
        first, second = session.scalars(select(Entry).where(Entry.action == "ranking.made"))
        details = [session.get(Detail, entry.number) for entry in (first, second)]
    assert (first.version, second.version) == (1, None)
    assert first.register_sha256 == second.register_sha256 == given.sha256
    assert first.about is None
    assert details[0] is not None
    assert json.loads(details[0].content) == {"k": 2, "request": "C1", "system_cost": False}
    assert details[1] is None


@pytest.mark.parametrize(
    ("asked", "status", "place", "fault"),
    [
        ({"request": "nobody"}, 422, "request", "is no id of the register"),
        ({"request": "C5"}, 422, "request", "is settled and stays"),
        ({"request": "C1", "version": 9}, 404, "version", "there is no such version"),
        ({"request": "C1", "policy_number": 9}, 404, "policy", "there is no policy"),
        (
            {"request": "C1", "policy_number": 0, "policy": {}},
            422,
            "policy_number",
            "is given together with a policy",
        ),
        (
            {"request": "C1", "policy": {"travel": {"matrix": "../secret.csv"}}},
            422,
            "policy.travel.matrix",
            "no table of journeys has this name",
        ),
    ],
)
def test_what_can_not_be_ranked_says_why_at_its_place(
    served: Serving, asked: dict[str, Any], status: int, place: str, fault: str
) -> None:
    keep(served, *SMALL)
    answer = served.somebody("officer").post("/v1/rankings", json=asked)
    assert answer.status_code == status
    assert [(at, said[: len(fault)]) for at, said in faults(answer)] == [(place, fault)]


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"request": "C1", "k": -1},
        {"request": "C1", "k": 1001},
        {"request": "C1", "k": "many"},
        {"request": "C1", "version": 0},
        {"request": "C1", "version": True},
        {"request": "C1", "version": "newest"},
        {"request": "C1", "extra": 1},
        {"request": "C1", "register": {}},
        {"request": "C1", "policy": {"levels": []}},
        [],
    ],
)
def test_what_no_question_is_is_refused_in_the_one_shape(served: Serving, asked: Any) -> None:
    keep(served, *SMALL)
    answer = served.somebody("officer").post("/v1/rankings", json=asked)
    assert answer.status_code == 422
    assert answer.json()["format"] == "cartref/error/1"
    assert all(one["fault"] for one in answer.json()["faults"])


def test_a_register_and_a_version_of_one_are_too_much(served: Serving) -> None:
    given: Register = register(*SMALL)
    body = {"request": "C1", "version": 1, "register": given.model_dump(mode="json")}
    answer = served.somebody("officer").post("/v1/rankings", json=body)
    assert answer.status_code == 422
    assert faults(answer) == [("version", "is given together with a register")]


def test_only_who_may_rank_is_answered(served: Serving) -> None:
    keep(served, *SMALL)
    assert served.plain.post("/v1/rankings", json={"request": "C1"}).status_code == 401
    assert served.somebody("viewer").post("/v1/rankings", json={"request": "C1"}).status_code == 403
