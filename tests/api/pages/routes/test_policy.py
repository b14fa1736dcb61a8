"""The council's policy: read by everybody, set by the panel."""

from __future__ import annotations

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.pages.language import speech
from api.pages.policy_form import first_values, weighed
from api.store.policies import policy_numbered
from matcher.records.policy import Limits, Policy
from tests.support.keeping import keep_policy
from tests.support.service import Serving
from tests.support.telling import plain


def form(policy: Policy, **changed: str | list[str]) -> dict[str, str | list[str]]:
    rows = weighed(speech("en"), policy)
    return {
        **first_values(policy),
        "criterion": [row.code for row in rows],
        "level": [row.level for row in rows],
        "weight": [row.weight for row in rows],
        **changed,
    }


def agreed(page: Any) -> str:
    """Return what a page keeps of the changes that it has shown."""
    found: list[str] = re.findall(r'name="agreed" value="([^"]*)"', page.text)
    return found[0]


def save(panel: TestClient, sent: dict[str, Any]) -> Any:
    """Look at what changes, and save it."""
    looked = panel.post("/policy/change", data=sent)
    return panel.post(
        "/policy/change", data={**sent, "agreed": agreed(looked)}, follow_redirects=True
    )


def text(html: str) -> str:
    return re.sub(r"\s+", " ", html)


def test_everybody_reads_it_in_words(served: Serving) -> None:
    viewer = served.somebody("viewer")
    seen = text(viewer.get("/policy").text)
    assert "0, the default policy" in seen
    assert "Level 1, counted in children" in seen
    assert "Level 3, counted in points" in seen
    assert "1,200" in seen
    assert "24.0 km" in seen
    assert "1 April 2030" in seen
    assert "Change the policy" not in seen
    assert viewer.get("/policy/change").status_code == 403
    assert viewer.post("/policy/change", data={"name": "mine"}).status_code == 403


def test_the_panel_sets_it_with_a_reason(served: Serving) -> None:
    panel = served.somebody("panel", name="mair")
    assert "Change the policy" in panel.get("/policy").text
    sent = form(Policy(), name="Panel of November", min_in_house_share="70", reason="Agreed today")
    answer = save(panel, sent)
    assert answer.status_code == 200
    seen = text(answer.text)
    assert "Policy 1 is the council&#39;s from now on." in seen
    assert "70.0 %" in seen
    assert "Agreed today" in seen
    assert "mair" in seen
    with served.service.database.reading() as session:
        assert policy_numbered(session) == Policy(
            name="Panel of November", limits=Limits(min_in_house_share=0.7)
        )


def test_what_is_wrong_is_told_and_what_was_typed_stays(served: Serving) -> None:
    panel = served.somebody("panel")
    answer = panel.post(
        "/policy/change",
        data=form(
            Policy(),
            criterion=["unplaced", "moves"],
            level=["1", "77"],
            weight=["1", "5"],
            max_km="far",
            travel="roads.csv",
        ),
    )
    assert answer.status_code == 422
    seen = text(answer.text)
    assert 'href="#row_1"' in seen
    assert "has a level that is none; accepted: a whole number from 1 to 9" in seen
    assert 'value="77"' in seen
    assert 'value="far"' in seen
    assert panel.post("/policy/change", data=form(Policy(), travel="roads.csv")).status_code == 422
    with served.service.database.reading() as session:
        assert policy_numbered(session) == Policy()


@pytest.mark.parametrize(("number", "status"), [(0, 200), (1, 200), (2, 200), (3, 404)])
def test_earlier_policies_stay(served: Serving, number: int, status: int) -> None:
    keep_policy(served, name="First")
    keep_policy(served, name="Second")
    viewer = served.somebody("viewer")
    answer = viewer.get(f"/policy/{number}")
    assert answer.status_code == status
    assert ("An earlier policy" in answer.text) == (number in (0, 1))
    listed = viewer.get("/policy").text
    assert listed.index("/policy/2") < listed.index("/policy/1") < listed.index("/policy/0")


def test_before_it_is_saved_it_says_what_changes(served: Serving) -> None:
    panel = served.somebody("panel")
    sent = form(Policy(), name="Near", school_reach_km="10", reason="Agreed")
    looked = panel.post("/policy/change", data={**sent, "agreed": ""})
    assert looked.status_code == 200
    seen = plain(looked.text)
    assert "You are about to change" in seen
    assert "Name of the policy default Near" in seen
    assert "A school is kept from homes within 24.0 km 10.0 km" in seen
    assert "Nothing is saved yet." in seen
    assert 'value="Agreed"' in looked.text
    with served.service.database.reading() as session:
        assert policy_numbered(session) == Policy()


def test_what_was_not_seen_is_not_saved(served: Serving) -> None:
    panel = served.somebody("panel")
    sent = form(Policy(), name="Near", school_reach_km="10")
    seen = agreed(panel.post("/policy/change", data=sent))
    other = panel.post("/policy/change", data={**sent, "max_moves": "3", "agreed": seen})
    assert "Children under review who are moved at most no limit 3 children" in plain(other.text)
    keep_policy(served, name="Somebody else's")
    late = panel.post("/policy/change", data={**sent, "agreed": seen})
    assert "Name of the policy Somebody else's Near" in plain(late.text)
    with served.service.database.reading() as session:
        assert policy_numbered(session).name == "Somebody else's"


def test_of_each_policy_it_is_told_what_it_changed(served: Serving) -> None:
    keep_policy(served, name="First", max_km=30)
    keep_policy(served, name="Second", max_km=30)
    viewer = served.somebody("viewer")
    seen = plain(viewer.get("/policy").text)
    assert "Name of the policy: First → Second" in seen
    assert "Distance from the family home at most: no limit → 30.0 km" in seen
    assert "What changed from the policy before" in plain(viewer.get("/policy/1").text)
    assert "What changed from the policy before" not in plain(viewer.get("/policy/0").text)


def test_the_language_is_switched_with_what_was_typed(served: Serving) -> None:
    panel = served.somebody("panel")
    sent = form(Policy(), name="Near", reason="Not yet")
    answer = panel.post("/policy/change?lang=cy", data={**sent, "shown_again": "yes"})
    assert answer.status_code == 200
    assert '<html lang="cy"' in answer.text
    assert 'value="Not yet"' in answer.text
    assert agreed(answer) == ""
