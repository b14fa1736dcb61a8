"""Approvals on the pages: whose is meant, recorded, corrected, and what Today says of it."""

from __future__ import annotations

import re
from typing import Any

from fastapi.testclient import TestClient

from api.pages.approvals import MEANT
from api.store.times import today
from tests.support.approving import GIVEN, accepted, approvals, recorded
from tests.support.deciding import made
from tests.support.keeping import keep
from tests.support.registers import child, group, home
from tests.support.service import Serving
from tests.support.telling import plain, text_of

PLAN = "/approvals/1/placement_plan"


def send(client: TestClient, path: str = PLAN, **fields: Any) -> Any:
    """Send the form of a page."""
    data = {name: value for name, value in GIVEN.items() if name != "code"} | fields
    return client.post(path, data=data, follow_redirects=False)


def test_an_approval_is_recorded_and_stands_in_the_record(served: Serving) -> None:
    officer = served.somebody("officer", name="m.evans")
    accepted(served, officer)
    text = text_of(officer, "/decisions/1/record")
    assert "placement plan, within 5 working days of the start C1 9 November 2026 awaited" in text
    form = text_of(officer, PLAN)
    assert "Whose approval That of the manager who signs the placement plan" in form
    assert "From 5 October 2026 to today" in form
    assert "recorded by mistake" not in form
    answer = send(officer, note="In the case file")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/decisions/1/record?said=approval-given.1.")
    text = text_of(officer, "/decisions/1/record")
    assert (
        "placement plan, within 5 working days of the start C1 9 November 2026 given "
        "Team manager 4 November 2026 Show" in text
    )
    text = text_of(officer, PLAN)
    assert "given Team manager 4 November 2026 In the case file m.evans" in text


def test_every_approval_says_whose_it_is(served: Serving) -> None:
    officer = served.somebody("officer")
    accepted(served, officer)
    for code in approvals(officer):
        assert MEANT[code] in text_of(officer, f"/approvals/1/{code}")


def test_faults_stand_at_their_fields_and_what_was_sent_stays(served: Serving) -> None:
    officer = served.somebody("officer")
    accepted(served, officer)
    answer = send(officer, by="", on="2999-01-01", note="Signed <b>")
    assert answer.status_code == 422
    text = plain(answer.text)
    assert "Who decided: is missing" in text
    assert "Day on which it was decided: is in the future; accepted: today" in text
    assert ">Signed &lt;b&gt;</textarea>" in answer.text
    assert approvals(officer)["placement_plan"]["recorded"] is None


def test_who_comes_second_sees_what_was_recorded_and_may_correct_it(served: Serving) -> None:
    officer = served.somebody("officer", name="o.jones")
    accepted(served, officer)
    one = recorded(served.somebody("officer", name="m.evans"))
    answer = send(officer, outcome="refused", by="Head of service", note="Not yet")
    assert answer.status_code == 409
    text = plain(answer.text)
    assert "Somebody has recorded this approval already" in text
    assert "given Team manager 4 November 2026 \N{EN DASH} m.evans" in text
    # What they had written is still there, and would now correct the record.
    assert ">Not yet</textarea>" in answer.text
    assert f'name="replaces" value="{one["number"]}"' in answer.text
    assert re.search(r'value="refused" checked', answer.text)
    again = send(officer, outcome="refused", by="Head of service", replaces=str(one["number"]))
    assert again.headers["location"].startswith("/decisions/1/record?said=approval-refused.1.")
    text = text_of(officer, PLAN)
    assert "refused Head of service" in text
    assert "given corrected since Team manager" in text


def test_the_form_of_a_correction_is_filled_in_with_what_stands(served: Serving) -> None:
    officer = served.somebody("officer")
    accepted(served, officer)
    one = recorded(officer, note="Minute 7")
    page = officer.get(PLAN).text
    assert re.search(r'value="given" checked', page)
    assert 'value="Team manager"' in page
    assert 'value="2026-11-04"' in page
    assert ">Minute 7</textarea>" in page
    answer = send(officer, outcome="withdrawn", replaces=str(one["number"]))
    assert answer.headers["location"].startswith("/decisions/1/record?said=approval-withdrawn.1.")
    assert "9 November 2026 awaited" in text_of(officer, "/decisions/1/record")
    assert f'value="{today()}"' in officer.get(PLAN).text


def test_in_the_other_language_the_form_stays_as_it_was_filled_in(served: Serving) -> None:
    officer = served.somebody("officer")
    accepted(served, officer)
    answer = send(officer, f"{PLAN}?lang=cy", by="Rheolwr", shown_again="yes")
    assert answer.status_code == 200
    assert '<html lang="cy"' in answer.text
    assert 'value="Rheolwr"' in answer.text
    assert approvals(officer)["placement_plan"]["recorded"] is None


def test_those_who_only_read_see_no_form_and_can_record_nothing(served: Serving) -> None:
    accepted(served, served.somebody("officer"))
    viewer = served.somebody("viewer")
    assert 'name="outcome"' not in viewer.get(PLAN).text
    assert send(viewer).status_code == 403
    assert "Record placement plan" not in text_of(viewer, "/")


def test_what_no_decision_needs_is_not_found(served: Serving) -> None:
    officer = served.somebody("officer")
    accepted(served, officer)
    for path in ("/approvals/1/area_panel", "/approvals/2/placement_plan"):
        assert officer.get(path).status_code == 404
        assert send(officer, path).status_code in (404, 422)


def test_when_a_placement_has_ended_nothing_is_asked_for(served: Serving) -> None:
    officer = served.somebody("officer")
    accepted(served, officer)
    made(officer, version=2, kind="ended", reason="The carers retire")
    text = text_of(officer, "/decisions/1/record")
    assert "9 November 2026 not needed any more" in text
    assert "no approval is needed now" in text
    page = officer.get(PLAN).text
    assert "no approval is needed now" in page
    assert 'name="outcome"' not in page


def test_the_list_of_decisions_counts_what_was_recorded(served: Serving) -> None:
    officer = served.somebody("officer", name="m.evans")
    accepted(served, officer)
    assert "\N{EN DASH} \N{EN DASH} m.evans" in text_of(officer, "/decisions")
    recorded(officer)
    recorded(officer, code="impact_assessment", outcome="refused")
    assert "\N{EN DASH} 1 given, 1 refused m.evans" in text_of(officer, "/decisions")


def test_today_asks_until_it_is_given_and_goes_on_to_say_what_was_refused(
    served: Serving,
) -> None:
    officer = served.somebody("officer")
    accepted(served, officer, on=str(today()))
    text = text_of(officer, "/")
    assert "Record placement plan" in text
    assert "matching and impact assessment, before the placement C1 H1 due today" in text
    recorded(officer, on=str(today()))
    assert "placement plan" not in text_of(officer, "/")
    one = recorded(officer, code="impact_assessment", outcome="refused", on=str(today()))
    refused = "An approval was refused, and the placement stands without it."
    assert refused in text_of(officer, "/decisions/1/record")
    text = text_of(officer, "/")
    assert refused in text
    assert "Refused by Team manager on " in text
    assert "matching and impact assessment, before the placement C1 H1 due today" not in text
    recorded(
        officer,
        code="impact_assessment",
        on=str(today()),
        replaces=one["number"],
    )
    assert "refused" not in text_of(officer, "/")
    assert "None. What a placement still needs is listed here" in text_of(officer, "/")


def test_the_log_names_what_was_recorded_and_leads_to_it(served: Serving) -> None:
    officer = served.somebody("officer")
    accepted(served, officer)
    recorded(officer)
    page = officer.get("/records?action=approval").text
    assert "approval given" in page
    assert 'href="/approvals/1/placement_plan"' in page


def test_an_approval_counts_for_all_siblings_who_need_it(served: Serving) -> None:
    keep(served, child("C1"), child("C2"), group("C1", "C2"), home("H1"))
    officer = served.somebody("officer")
    made(officer, kind="accepted", children=["C1", "C2"])
    text = text_of(officer, PLAN)
    assert "C1 and C2 placement plan, within 5 working days of the start" in text
    assert "It counts for all children named above." in text
    assert recorded(officer)["children"] == ["C1", "C2"]
    assert "C1 and C2 9 November 2026 given" in text_of(officer, "/decisions/1/record")


def test_faults_are_told_in_welsh_too(served: Serving) -> None:
    officer = served.somebody("officer")
    accepted(served, officer)
    text = plain(send(officer, f"{PLAN}?lang=cy", by="", on="2999-01-01").text)
    assert "Y diwrnod y penderfynwyd: yn y dyfodol; derbynnir: heddiw" in text
    text = plain(send(officer, f"{PLAN}?lang=cy", on="2026-01-01").text)
    assert "ymhell cyn y penderfyniad; derbynnir: diwrnod o 5 Hydref 2026 ymlaen" in text
