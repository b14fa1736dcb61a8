"""The judge over HTTP."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient
from sqlalchemy import select

import matcher
from api.store.tables import Entry
from tests.support.keeping import keep, keep_policy
from tests.support.registers import child, home, plan, register, there
from tests.support.service import Serving

SMALL = (
    child("C1"),
    child("C2", age=3),
    home("H1", location=there(0.1), places=1),
    home("H2", ages=(10, 17)),
)


def judged(client: TestClient, homes: dict[str, str | None], **asked: Any) -> Any:
    body = {"plan": plan(homes).model_dump(mode="json"), **asked}
    answer = client.post("/v1/plans/check", json=body)
    assert answer.status_code == 200
    return answer.json()


def test_a_sound_plan_by_hand(served: Serving) -> None:
    keep(served, *SMALL)
    answer = judged(served.somebody("officer"), {"C1": "H2", "C2": "H1"})
    assert answer == {
        "format": "cartref/check/1",
        "version": 1,
        "register_sha256": register(*SMALL).sha256,
        "sound": True,
        "violations": [],
        # 2 children in H1 and H2 at 500 pounds a week; H1 is 11.1 km away (111 x 4).
        "levels": [0, 0, 2 * 800 + 444, 1000, 0],
    }


def test_a_plan_that_breaks_rules_is_told_which(served: Serving) -> None:
    keep(served, *SMALL)
    answer = judged(served.somebody("panel"), {"C1": "H1", "C2": "H2"})
    assert not answer["sound"]
    assert [(one["code"], one["children"], one["home"]) for one in answer["violations"]] == [
        ("age", ["C2"], "H2")
    ]
    assert answer["levels"] is not None


def test_a_plan_that_leaves_somebody_out_has_no_levels(served: Serving) -> None:
    keep(served, *SMALL)
    answer = judged(served.somebody("officer"), {"C1": "H2"})
    assert [one["code"] for one in answer["violations"]] == ["assignment"]
    assert answer["levels"] is None


def test_a_plan_of_the_engine_is_sound_on_a_register_in_the_question(served: Serving) -> None:
    given = register(*SMALL)
    body = {
        "plan": matcher.plan(given).model_dump(mode="json"),
        "register": given.model_dump(mode="json"),
    }
    answer = served.somebody("officer").post("/v1/plans/check", json=body).json()
    assert answer["sound"]
    assert answer["version"] is None
    assert answer["levels"] == [one.value for one in matcher.plan(given).levels]


def test_by_its_own_policy_or_the_one_that_is_named(served: Serving) -> None:
    keep(served, *SMALL)
    keep_policy(served, max_km=5)
    officer = served.somebody("officer")
    homes: dict[str, str | None] = {"C1": "H2", "C2": "H1"}
    assert judged(officer, homes)["sound"]
    for asked in ({"policy_number": 1}, {"policy": {"max_km": 5}}):
        answer = judged(officer, homes, **asked)
        assert [one["code"] for one in answer["violations"]] == ["too_far"]


def test_it_stands_in_the_log_without_a_child(served: Serving) -> None:
    keep(served, *SMALL)
    judged(served.somebody("officer"), {"C1": "H2", "C2": "H1"})
    with served.service.database.reading() as session:
        entry = session.scalars(select(Entry).where(Entry.action == "plan.checked")).one()
    assert (entry.version, entry.about) == (1, None)


def test_what_no_plan_is_is_refused(served: Serving) -> None:
    keep(served, *SMALL)
    officer = served.somebody("officer")
    for plan_ in (None, {}, {"format": "cartref/plan/1", "assignments": [{}]}):
        assert officer.post("/v1/plans/check", json={"plan": plan_}).status_code == 422
    body = {"plan": plan({}).model_dump(mode="json"), "version": 9}
    assert officer.post("/v1/plans/check", json=body).status_code == 404
    assert served.somebody("viewer").post("/v1/plans/check", json=body).status_code == 403
