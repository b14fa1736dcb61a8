"""What a published instance becomes: a register, a policy and a table of journeys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from matcher.case import Case
from matcher.errors import MAX_FAULTS, Fault, InputError
from matcher.files.opening import opened
from matcher.records.policy import Policy
from matcher.records.register import Register
from matcher.travel import Journey, Journeys

#: What instances minimise: first who is left out, then the sum of costs.
LEVELS: tuple[dict[str, int], ...] = ({"unplaced": 1}, {"distance_home": 1})
#: The largest cost: a distance of a travel matrix, in tenths of a km.
MAX_COST = 10_000_000
#: A place and a day for everybody; with a table of journeys neither matters.
_HERE = {"lat": 52.25, "lon": -3.375}
_AS_OF, _BORN = "2026-11-02", "2016-11-02"


@dataclass(frozen=True)
class Instance:
    """A published instance as a case.

    Attributes
    ----------
    name : str
        The name of its file.
    register : Register
        Children who all wait, sibling groups and homes.
    policy : Policy
        Levels `unplaced` and `distance_home`.
    journeys : Journeys
        The costs, as distances from the family home.
    optimum : tuple of int or None
        The published best value of each level; None if not known.
    """

    name: str
    register: Register
    policy: Policy
    journeys: Journeys
    optimum: tuple[int, ...] | None = None

    @cached_property
    def case(self) -> Case:
        """The case of it."""
        return Case(self.register, self.policy, self.journeys)


def instance(
    name: str,
    families: Mapping[str, Sequence[str]],
    places: Mapping[str, int],
    costs: Mapping[tuple[str, str], int],
    optimum: tuple[int, ...] | None = None,
) -> Instance:
    """Return an instance in which nothing but room, families and costs matters.

    Parameters
    ----------
    name : str
        What to call it.
    families : mapping of str to sequence of str
        The ids of each family's children; two or more are siblings who must be together.
    places : mapping of str to int
        How many children each home takes.
    costs : mapping of (str, str) to int
        What a child in a home costs; a pair without one can't be.
    optimum : tuple of int, optional
        The best value of each level.
    """
    register = Register.model_validate(
        {
            "format": "cartref/register/1",
            "as_of": _AS_OF,
            "authority": {"code": "W06000023", "name": "Powys"},
            "children": [_child(id_) for ids in families.values() for id_ in ids],
            "sibling_groups": [
                {"id": id_, "children": ids, "together": "must"}
                for id_, ids in families.items()
                if len(ids) > 1
            ],
            "homes": [_home(id_, room) for id_, room in places.items()],
        }
    )
    journey = cache(Journey)  # few costs, many pairs
    rows = {pair: journey(cost) for pair, cost in costs.items()}
    return Instance(name, register, Policy(levels=LEVELS), Journeys(rows), optimum)


def _child(id_: str) -> dict[str, Any]:
    return {
        "id": id_,
        "date_of_birth": _BORN,
        "gender": "other",
        "family_home": _HERE,
        "languages": ["en"],
        "status": "waiting",
        "placement_type": "long_term",
    }


def _home(id_: str, places: int) -> dict[str, Any]:
    return {
        "id": id_,
        "provider": "published",
        "kind": "residential",  # no fostering limit
        "authority": "W06000023",
        "location": _HERE,
        "places": places,
        "ages": [0, 20],
        "placement_types": ["long_term"],
        "languages": ["en"],
        "weekly_cost": 0,
    }


def text_lines(path: Path, wanted: str) -> Iterator[str]:
    """Yield the lines of a text file, which should be what is `wanted`."""
    with opened(path, wanted) as file:
        try:
            for line in file:
                yield line.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise InputError.single(str(path), "is not text in UTF-8", wanted) from None


def refuse(faults: Iterable[Fault]) -> None:
    """Refuse a file that has faults."""
    found = list(faults)
    if found:
        raise InputError(found[:MAX_FAULTS], len(found))


def whole(text: str, place: str, faults: list[Fault], least: int, most: int = MAX_COST) -> int:
    """Return a whole number as text; what is none becomes a fault, and `least`."""
    digits = text.strip()
    if digits.isascii() and digits.isdigit() and least <= int(digits[:20]) <= most:
        return int(digits)
    faults.append(Fault(place, "is not such a number", f"a whole number from {least} to {most}"))
    return least
