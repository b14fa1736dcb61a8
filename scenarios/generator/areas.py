"""What a made-up register covers: Powys, or a whole country with all its councils."""

from __future__ import annotations

from dataclasses import dataclass

from scenarios.generator import figures
from scenarios.generator.chance import Chance, Table
from scenarios.generator.councils import POWYS, Council, council
from scenarios.generator.geography import Sector, sectors

WALES = "W92000004"
ENGLAND = "E92000001"
SCOTLAND = "S92000003"


@dataclass(frozen=True)
class Area:
    """What a register covers.

    Attributes
    ----------
    code, name : str
        The register's authority: a council, or a country.
    neighbours : tuple of str
        Codes of the authorities, or countries, next to it.
    children : int
        How many children it looks after.
    with_kin : float
        Share of the children who live with relatives or friends.
    moves : tuple of (int, int)
        How many moves a child had in twelve months, with weights.
    outside : float
        How many placements outside the council there are to one of Powys, for its number of
        children.
    abroad : float
        Share of the homes outside the council that stand in the other country.
    """

    code: str
    name: str
    neighbours: tuple[str, ...]
    children: int
    with_kin: float
    moves: tuple[tuple[int, int], ...]
    outside: float
    abroad: float

    @property
    def is_country(self) -> bool:
        """Whether all councils of a country are in the register."""
        return self.code[1:3] == "92"

    def authority(self, sector: Sector) -> str:
        """Return the authority of a home in a sector: of a country's register, the country."""
        if not self.is_country:
            return sector.authority
        return WALES if sector.authority[0] == "W" else ENGLAND

    def deal(self, families: int, chance: Chance) -> list[tuple[Council, Sector]]:
        """Return where families live, by where children come from, in any order."""
        dealt = chance.dealt(self._people, families)
        return [(council(sector.authority, self.abroad), sector) for sector in dealt]

    @property
    def _people(self) -> Table[Sector]:
        if not self.is_country:
            return council(self.code, self.abroad).people
        own = (sector for sector in sectors() if sector.authority[0] == self.code[0])
        return Table.of((sector, sector.postcodes) for sector in own)


#: What a register can cover, by the name that people give it.
AREAS = {
    "powys": Area(
        code=POWYS,
        name="Powys",
        neighbours=(
            "W06000002",  # Gwynedd; in the order of official statistics, Wales first
            "W06000004",  # Denbighshire
            "W06000006",  # Wrexham
            "W06000008",  # Ceredigion
            "W06000010",  # Carmarthenshire
            "W06000012",  # Neath Port Talbot
            "W06000016",  # Rhondda Cynon Taf
            "W06000024",  # Merthyr Tydfil
            "W06000018",  # Caerphilly
            "W06000019",  # Blaenau Gwent
            "W06000021",  # Monmouthshire
            "E06000051",  # Shropshire
            "E06000019",  # Herefordshire
        ),
        children=figures.CHILDREN,
        with_kin=figures.WITH_KIN,
        moves=figures.MOVES_POWYS,
        outside=1.0,
        abroad=figures.ABROAD_POWYS,
    ),
    "wales": Area(
        code=WALES,
        name="Wales",
        neighbours=(ENGLAND,),
        children=figures.CHILDREN_WALES,
        with_kin=figures.WITH_KIN_WALES,
        moves=figures.MOVES,
        outside=figures.OUTSIDE_WALES,
        abroad=figures.ABROAD_WALES,
    ),
    "england": Area(
        code=ENGLAND,
        name="England",
        neighbours=(WALES, SCOTLAND),
        children=figures.CHILDREN_ENGLAND,
        with_kin=figures.WITH_KIN,
        moves=figures.MOVES,
        outside=1.0,
        abroad=figures.ABROAD_ENGLAND,
    ),
}
