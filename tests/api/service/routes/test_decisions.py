"""Decisions over HTTP: what comes of them, and who was first."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from api.store.tables import Decided, Detail, Entry, RegisterVersion
from matcher.records.child import Placement
from tests.support.clock import LATE_IN_JUNE, ZONES, stopped_at
from tests.support.deciding import SMALL, decide, made, newest, places
from tests.support.keeping import keep
from tests.support.registers import child, home, register
from tests.support.service import Serving


def test_accepted_makes_a_version_in_which_the_child_lives_there(served: Serving) -> None:
    keep(served, *SMALL)
    officer = served.somebody("officer", name="o.jones")
    answer = made(officer, kind="accepted")
    assert {name: answer[name] for name in ("number", "version", "new_version", "position")} == {
        "number": 1,
        "version": 1,
        "new_version": 2,
        "position": 1,
    }
    assert answer["author"]["name"] == "o.jones"
    number, after = newest(served)
    assert number == 2
    assert after.children[0].placement is not None
    assert after.children[0].placement.home == "H1"
    assert after.children[0].status == "settled"
    assert officer.get("/v1/decisions/1").json() == answer


def test_declined_makes_a_version_in_which_the_home_is_refused(served: Serving) -> None:
    keep(served, *SMALL)
    officer = served.somebody("officer")
    assert made(officer, kind="declined", reason="Away")["new_version"] == 2
    ranking = officer.post("/v1/rankings", json={"request": "C1"}).json()
    assert {"home": "H1", "codes": ["declined"]} in ranking["refused"]


def test_ended_makes_the_child_wait_again_or_leave(served: Serving) -> None:
    keep(served, child("C1", home="H1"), child("C2", home="H1"), home("H1"), home("H2"))
    officer = served.somebody("officer")
    assert made(officer, kind="ended", reason="Moving away")["new_version"] == 2
    assert newest(served)[1].children[0].status == "waiting"
    gone = made(
        officer, kind="ended", version=2, children=["C2"], reason="Home again", left_care=True
    )
    assert gone["new_version"] == 3
    assert [one.id for one in newest(served)[1].children] == ["C1"]


def test_offered_makes_no_version_and_the_next_may_decide_on_the_same(served: Serving) -> None:
    keep(served, *SMALL)
    officer = served.somebody("officer")
    assert made(officer)["new_version"] is None
    assert made(officer, children=["C3", "C4"])["number"] == 2
    assert made(officer, kind="accepted", children=["C3", "C4"])["new_version"] == 2


def test_another_than_the_first_option_needs_a_reason(served: Serving) -> None:
    keep(served, *SMALL)
    officer = served.somebody("officer")
    answer = decide(officer, kind="accepted", home="H2")
    assert answer.status_code == 422
    assert places(answer) == ["reason"]
    assert made(officer, kind="accepted", home="H2", reason="She knows them")["position"] == 2


def test_all_faults_of_a_decision_come_together_at_its_fields(served: Serving) -> None:
    keep(served, *SMALL)
    officer = served.somebody("officer")
    answer = decide(officer, kind="declined", children=["C1", "C9"], home="H9", left_care=True)
    assert answer.status_code == 422
    assert sorted(places(answer)) == ["children[1]", "home", "left_care", "reason"]
    # A rule is broken, and it is no option either.
    assert places(decide(officer, kind="accepted", home="H3")) == ["home", "reason"]
    with served.service.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Decided)) == 0


def test_an_exemption_that_was_granted_is_named(served: Serving) -> None:
    keep(served, *SMALL)
    officer = served.somebody("officer")
    answer = made(officer, kind="accepted", home="H3", despite=["age"], reason="Varied on Monday")
    assert answer["position"] is None
    assert answer["decision"]["despite"] == ["age"]


@pytest.mark.parametrize(
    "asked",
    [
        {"version": "latest"},
        {"version": 0},
        {"version": None},
        {"kind": "refused"},
        {"children": []},
        {"children": "C1"},
        {"home": None},
        {"on": "tomorrow"},
        {"more": 1},
    ],
)
def test_what_no_decision_is_is_refused(served: Serving, asked: dict[str, Any]) -> None:
    keep(served, *SMALL)
    answer = decide(served.somebody("officer"), **asked)
    assert answer.status_code == 422
    assert answer.json()["format"] == "cartref/error/1"


@pytest.mark.parametrize("zone", ZONES)
def test_it_takes_effect_today_by_the_clock_here_if_no_day_is_given(
    served: Serving, zone: str
) -> None:
    keep(served, *SMALL)
    officer = served.somebody("officer")
    body = {"version": 1, "kind": "accepted", "children": ["C1"], "home": "H1"}
    with stopped_at(LATE_IN_JUNE, zone):
        answer = officer.post("/v1/decisions", json=body)
    assert answer.json()["decision"]["on"] == "2026-06-15"
    assert newest(served)[1].children[0].placement == Placement(home="H1", since=date(2026, 6, 15))


def test_a_version_that_there_is_not(served: Serving) -> None:
    officer = served.somebody("officer")
    assert decide(officer).status_code == 404
    keep(served, *SMALL)
    assert decide(officer, version=2).status_code == 404


def test_decisions_are_listed_newest_first_by_version_kind_and_child(served: Serving) -> None:
    keep(served, *SMALL)
    officer, viewer = served.somebody("officer"), served.somebody("viewer")
    made(officer)
    made(officer, kind="declined", reason="Full")
    made(officer, version=2, children=["C2"])
    made(officer, version=2, children=["C3", "C4"])

    def numbers(query: str = "") -> list[int]:
        page = viewer.get(f"/v1/decisions{query}").json()
        return [one["number"] for one in page["decisions"]]

    def about(**asked: Any) -> Any:
        return viewer.post("/v1/decisions/search", json=asked).json()

    assert numbers() == [4, 3, 2, 1]
    assert numbers("?version=2") == [4, 3]
    assert numbers("?kind=offered&version=1") == [1]
    assert numbers("?limit=2") == [4, 3]
    assert viewer.get("/v1/decisions?limit=2").json()["before"] == 3
    assert viewer.get("/v1/decisions?limit=2&before=3").json()["before"] is None
    assert numbers("?before=3") == [2, 1]
    assert [one["number"] for one in about(child="C1")["decisions"]] == [2, 1]
    assert [one["number"] for one in about(child="C1", limit=1)["decisions"]] == [2]
    assert about(child="C1", limit=1)["before"] == 2
    assert [one["number"] for one in about(child="C1", before=2)["decisions"]] == [1]
    assert about(child="C9")["decisions"] == []


def test_a_decision_whose_child_was_erased_is_there_without_its_content(served: Serving) -> None:
    keep(served, *SMALL)
    officer = served.somebody("officer")
    answer = made(officer)
    with served.service.database.writing() as session:
        decided = session.get_one(Decided, 1)
        decided.content = None
    assert officer.get("/v1/decisions/1").json() == {**answer, "decision": None}


def test_numbers_that_no_decision_has(served: Serving) -> None:
    officer = served.somebody("officer")
    assert officer.get("/v1/decisions/1").status_code == 404
    for number in ("0", "9999999999"):
        assert officer.get(f"/v1/decisions/{number}").status_code == 422
    assert officer.get("/v1/decisions/x").status_code == 404
    assert officer.get("/v1/decisions/search").status_code == 405


def test_a_decision_stands_in_the_log_with_what_was_decided_beside_it(served: Serving) -> None:
    keep(served, *SMALL)
    answer = made(served.somebody("officer"), kind="accepted", reason="The sister lives near")
    with served.service.database.reading() as session:
        entry = session.scalars(select(Entry).where(Entry.action == "decision.accepted")).one()
        added = session.scalars(select(Entry).where(Entry.version == 2)).one()
        detail = session.get_one(Detail, entry.number)
        version = session.get_one(RegisterVersion, 2)
    assert (entry.about, entry.version) == ("decision 1", 1)
    assert entry.register_sha256 == register(*SMALL).sha256
    assert json.loads(detail.content) == {
        "decision": answer["decision"],
        "position": 1,
        "new_version": 2,
        "approvals": [
            {
                "code": "placement_plan",
                "who": {
                    "en": "placement plan, within 5 working days of the start",
                    "cy": "cynllun lleoli, o fewn 5 diwrnod gwaith i'r dechrau",
                },
                "due": "2026-11-09",
                "children": ["C1"],
            }
        ],
    }
    assert (added.action, added.about) == ("register.added", "decision 1")
    assert (version.made_by, version.reason) == ("decision", None)


def test_only_officers_decide_and_only_who_may_read_sees(served: Serving) -> None:
    keep(served, *SMALL)
    assert decide(served.plain).status_code == 401
    for role in ("viewer", "panel", "admin"):
        assert decide(served.somebody(role)).status_code == 403
    assert served.plain.get("/v1/decisions").status_code == 401
