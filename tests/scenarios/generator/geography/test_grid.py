"""Grid references become latitudes and longitudes, on points that others have published."""

from __future__ import annotations

import numpy as np
import pytest

from scenarios.generator.geography.grid import off_the_grid, to_wgs84


def one(*values: float) -> list[np.ndarray]:
    return [np.array([value]) for value in values]


def degrees(whole: int, minutes: int, seconds: float) -> float:
    return whole + minutes / 60 + seconds / 3600


def test_the_worked_example_of_ordnance_survey_leaves_the_grid() -> None:
    """Annex C of the guide: easting 651409.903 m, northing 313177.270 m."""
    lat, lon = off_the_grid(*one(651_409.903, 313_177.270))
    assert np.degrees(lat[0]) == pytest.approx(degrees(52, 39, 27.2531), abs=1e-7)
    assert np.degrees(lon[0]) == pytest.approx(degrees(1, 43, 4.5177), abs=1e-7)


def test_the_same_point_in_wgs_84() -> None:
    """The water tower at Caister is at 52 39 28.72, 1 42 57.79 by the same parameters."""
    lat, lon = to_wgs84(*one(651_409.903, 313_177.270))
    assert lat[0] == pytest.approx(degrees(52, 39, 28.72), abs=3e-6)
    assert lon[0] == pytest.approx(degrees(1, 42, 57.79), abs=3e-6)


@pytest.mark.parametrize(
    ("east", "north", "lat", "lon"),
    [
        (529_090, 179_645, 51.501009, -0.141588),  # SW1A 1AA
        (318_050, 174_700, 51.4644, -3.1807),  # Cardiff Bay
    ],
)
def test_known_places_are_within_100_m(east: float, north: float, lat: float, lon: float) -> None:
    found_lat, found_lon = to_wgs84(*one(east, north))
    assert found_lat[0] == pytest.approx(lat, abs=0.001)
    assert found_lon[0] == pytest.approx(lon, abs=0.0015)


def test_many_points_keep_their_order() -> None:
    east, north = np.array([400_000.0, 300_000.0]), np.array([200_000.0, 300_000.0])
    lat, lon = to_wgs84(east, north)
    for position in (0, 1):
        alone = to_wgs84(east[position : position + 1], north[position : position + 1])
        assert (alone[0][0], alone[1][0]) == (lat[position], lon[position])
    assert lat[0] < lat[1]
    assert lon[0] > lon[1]
