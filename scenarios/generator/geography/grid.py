"""From the National Grid of Great Britain to WGS 84, by formulas of Ordnance Survey.

Source: Ordnance Survey, *A guide to coordinate systems in Great Britain*, annexes B and C. The
grid is undone on the Airy 1830 ellipsoid; a Helmert transformation then leads from OSGB36 to
WGS 84. Its seven parameters fit the whole country, so a point may be some 5 m off, which is
nothing beside the size of a postcode sector.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class _Ellipsoid(NamedTuple):
    """Half axes in metres."""

    a: float
    b: float

    @property
    def e2(self) -> float:
        """The square of its eccentricity."""
        return 1 - (self.b / self.a) ** 2


_AIRY = _Ellipsoid(6_377_563.396, 6_356_256.909)
_WGS84 = _Ellipsoid(6_378_137.0, 6_356_752.3142)

# The grid: scale on its central meridian, true origin in degrees, false origin in metres.
_F0 = 0.9996012717
_LAT0, _LON0 = np.radians(49.0), np.radians(-2.0)
_E0, _N0 = 400_000.0, -100_000.0

# OSGB36 to WGS 84: metres, parts per million, seconds of arc.
_SHIFT = (446.448, -125.157, 542.060)
_SCALE = 1 - 20.4894e-6
_TURN = tuple(np.radians(seconds / 3600) for seconds in (0.1502, 0.2470, 0.8421))


def to_wgs84(east: Floats, north: Floats) -> tuple[Floats, Floats]:
    """Return latitudes and longitudes of grid references.

    Parameters
    ----------
    east, north : numpy.ndarray of float
        Metres on the National Grid; one shape.

    Returns
    -------
    tuple of numpy.ndarray
        Latitude and longitude in degrees of WGS 84, of that shape, good to some 5 m.
    """
    return _turned(*off_the_grid(east, north))


def off_the_grid(east: Floats, north: Floats) -> tuple[Floats, Floats]:
    """Return latitudes and longitudes on OSGB36, in radians, of grid references (annex C.2)."""
    a, b = _AIRY
    n = (a - b) / (a + b)
    lat = _LAT0 + (north - _N0) / (a * _F0)
    for _ in range(6):  # each step gains about three digits
        lat = lat + (north - _N0 - _arc(lat, n)) / (a * _F0)
    sin2 = np.sin(lat) ** 2
    across = a * _F0 / np.sqrt(1 - _AIRY.e2 * sin2)
    along = a * _F0 * (1 - _AIRY.e2) / (1 - _AIRY.e2 * sin2) ** 1.5
    eta2 = across / along - 1
    t2, sec, d = np.tan(lat) ** 2, 1 / np.cos(lat), (east - _E0) / across
    tan = np.tan(lat) * across / along
    up = tan * (
        d**2 / 2
        - d**4 / 24 * (5 + 3 * t2 + eta2 - 9 * t2 * eta2)
        + d**6 / 720 * (61 + 90 * t2 + 45 * t2**2)
    )
    over = sec * (
        d
        - d**3 / 6 * (across / along + 2 * t2)
        + d**5 / 120 * (5 + 28 * t2 + 24 * t2**2)
        - d**7 / 5040 * (61 + 662 * t2 + 1320 * t2**2 + 720 * t2**3)
    )
    return lat - up, _LON0 + over


def _arc(lat: Floats, n: float) -> Floats:
    """Return metres along the central meridian from the true origin (annex C.1)."""
    less, more = lat - _LAT0, lat + _LAT0
    total = (
        (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * less
        - (3 * n + 3 * n**2 + 21 / 8 * n**3) * np.sin(less) * np.cos(more)
        + (15 / 8 * n**2 + 15 / 8 * n**3) * np.sin(2 * less) * np.cos(2 * more)
        - 35 / 24 * n**3 * np.sin(3 * less) * np.cos(3 * more)
    )
    return np.asarray(_AIRY.b * _F0 * total)


def _turned(lat: Floats, lon: Floats) -> tuple[Floats, Floats]:
    """Return degrees of WGS 84 for radians of OSGB36 at height 0 (annex B)."""
    across = _AIRY.a / np.sqrt(1 - _AIRY.e2 * np.sin(lat) ** 2)
    x0 = across * np.cos(lat) * np.cos(lon)
    y0 = across * np.cos(lat) * np.sin(lon)
    z0 = across * (1 - _AIRY.e2) * np.sin(lat)
    rx, ry, rz = _TURN
    x = _SHIFT[0] + _SCALE * x0 - rz * y0 + ry * z0
    y = _SHIFT[1] + rz * x0 + _SCALE * y0 - rx * z0
    z = _SHIFT[2] - ry * x0 + rx * y0 + _SCALE * z0
    flat = np.hypot(x, y)
    found = np.arctan2(z, flat * (1 - _WGS84.e2))
    for _ in range(4):
        across = _WGS84.a / np.sqrt(1 - _WGS84.e2 * np.sin(found) ** 2)
        found = np.arctan2(z + _WGS84.e2 * across * np.sin(found), flat)
    return np.degrees(found), np.degrees(np.arctan2(y, x))
