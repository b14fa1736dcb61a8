"""Today: who waits, most urgent first."""

from __future__ import annotations

import re
from datetime import date

from api.pages.waiting import Waiting, waiting
from api.settings import Role
from api.store.versions import newest
from tests.support.clock import stopped_at
from tests.support.deciding import made
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


def words(served: Serving, *roles: Role) -> str:
    """Return what the page says to somebody, without its elements."""
    text = served.somebody(*roles).get("/").text
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def test_who_waits_has_a_first_option_and_homes_tell_who_wants_them(served: Serving) -> None:
    keep(
        served,
        child("C1", needed_by="2026-11-09"),
        child("C2"),
        child("C3", age=2),
        home("H1", ages=(5, 17), places=1),
    )
    text = words(served, "officer")
    assert "C1 9 November 2026 7 days 0 days H1" in text
    assert re.search("C3 no date given . 0 days no home possible", text)
    assert "H1 in-house foster, area not given 1 place wanted by 2 children : C1 , C2" in text
    # Viewers see no rankings.
    text = words(served, "viewer")
    assert "first option" not in text
    assert "no home possible" not in text
    assert "wanted by" not in text


def test_links_lead_to_children_groups_and_homes(served: Serving) -> None:
    keep(
        served,
        child("C1"),
        child("C2"),
        child("C3"),
        group("C2", "C3"),
        home("H1", location={"lat": 52.1, "lon": -3.4, "label": "Builth & Llanwrtyd"}),
    )
    page = served.somebody("officer").get("/").text
    assert 'href="/children/C1"' in page
    assert 'href="/groups/S1"' in page
    assert 'href="/homes/H1"' in page
    assert 'href="/homes?area=Builth+%26+Llanwrtyd&amp;free=yes"' in page


def test_homes_with_a_free_place_stand_by_area_those_in_the_county_first(served: Serving) -> None:
    brecon = {"lat": 51.95, "lon": -3.39, "label": "Brecon"}
    keep(
        served,
        home("H1", authority="W06000008", kind="residential", places=4),
        home("H2", location=brecon),
        home("H3", location=brecon, places=1),
        home("H4", location=brecon, open=False),
        home("H5", kind="kinship", reserved_for=("C1",)),
        child("C1"),
    )
    text = words(served, "viewer")
    assert (
        "Brecon 4 places H2 : in-house foster, 3 places H3 : in-house foster, 1 place "
        "Ceredigion out of county 4 places H1 : residential, 4 places"
    ) in text
    assert "H4" not in text
    assert "H5" not in text


def test_without_free_places_and_decisions_each_part_says_so(served: Serving) -> None:
    keep(served, settled("C1", "H1"), home("H1", places=1))
    text = words(served, "viewer")
    assert "No home has a place free today" in text
    assert "None. What a placement still needs is listed here once it has been accepted" in text
    assert "No placement that was accepted here begins today or later." in text
    assert "in-house share of foster placements 100.0 % at least 70 %" in text
    assert "target met" in text
    assert "sibling groups wholly together 0 (sibling groups)" not in text


def test_what_accepted_placements_need_is_listed_with_what_is_late(served: Serving) -> None:
    keep(served, child("C1"), home("H1"))
    officer = served.somebody("officer")
    made(officer, kind="accepted", children=["C1"], home="H1", on="2026-11-03")
    needs = "placement plan, within 5 working days of the start C1 H1"
    with stopped_at("2026-11-02T12:00:00Z"):
        text = words(served, "viewer")
    assert f"10 November 2026 {needs} 8 days" in text
    assert "Who moves next Day Who Home 3 November 2026 C1 H1" in text
    with stopped_at("2026-11-10T12:00:00Z"):
        text = words(served, "viewer")
    assert f"{needs} due today" in text
    assert "Who moves next No placement" in text
    with stopped_at("2026-11-12T12:00:00Z"):
        assert f"{needs} 2 days late" in words(served, "viewer")
