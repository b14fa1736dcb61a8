from __future__ import annotations

from typing import Any

import pytest

from matcher.geography import great_circle_km
from matcher.records.home import Home
from matcher.travel import Journey
from tests.support.asking import asked, change, changed, misread, refused
from tests.support.registers import (
    COUNTY,
    ENGLISH_NEIGHBOUR,
    HERE,
    WELSH_NEIGHBOUR,
    child,
    home,
    register,
)

CODE = "add_homes"
AT = {"lat": HERE.lat, "lon": HERE.lon}
TYPES = ["emergency", "short_term", "long_term"]
USUAL = {
    "in_house_foster": home(
        "NEW-H1",
        provider="Powys Fostering",
        kind="in_house_foster",
        places=2,
        bedrooms=2,
        ages=(0, 17),
        placement_types=TYPES,
        languages=["en"],
        weekly_cost=480,
    ),
    "agency_foster": home(
        "NEW-H1",
        provider="New provider",
        kind="agency_foster",
        places=2,
        bedrooms=2,
        ages=(0, 17),
        placement_types=TYPES,
        languages=["en"],
        weekly_cost=950,
    ),
    "supported_lodgings": home(
        "NEW-H1",
        provider="New provider",
        kind="supported_lodgings",
        places=1,
        bedrooms=1,
        ages=(16, 20),
        placement_types=["short_term", "long_term"],
        languages=["en"],
        weekly_cost=1250,
    ),
    "residential": home(
        "NEW-H1",
        provider="New provider",
        kind="residential",
        places=4,
        bedrooms=4,
        ages=(8, 17),
        placement_types=TYPES,
        languages=["en"],
        weekly_cost=4800,
    ),
}


@pytest.mark.parametrize("kind", USUAL)
def test_a_usual_home_of_each_kind(kind: str) -> None:
    assert changed(CODE, asked(), kind=kind, near=AT).register == register(USUAL[kind])


def test_residential_homes_out_of_county_cost_what_they_cost_there() -> None:
    after = changed(CODE, asked(), kind="residential", near="Shrewsbury").register
    assert (after.homes[0].authority, after.homes[0].weekly_cost) == (ENGLISH_NEIGHBOUR, 5800)


def test_in_house_homes_have_the_provider_of_the_others() -> None:
    inputs = asked(home("H1", provider="Own"), home("H2", provider="Own"), home("H3"))
    assert (
        changed(CODE, inputs, kind="in_house_foster", near=AT).register.homes[3].provider == "Own"
    )


def test_any_field_can_be_said_otherwise() -> None:
    terms: dict[str, Any] = {
        "provider": "P9",
        "authority": WELSH_NEIGHBOUR,
        "places": 3,
        "ages": (4, 12),
        "genders": ("female",),
        "placement_types": ("long_term",),
        "provides": ("autism",),
        "languages": ("cy", "en"),
        "fostering_limit": 4,
        "smokers": True,
        "household_ages": (15,),
        "available_from": "2027-01-01",
        "weekly_cost": 500,
    }
    after = changed(CODE, asked(), kind="in_house_foster", near=AT, **terms)
    assert after.register == register(home("NEW-H1", bedrooms=3, **terms))
    after = changed(CODE, asked(), kind="in_house_foster", near=AT, places=3, bedrooms=2)
    assert (after.register.homes[0].places, after.register.homes[0].bedrooms) == (3, 2)


def test_like_a_home_there_is_without_what_is_only_its_own() -> None:
    model = home(
        "H1",
        kind="residential",
        authority=WELSH_NEIGHBOUR,
        places=5,
        provides=["autism"],
        reserved_for=["C1"],
        other_children=[{"age": 9, "gender": "male"}],
        open=False,
        available_from="2027-01-01",
        weekly_cost=5100,
    )
    like = home(
        "NEW-H1",
        kind="residential",
        authority=WELSH_NEIGHBOUR,
        places=2,
        provides=["autism"],
        weekly_cost=5100,
    )
    inputs = asked(child("C1"), model)
    assert changed(CODE, inputs, like="H1", places=2).register == register(child("C1"), model, like)
    elsewhere = changed(CODE, inputs, like="H1", near=AT).register.homes[1]
    assert (elsewhere.authority, elsewhere.location) == (COUNTY, HERE)


def test_ids_are_new_and_in_order() -> None:
    inputs = asked(child("NEW-H2"), home("NEW-H1"))
    after = changed(CODE, inputs, kind="residential", near=AT, count=3)
    assert [one.id for one in after.register.homes] == ["NEW-H1", "NEW-H3", "NEW-H4", "NEW-H5"]
    again = changed(CODE, after, kind="residential", near=AT)
    assert again.register.homes[-1].id == "NEW-H6"


def test_several_homes_stand_in_one_place_or_are_spread_around_it() -> None:
    one_place = changed(CODE, asked(), kind="residential", near=AT, count=4).register
    assert {one.location for one in one_place.homes} == {HERE}
    spread = changed(CODE, asked(), kind="residential", near=AT, count=4, spread_km=5).register
    km = [_km(one) for one in spread.homes]
    assert km == pytest.approx(
        [5 * (number / 4) ** 0.5 for number in (0.5, 1.5, 2.5, 3.5)], abs=0.01
    )
    assert len({one.location for one in spread.homes}) == 4


def test_nobody_has_measured_the_way_to_a_new_home() -> None:
    inputs = asked(child("C1"), home("H1"), journeys={("C1", "H1"): Journey(123)})
    after = changed(CODE, inputs, kind="residential", near=AT)
    assert after.journeys is not None
    assert after.journeys.rows == {("C1", "H1"): Journey(123), ("C1", "NEW-H1"): Journey()}


def test_the_way_to_a_home_like_one_in_the_same_place_is_known() -> None:
    records = child("C1"), child("C2"), home("H1")
    inputs = asked(*records, journeys={("C1", "H1"): Journey(123)})
    after = changed(CODE, inputs, like="H1")
    assert after.journeys is not None
    assert after.journeys.rows == {("C1", "H1"): Journey(123), ("C1", "NEW-H1"): Journey(123)}


def test_new_providers_are_not_run_for_profit() -> None:
    inputs = asked(home("H1", provider="Old", for_profit=True))
    fields: dict[str, Any] = {"kind": "residential", "for_profit": True, "near": AT}
    new = "would be a new provider run for profit in Wales, which Health and Social Care (Wales) "
    new += "Act 2025 ends on 2026-04-01"
    assert refused(CODE, inputs, **fields) == [("for_profit", new)]
    before = changed("law_on", inputs, date="2026-03-31")
    assert changed(CODE, before, **fields).register.homes[1].provider == "New provider"
    assert changed(CODE, inputs, **fields, provider="Old").register.homes[1].provider == "Old"
    assert changed(CODE, inputs, **(fields | {"near": "Hereford"})).register.homes[1].for_profit
    later = changed("law_on", inputs, date="2027-04-01")
    assert [place for place, _ in refused(CODE, later, **fields, provider="Old")] == ["for_profit"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"near": "Brecon"}, ("", "gives not just one of kind and like")),
        (
            {"kind": "residential", "like": "H1", "near": "Brecon"},
            ("", "gives not just one of kind and like"),
        ),
        ({"kind": "residential"}, ("", "does not say where the homes stand")),
        ({"kind": "kinship", "near": "Brecon"}, ("kind", "is none of the values allowed")),
        ({"like": "H1", "count": 0}, ("count", "is too small")),
        ({"like": "H1", "count": 1001}, ("count", "is too large")),
        ({"like": "H1", "spread_km": -1}, ("spread_km", "is too small")),
    ],
)
def test_what_can_not_be_added(fields: dict[str, Any], expected: tuple[str, str]) -> None:
    assert misread(CODE, **fields) == [expected]


def test_what_can_not_be_added_to_a_register() -> None:
    inputs = asked(child("C1"), home("H1", kind="kinship", reserved_for=["C1"]))
    assert refused(CODE, inputs, like="H9") == [("like", "no home has the id H9")]
    assert refused(CODE, inputs, like="H1") == [("like", "H1 is a home for named children")]
    assert [place for place, _ in refused(CODE, inputs, kind="residential", near="Nowhere")] == [
        "near"
    ]
    far_north = {"lat": 60.9, "lon": -1.0}
    spread = {"near": far_north, "count": 2, "spread_km": 100}
    assert refused(CODE, inputs, kind="residential", **spread) == [
        ("spread_km", "reaches outside Britain")
    ]


def _km(one: Home) -> float:
    return great_circle_km(HERE.lat, HERE.lon, one.location.lat, one.location.lon)


@pytest.mark.parametrize(
    ("fields", "en"),
    [
        ({"kind": "residential", "near": "Brecon"}, "1 residential home opens near Brecon"),
        ({"like": "H1", "count": 2}, "2 homes like H1 open"),
        (
            {"kind": "in_house_foster", "count": 10, "near": "Brecon", "places": 3},
            "10 in-house foster homes open near Brecon: places 3",
        ),
    ],
)
def test_it_is_said_how_many_open_where(fields: dict[str, Any], en: str) -> None:
    assert change(CODE, **fields).says.en == en
