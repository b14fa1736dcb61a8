"""Approvals over HTTP: what is needed, that it was given or refused, and corrections."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from api.store.agreement import verify
from api.store.chain import head
from api.store.times import today
from tests.support.approving import NEEDED, accepted, approvals, record, recorded
from tests.support.deciding import made, places
from tests.support.keeping import keep, keep_policy
from tests.support.registers import child, home, settled, there
from tests.support.service import Serving


def test_what_an_accepted_placement_needs_is_listed(served: Serving) -> None:
    officer = served.somebody("officer")
    accepted(served, officer, on="2026-11-05")
    answer = served.somebody("viewer").get("/v1/decisions/1/approvals").json()
    assert answer == {
        "approvals": [
            {
                "code": "impact_assessment",
                "who": "matching and impact assessment, before the placement",
                "due": "2026-11-05",
                "children": ["C1"],
                "recorded": None,
                "earlier": [],
            },
            {
                "code": "placement_plan",
                "who": "placement plan, within 5 working days of the start",
                # Five working days after a Thursday.
                "due": "2026-11-12",
                "children": ["C1"],
                "recorded": None,
                "earlier": [],
            },
        ],
        "stands": True,
    }


def test_what_was_given_is_recorded_with_who_and_when(served: Serving) -> None:
    officer = served.somebody("officer", name="m.evans")
    accepted(served, officer)
    one = recorded(officer, note=" Minute 7 ")
    assert one["at"].endswith("Z")
    assert one["author"]["name"] == "m.evans"
    assert {name: one[name] for name in ("decision", "code", "outcome", "by", "on", "note")} == {
        "decision": 1,
        "code": "placement_plan",
        "outcome": "given",
        "by": "Team manager",
        "on": "2026-11-04",
        "note": "Minute 7",
    }
    found = approvals(officer)
    assert found["placement_plan"]["recorded"] == one
    assert found["impact_assessment"]["recorded"] is None
    entry = officer.get(f"/v1/records/{one['number']}").json()
    assert (entry["action"], entry["about"]) == ("approval.given", "approval 1/placement_plan")
    assert entry["version"] == 1
    with served.service.database.reading() as session:
        assert head(session).number == one["number"]
        assert verify(session) == []


def test_who_comes_second_is_told_who_was_first_and_can_correct_it(served: Serving) -> None:
    first = served.somebody("officer", name="m.evans")
    second = served.somebody("officer", name="o.jones")
    accepted(served, first)
    one = recorded(first)
    answer = record(second, outcome="refused", by="Head of service")
    assert answer.status_code == 409
    assert answer.json()["about"] == {"recorded": one}
    assert places(answer) == ["replaces"]
    fault = answer.json()["faults"][0]
    assert fault["fault"] == f"m.evans recorded it on {today()}: given"
    assert fault["accepted"] == f"{one['number']}, to correct that"
    assert approvals(first)["placement_plan"]["recorded"] == one

    two = recorded(second, outcome="refused", by="Head of service", replaces=one["number"])
    found = approvals(first)["placement_plan"]
    assert (found["recorded"], found["earlier"]) == (two, [one])
    # What was corrected already can't be corrected again.
    assert record(first, replaces=one["number"]).status_code == 409
    assert record(first, replaces=two["number"]).status_code == 201


def test_of_two_at_once_one_records(served: Serving) -> None:
    officers = [served.somebody("officer"), served.somebody("officer")]
    accepted(served, officers[0])
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(record, officers))
    assert sorted(one.status_code for one in answers) == [201, 409]
    (first,) = (one.json() for one in answers if one.status_code == 201)
    assert approvals(officers[0])["placement_plan"]["recorded"] == first


def test_what_was_recorded_by_mistake_is_awaited_again(served: Serving) -> None:
    officer = served.somebody("officer")
    accepted(served, officer)
    assert record(officer, outcome="withdrawn").status_code == 409
    one = recorded(officer)
    # Who decided, and when, is no matter where nobody did.
    two = recorded(officer, outcome="withdrawn", replaces=one["number"], note="Of another child")
    assert (two["by"], two["on"], two["note"]) == (None, None, "Of another child")
    found = approvals(officer)["placement_plan"]
    assert (found["recorded"], found["earlier"]) == (None, [two, one])
    answer = record(officer, replaces=two["number"])
    assert (answer.status_code, places(answer)) == (409, ["replaces"])
    three = recorded(officer)
    found = approvals(officer)["placement_plan"]
    assert (found["recorded"], found["earlier"]) == (three, [two, one])


def test_the_same_request_twice_records_once(served: Serving) -> None:
    officer = served.somebody("officer")
    accepted(served, officer)
    answers = [record(officer, key="one") for _ in range(2)]
    assert [one.status_code for one in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert approvals(officer)["placement_plan"]["earlier"] == []


def test_all_faults_are_told_together(served: Serving) -> None:
    officer = served.somebody("officer")
    accepted(served, officer)
    answer = record(officer, code="area_panel", by=" ", on=None)
    assert answer.status_code == 422
    assert [(one["place"], one["fault"]) for one in answer.json()["faults"]] == [
        ("code", "is no approval that this decision needs"),
        ("by", "is missing"),
        ("on", "is missing"),
    ]
    assert answer.json()["faults"][0]["accepted"] == ", ".join(NEEDED)


def test_the_day_is_between_four_weeks_before_the_placement_and_today(served: Serving) -> None:
    officer = served.somebody("officer")
    accepted(served, officer, on="2026-11-05")
    for day, fault in (
        (today() + timedelta(days=1), "is in the future"),
        ("2026-10-07", "is long before the decision"),
    ):
        answer = record(officer, on=str(day))
        assert [(one["place"], one["fault"]) for one in answer.json()["faults"]] == [("on", fault)]
    one = recorded(officer, on="2026-10-08")
    recorded(officer, on=str(today()), replaces=one["number"])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("by", "x" * 201),
        ("note", "x" * 1001),
        ("note", "a\x00"),
        ("outcome", "perhaps"),
        ("on", "soon"),
        ("replaces", 0),
        ("child", "C1"),
    ],
)
def test_what_can_not_be_recorded_is_refused_at_its_place(
    served: Serving, field: str, value: Any
) -> None:
    officer = served.somebody("officer")
    accepted(served, officer)
    answer = record(officer, **{field: value})
    assert (answer.status_code, places(answer)) == (422, [field])


def test_only_what_was_accepted_needs_approvals(served: Serving) -> None:
    keep(served, child("C1"), home("H1"))
    officer = served.somebody("officer")
    made(officer, kind="offered")
    assert officer.get("/v1/decisions/1/approvals").json() == {"approvals": [], "stands": False}
    answer = record(officer)
    assert (answer.status_code, places(answer)) == (422, ["code"])
    assert record(officer, number=2).status_code == 404
    assert officer.get("/v1/decisions/2/approvals").status_code == 404


def test_it_needs_what_it_needed_by_the_register_and_the_policy_of_then(served: Serving) -> None:
    officer = served.somebody("officer")
    accepted(served, officer)
    keep_policy(served, name="of later", levels=[{"unplaced": 1}])
    keep(served, child("C1", home="H1"), home("H1", location=there(0.1)))
    assert list(approvals(officer)) == NEEDED


def test_when_a_placement_has_ended_nothing_is_needed_any_more(served: Serving) -> None:
    officer = served.somebody("officer")
    accepted(served, officer)
    recorded(officer)
    made(officer, version=2, kind="ended", reason="The carers retire")
    answer = officer.get("/v1/decisions/1/approvals").json()
    assert answer["stands"] is False
    assert answer["approvals"][1]["recorded"]["outcome"] == "given"


def test_with_an_erased_child_its_approvals_go(served: Serving) -> None:
    officer = served.somebody("officer")
    accepted(served, officer)
    first = record(officer, key="one", by="Ann Puw", note="Signed in ink")
    assert first.status_code == 201
    one = first.json()
    assert one["children"] == ["C1"]
    erased = served.somebody("admin").post("/v1/erasures", json={"child": "C1", "reason": "asked"})
    assert erased.status_code == 201, erased.text
    assert one["number"] in erased.json()["entries"]
    assert approvals(officer) == {}
    answer = record(officer, code="impact_assessment")
    assert (answer.status_code, places(answer)) == (409, ["number"])
    entry = officer.get(f"/v1/records/{one['number']}").json()
    assert (entry["action"], entry["about"]) == ("approval.given", "approval 1/placement_plan")
    assert "Ann Puw" not in str(entry)
    # Nor is it in the answer that was kept for the same request sent again.
    assert record(officer, key="one", by="Ann Puw", note="Signed in ink").status_code == 409
    with served.service.database.reading() as session:
        assert verify(session) == []


def test_a_note_that_names_another_child_goes_with_that_child_alone(served: Serving) -> None:
    officer = served.somebody("officer")
    accepted(served, officer)
    recorded(officer, note="Beside C3")
    keep(served, settled("C1", "H1"), home("H1"))
    served.somebody("admin").post("/v1/erasures", json={"child": "C3", "reason": "asked"})
    found = approvals(officer)["placement_plan"]["recorded"]
    # That it was given still stands; who gave it is gone with the note.
    assert (found["outcome"], found["by"], found["on"], found["note"]) == (
        "given",
        None,
        None,
        None,
    )


def test_only_those_who_decide_record(served: Serving) -> None:
    accepted(served, served.somebody("officer"))
    for role in ("viewer", "panel", "admin"):
        assert record(served.somebody(role)).status_code == 403
