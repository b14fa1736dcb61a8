"""A place: by what people call it, or by its coordinates."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Self

from pydantic import Field, model_validator

from matcher.errors import InputError
from matcher.geography import great_circle_km
from matcher.records.fields import Label, Number, Record, refuse
from matcher.records.location import Location
from matcher.records.register import Register
from matcher.words import Words
from scenarios.generator import geography
from scenarios.selection.words import same

#: How near is near, km, where nobody says.
NEAR_KM = 10.0
#: Beyond this from every postcode sector that is known, nobody can tell the authority.
KNOWN_WITHIN_KM = 30
#: Codes of whole countries in official statistics, such as W92000004, have this after the letter.
_COUNTRY = "92"


class Near(Record):
    """A place: a text such as ``"Newtown"``, or ``{lat = 52.513, lon = -3.314}``.

    A text is what the register calls a place (the middle of its homes and family homes of that
    label), or else a town, a postcode district or a postcode sector of Wales or England.
    """

    label: Label = Field(default=None, description="what people call it")
    lat: Number | None = Field(default=None, description="latitude, degrees of WGS 84")
    lon: Number | None = Field(default=None, description="longitude, degrees of WGS 84")

    @model_validator(mode="before")
    @classmethod
    def _by_label(cls, value: Any) -> Any:
        return {"label": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _a_place(self) -> Self:
        if self.lat is not None and self.lon is not None:
            Location(lat=self.lat, lon=self.lon)  # refuses what lies outside Britain
        elif self.lat is not None or self.lon is not None or self.label is None:
            raise refuse("is not a place", "a town such as Newtown, or lat and lon")
        return self

    def found(self, register: Register, at: str) -> Location:
        """Return where it is.

        Raises
        ------
        InputError
            If nobody knows a place of that label; the place of the fault is `at`.
        """
        if self.lat is not None and self.lon is not None:
            return Location(lat=self.lat, lon=self.lon, label=self.label)
        label = self.label or ""
        own = [place for place in _locations(register) if _is_called(place, label)]
        if own:
            # To five decimals, some metres, so that no order of summing shows.
            return Location(
                lat=round(sum(place.lat for place in own) / len(own), 5),
                lon=round(sum(place.lon for place in own) / len(own), 5),
                label=own[0].label,
            )
        town = geography.find(label, register.authority.code)
        if town is None:
            likely = ", ".join(geography.similar(label))
            raise InputError.single(
                at,
                "is no place of the register, and no town or postcode district that is known",
                likely or "a town, a postcode district such as SY16, or lat and lon",
            )
        return Location(lat=town.lat, lon=town.lon, label=town.label)

    def around(
        self, register: Register, at: str, within_km: float | None
    ) -> Callable[[Location], bool]:
        """Return whether a location is near this place, great-circle; `NEAR_KM` if None.

        Raises
        ------
        InputError
            If nobody knows the place.
        """
        middle = self.found(register, at)
        most = NEAR_KM if within_km is None else within_km
        return lambda there: great_circle_km(middle.lat, middle.lon, there.lat, there.lon) <= most

    def within(self, within_km: float | None) -> Words:
        """Return in words what `around` asks."""
        km = NEAR_KM if within_km is None else within_km
        return Words(f"within {km:g} km of {self.says.en}", f"o fewn {km:g} km i {self.says.cy}")

    @property
    def says(self) -> Words:
        """The place in words."""
        return same(self.label or f"{self.lat}, {self.lon}")


def authority_at(location: Location, register: Register) -> str:
    """Return the code of the local authority that a place lies in.

    It is that of the nearest postcode sector; where none is near, and in the register of a whole
    country for what lies in that country, it is the register's own.
    """
    own = register.authority.code
    code = _authority(location.lat, location.lon)
    of_own_country = own[1:3] == _COUNTRY and code is not None and code[0] == own[0]
    return own if code is None or of_own_country else code


@cache
def _authority(lat: float, lon: float) -> str | None:
    """Return the authority of the nearest postcode sector; None where none is near."""
    around = (
        (great_circle_km(lat, lon, sector.lat, sector.lon), sector.authority)
        for sector in geography.sectors()
        # Nothing beyond is within the distance, even in the far north.
        if abs(sector.lat - lat) < 0.3 and abs(sector.lon - lon) < 0.6
    )
    km, code = min(around, default=(math.inf, ""))
    return code if km <= KNOWN_WITHIN_KM else None


def _locations(register: Register) -> Iterator[Location]:
    for home in register.homes:
        yield home.location
    for child in register.children:
        yield child.family_home


def _is_called(place: Location, label: str) -> bool:
    return place.label is not None and place.label.casefold() == label.casefold()
