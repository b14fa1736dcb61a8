"""Makes the homes of a register: where they are, whom they may have, what they cost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from scenarios.generator import figures
from scenarios.generator.areas import Area
from scenarios.generator.chance import Chance, Table, exp
from scenarios.generator.councils import Council
from scenarios.generator.drafts import ChildDraft, FamilyDraft, HomeDraft, Record, near
from scenarios.generator.families import speaks_welsh
from scenarios.generator.geography import Sector

#: Made-up providers and whether they are run for profit; most agencies and homes are.
_AGENCIES = (
    ("Agency North", True),
    ("Agency Marches", True),
    ("Agency Valleys", True),
    ("Agency South", True),
    ("Agency Together", False),
)
_COMPANIES = (
    ("Homes One", True),
    ("Homes Two", True),
    ("Homes Three", True),
    ("Homes Four", True),
    ("Homes Five", False),
)
_FOSTER_AGES = (
    ((0, 17), 28), ((0, 10), 20), ((0, 5), 8), ((4, 12), 12), ((5, 17), 14), ((8, 17), 10),
    ((11, 17), 8),
)  # fmt: skip
_RESIDENTIAL_AGES = (((8, 14), 18), ((8, 17), 26), ((10, 17), 28), ((12, 17), 20), ((14, 17), 8))
_ALL_TYPES = ("emergency", "short_term", "long_term")
_FOSTER_TYPES = (
    (_ALL_TYPES, 35),
    (("short_term", "long_term"), 40),
    (("long_term",), 13),
    (("emergency", "short_term"), 12),
)


def make_general(
    area: Area, families: Sequence[FamilyDraft], chance: Chance
) -> dict[str, list[HomeDraft]]:
    """Return homes that are open to any child they are approved for, by council.

    Each council gets its part by the number of its children.

    Parameters
    ----------
    area : Area
        What the register covers.
    families : sequence of FamilyDraft
        All families.
    chance : Chance
        Where the draws come from.
    """
    councils = {family.council.code: family.council for family in families}
    children = Counter[str]()
    for family in families:
        children[family.council.code] += len(family.children)
    by_children = Table.of(sorted(children.items()))
    homes: dict[str, list[HomeDraft]] = {code: [] for code in sorted(councils)}
    for kind, count in figures.HOMES:
        number = -(-count * children.total() // figures.CHILDREN)  # rounded up
        owners = Counter(chance.dealt(by_children, number))
        for code, own in homes.items():
            own.extend(_some(kind, owners[code], councils[code], area, chance))
    return homes


def _some(
    kind: str, number: int, council: Council, area: Area, chance: Chance
) -> Iterator[HomeDraft]:
    """Yield homes of a kind for a council, inside and outside."""
    n_outside = min(number, chance.rounded(number * figures.OUTSIDE[kind] * area.outside))
    inside = chance.dealt(council.carers, number - n_outside)
    own = kind in ("in_house_foster", "supported_lodgings")
    outside = chance.dealt(council.border if own else council.around, n_outside)
    make = {"residential": _residential, "supported_lodgings": _supported}.get(kind, _foster)
    for is_outside, sector in chain(
        ((False, sector) for sector in inside), ((True, sector) for sector in outside)
    ):
        home = _home(kind, sector, area, chance)
        home.record |= make(kind, council.name, is_outside, chance)
        if chance.happens(0.08):
            home.record["genders"] = [chance.pick(("female", "male")), "other"]
        yield home


def make_family_home(
    kind: str, children: Sequence[ChildDraft], area: Area, chance: Chance
) -> HomeDraft:
    """Return the home of a parent or relative, reserved for some siblings of a family."""
    family = children[0].family
    outside = chance.happens(figures.OUTSIDE[kind] * area.outside)
    sector = chance.drawn(family.council.around) if outside else family.sector
    home = _home(kind, sector, area, chance)
    home.record |= {
        "provider": "Kin" if kind == "kinship" else "Parents",
        "places": len(children),
        "ages": (0, 18),
        "placement_types": _ALL_TYPES,
        # Approved for these children by name, and so prepared for what they need.
        "provides": sorted(set[str]().union(*(child.required for child in children))),
        "languages": list(children[0].record["languages"]),
        "smokers": chance.happens(0.12),
        "weekly_cost": float(chance.whole(*figures.COST_KIN)) if kind == "kinship" else 0.0,
    }
    return home


def _home(kind: str, sector: Sector, area: Area, chance: Chance) -> HomeDraft:
    languages = ["en"]
    if speaks_welsh(sector, chance):
        languages = chance.pick((["cy", "en"], ["en", "cy"]))
    record = {
        "kind": kind,
        "authority": area.authority(sector),
        "location": near(sector, chance),
        "languages": languages,
        "other_children": [],
        "household_ages": [],
    }
    return HomeDraft(record, sector)


def _foster(kind: str, council: str, outside: bool, chance: Chance) -> Record:
    del outside  # carers are approved and paid alike on both sides of the border
    in_house = kind == "in_house_foster"
    own = f"{council} Fostering", False
    provider, for_profit = own if in_house else chance.pick(_AGENCIES)
    n_places = chance.weighted(figures.FOSTER_PLACES)
    # Two siblings may share, so that some homes have a bedroom less than places.
    shared = n_places > 1 and chance.happens(0.3)
    lowest, highest = ages = chance.weighted(_FOSTER_AGES)
    has_other = not in_house and n_places > 1 and chance.happens(figures.OTHER_IN_AGENCY)
    return {
        "provider": provider,
        "for_profit": for_profit,
        "places": n_places,
        "bedrooms": n_places - shared,
        "fostering_limit": max(3, n_places),
        "ages": ages,
        "placement_types": chance.weighted(_FOSTER_TYPES),
        "provides": chance.some(figures.NEEDS, chance.weighted(figures.N_PROVIDED_FAMILY)),
        "smokers": chance.happens(0.04),
        "household_ages": _own_children(chance),
        "other_children": [_other(lowest, highest, chance)] if has_other else [],
        "weekly_cost": _bell(figures.COST_IN_HOUSE if in_house else figures.COST_AGENCY, chance),
    }


def _own_children(chance: Chance) -> list[int]:
    if not chance.happens(0.3):
        return []
    return sorted(chance.whole(1, 19) for _ in range(chance.whole(1, 2)))


def _other(lowest: int, highest: int, chance: Chance) -> Record:
    """Return a child whom another council has placed."""
    return {"age": chance.whole(lowest, highest), "gender": chance.pick(("female", "male"))}


def _residential(kind: str, council: str, outside: bool, chance: Chance) -> Record:
    del kind
    provider, for_profit = chance.pick(_COMPANIES)
    if not outside and chance.happens(0.5):
        provider, for_profit = f"{council} Homes", False
    n_places = chance.weighted(figures.RESIDENTIAL_PLACES)
    lowest, highest = ages = chance.weighted(_RESIDENTIAL_AGES)
    # Other councils place children too, mostly in homes far away.
    n_others = chance.whole(1, n_places - 1) if chance.happens(0.5 if outside else 0.2) else 0
    median, deviation = figures.COST_RESIDENTIAL
    cost = round(median * exp(min(deviation * chance.bell(), 1.5)), 2)
    return {
        "provider": provider,
        "for_profit": for_profit,
        "places": n_places,
        "bedrooms": n_places,
        "ages": ages,
        "placement_types": _ALL_TYPES,
        "provides": chance.some(figures.NEEDS, chance.weighted(figures.N_PROVIDED_RESIDENTIAL)),
        "other_children": [_other(lowest, highest, chance) for _ in range(n_others)],
        "weekly_cost": cost if outside else _bell(figures.COST_LOCAL_RESIDENTIAL, chance),
    }


def _supported(kind: str, council: str, outside: bool, chance: Chance) -> Record:
    del kind, outside
    return {
        "provider": f"{council} Lodgings",
        "places": 1,
        "ages": (16, 20),
        "placement_types": ("short_term", "long_term"),
        "provides": chance.some(figures.NEEDS, chance.weighted(figures.N_PROVIDED_FAMILY)),
        "smokers": chance.happens(0.1),
        "weekly_cost": float(chance.whole(*figures.COST_SUPPORTED)),
    }


def _bell(cost: tuple[int, int], chance: Chance) -> float:
    mean, deviation = cost
    return round(max(mean + deviation * chance.bell(), mean / 2), 2)
