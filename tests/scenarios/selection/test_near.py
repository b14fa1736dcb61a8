from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from matcher.errors import InputError
from matcher.records.faults import faults_of
from matcher.records.location import Location
from matcher.records.register import Register
from scenarios.selection import Near, authority_at
from tests.support.registers import (
    COUNTY,
    ENGLISH_NEIGHBOUR,
    SCOTLAND,
    child,
    council,
    home,
    register,
)

NEWTOWN, SHREWSBURY = Location(lat=52.513, lon=-3.314), Location(lat=52.708, lon=-2.754)


def found(near: Any, register_: Register) -> Location:
    return Near.model_validate(near).found(register_, "near")


def test_a_place_that_the_register_calls_so_is_the_middle_of_its_homes_and_family_homes() -> None:
    register_ = register(
        child(family_home={"lat": 52.1, "lon": -3.1, "label": "the Valley"}),
        child("C2", family_home={"lat": 51.9, "lon": -3.9}),
        home(location={"lat": 52.2, "lon": -3.3, "label": "The Valley"}),
    )
    middle = Location(lat=52.15, lon=-3.2, label="The Valley")
    assert found("the valley", register_) == middle


def test_any_other_town_or_postcode_district() -> None:
    town = found("newtown", register())
    assert (town.label, round(town.lat, 1), round(town.lon, 1)) == ("Newtown", 52.5, -3.3)
    district = found("SY16", register())
    assert (round(district.lat, 1), round(district.lon, 1)) == (52.5, -3.3)


def test_coordinates_are_taken_as_they_are() -> None:
    place = {"lat": 52.1, "lon": -3.1, "label": "Newtown"}
    assert found(place, register()) == Location.model_validate(place)


def test_an_unknown_place_is_told_with_those_of_a_like_name() -> None:
    with pytest.raises(InputError) as caught:
        found("Newtwon", register())
    (fault,) = caught.value.faults
    assert fault.place == "near"
    assert "Newtwon" not in fault.fault
    assert "Newtown" in fault.accepted.split(", ")
    with pytest.raises(InputError) as caught:
        found("xyzzy", register())
    assert caught.value.faults[0].accepted.startswith("a town, a postcode district")


@pytest.mark.parametrize(
    ("near", "place", "fault"),
    [
        ({}, "", "is not a place"),
        ("", "", "is not a place"),
        ({"lat": 52}, "", "is not a place"),
        ({"label": "Newtown", "lon": -3}, "", "is not a place"),
        ({"lat": -3.3, "lon": 52.5}, "", "has lat and lon swapped"),
        (3, "", "is not an object"),
        ({"lat": "52", "lon": -3}, "lat", "is not a number"),
    ],
)
def test_what_is_no_place(near: Any, place: str, fault: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Near.model_validate(near)
    assert (place, fault) in [(one.place, one.fault) for one in faults_of(caught.value, Near)]


def test_the_authority_is_that_of_the_nearest_postcode_sector() -> None:
    assert authority_at(NEWTOWN, register()) == COUNTY
    assert authority_at(SHREWSBURY, register()) == ENGLISH_NEIGHBOUR


def test_far_from_every_sector_it_is_the_register_s_own() -> None:
    aberdeen = Location(lat=57.15, lon=-2.1)
    assert authority_at(aberdeen, register(authority=council(SCOTLAND))) == SCOTLAND


def test_in_the_register_of_a_country_it_is_the_country_within_it() -> None:
    wales = register(authority=council("W92000004"))
    assert authority_at(NEWTOWN, wales) == "W92000004"
    assert authority_at(SHREWSBURY, wales) == ENGLISH_NEIGHBOUR


def test_a_place_in_words() -> None:
    assert Near.model_validate("Newtown").says.en == "Newtown"
    assert Near.model_validate({"lat": 52.1, "lon": -3.1}).says.en == "52.1, -3.1"
