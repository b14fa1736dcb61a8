"""Areas: what people call the places where families and homes are."""

from __future__ import annotations

from collections import Counter
from functools import cache

from pydantic import ValidationError

from matcher.errors import InputError
from matcher.geography import great_circle_km
from matcher.records.fields import AuthorityCode, Record, Text
from matcher.records.location import Location
from matcher.records.register import Register
from scenarios.generator import geography
from scenarios.selection import Near, authority_at

#: Where a place has no label and no town is near.
UNLABELLED = "unlabelled"
#: Nobody says of a place farther from a town, km, that it is there.
_TOWN_WITHIN_KM = 30


class Area(Record):
    """A place that people have a name for.

    Attributes
    ----------
    name : str
        Its name in the register, or else the nearest town.
    lat, lon : float
        Its middle, degrees of WGS 84.
    authority : str
        Code of the authority it lies in.
    children : int
        How many looked-after children have their family home there.
    """

    name: Text
    lat: float
    lon: float
    authority: AuthorityCode
    children: int


def area_name(location: Location) -> str:
    """Return the label of a place, or else the nearest town, or else `UNLABELLED`."""
    return location.label or _nearest_town(location.lat, location.lon) or UNLABELLED


def area_of(name: str, register: Register, at: str) -> Area:
    """Return an area by its name.

    Raises
    ------
    InputError
        If nobody knows a place of that name; the place of the fault is `at`.
    """
    try:
        near = Near(label=name)
    except ValidationError:
        raise InputError.single(
            at, "is not the name of a place", "a town, such as Newtown"
        ) from None
    return _area(name, near.found(register, at), register)


def family_areas(register: Register, most: int | None = None) -> tuple[Area, ...]:
    """Return the areas of the county that children come from, most children first.

    Parameters
    ----------
    register : Register
        Whose children.
    most : int, optional
        At most so many areas; all if None.

    Returns
    -------
    tuple of Area
        Of the register's own authority; of any where none of them lies in it.
    """
    names = Counter(area_name(child.family_home) for child in register.children)
    ordered = sorted(names, key=lambda name: (-names[name], name))
    areas = [area_of(name, register, "areas") for name in ordered if name != UNLABELLED]
    own = [area for area in areas if area.authority == register.authority.code]
    return tuple((own or areas)[:most])


def _area(name: str, found: Location, register: Register) -> Area:
    town = geography.find(name, register.authority.code)
    # A town on the border may have its nearest postcode sector on the other side.
    of_own = town is not None and town.authority == register.authority.code
    children = sum(area_name(child.family_home) == name for child in register.children)
    return Area(
        name=name,
        lat=found.lat,
        lon=found.lon,
        authority=register.authority.code if of_own else authority_at(found, register),
        children=children,
    )


@cache
def _nearest_town(lat: float, lon: float) -> str | None:
    """Return the nearest town; None where none is near."""
    near = (
        (great_circle_km(lat, lon, town.lat, town.lon), town.label)
        for town in geography.towns()
        # Nothing beyond is within the distance, even in the far north.
        if abs(town.lat - lat) < 0.3 and abs(town.lon - lon) < 0.6
    )
    km, label = min(near, default=(_TOWN_WITHIN_KM + 1, ""))
    return label if km <= _TOWN_WITHIN_KM else None
