"""Children and homes while a register is being made: their records, and who lives where."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias

from scenarios.generator.chance import Chance
from scenarios.generator.councils import Council
from scenarios.generator.geography import LAT_KM, LON_KM, Sector

Record: TypeAlias = dict[str, Any]

#: Nobody is put farther than this, north or east, from the middle of a sector.
_SPREAD_KM = 6.0


@dataclass(slots=True, eq=False)
class HomeDraft:
    """A home, its sector and the register's children who live in it."""

    record: Record
    sector: Sector
    residents: list[ChildDraft] = field(default_factory=list)

    @property
    def n_free(self) -> int:
        """Places that nobody has."""
        record = self.record
        return int(record["places"]) - len(record["other_children"]) - len(self.residents)


@dataclass(slots=True, eq=False)
class ChildDraft:
    """A child, the family and the home; a waiting child has none."""

    record: Record
    age: int
    family: FamilyDraft
    waiting: bool = False
    home: HomeDraft | None = None

    @property
    def required(self) -> set[str]:
        """Codes of the needs that a home must meet."""
        return {need["code"] for need in self.record["needs"] if need["required"]}


@dataclass(slots=True, eq=False)
class FamilyDraft:
    """The siblings of one family home, oldest first, and how long they have been in care."""

    council: Council
    sector: Sector
    location: Record
    children: list[ChildDraft] = field(default_factory=list)
    days_in_care: int = 0


def near(sector: Sector, chance: Chance) -> Record:
    """Return a location in a sector, as likely within its radius as beyond."""
    spread_km = min(2 * sector.radius_km, _SPREAD_KM)
    north, east = (chance.share() - chance.share() for _ in range(2))
    return {
        "lat": round(sector.lat + north * spread_km / LAT_KM, 5),
        "lon": round(sector.lon + east * spread_km / LON_KM, 5),
        "label": sector.town,
    }


def square_km(one: Record, other: Record) -> float:
    """Return the square of the distance between two locations."""
    north = (one["lat"] - other["lat"]) * LAT_KM
    east = (one["lon"] - other["lon"]) * LON_KM
    return float(north * north + east * east)
