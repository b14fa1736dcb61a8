"""What a new home of a kind is like where nobody says otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from matcher.records.register import Register
from scenarios.generator import figures


class Usual(NamedTuple):
    """A usual home of a kind.

    Attributes
    ----------
    terms : mapping of str to object
        Fields of the home.
    source : str
        Why these are usual. H: published and certain; D: derived from published figures; A:
        assumed.
    in_county_gbp : float or None
        Pounds a week for one child in the register's authority, where that differs.
    """

    terms: Mapping[str, Any]
    source: str
    in_county_gbp: float | None = None


_TYPES = ("emergency", "short_term", "long_term")
_FOSTER = "most often approved for two (Ofsted, England 2018-19, H), here for any age (A)"
#: Costs are those of made-up registers: means, of residential homes the median, 2025 prices.
_COST = "cost at 2025 prices (D)"
#: A provider that is not known yet is new, and so not run for profit.
_NEW_PROVIDER = "New provider"

USUAL: Mapping[str, Usual] = {
    "in_house_foster": Usual(
        {
            "places": 2,
            "ages": (0, 17),
            "placement_types": _TYPES,
            "weekly_cost": figures.COST_IN_HOUSE[0],
        },
        f"{_FOSTER}; {_COST}",
    ),
    "agency_foster": Usual(
        {
            "places": 2,
            "ages": (0, 17),
            "placement_types": _TYPES,
            "weekly_cost": figures.COST_AGENCY[0],
        },
        f"{_FOSTER}; {_COST}",
    ),
    "supported_lodgings": Usual(
        {
            "places": 1,
            "ages": (16, 20),
            "placement_types": ("short_term", "long_term"),
            "weekly_cost": sum(figures.COST_SUPPORTED) / 2,
        },
        f"16 and over (practice); {_COST}",
    ),
    "residential": Usual(
        {
            "places": 4,
            "ages": (8, 17),
            "placement_types": _TYPES,
            "weekly_cost": figures.COST_RESIDENTIAL[0],
        },
        f"most often three or four places (England 2023, H), from 8 years (A); {_COST}",
        in_county_gbp=figures.COST_LOCAL_RESIDENTIAL[0],
    ),
}


def usual(kind: str, authority: str, register: Register) -> dict[str, Any]:
    """Return the fields of a usual home of a kind, without its place.

    Parameters
    ----------
    kind : str
        Any but ``parents`` and ``kinship``, which are found for named children.
    authority : str
        Code of the authority it stands in.
    register : Register
        Whose council runs the in-house homes.
    """
    terms, _, in_county_gbp = USUAL[kind]
    own = kind == "in_house_foster"
    fields = {
        **terms,
        "provider": _own_provider(register) if own else _NEW_PROVIDER,
        # Each child has a bedroom (national minimum standards).
        "bedrooms": terms["places"],
        "languages": ("en",),
    }
    if in_county_gbp is not None and authority == register.authority.code:
        fields["weekly_cost"] = in_county_gbp
    return fields


def _own_provider(register: Register) -> str:
    """Return who runs most of the in-house foster homes."""
    own = Counter(home.provider for home in register.homes if home.kind == "in_house_foster")
    return own.most_common(1)[0][0] if own else f"{register.authority.name[:100]} Fostering"
