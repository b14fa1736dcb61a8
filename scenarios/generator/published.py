"""The published figures that a made-up register is set beside, each with year and source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from matcher.records.child import Child
from matcher.records.home import Home
from scenarios.generator.councils import PATCHES
from scenarios.generator.figures import CHILDREN
from scenarios.generator.made import FOSTER, Made, mean, middle, ninetieth

#: H: published and certain; M: published, with some doubt; D: derived from published figures;
#: A: assumed.
Certainty: TypeAlias = Literal["H", "M", "D", "A"]
Measure: TypeAlias = Callable[[Made], float | None]

PERCENT = "%"
WEEKLY = "£ a week"
#: A number for as many children as Powys has.
COUNTY = f"per {CHILDREN}"

_ALL = ("powys", "wales", "england")
_POWYS, _WALES, _ENGLAND = (("powys",), ("wales",), ("england",))
_COUNTRIES = ("wales", "england")


class Source(NamedTuple):
    """Where and when a figure is published, and how certain it is."""

    year: str
    text: str
    certainty: Certainty


_DFE = Source("2018", "Department for Education, children looked after in England", "H")
_DFE_FAR = Source("2015", "Department for Education, placement location in England", "M")
_OFSTED = Source("2018-19", "Ofsted, fostering in England", "H")
_OFSTED_BEDS = Source("2024", "Ofsted, fostering in England", "M")
_OFSTED_HOMES = Source("2023", "Ofsted, children's homes in England; the share assumed", "A")
_SCRUTINY = Source("2019", "Powys County Council, scrutiny papers", "H")
_SPLIT = Source("2019", "Powys County Council, scrutiny papers; split of 237 derived", "D")
_STRATEGY = Source("2019", "Powys County Council, strategy", "H")
_PAPERS = Source("2018", "Powys County Council; where an area ends is assumed", "H")
_PANEL = Source("2019", "from about 180 decisions a year in Powys", "D")
_WALES_2024 = Source("2024", "Welsh Government, children looked after", "H")
_WALES_2019 = Source("2019", "Wales as a whole, beside the figures of Powys", "H")
_CENSUS = Source("2021", "census, people who speak Welsh", "H")
_COSTS = Source("2025", "derived from published costs, at 2025 prices", "D")


@dataclass(frozen=True)
class Figure:
    """A published figure.

    Attributes
    ----------
    name, unit : str
        What is counted, and in what.
    published : float
        The figure.
    off : float
        How far a register of the area's full size may be off it, in the unit: chance alone
        moves the figures of 245 children by some of them.
    source : Source
        Where it is published.
    measure : callable
        Counts it in a made-up register.
    areas : tuple of str
        The areas that it is published for, or taken to hold for.
    """

    name: str
    unit: str
    published: float
    off: float
    source: Source
    measure: Measure
    areas: tuple[str, ...] = _ALL

    @property
    def band(self) -> tuple[float, float]:
        """Lowest and highest that a register may have."""
        return round(max(0.0, self.published - self.off), 3), round(self.published + self.off, 3)


def _is_abroad(home: Home) -> bool:
    return home.authority[0] != "W"


def _is_welsh(child: Child) -> bool:
    return child.languages[0] == "cy"


def _has_moved_twice(child: Child) -> bool:
    return child.moves_12m >= 2


_NEWTOWN, _LLANDRINDOD = PATCHES

# fmt: off
#: All figures, in the order of a report.
FIGURES = (
    Figure("children aged 0 to 4", PERCENT, 19, 9, _DFE, lambda m: m.aged(0, 4)),
    Figure("children aged 5 to 11", PERCENT, 30, 10, _DFE, lambda m: m.aged(5, 11)),
    Figure("children aged 12 to 15", PERCENT, 28, 10, _DFE, lambda m: m.aged(12, 15)),
    Figure("children aged 16 and over", PERCENT, 23, 9, _DFE, lambda m: m.aged(16, 20)),
    Figure("girls", PERCENT, 44, 9, _DFE, lambda m: m.children(lambda c: c.gender == "female")),
    Figure("children in sibling groups", PERCENT, 50, 5, _STRATEGY, lambda m: m.in_groups),
    Figure("sibling groups of 2", PERCENT, 62, 20, _OFSTED, lambda m: m.groups(2, 2)),
    Figure("sibling groups of 3", PERCENT, 23, 20, _OFSTED, lambda m: m.groups(3, 3)),
    Figure("sibling groups of 4", PERCENT, 10, 12, _OFSTED, lambda m: m.groups(4, 4)),
    Figure("sibling groups of 5 and more", PERCENT, 5, 10, _OFSTED, lambda m: m.groups(5, 21)),
    Figure("sibling groups all in one home", PERCENT, 50, 28, _OFSTED, lambda m: m.together),
    Figure("children whose first language is Welsh", PERCENT, 16.4, 12, _CENSUS,
           lambda m: m.children(_is_welsh), _POWYS),
    Figure("children whose first language is Welsh", PERCENT, 17.8, 3, _CENSUS,
           lambda m: m.children(_is_welsh), _WALES),
    Figure("children with three or more placements in a year", PERCENT, 12.2, 10, _SCRUTINY,
           lambda m: m.children(_has_moved_twice), _POWYS),
    Figure("children with three or more placements in a year", PERCENT, 9, 2, _WALES_2019,
           lambda m: m.children(_has_moved_twice), _COUNTRIES),
    Figure("children waiting", COUNTY, 20, 10, _PANEL, lambda m: m.per_county(m.n_waiting)),
    Figure("children from the Newtown area", COUNTY, _NEWTOWN.children, 16, _PAPERS,
           lambda m: m.from_patch(_NEWTOWN.name), _POWYS),
    Figure("in-house foster homes in the Newtown area", COUNTY, _NEWTOWN.carers, 2, _PAPERS,
           lambda m: m.carers_in(_NEWTOWN.name), _POWYS),
    Figure("children from the Llandrindod area", COUNTY, _LLANDRINDOD.children, 16, _PAPERS,
           lambda m: m.from_patch(_LLANDRINDOD.name), _POWYS),
    Figure("in-house foster homes in the Llandrindod area", COUNTY, _LLANDRINDOD.carers, 3,
           _PAPERS, lambda m: m.carers_in(_LLANDRINDOD.name), _POWYS),
    Figure("live with parents", PERCENT, 14.8, 9, _SPLIT,
           lambda m: m.living_in("parents"), _POWYS),
    Figure("live with relatives or friends", PERCENT, 16.9, 13, _SPLIT,
           lambda m: m.living_in("kinship"), _POWYS),
    Figure("live in in-house foster homes", PERCENT, 30.4, 11, _SPLIT,
           lambda m: m.living_in("in_house_foster"), _POWYS),
    Figure("live in agency foster homes", PERCENT, 20.3, 10, _SPLIT,
           lambda m: m.living_in("agency_foster"), _POWYS),
    Figure("live in children's homes", PERCENT, 12.7, 10, _SPLIT,
           lambda m: m.living_in("residential"), _POWYS),
    Figure("live in supported lodgings", PERCENT, 5.1, 4, _SPLIT,
           lambda m: m.living_in("supported_lodgings"), _POWYS),
    Figure("live in foster homes, with kin too", PERCENT, 67.7, 4, _WALES_2024,
           lambda m: m.living_in(*FOSTER, "kinship"), _WALES),
    Figure("live with kin, of all in foster homes", PERCENT, 34.2, 4, _WALES_2024,
           lambda m: m.living_in("kinship", among=(*FOSTER, "kinship")), _WALES),
    Figure("live in house, of in-house and agency", PERCENT, 60, 15, _SCRUTINY,
           lambda m: m.living_in("in_house_foster", among=FOSTER)),
    Figure("live out of county", PERCENT, 39, 12, _SCRUTINY, lambda m: m.living(m.is_outside),
           _POWYS),
    Figure("live out of county, in Wales", PERCENT, 20.4, 10, _SCRUTINY,
           lambda m: m.living(lambda h: m.is_outside(h) and not _is_abroad(h)), _POWYS),
    Figure("live outside Wales", PERCENT, 18.4, 10, _SCRUTINY, lambda m: m.living(_is_abroad),
           _POWYS),
    Figure("live outside Wales", PERCENT, 7, 2, _WALES_2019, lambda m: m.living(_is_abroad),
           _WALES),
    Figure("live more than 20 miles from home", PERCENT, 18.4, 5, _DFE_FAR,
           lambda m: m.beyond_20_miles, _ENGLAND),
    Figure("live in the county, of all in children's homes", PERCENT, 26.7, 35, _SPLIT,
           lambda m: m.living(lambda h: not m.is_outside(h), among=("residential",)), _POWYS),
    Figure("in-house foster homes", COUNTY, 71, 3, _SCRUTINY,
           lambda m: m.per_county(len(m.of("in_house_foster")))),
    Figure("beds in in-house foster homes", COUNTY, 135, 25, _SCRUTINY,
           lambda m: m.per_county(sum(home.places for home in m.of("in_house_foster")))),
    Figure("homes of relatives or friends", COUNTY, 22, 18, _SCRUTINY,
           lambda m: m.per_county(len(m.of("kinship"))), _POWYS),
    Figure("foster homes for 1 child", PERCENT, 33, 13, _OFSTED, lambda m: m.sized(1, 1)),
    Figure("foster homes for 2 children", PERCENT, 35, 13, _OFSTED, lambda m: m.sized(2, 2)),
    Figure("foster homes for 3 children", PERCENT, 29, 13, _OFSTED, lambda m: m.sized(3, 3)),
    Figure("foster homes for 4 and more", PERCENT, 2, 7, _OFSTED, lambda m: m.sized(4, 99)),
    Figure("children's homes for 3 or 4 children", PERCENT, 62, 27, _OFSTED_HOMES,
           lambda m: m.sized(3, 4, "residential")),
    Figure("foster beds filled", PERCENT, 60, 15, _OFSTED_BEDS, lambda m: m.beds("filled")),
    Figure("foster beds vacant", PERCENT, 16, 13, _OFSTED_BEDS, lambda m: m.beds("vacant")),
    Figure("foster beds not available", PERCENT, 24, 13, _OFSTED_BEDS, lambda m: m.beds("closed")),
    Figure("cost: kin, mean", WEEKLY, 350, 30, _COSTS, lambda m: mean(m.costs("kinship"))),
    Figure("cost: in-house foster homes, mean", WEEKLY, 480, 40, _COSTS,
           lambda m: mean(m.costs("in_house_foster"))),
    Figure("cost: agency foster homes, mean", WEEKLY, 950, 100, _COSTS,
           lambda m: mean(m.costs("agency_foster"))),
    Figure("cost: supported lodgings, mean", WEEKLY, 1250, 220, _COSTS,
           lambda m: mean(m.costs("supported_lodgings"))),
    Figure("cost: children's homes in the county, mean", WEEKLY, 4800, 900, _COSTS,
           lambda m: mean(m.costs("residential", outside=False)), _POWYS),
    Figure("cost: children's homes elsewhere, median", WEEKLY, 5800, 2500, _COSTS,
           lambda m: middle(m.costs("residential", outside=True)), _POWYS),
    Figure("cost: children's homes elsewhere, 90th percentile", WEEKLY, 10_500, 7500, _COSTS,
           lambda m: ninetieth(m.costs("residential", outside=True)), _POWYS),
)
# fmt: on
