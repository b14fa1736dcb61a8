"""Councils: where in them people live, where their carers are, and what lies around.

Sectors are weighed by whole numbers and by plain arithmetic alone, so that the same draw falls
on the same sector everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from scenarios.generator import figures
from scenarios.generator.chance import Table
from scenarios.generator.geography import LAT_KM, LON_KM, Sector, councils, sectors

POWYS = "W06000023"
#: Homes outside a council thin out with the distance from it: 20 km away there are a quarter as
#: many for the same people as at its border, and none beyond the reach (A).
_NEAR_KM2 = 20 * 20
_REACH_KM = 120
#: A council's own carers live no farther from it than this: a worker visits them (A).
_BORDER_KM = 30
#: The distance from a council is that from the nearest of so many of its sectors.
_POSTS = 12


class Patch(NamedTuple):
    """A part of a county for which counts are published.

    Attributes
    ----------
    name : str
        As in the council's papers.
    districts : tuple of str
        The postcode districts that stand for it here.
    children, carers : int
        How many children come from it, how many foster households it has.
    """

    name: str
    districts: tuple[str, ...]
    children: int
    carers: int

    def has(self, sector: Sector) -> bool:
        """Return whether a sector of the county lies in it."""
        return sector.district in self.districts


#: Powys, September 2018 (H): 61 children and 6 carers, 44 children and 32 foster homes. The
#: papers draw no border: here an area is the town's postcode districts and those around (A).
PATCHES = (
    Patch("Newtown area", ("SY15", "SY16", "SY17"), 61, 6),
    Patch("Llandrindod area", ("LD1", "LD2", "LD6"), 44, 32),
)

#: General in-house foster homes of Powys that stand in the county.
_HOUSEHOLDS_INSIDE = round(
    dict(figures.HOMES)["in_house_foster"] * (1 - figures.OUTSIDE["in_house_foster"])
)


@dataclass(frozen=True, eq=False)
class Council:
    """An authority that looks after children.

    Attributes
    ----------
    code, name : str
        Of official statistics.
    people : Table of Sector
        Its sectors, weighed by where children come from.
    carers : Table of Sector
        Its sectors, weighed by where homes are.
    border, around : Table of Sector
        Sectors of others, weighed by where its own carers outside live, and by where it places
        children with others.
    """

    code: str
    name: str
    people: Table[Sector]
    carers: Table[Sector]
    border: Table[Sector]
    around: Table[Sector]


@cache
def council(code: str, abroad: float) -> Council:
    """Return a council by its code.

    Parameters
    ----------
    code : str
        Of the authority.
    abroad : float
        Share of the homes outside it that stand in the other country, Wales or England, where
        that is within reach.
    """
    own = _own(code)
    people = carers = Table.of((sector, sector.postcodes) for sector in own)
    if code == POWYS:
        people = _patched(own, [p.children for p in PATCHES], figures.CHILDREN)
        carers = _patched(own, [p.carers for p in PATCHES], _HOUSEHOLDS_INSIDE)
    others = _others(own, code)
    border = [(sector, km2) for sector, km2 in others if km2 < _BORDER_KM * _BORDER_KM]
    return Council(
        code,
        councils()[code],
        people,
        carers,
        border=_thinned(border or others, code[0], abroad),
        around=_thinned(others, code[0], abroad),
    )


def _patched(own: list[Sector], counts: list[int], total: int) -> Table[Sector]:
    """Weigh sectors so that each patch has its count of the total, the rest by people."""
    parts = [[sector for sector in own if patch.has(sector)] for patch in PATCHES]
    rest = [sector for sector in own if not any(patch.has(sector) for patch in PATCHES)]
    weights: dict[Sector, int] = {}
    for part, count in zip([*parts, rest], [*counts, total - sum(counts)], strict=True):
        postcodes = sum(sector.postcodes for sector in part)
        weights |= {sector: sector.postcodes * count * 1000 // postcodes for sector in part}
    return Table.of((sector, weights[sector]) for sector in own)


def _others(own: list[Sector], code: str) -> list[tuple[Sector, float]]:
    """Return the sectors of others within reach, with the square of their distance in km."""
    posts = own[:: 1 + len(own) // _POSTS]
    lowest, highest = min(post.lat for post in posts), max(post.lat for post in posts)
    reach = _REACH_KM / LAT_KM
    return [
        (sector, off_km2)
        for sector in sectors()
        if sector.authority != code
        and lowest - reach < sector.lat < highest + reach
        and (off_km2 := min(_km2(sector, post) for post in posts)) < _REACH_KM * _REACH_KM
    ]


def _thinned(others: list[tuple[Sector, float]], country: str, abroad: float) -> Table[Sector]:
    """Weigh sectors by their people, less the farther away they are."""
    weights = []
    for sector, off_km2 in others:
        fewer = 1 + off_km2 / _NEAR_KM2
        weights.append((sector, int(1_000_000 * sector.postcodes / (fewer * fewer))))
    return Table.of(_balanced(weights, country, abroad))


def _balanced(
    weights: list[tuple[Sector, int]], country: str, abroad: float
) -> list[tuple[Sector, int]]:
    """Give both countries their share, whichever has more people near the border."""
    foreign = sum(n for sector, n in weights if sector.authority[0] != country)
    domestic = sum(n for _, n in weights) - foreign
    if not (foreign and domestic):
        return weights
    return [
        (sector, int(10**9 * n * (1 - abroad) / domestic))
        if sector.authority[0] == country
        else (sector, int(10**9 * n * abroad / foreign))
        for sector, n in weights
    ]


@cache
def _own(code: str) -> list[Sector]:
    return [sector for sector in sectors() if sector.authority == code]


def patch_of(lat: float, lon: float) -> str | None:
    """Return the name of the patch that a point of Powys lies in, by the nearest sector."""
    point = Sector("", POWYS, lat, lon, 0, 0, "")
    nearest = min(_own(POWYS), key=lambda sector: _km2(sector, point))
    return next((patch.name for patch in PATCHES if patch.has(nearest)), None)


def _km2(one: Sector, other: Sector) -> float:
    north, east = (one.lat - other.lat) * LAT_KM, (one.lon - other.lon) * LON_KM
    return north * north + east * east
