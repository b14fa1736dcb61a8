"""Homes and the places that are free in them."""

from __future__ import annotations

from api.pages.home import offers, residents, terms
from api.pages.homes import Sought, room_of, rooms
from api.pages.language import speech
from matcher.ranking import Ranker
from tests.support.registers import ENGLISH_NEIGHBOUR, case, child, group, home, settled, there

BRECON = {"lat": 51.95, "lon": -3.39, "label": "Brecon"}


def test_places_are_free_beside_those_who_may_stay_and_others_children() -> None:
    made = case(
        settled("C1", "H1"),
        child("C2", home="H1"),
        child("C3", home="H1", status="waiting"),
        home("H1", places=5, other_children=({"age": 7, "gender": "male"},), location=BRECON),
        home("H2", places=1),
        settled("C4", "H2"),
    )
    first, second = rooms(made)
    assert [one.id for one in first.living] == ["C1", "C2"]
    assert [one.id for one in first.ending] == ["C3"]
    assert (first.free, first.n_living, first.area, first.in_county) == (2, 4, "Brecon", True)
    assert (second.free, second.takes, second.area) == (0, False, "unlabelled")


def test_who_can_come_today() -> None:
    made = case(
        home("H1"),
        home("H2", open=False),
        home("H3", available_from="2026-11-03"),
        home("H4", available_from="2026-11-02"),
        home("H5", reserved_for=("C1",)),
        child("C1"),
    )
    assert [(one.state, one.takes) for one in rooms(made)] == [
        ("open", True),
        ("closed", False),
        ("later", False),
        ("open", True),
        ("open", False),
    ]


def test_a_foster_home_at_its_limit_says_so() -> None:
    made = case(
        home("H1", places=4),
        home("H2", places=4, kind="residential"),
        home("H3", places=4, fostering_limit=4),
        *(settled(f"C{n}{h}", f"H{h}") for h in (1, 2, 3) for n in (1, 2, 3)),
    )
    assert [one.at_limit for one in rooms(made)] == [True, False, False]


def test_homes_are_sought_by_kind_area_and_places() -> None:
    made = case(
        home("H1", location=BRECON),
        home("H2", authority=ENGLISH_NEIGHBOUR, kind="residential"),
        home("H3", location=BRECON, kind="residential", open=False),
    )
    every = rooms(made)

    def ids(**sought: object) -> list[str]:
        return [one.home.id for one in Sought(**sought).of(every)]  # type: ignore[arg-type]  # as given

    assert ids() == ["H1", "H2", "H3"]
    assert ids(kind="residential") == ["H2", "H3"]
    assert ids(area="Brecon") == ["H1", "H3"]
    assert ids(area=ENGLISH_NEIGHBOUR) == ["H2"]
    assert ids(free=True) == ["H1", "H2"]
    assert ids(area="Brecon", kind="residential", free=True) == []


def test_areas_are_told_by_name() -> None:
    english, welsh = speech("en"), speech("cy")
    assert english.name("Brecon") == "Brecon"
    assert english.name("unlabelled") == "area not given"
    assert welsh.name("W06000008") == "Ceredigion"
    # A council that has no outline here.
    assert english.name("E08000014") == "Sefton"
    assert english.name("S12000033") == "S12000033"


def test_the_fostering_limit_is_no_term_of_a_residential_home() -> None:
    made = case(home("H1"), home("H2", kind="residential"))
    assert "fostering_limit" in dict(terms(room_of(made, made.homes["H1"])))
    assert "fostering_limit" not in dict(terms(room_of(made, made.homes["H2"])))


def test_who_lives_there_with_those_who_have_to_leave_last() -> None:
    made = case(
        child("C1", home="H1", status="waiting", age=4),
        settled("C2", "H1", age=9),
        settled("C3", "H1"),
        group("C1", "C2"),
        home("H1"),
    )
    found = residents(made, room_of(made, made.homes["H1"]))
    assert [(one.id, one.age, one.group, one.status) for one in found] == [
        ("C2", 9, "S1", "settled"),
        ("C3", 10, None, "settled"),
        ("C1", 4, "S1", "waiting"),
    ]
    assert {str(one.since) for one in found} == {"2026-01-05"}


def test_offers_are_children_or_groups_who_must_stay_together() -> None:
    made = case(
        child("C1"),
        child("C2"),
        child("C3", family_home=there(0.1)),
        group("C1", "C2", together="must"),
        home("H1"),
    )
    found = offers(made, Ranker(made).rank("H1", None))
    # All three fit together, so each is in the best plan and costs nobody anything: then the
    # one that has least to bear comes first.
    assert [(one.id, one.is_group) for one in found] == [("C3", False), ("S1", True)]
    assert [one.system_cost for one in found] == [(), ()]
    assert [one.child.id for one in found[1].comers] == ["C1", "C2"]
    assert found[0].comers[0].assignment.criteria["distance_home"] == 111


def test_what_an_offer_costs_everybody_leaves_out_levels_that_stay() -> None:
    made = case(child("C1"), child("C2", family_home=there(0.1)), home("H1", places=1))
    found = offers(made, Ranker(made).rank("H1", None))
    assert [one.id for one in found] == ["C1", "C2"]
    # 11.1 km farther from the family home, 4 points for each tenth of a km.
    assert [one.system_cost for one in found] == [(), ((3, 444),)]
