"""Real places of Wales and England: postcode sectors and towns, with their authorities.

    find("Newtown")                 # a town, by its English or Welsh name: Y Drenewydd
    find("SY16"), find("SY16 2")    # a postcode district, a postcode sector
    find("Newport", "E06000020")    # the one in this authority, where several bear the name
    similar("Newtwon")              # names to suggest: ["Newtown", ...]

The tables are made by `scenarios.generator.geography.make`; sources and licences are in
``LICENCE.md``. No point stands for a house: a sector is the middle of some 250 postcodes.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import NamedTuple

#: A degree of latitude, and of longitude in the middle of Wales and England, in kilometres. Flat
#: geometry is good to a few per cent there and needs no function of the C library, whose last
#: digit differs from one platform to the next.
LAT_KM = 111.195
LON_KM = 68.2

_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)(?: ([0-9]))?")


class Place(NamedTuple):
    """A town, a postcode district or a postcode sector.

    Attributes
    ----------
    label : str
        Its name, as people write it: ``Newtown``, ``SY16``, ``SY16 2``.
    lat, lon : float
        Its middle in degrees of WGS 84, to three decimals (some 100 m).
    authority : str
        Code of the authority that runs children's services there; of a district or sector that
        lies in several, the one with most of its postcodes.
    """

    label: str
    lat: float
    lon: float
    authority: str


class Sector(NamedTuple):
    """The part of a postcode sector that lies in one authority.

    Attributes
    ----------
    sector : str
        Such as ``SY16 2``.
    authority : str
        Code of the authority that runs children's services there.
    lat, lon : float
        Mean of its postcodes in degrees of WGS 84, to three decimals (some 100 m).
    radius_km : float
        Half of its postcodes lie nearer to the middle.
    postcodes : int
        How many postcodes it has or had, which stands in for how many people live there.
    town : str
        The nearest town of 1,500 people or more, in its own authority if there is one in 15 km.
    """

    sector: str
    authority: str
    lat: float
    lon: float
    radius_km: float
    postcodes: int
    town: str

    @property
    def district(self) -> str:
        """Its postcode district, such as ``SY16``."""
        return self.sector.split()[0]


def find(label: str, authority: str | None = None) -> Place | None:
    """Return a place of Wales or England by what people call it.

    Parameters
    ----------
    label : str
        A town by its English or Welsh name, a postcode district or a postcode sector; in any
        case of letters.
    authority : str, optional
        Where several towns bear the name, take the one in this authority if there is one, and
        the largest otherwise.

    Returns
    -------
    Place or None
        None if there is no such place.
    """
    wanted = " ".join(label.split())
    towns = _by_name().get(wanted.casefold(), ())
    if towns:
        return next((town for town in towns if town.authority == authority), towns[0])
    if _POSTCODE.fullmatch(wanted.upper()):
        return _middle(wanted.upper())
    return None


def similar(label: str) -> list[str]:
    """Return up to three names of towns that are spelt nearly like this, the nearest first."""
    found = get_close_matches(label.casefold(), _by_name(), n=3, cutoff=0.75)
    return [_by_name()[name][0].label for name in found]


@cache
def sectors() -> tuple[Sector, ...]:
    """Return all postcode sectors of Wales and England, sorted by name and authority."""
    return tuple(
        Sector(name, code, float(lat), float(lon), float(radius_km), int(postcodes), town)
        for name, code, lat, lon, radius_km, postcodes, town in _rows("sectors.csv")
    )


@cache
def towns() -> tuple[Place, ...]:
    """Return the towns of Powys and then all of 1,500 people or more, largest first."""
    return tuple(
        Place(name, float(lat), float(lon), code) for name, _, code, lat, lon in _rows("towns.csv")
    )


@cache
def councils() -> dict[str, str]:
    """Return the names of the authorities that run children's services, by code."""
    return {row[0]: row[1] for row in _rows("councils.csv")}


@cache
def _by_name() -> dict[str, tuple[Place, ...]]:
    """Return towns by their names in small letters, English and Welsh; the largest first."""
    named: dict[str, tuple[Place, ...]] = {}
    for town, (_, welsh, *_) in zip(towns(), _rows("towns.csv"), strict=True):
        for name in filter(None, dict.fromkeys((town.label, welsh))):
            named[name.casefold()] = (*named.get(name.casefold(), ()), town)
    return named


def _middle(label: str) -> Place | None:
    """Return the mean of the postcodes of a district or a sector."""
    parts = [part for part in sectors() if label in (part.sector, part.district)]
    if not parts:
        return None
    codes = sorted({part.authority for part in parts})
    authority = max(codes, key=lambda code: _postcodes(p for p in parts if p.authority == code))
    n = _postcodes(parts)
    lat = sum(part.lat * part.postcodes for part in parts) / n
    lon = sum(part.lon * part.postcodes for part in parts) / n
    return Place(label, round(lat, 3), round(lon, 3), authority)


def _postcodes(parts: Iterable[Sector]) -> int:
    return sum(part.postcodes for part in parts)


def _rows(name: str) -> Iterator[Sequence[str]]:
    text = files(__name__).joinpath(name).read_text(encoding="utf-8")
    rows = csv.reader(text.splitlines())
    next(rows)
    return rows
