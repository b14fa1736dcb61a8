"""Homes for named children: with parents, with kin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from matcher.records.child import Child
from matcher.records.home import Home
from matcher.records.location import Location
from matcher.records.register import Register
from scenarios.changes._edits import ALL_AGES, ALL_TYPES
from scenarios.selection import authority_at

_PROVIDERS = {"parents": "Parents", "kinship": "Kin"}


def named_home(
    id_: str,
    kind: Literal["parents", "kinship"],
    children: Sequence[Child],
    location: Location,
    register: Register,
    weekly_cost: float,
) -> Home:
    """Return a home that is there for some children and nobody else.

    It has a place for each, is approved for them by name, and so for what they need, and speaks
    their languages.

    Parameters
    ----------
    id_ : str
        The home's id.
    kind : {"parents", "kinship"}
        Whose home it is.
    children : sequence of Child
        Whom it is for; at least one.
    location : Location
        Where it stands.
    register : Register
        Of the council that places the children.
    weekly_cost : float
        Pounds a week for one child.
    """
    return Home.model_validate(
        {
            "id": id_,
            "provider": _PROVIDERS[kind],
            "kind": kind,
            "authority": authority_at(location, register),
            "location": location,
            "places": len(children),
            "ages": ALL_AGES,
            "placement_types": ALL_TYPES,
            "provides": sorted(set[str]().union(*(child.required_needs for child in children))),
            "languages": (*dict.fromkeys(code for child in children for code in child.languages),),
            "reserved_for": tuple(child.id for child in children),
            "weekly_cost": weekly_cost,
        }
    )
