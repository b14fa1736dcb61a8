"""Places, as coordinates."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from matcher.records.fields import Label, Number, Record, refuse

LATITUDES = (49.0, 61.0)
LONGITUDES = (-9.0, 2.0)


def _within(value: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= value <= bounds[1]


class Location(Record):
    """A point in WGS 84 degrees, latitude 49 to 61, longitude -9 to 2, with a label to read."""

    lat: Number
    lon: Number
    label: Label = None

    @model_validator(mode="after")
    def _in_britain(self) -> Self:
        if _within(self.lat, LATITUDES) and _within(self.lon, LONGITUDES):
            return self
        if _within(self.lon, LATITUDES) and _within(self.lat, LONGITUDES):
            raise refuse("has lat and lon swapped", "lat 49 to 61, lon -9 to 2")
        raise refuse("lies outside Britain", "lat 49 to 61, lon -9 to 2")
