"""Today: who waits, most urgent first."""

from __future__ import annotations

import re
from datetime import date

from api.pages.waiting import Waiting, waiting
from api.store.versions import newest
from tests.support.keeping import keep
from tests.support.registers import child, group, home, register, settled
from tests.support.service import Serving


def waits(served: Serving) -> list[Waiting]:
    with served.service.database.reading() as session:
        version = newest(session)
        assert version
        return waiting(session, version)


def test_without_a_register_it_says_what_to_do(served: Serving) -> None:
    text = served.somebody("officer").get("/").text
    assert "There is no register yet" in text
    assert 'href="/registers"' in text
    assert "Upload a register" not in served.somebody("viewer").get("/").text


def test_when_nobody_waits_it_says_so(served: Serving) -> None:
    keep(served, settled("C1", "H1"), home("H1"))
    text = served.somebody("officer").get("/").text
    assert "No child is waiting for a home" in text
    assert "2 November 2026" in text


def test_those_needed_soonest_come_first_and_groups_stand_once(served: Serving) -> None:
    # The register's day is 2 November 2026.
    keep(
        served,
        child("C1"),
        child("C2", needed_by="2026-11-12"),
        child("C3", needed_by="2026-10-30"),
        child("C4", needed_by="2026-11-20"),
        settled("C5", "H1"),
        group("C2", "C4", "C5"),
        home("H1"),
    )
    day = date(2026, 11, 2)
    assert waits(served) == [
        Waiting("C3", ("C3",), date(2026, 10, 30), day, 0, -3),
        Waiting("S1", ("C2", "C4"), date(2026, 11, 12), day, 0, 10),
        Waiting("C1", ("C1",), None, day, 0, None),
    ]
    assert [one.is_group for one in waits(served)] == [False, True, False]
    text = re.sub(r"\s+", " ", served.somebody("officer").get("/").text)
    assert "3 days late" in text
    assert "sibling group, 2 children waiting</span>" not in text
    assert "sibling group, 2 children waiting: C2 and C4" in text
    assert "30 October 2026" in text
    assert "no date given" in text


def test_days_waiting_are_counted_from_the_first_register_without_a_break(
    served: Serving,
) -> None:
    def at(day: str, *ids: str) -> None:
        children = [child(id_) if id_ in ids else settled(id_, "H1") for id_ in ("C1", "C2", "C3")]
        keep(served, register(*children, home("H1"), as_of=day))

    at("2026-09-01", "C1", "C2")
    at("2026-10-01", "C1")
    at("2026-11-01", "C1", "C2")
    at("2026-11-11", "C1", "C2", "C3")
    found = {one.id: (one.since.isoformat(), one.days) for one in waits(served)}
    assert found == {"C1": ("2026-09-01", 71), "C2": ("2026-11-01", 10), "C3": ("2026-11-11", 0)}
    assert [one.id for one in waits(served)] == ["C1", "C2", "C3"]


def test_a_newer_council_name_is_shown_at_once(served: Serving) -> None:
    officer = served.somebody("officer")
    keep(served, home("H1"))
    assert "Powys" in officer.get("/").text
    authority = {"code": "W06000022", "name": "Casnewydd <b>"}
    keep(served, register(home("H1"), authority=authority))
    assert "Casnewydd &lt;b&gt;" in officer.get("/").text
