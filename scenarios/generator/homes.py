"""Makes the homes of a register: where they are, whom they may have, what they cost."""

from __future__ import annotations

from collections.abc import Sequence

from scenarios.generator import figures, places
from scenarios.generator.chance import Chance, exp
from scenarios.generator.drafts import ChildDraft, FamilyDraft, HomeDraft, Record, near

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
_INSIDE = tuple((place, place.n_carers) for place in places.INSIDE)
_OUTSIDE = tuple((place, place.n_carers) for place in places.OUTSIDE)


def make_general(kind: str, chance: Chance) -> HomeDraft:
    """Return a home of a kind that is open to any child it is approved for.

    Parameters
    ----------
    kind : str
        Any kind but ``parents`` and ``kinship``.
    chance : Chance
        Where the draws come from.
    """
    outside = chance.happens(figures.OUTSIDE[kind])
    place = chance.weighted(_OUTSIDE if outside else _INSIDE)
    home = _home(kind, place, near(place, 6, chance), chance)
    make = {"residential": _residential, "supported_lodgings": _supported}.get(kind, _foster)
    home.record |= make(kind, outside, chance)
    if chance.happens(0.08):
        home.record["genders"] = [chance.pick(("female", "male")), "other"]
    return home


def make_family_home(
    kind: str, children: Sequence[ChildDraft], family: FamilyDraft, chance: Chance
) -> HomeDraft:
    """Return the home of a parent or relative, reserved for some siblings of a family."""
    outside = chance.happens(figures.OUTSIDE[kind])
    place = chance.weighted(_OUTSIDE) if outside else family.place
    home = _home(kind, place, near(place, 6, chance), chance)
    home.record |= {
        "provider": "Kin" if kind == "kinship" else "Parents",
        "places": len(children),
        "ages": (0, 18),
        "placement_types": _ALL_TYPES,
        # Approved for these children by name, and so prepared for what they need.
        "provides": sorted(set[str]().union(*(child.required for child in children))),
        "languages": list(family.children[0].record["languages"]),
        "smokers": chance.happens(0.12),
        "weekly_cost": float(chance.whole(*figures.COST_KIN)) if kind == "kinship" else 0.0,
    }
    return home


def _home(kind: str, place: places.Place, location: Record, chance: Chance) -> HomeDraft:
    languages = ["en"]
    if chance.happens(place.welsh):
        languages = chance.pick((["cy", "en"], ["en", "cy"]))
    record = {
        "kind": kind,
        "authority": place.authority,
        "location": location,
        "languages": languages,
        "other_children": [],
        "household_ages": [],
    }
    return HomeDraft(record, place)


def _foster(kind: str, outside: bool, chance: Chance) -> Record:
    del outside  # carers are approved and paid alike on both sides of the border
    in_house = kind == "in_house_foster"
    provider, for_profit = ("Powys Fostering", False) if in_house else chance.pick(_AGENCIES)
    n_places = chance.weighted(figures.FOSTER_PLACES)
    # Two siblings may share, so that some homes have a bedroom less than places.
    shared = n_places > 1 and chance.happens(0.3)
    return {
        "provider": provider,
        "for_profit": for_profit,
        "places": n_places,
        "bedrooms": n_places - shared,
        "fostering_limit": max(3, n_places),
        "ages": chance.weighted(_FOSTER_AGES),
        "placement_types": chance.weighted(_FOSTER_TYPES),
        "provides": chance.some(figures.NEEDS, chance.weighted(figures.N_PROVIDED_FAMILY)),
        "smokers": chance.happens(0.04),
        "household_ages": _own_children(chance),
        "weekly_cost": _bell(figures.COST_IN_HOUSE if in_house else figures.COST_AGENCY, chance),
    }


def _own_children(chance: Chance) -> list[int]:
    if not chance.happens(0.3):
        return []
    return sorted(chance.whole(1, 19) for _ in range(chance.whole(1, 2)))


def _residential(kind: str, outside: bool, chance: Chance) -> Record:
    del kind
    provider, for_profit = chance.pick(_COMPANIES)
    if not outside and chance.happens(0.5):
        provider, for_profit = "Powys Homes", False
    n_places = chance.weighted(figures.RESIDENTIAL_PLACES)
    lowest, highest = ages = chance.weighted(_RESIDENTIAL_AGES)
    # Other councils place children too, mostly in homes far from Powys.
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
        "other_children": [
            {"age": chance.whole(lowest, highest), "gender": chance.pick(("female", "male"))}
            for _ in range(n_others)
        ],
        "weekly_cost": cost if outside else _bell(figures.COST_LOCAL_RESIDENTIAL, chance),
    }


def _supported(kind: str, outside: bool, chance: Chance) -> Record:
    del kind, outside
    return {
        "provider": "Powys Lodgings",
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
