"""Deciding on the pages: asked, declined, accepted, ended; faults, changes since, the record."""

from __future__ import annotations

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.support.clock import LATE_IN_JUNE, ZONES, stopped_at
from tests.support.deciding import SMALL, TODAY, decide, made, newest
from tests.support.keeping import keep, keep_policy
from tests.support.registers import child, home, settled, there
from tests.support.service import Serving
from tests.support.telling import plain, text_of


def send(client: TestClient, path: str, **fields: Any) -> Any:
    """Send the form of a page."""
    data = {"version": "1", "on": TODAY, **fields}
    return client.post(path, data=data, follow_redirects=False)


def test_accepted_and_the_record_of_it(served: Serving) -> None:
    keep(served, *SMALL)
    officer = served.somebody("officer", name="o.jones")
    answer = send(officer, "/children/C1/decide?home=H1", kind="accepted", children="C1")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/children/C1?said=decision-accepted.1.")
    number, register = newest(served)
    assert number == 2
    assert register.children[0].present_home == "H1"
    text = text_of(officer, "/decisions/1/record")
    for told in (
        "What was decided Accepted Children C1 Home H1: in-house foster",
        "Takes effect 2 November 2026",
        "Decided by o.jones",
        "Option 1 of the ranking",
        "There were 2 options.",
        "placement plan, within 5 working days of the start C1 9 November 2026 awaited",
        "Policy: default",
        "It made version 2 of the register.",
    ):
        assert told in text


def test_after_declined_the_next_to_call_stands_first(served: Serving) -> None:
    keep(served, *SMALL)
    officer = served.somebody("officer")
    assert "Next to call H1" in text_of(officer, "/children/C1")
    answer = send(officer, "/children/C1/decide?home=H1", kind="declined", reason="Full")
    assert answer.status_code == 303
    text = text_of(officer, "/children/C1")
    assert "Next to call H2" in text
    assert "1: declined by the home" in text


def test_a_home_that_is_asked_is_marked_and_the_next_is_called(served: Serving) -> None:
    keep(served, *SMALL)
    officer = served.somebody("officer")
    assert send(officer, "/children/C1/decide?home=H1", kind="offered").status_code == 303
    text = text_of(officer, "/children/C1")
    assert "asked on 2 November 2026" in text
    assert "Next to call H2" in text


def test_past_the_first_option_a_reason_is_asked_for(served: Serving) -> None:
    keep(served, *SMALL)
    officer = served.somebody("officer")
    assert "say why this home" in text_of(officer, "/children/C1/decide?home=H2")
    answer = send(officer, "/children/C1/decide?home=H2", kind="accepted", children="C1")
    assert answer.status_code == 422
    assert 'id="reason-error"' in answer.text
    assert "Reason: is missing: for these children the home is option 2" in plain(answer.text)
    assert newest(served)[0] == 1
    again = send(officer, "/children/C1/decide?home=H2", kind="accepted", reason="She knows them")
    assert again.status_code == 303
    assert "She knows them" in text_of(officer, "/decisions/1/record")


def test_faults_stand_at_their_fields_and_what_was_sent_stays(served: Serving) -> None:
    keep(served, *SMALL)
    officer = served.somebody("officer")
    answer = send(
        officer, "/children/C1/decide?home=H2", children="C1", on="soon", reason="A b", once="x"
    )
    assert answer.status_code == 422
    text = plain(answer.text)
    assert "What was decided: is missing" in text
    assert "Day on which it takes effect: is not a date" in text
    assert ">A b</textarea>" in answer.text


def test_when_the_register_has_changed_it_says_what_and_nothing_is_recorded(
    served: Serving,
) -> None:
    keep(served, *SMALL)
    officer = served.somebody("officer")
    made(served.somebody("officer", name="p.evans"), kind="accepted", children=["C2"])
    answer = send(
        officer, "/children/C1/decide?home=H2", kind="accepted", children="C1", reason="Near"
    )
    assert answer.status_code == 409
    text = plain(answer.text)
    assert "The register has changed since you looked" in text
    assert "1: accepted p.evans" in text
    assert "Children: 1 changed." in text
    assert 'href="/children/C1"' in answer.text
    assert newest(served)[0] == 2
    assert 'name="version" value="2"' in answer.text
    assert ">Near</textarea>" in answer.text
    assert re.findall(r'name="kind" type="radio" value="(\w+)" checked', answer.text) == [
        "accepted"
    ]
    again = send(
        officer,
        "/children/C1/decide?home=H2",
        version="2",
        kind="accepted",
        children="C1",
        reason="Near",
    )
    assert again.status_code == 303
    assert newest(served)[0] == 3


def test_another_fault_leaves_the_version_that_was_looked_at(served: Serving) -> None:
    keep(served, *SMALL)
    officer = served.somebody("officer")
    keep(served, *SMALL, child("C9"))
    for sent in ({"on": "soon"}, {"shown_again": "yes"}):
        answer = send(officer, "/children/C1/decide?home=H1", **{"kind": "offered", **sent})
        assert 'name="version" value="1"' in answer.text


def test_the_language_is_switched_with_what_was_typed(served: Serving) -> None:
    keep(served, *SMALL)
    officer = served.somebody("officer")
    shown = officer.get("/children/C1/decide?home=H1").text
    assert 'formaction="/children/C1/decide?home=H1&amp;lang=cy"' in shown
    answer = send(
        officer, "/children/C1/decide?home=H1&lang=cy", reason="Mae hi'n agos", shown_again="yes"
    )
    assert answer.status_code == 200
    assert '<html lang="cy"' in answer.text
    assert ">Mae hi&#39;n agos</textarea>" in answer.text
    assert officer.get("/v1/decisions").json()["decisions"] == []


def test_two_clicks_are_one_decision(served: Serving) -> None:
    keep(served, *SMALL)
    officer = served.somebody("officer")
    for _ in range(2):
        answer = send(officer, "/children/C1/decide?home=H1", kind="offered", once="one-form")
        assert answer.headers["location"].startswith("/children/C1?said=decision-offered.1.")
    assert len(officer.get("/v1/decisions").json()["decisions"]) == 1


def test_a_refused_home_is_accepted_where_the_rule_is_set_aside(served: Serving) -> None:
    keep(served, *SMALL)
    officer = served.somebody("officer")
    page = officer.get("/children/C1/decide?home=H3").text
    assert "The rules refuse this home." in page
    assert 'value="age"' in page
    fields = {"kind": "accepted", "reason": "Approval is being varied"}
    answer = send(officer, "/children/C1/decide?home=H3", **fields)
    assert answer.status_code == 422
    answer = send(officer, "/children/C1/decide?home=H3", despite="age", **fields)
    assert answer.status_code == 303
    text = text_of(officer, "/decisions/1/record")
    assert "Rule set aside The child's age is outside" in text
    assert "Can be changed by: variation of approval" in text
    assert "none of the ranking" in text


def test_of_a_group_all_are_placed_or_those_who_are_ticked(served: Serving) -> None:
    keep(served, *SMALL)
    officer = served.somebody("officer")
    form = officer.get("/groups/S1/decide?home=H1").text
    assert re.findall(r'value="(C\d)" checked', form) == ["C3", "C4"]
    answer = send(officer, "/groups/S1/decide?home=H1", kind="accepted", children=["C3", "C4"])
    assert answer.headers["location"].startswith("/groups/S1?said=decision-accepted.1.")
    homes = {one.id: one.present_home for one in newest(served)[1].children}
    assert homes == {"C1": None, "C2": None, "C3": "H1", "C4": "H1"}
    assert "Children C3 and C4" in text_of(officer, "/decisions/1/record")


def test_of_a_split_the_form_is_about_those_who_would_live_there(served: Serving) -> None:
    keep(served, *SMALL)
    officer = served.somebody("officer")
    numbers = re.findall(r'option" value="(\d+)"', officer.get("/groups/S1").text)
    forms = {
        tuple(re.findall(r'value="(C\d)" checked', form))
        for number in numbers
        if (form := officer.get(f"/groups/S1/decide?home=H2&option={number}").text)
    }
    assert {("C3",), ("C4",), ("C3", "C4")} == forms


def test_a_placement_ends_and_the_child_waits_or_leaves(served: Serving) -> None:
    keep(served, settled("C1", "H1"), settled("C2", "H1"), home("H1"), home("H2"))
    officer = served.somebody("officer")
    form = officer.get("/children/C1/decide?home=H1").text
    assert re.findall(r'name="kind" type="radio" value="(\w+)"', form) == ["ended"]
    answer = send(officer, "/children/C1/decide?home=H1", kind="ended", reason="The carers retire")
    assert answer.status_code == 303
    assert newest(served)[1].children[0].status == "waiting"
    gone = send(
        officer,
        "/children/C2/decide?home=H1",
        version="2",
        kind="ended",
        reason="Home again",
        left_care="yes",
    )
    assert gone.status_code == 303
    assert [one.id for one in newest(served)[1].children] == ["C1"]
    assert "The children leave care" in text_of(officer, "/decisions/2/record")


def test_the_record_is_of_the_register_and_the_policy_of_then(served: Serving) -> None:
    keep(served, *SMALL)
    officer = served.somebody("officer")
    made(officer)
    keep_policy(served, name="of later", levels=[{"unplaced": 1}, {"weekly_cost": 1}])
    keep(served, child("C1"), home("H1", location=there(0.1), kind="residential"))
    text = text_of(officer, "/decisions/1/record")
    assert "Policy: default" in text
    assert "version 1 (SHA-256" in text
    assert "H1: in-house foster" in text


def test_approvals_fall_due_by_the_day_that_was_decided(served: Serving) -> None:
    keep(served, *SMALL)
    officer = served.somebody("officer")
    made(officer, kind="accepted", on="2026-11-16")
    text = text_of(officer, "/decisions/1/record")
    assert "within 5 working days of the start C1 23 November 2026" in text


def test_once_a_child_is_erased_the_record_says_so(served: Serving) -> None:
    keep(served, *SMALL)
    made(served.somebody("officer"))
    admin = served.somebody("admin", name="a.admin")
    answer = admin.request("POST", "/v1/erasures", json={"child": "C1", "reason": "asked for"})
    assert answer.status_code < 300, answer.text
    assert "A child in this decision was erased" in text_of(admin, "/decisions/1/record")


def test_nobody_else_may_decide(served: Serving) -> None:
    keep(served, *SMALL)
    for role in ("viewer", "panel", "admin"):
        answer = send(served.somebody(role), "/children/C1/decide?home=H1", kind="offered")
        assert answer.status_code == 403
    assert decide(served.somebody("officer")).json()["number"] == 1


@pytest.mark.parametrize("zone", ZONES)
def test_forms_begin_with_today_by_the_clock_here(served: Serving, zone: str) -> None:
    keep(served, *SMALL)
    officer = served.somebody("officer")
    made(officer, kind="accepted", children=["C2"])
    with stopped_at(LATE_IN_JUNE, zone):
        for path in ("/children/C1/decide?home=H1", "/approvals/1/placement_plan"):
            assert 'value="2026-06-15"' in officer.get(path).text
