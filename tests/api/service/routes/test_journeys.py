from __future__ import annotations

import hashlib
from typing import Any

import pytest
from httpx2 import Response
from sqlalchemy import select

from api.store.journeys import journeys_of
from api.store.tables import Entry, JourneyTable
from tests.support.service import Serving

CSV = b"child,home,distance_home\nC1,H1,12\nC1,H2,34\n"


def send(client: Any, content: bytes = CSV, name: str = "roads.csv", **fields: str) -> Response:
    found: Response = client.post("/v1/journeys", files={"file": (name, content)}, data=fields)
    return found


def test_a_table_is_kept_under_a_name_for_ever(served: Serving) -> None:
    officer = served.somebody("officer", name="a.officer")
    first = send(officer)
    assert first.status_code == 201
    body = first.json()
    assert (body["name"], body["rows"], body["new"]) == ("roads.csv", 2, True)
    assert body["sha256"] == hashlib.sha256(CSV).hexdigest()
    assert body["author"]["name"] == "a.officer"
    same = send(officer)
    assert (same.status_code, same.json()) == (200, body | {"new": False})
    other = send(officer, CSV + b"C2,H1,5\n")
    assert other.status_code == 409
    assert other.json()["faults"][0]["place"] == "name"
    again = officer.get("/v1/journeys/roads.csv").json()
    assert again == {key: value for key, value in body.items() if key != "new"}
    with served.service.database.reading() as session:
        table = session.get(JourneyTable, "roads.csv")
        entries = session.scalars(select(Entry).where(Entry.action == "journeys.added")).all()
    assert len(entries) == 1
    kept = journeys_of(table)
    assert kept is not None
    assert kept.rows["C1", "H2"].home == 34


def test_a_name_may_be_given_beside_the_file(served: Serving) -> None:
    officer = served.somebody("officer")
    data = {"name": "roads-2026"}
    made = officer.post("/v1/journeys", files={"file": ("Ein ffyrdd.csv", CSV)}, data=data)
    assert (made.status_code, made.json()["name"]) == (201, "roads-2026")
    assert send(officer, CSV).status_code == 201
    found = officer.get("/v1/journeys").json()
    assert ([one["name"] for one in found["tables"]], found["next"]) == (
        ["roads-2026", "roads.csv"],
        None,
    )
    page = officer.get("/v1/journeys", params={"limit": 1, "after": "roads-2026"}).json()
    assert [one["name"] for one in page["tables"]] == ["roads.csv"]


@pytest.mark.parametrize("name", ["../roads", "a b", ".csv", "x" * 101, "caffè", "a\nb"])
def test_a_name_that_stands_in_no_address_is_refused(served: Serving, name: str) -> None:
    data = {"name": name}
    response = served.somebody("officer").post(
        "/v1/journeys", files={"file": ("roads.csv", CSV)}, data=data
    )
    assert response.status_code == 422
    assert [fault["place"] for fault in response.json()["faults"]] == ["name"]


def test_faults_are_told_with_their_rows_and_no_folder(served: Serving) -> None:
    officer = served.somebody("officer")
    response = send(officer, b"child,home,distance_home\nC1,H1,near\nC1,H2,-1\n")
    assert response.status_code == 422
    assert [fault["place"] for fault in response.json()["faults"]] == [
        "file roads.csv, row 2, column distance_home",
        "file roads.csv, row 3, column distance_home",
    ]
    empty = send(officer, b"")
    assert empty.json()["faults"][0]["place"] == "roads.csv"
    assert officer.get("/v1/journeys").json() == {"tables": [], "next": None}


def test_only_officers_send_tables(served: Serving) -> None:
    assert send(served.plain).status_code == 401
    assert send(served.somebody("panel", "viewer", "admin")).status_code == 403
    assert served.somebody("viewer").get("/v1/journeys/none.csv").status_code == 404
