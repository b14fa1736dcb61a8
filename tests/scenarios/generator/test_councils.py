"""Where a council's people and carers are, and where it places children outside."""

from __future__ import annotations

import pytest

from scenarios.generator.areas import AREAS
from scenarios.generator.chance import Chance, Table
from scenarios.generator.councils import PATCHES, POWYS, council, patch_of
from scenarios.generator.geography import Sector, find, sectors

ABROAD = 45 / 95


def weights(table: Table[Sector]) -> dict[Sector, int]:
    before = (0, *table.sums)
    return {item: n - m for item, n, m in zip(table.items, table.sums, before, strict=False)}


def share(table: Table[Sector], districts: tuple[str, ...]) -> float:
    part = sum(n for sector, n in weights(table).items() if sector.district in districts)
    return part / table.sums[-1]


def test_parts_of_powys_have_their_children_and_carers() -> None:
    powys = council(POWYS, ABROAD)
    for patch, carers in zip(PATCHES, (6 / 59, 32 / 59), strict=True):
        assert share(powys.people, patch.districts) == pytest.approx(patch.children / 245, abs=1e-3)
        assert share(powys.carers, patch.districts) == pytest.approx(carers, abs=1e-3)
    assert {sector.authority for sector in powys.people.items} == {POWYS}


@pytest.mark.parametrize(
    ("town", "patch"),
    [
        ("Newtown", "Newtown area"),
        ("Montgomery", "Newtown area"),
        ("Llandrindod Wells", "Llandrindod area"),
        ("Builth Wells", "Llandrindod area"),
        ("Rhayader", "Llandrindod area"),
        ("Brecon", None),
        ("Welshpool", None),
    ],
)
def test_a_point_lies_in_a_part_of_powys(town: str, patch: str | None) -> None:
    place = find(town)
    assert place is not None
    assert patch_of(place.lat, place.lon) == patch


def test_another_council_has_carers_where_people_live() -> None:
    cardiff = council("W06000015", 0.2)
    assert cardiff.name == "Cardiff"
    assert cardiff.people == cardiff.carers
    own = {sector: sector.postcodes for sector in sectors() if sector.authority == "W06000015"}
    assert weights(cardiff.people) == own


def test_outside_both_countries_have_their_share() -> None:
    powys = council(POWYS, ABROAD)
    for table in (powys.around, powys.border):
        english = sum(n for one, n in weights(table).items() if one.authority[0] == "E")
        assert english / table.sums[-1] == pytest.approx(ABROAD, abs=1e-3)
        assert POWYS not in {sector.authority for sector in table.items}
    assert set(powys.border.items) < set(powys.around.items)


def test_nearer_places_weigh_more_for_the_same_people() -> None:
    around = weights(council(POWYS, ABROAD).around)
    per_postcode = {one.sector: n / one.postcodes for one, n in around.items()}
    assert per_postcode["SY11 1"] > per_postcode["SY1 1"] > per_postcode["B1 1"] > 0  # Oswestry
    assert "SW1A 1" not in per_postcode


def test_where_the_other_country_is_out_of_reach_nobody_is_placed_there() -> None:
    kent = council("E10000016", 0.02)
    assert {sector.authority[0] for sector in kent.around.items} == {"E"}


def test_families_of_a_country_are_dealt_over_all_of_it() -> None:
    dealt = AREAS["wales"].deal(500, Chance(1))
    assert {one.code for one, _ in dealt} == {
        sector.authority for sector in sectors() if sector.authority[0] == "W"
    }
    assert all(one.code == sector.authority for one, sector in dealt)
