"""Great-circle distances (contract 2): one plain formula, and the same for many pairs at once.

The array form may differ from the plain one in the last bit. Wherever that bit could change
an answer, near a rounding edge or a given threshold, the plain formula is asked again; so both
give the same whole numbers and the same comparisons.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from matcher.table import Table

#: Mean Earth radius (IUGG), km.
EARTH_RADIUS_KM = 6371.0088

#: Far above the error of the array form (about 1e-11 km), far below what anybody measures.
_NEAR_KM = 1e-7

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@lru_cache(maxsize=1 << 17)  # of a child and a home it is asked again and again
def great_circle_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Return the great-circle distance of two points by the haversine formula.

    Parameters
    ----------
    lat_a, lon_a, lat_b, lon_b : float
        WGS 84 degrees.

    Returns
    -------
    float
        Kilometres, unrounded.
    """
    phi_a, phi_b = math.radians(lat_a), math.radians(lat_b)
    half_phi = (phi_b - phi_a) / 2
    half_lambda = math.radians(lon_b - lon_a) / 2
    root = math.sin(half_phi) ** 2 + math.cos(phi_a) * math.cos(phi_b) * math.sin(half_lambda) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, root)))


def tenths(km: float) -> int:
    """Return kilometres as tenths of a kilometre, rounded to nearest, ties to even."""
    return round(km * 10)


@dataclass(frozen=True)
class Points(Table):
    """Points of which distances are asked many times.

    Attributes
    ----------
    lat, lon : ndarray
        WGS 84 degrees; NaN where there is no point.
    x, y, z : ndarray
        The same on a sphere of radius 1.
    """

    lat: Floats
    lon: Floats
    x: Floats
    y: Floats
    z: Floats

    @classmethod
    def of(cls, lat: Floats, lon: Floats) -> Points:
        """Return points by their degrees."""
        phi, lamb = np.radians(lat), np.radians(lon)
        flat = np.cos(phi)
        return cls(lat, lon, flat * np.cos(lamb), flat * np.sin(lamb), np.sin(phi))


def great_circle_km_many(here: Points, there: Points, threshold_km: float | None = None) -> Floats:
    """Return `great_circle_km` for many pairs, fit to be rounded to tenths and compared.

    Parameters
    ----------
    here, there : Points
        Of shapes that broadcast; no point gives NaN.
    threshold_km : float, optional
        A distance that the result will be compared with.

    Returns
    -------
    ndarray
        Kilometres, of the broadcast shape.
    """
    # Half the straight line between two points is the sine of half the angle between them.
    line = (here.x - there.x) ** 2 + (here.y - there.y) ** 2 + (here.z - there.z) ** 2
    half = np.minimum(np.sqrt(line) / 2, 1.0)
    km: Floats = np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(half))
    in_tenths = km * 10
    near = np.abs(in_tenths - np.floor(in_tenths) - 0.5) < 10 * _NEAR_KM
    if threshold_km is not None:
        near |= np.abs(km - threshold_km) < _NEAR_KM
    if near.any():
        spots = np.nonzero(near)
        degrees = (here.lat, here.lon, there.lat, there.lon)
        points = [np.broadcast_to(a, km.shape)[spots] for a in degrees]
        km[spots] = [great_circle_km(*map(float, point)) for point in zip(*points, strict=True)]
    return km


def tenths_many(km: Floats) -> Ints:
    """Return `tenths` for many distances; NaN gives 0."""
    return np.nan_to_num(np.rint(km * 10)).astype(np.int64)
