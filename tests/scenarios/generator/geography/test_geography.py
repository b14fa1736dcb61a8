"""Places are where they are, in the authority that they lie in, and found by their names."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from matcher.geography import great_circle_km
from scenarios.generator import geography
from scenarios.generator.geography import Place, councils, find, sectors, similar, towns

POWYS = "W06000023"
#: The main towns of Powys, as in the project's specification.
TOWNS = {
    "Newtown": (52.513, -3.314),
    "Welshpool": (52.660, -3.147),
    "Ystradgynlais": (51.781, -3.751),
    "Brecon": (51.947, -3.391),
    "Llandrindod Wells": (52.241, -3.379),
    "Builth Wells": (52.149, -3.404),
    "Rhayader": (52.301, -3.511),
    "Llanidloes": (52.448, -3.540),
    "Machynlleth": (52.590, -3.853),
    "Knighton": (52.344, -3.049),
    "Presteigne": (52.272, -3.006),
    "Crickhowell": (51.859, -3.137),
    "Hay-on-Wye": (52.074, -3.126),
    "Talgarth": (51.996, -3.232),
    "Llanfyllin": (52.766, -3.273),
    "Llanfair Caereinion": (52.649, -3.325),
    "Montgomery": (52.560, -3.148),
    "Llanwrtyd Wells": (52.107, -3.638),
}


def found(label: str, authority: str | None = None) -> Place:
    place = find(label, authority)
    assert place is not None, label
    return place


@pytest.mark.parametrize("name", TOWNS)
def test_a_town_of_powys_is_found_where_it_is(name: str) -> None:
    place = found(name)
    assert (place.label, place.authority) == (name, POWYS)
    assert great_circle_km(place.lat, place.lon, *TOWNS[name]) < 2


@pytest.mark.parametrize(
    ("sector", "town"),
    [("SY16 2", "Newtown"), ("LD1 5", "Llandrindod Wells"), ("LD3 7", "Brecon"),
     ("SY21 7", "Welshpool"), ("LD6 5", "Rhayader"), ("SY20 8", "Machynlleth")],
)  # fmt: skip
def test_the_sector_of_a_town_is_near_it(sector: str, town: str) -> None:
    place = found(sector)
    assert place.authority == POWYS
    assert great_circle_km(place.lat, place.lon, *TOWNS[town]) < 5


@pytest.mark.parametrize(
    ("name", "lat", "lon", "authority"),
    [
        ("Shrewsbury", 52.708, -2.754, "E06000051"),
        ("Hereford", 52.056, -2.716, "E06000019"),
        ("Aberystwyth", 52.415, -4.083, "W06000008"),
        ("Cardiff", 51.481, -3.179, "W06000015"),
        ("Birmingham", 52.480, -1.903, "E08000025"),
        ("Worcester", 52.193, -2.220, "E10000034"),  # the county, not its district
        ("Exeter", 50.72, -3.53, "E10000008"),
    ],
)
def test_towns_beyond_powys(name: str, lat: float, lon: float, authority: str) -> None:
    place = found(name)
    assert place.authority == authority
    assert great_circle_km(place.lat, place.lon, lat, lon) < 2


def test_names_are_read_as_people_write_them() -> None:
    assert found("  llandrindod   wells ") == found("Llandrindod Wells") == found("Llandrindod")
    assert found("Y Drenewydd") == found("Newtown")
    assert found("Caerdydd") == found("Cardiff")
    assert found("sy16 2").label == "SY16 2"
    assert found("Sy16").label == "SY16"


@pytest.mark.parametrize("label", ["", "Nowhere", "SY99", "SY16 9X", "SY16 2AB", "BT1 1", "X"])
def test_what_is_no_place_is_not_found(label: str) -> None:
    assert find(label) is None


def test_of_towns_of_one_name_the_largest_is_found_or_the_one_in_an_authority() -> None:
    assert found("Newport").authority == "W06000022"
    assert found("Newport", "E06000020").authority == "E06000020"  # in Telford and Wrekin
    assert found("Newport", POWYS).authority == "W06000022"
    assert found("Casnewydd", "E06000020").authority == "W06000022"


def test_a_district_is_the_middle_of_its_sectors_by_their_postcodes() -> None:
    parts = [one for one in sectors() if one.district == "LD6"]
    assert [one.sector for one in parts] == ["LD6 5"]
    assert found("LD6") == Place("LD6", parts[0].lat, parts[0].lon, POWYS)
    lats = [one.lat for one in sectors() if one.district == "SY16"]
    assert min(lats) < found("SY16").lat < max(lats)


def test_a_misspelt_town_is_suggested() -> None:
    assert similar("Newtwon")[0] == "Newtown"
    assert similar("Landrindod Wells") == ["Llandrindod Wells"]
    assert similar("qqqqqq") == []


def test_every_place_is_in_wales_or_england_and_has_a_council() -> None:
    places = [(place.lat, place.lon, place.authority) for place in towns()]
    places += [(sector.lat, sector.lon, sector.authority) for sector in sectors()]
    for lat, lon, authority in places:
        assert 49.8 < lat < 55.9
        assert -6.5 < lon < 1.8
        assert authority in councils()
    assert all(re.fullmatch(r"(W06|E06|E08|E09|E10)0000\d\d", code) for code in councils())
    assert Counter(code[0] for code in councils()) == {"W": 22, "E": 153}


def test_sectors_are_sorted_and_none_is_there_twice() -> None:
    keys = [(one.sector, one.authority) for one in sectors()]
    assert all(before < after for before, after in pairwise(keys))
    assert all(re.fullmatch(r"[A-Z]{1,2}\d[A-Z\d]? \d", sector) for sector, _ in keys)
    assert all(one.postcodes >= 12 and one.radius_km > 0 for one in sectors())
    assert {one.town for one in sectors()} <= {town.label for town in towns()}


def test_postcodes_of_northern_ireland_are_left_out() -> None:
    assert not any(one.sector.startswith("BT") for one in sectors())


def test_the_tables_are_small_and_come_with_their_licences() -> None:
    folder = Path(geography.__file__).parent
    assert sum(path.stat().st_size for path in folder.glob("*.csv")) < 650_000
    licence = (folder / "LICENCE.md").read_text(encoding="utf-8")
    for notice in (
        "Source: Office for National Statistics licensed under the Open Government Licence v.3.0",
        "Contains OS data © Crown copyright and database right",
        "Contains Royal Mail data © Royal Mail copyright and database right",
        "Creative Commons Attribution 4.0",
    ):
        assert notice in licence
