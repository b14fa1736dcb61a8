from __future__ import annotations

import math

import pytest

from matcher.geography import great_circle_km
from matcher.records.location import Location
from matcher.travel import Journey
from tests.support.judging import refused, refused_pairs
from tests.support.registers import HERE, case, child, home, there

NEAR, FAR = there(0.1, 0.05), there(0.4)
KM = great_circle_km(HERE.lat, HERE.lon, NEAR.lat, NEAR.lon)


def zone(radius_km: float, centre: Location = HERE) -> dict[str, object]:
    return {"centre": centre, "radius_km": radius_km}


@pytest.mark.parametrize(
    ("radius_km", "inside"),
    [(KM + 1, True), (KM, True), (math.nextafter(KM, 0), False), (0, False)],
)
def test_the_edge_is_inside(radius_km: float, inside: bool) -> None:
    zones = [zone(radius_km)]
    assert refused("exclusion_zone", case(child(exclusion_zones=zones), home(location=NEAR))) is (
        inside
    )


def test_a_radius_of_nothing_is_a_point() -> None:
    assert refused("exclusion_zone", case(child(exclusion_zones=[zone(0)]), home()))


def test_any_zone_of_the_child_and_of_no_other() -> None:
    zones = [zone(1), zone(1, FAR)]
    both = case(
        child("C1"),
        child("C2", exclusion_zones=zones),
        home("H1"),
        home("H2", location=NEAR),
        home("H3", location=FAR),
    )
    assert refused_pairs("exclusion_zone", both) == {("C2", "H1"), ("C2", "H3")}


def test_a_table_of_journeys_does_not_matter() -> None:
    table = {("C1", "H1"): Journey(home=0)}
    both = case(child(exclusion_zones=[zone(1)]), home(location=FAR), journeys=table)
    assert not refused("exclusion_zone", both)
