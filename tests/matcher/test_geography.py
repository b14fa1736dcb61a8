from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.geography import (
    EARTH_RADIUS_KM,
    Points,
    great_circle_km,
    great_circle_km_many,
    tenths,
    tenths_many,
)

LATS = st.floats(49, 61)
LONS = st.floats(-9, 2)
POINTS = st.tuples(LATS, LONS)


def many(
    *pairs: tuple[float, float, float, float], threshold_km: float | None = None
) -> list[float]:
    one_lat, one_lon, two_lat, two_lon = np.array(pairs, dtype=np.float64).T
    here, there = Points.of(one_lat, one_lon), Points.of(two_lat, two_lon)
    km: list[float] = great_circle_km_many(here, there, threshold_km).tolist()
    return km


def test_a_degree_of_latitude() -> None:
    assert great_circle_km(52, -3, 53, -3) == pytest.approx(math.pi * EARTH_RADIUS_KM / 180)


def test_cardiff_to_london() -> None:
    # Another formula: the spherical law of cosines.
    a, b, c = map(math.radians, (51.4816, 51.5074, -0.1278 + 3.1791))
    cosine = math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(c)
    expected = 6371.0088 * math.acos(cosine)
    assert great_circle_km(51.4816, -3.1791, 51.5074, -0.1278) == pytest.approx(expected, abs=1e-6)


def test_here_is_nowhere_else_and_the_antipode_is_halfway_round() -> None:
    assert great_circle_km(52, -3, 52, -3) == 0
    assert great_circle_km(0, 0, 0, 180) == pytest.approx(math.pi * EARTH_RADIUS_KM)
    assert great_circle_km(50, 0, -50, 180) == pytest.approx(math.pi * EARTH_RADIUS_KM)


@pytest.mark.parametrize(
    ("km", "expected"), [(0, 0), (0.25, 2), (0.75, 8), (32.2, 322), (32.25, 322), (32.35, 324)]
)
def test_tenths_to_nearest_ties_to_even(km: float, expected: int) -> None:
    assert tenths(km) == expected
    assert tenths_many(np.array([km])).tolist() == [expected]


def test_no_distance_is_0_tenths() -> None:
    assert tenths_many(np.array([math.nan, 1.0])).tolist() == [0, 10]
    assert math.isnan(many((math.nan, 0.0, 1.0, 1.0))[0])


def test_shapes_broadcast() -> None:
    here = Points.of(np.array([[51.0], [52.0]]), np.array([[-3.0], [-4.0]]))
    there = Points.of(np.array([53.0, 54.0, 55.0]), np.array([0.0, 1.0, 2.0]))
    km = great_circle_km_many(here, there)
    assert km.shape == (2, 3)
    assert km[1, 2] == pytest.approx(great_circle_km(52, -4, 55, 2))


@given(st.lists(st.tuples(POINTS, POINTS), min_size=1, max_size=20))
def test_both_forms_give_the_same_tenths(pairs: list[tuple[tuple[float, float], ...]]) -> None:
    flat = [(*one, *two) for one, two in pairs]
    expected = [tenths(great_circle_km(*pair)) for pair in flat]
    assert tenths_many(np.array(many(*flat))).tolist() == expected


@given(POINTS, POINTS, st.sampled_from([-1, 0, 1]))
def test_both_forms_compare_the_same_with_a_threshold(
    one: tuple[float, float], two: tuple[float, float], ulps: int
) -> None:
    km = great_circle_km(*one, *two)
    threshold = km if ulps == 0 else math.nextafter(km, math.inf * ulps)
    (measured,) = many((*one, *two), threshold_km=threshold)
    assert measured == km


def test_many_points_on_the_edge_of_rounding() -> None:
    # Latitudes that lie as near as numbers can to a tie: k + 0.5 tenths of a km north.
    lats = 50 + np.degrees((np.arange(2000) + 0.5) / 10 / EARTH_RADIUS_KM)
    pairs = [(50.0, -3.0, float(lat), -3.0) for lat in lats]
    expected = [tenths(great_circle_km(*pair)) for pair in pairs]
    assert tenths_many(np.array(many(*pairs))).tolist() == expected
    assert {value - n for n, value in enumerate(expected)} == {0, 1}


def test_twenty_thousand_random_pairs() -> None:
    rng = np.random.default_rng(7)
    lats, lons = rng.uniform(49, 61, (2, 20_000)), rng.uniform(-9, 2, (2, 20_000))
    km = great_circle_km_many(Points.of(lats[0], lons[0]), Points.of(lats[1], lons[1]))
    expected = [
        tenths(great_circle_km(*point))
        for point in zip(lats[0], lons[0], lats[1], lons[1], strict=True)
    ]
    assert tenths_many(km).tolist() == expected
