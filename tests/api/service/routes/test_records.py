"""The routes of records: who did what is shown, the log verifies, a child can be erased."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

from api.store import audit
from api.store.chain import Noted
from tests.support.databases import tamper
from tests.support.registers import child, home, register
from tests.support.service import Serving

CHILD = "Zq7-Xerxes"


def sent(client: TestClient, *children: str) -> None:
    """Send a register with these children."""
    content = register(*map(child, children), home()).model_dump_json()
    answer = client.post("/v1/registers", files={"file": ("new.json", content)})
    assert answer.status_code == 201, answer.text


def test_what_was_done_is_listed_newest_first(served: Serving) -> None:
    officer = served.somebody("officer", name="Ann")
    sent(officer, "C1")
    sent(officer, "C1", "C2")
    page = officer.get("/v1/records").json()
    done = [(one["action"], one["version"], one["person"]) for one in page["records"]]
    ann = done[0][2]
    assert ann["name"] == "Ann"
    assert done[:2] == [("register.added", 2, ann), ("register.added", 1, ann)]
    assert page["records"][1]["detail"]["made_by"] == "upload"
    assert not page["records"][1]["erased"]
    assert page["next"] is None


def test_pages_follow_each_other(served: Serving) -> None:
    officer = served.somebody("officer")
    for id_ in ("C1", "C2", "C3"):
        sent(officer, id_)
    numbers, before = [], None
    while True:
        given = {"limit": 2} | ({} if before is None else {"before": before})
        page = officer.get("/v1/records", params=given).json()
        numbers += [one["number"] for one in page["records"]]
        before = page["next"]
        if before is None:
            break
    assert numbers == list(range(len(numbers), 0, -1))
    assert len(numbers) >= 3


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"action": "register.added"}, 2),
        ({"action": "register"}, 2),
        ({"action": "regist"}, 0),
        ({"action": "policy"}, 0),
        ({"version": 2}, 1),
        ({"about": "version 1"}, 1),
        ({"person": 0}, 1),
        ({"since": "2020-01-01", "action": "register"}, 2),
        ({"until": "2020-01-01T08:00Z"}, 0),
    ],
)
def test_filters(served: Serving, given: dict[str, str | int], found: int) -> None:
    officer = served.somebody("officer")
    sent(officer, "C1")
    sent(officer, "C2")
    with served.service.database.writing() as session:
        audit.append(session, audit.COMMAND, "service.tried")
    page = officer.get("/v1/records", params=given).json()
    assert len(page["records"]) == found


@pytest.mark.parametrize(
    "given",
    [{"action": "x y"}, {"since": "yesterday"}, {"limit": 0}, {"version": 10**12}, {"about": "C1"}],
)
def test_filters_that_make_no_sense_are_refused(
    served: Serving, given: dict[str, str | int]
) -> None:
    assert served.somebody("viewer").get("/v1/records", params=given).status_code == 422


def test_an_entry_by_its_number(served: Serving) -> None:
    officer = served.somebody("officer")
    sent(officer, "C1")
    last = officer.get("/v1/records").json()["records"][0]
    assert officer.get(f"/v1/records/{last['number']}").json() == last
    assert officer.get(f"/v1/records/{last['number'] + 1}").status_code == 404


def test_the_head_is_kept_and_verified_with(served: Serving) -> None:
    everybody = served.somebody()
    sent(everybody, "C1")
    head = everybody.get("/v1/records/head").json()
    assert Noted.of(head["text"]) == Noted(head["number"], head["sha256"])
    sent(everybody, "C2")
    found = everybody.get("/v1/records/verify", params={"head": head["text"]}).json()
    assert (found["sound"], found["faults"]) == (True, [])
    assert found["head"]["number"] > head["number"]
    other = f"{head['number']}:{'0' * 64}"
    found = everybody.get("/v1/records/verify", params={"head": other}).json()
    assert [one["place"] for one in found["faults"]] == [f"entry {head['number']}"]
    assert everybody.get("/v1/records/verify", params={"head": "1"}).status_code == 422


def test_tampering_is_found(served: Serving) -> None:
    admin = served.somebody()
    sent(admin, "C1")
    tamper(served.service.database, "UPDATE entry SET person = 77 WHERE version = 1")
    found = admin.get("/v1/records/verify").json()
    assert not found["sound"]
    assert found["faults"][0]["fault"] == "was changed: its hash is not the one it has"


def test_a_child_is_erased_and_found_nowhere(served: Serving, tmp_path: Path) -> None:
    everybody = served.somebody()
    sent(everybody, CHILD, "C2")
    with served.service.database.writing() as session:
        audit.append(session, audit.SERVICE, "ranking.made", detail={"request": CHILD})
    before = everybody.get("/v1/records/head").json()["text"]
    given = {"child": CHILD, "reason": "The age that the schedule says"}
    answer = everybody.post("/v1/erasures", json=given)
    assert answer.status_code == 201, answer.text
    erased = answer.json()
    assert (erased["versions"], erased["named"]) == ([1], [])
    verified = everybody.get("/v1/records/verify", params={"head": before}).json()
    assert verified["faults"] == []
    files = list((tmp_path / "data").rglob("cartref.sqlite3*"))
    assert len(files) >= 1
    assert all(CHILD.encode() not in file.read_bytes() for file in files)
    entry = everybody.get(f"/v1/records/{erased['entry']}").json()
    assert (entry["action"], entry["about"]) == ("child.erased", None)
    assert entry["detail"]["entries"] == erased["entries"]
    gone = everybody.get(f"/v1/records/{erased['entries'][-1]}").json()
    assert (gone["detail"], gone["erased"]) == (None, True)
    left = everybody.get("/v1/registers/1").text
    assert CHILD not in left
    assert CHILD not in everybody.get("/v1/records").text
    assert everybody.post("/v1/erasures", json=given).status_code == 404


def test_erasing_sent_twice_with_one_key_is_answered_alike(served: Serving) -> None:
    admin = served.somebody()
    sent(admin, CHILD)
    given = {"child": CHILD, "reason": "why"}
    first = admin.post("/v1/erasures", json=given, headers={"Idempotency-Key": "once"})
    again = admin.post("/v1/erasures", json=given, headers={"Idempotency-Key": "once"})
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()


@pytest.mark.parametrize(
    ("given", "key", "place"),
    [
        ({"child": CHILD, "reason": f"{CHILD.lower()} asked"}, "k", "reason"),
        ({"child": CHILD, "reason": " "}, "k", "reason"),
        ({"child": CHILD, "reason": "why"}, f"k {CHILD}", "Idempotency-Key"),
        ({"child": CHILD, "reason": "why", "more": 1}, "k", "more"),
        ({"reason": "why"}, "k", "child"),
    ],
)
def test_what_can_not_be_erased_so(
    served: Serving, given: dict[str, object], key: str, place: str
) -> None:
    admin = served.somebody()
    sent(admin, CHILD)
    answer = admin.post("/v1/erasures", json=given, headers={"Idempotency-Key": key})
    assert answer.status_code == 422
    assert [one["place"].split(".")[-1] for one in answer.json()["faults"]] == [place]
    assert CHILD not in json.dumps(answer.json())
    with served.service.database.reading() as session:
        assert session.scalar(text("SELECT n_children FROM register_version")) == 1


def test_only_an_admin_erases_or_verifies(served: Serving) -> None:
    for role in ("viewer", "officer", "panel"):
        client = served.somebody(role)
        assert client.get("/v1/records").status_code == 200
        assert client.get("/v1/records/verify").status_code == 403
        given = {"child": "C1", "reason": "why"}
        assert client.post("/v1/erasures", json=given).status_code == 403
    assert served.plain.get("/v1/records").status_code == 401
