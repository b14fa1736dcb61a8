"""Random tiny cases in which rules often bite and edges are often hit exactly.

Each register draws which fields are in play at all, the others taking defaults under which no
rule bites: with every field random at once, hardly a child would find a home.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from matcher.case import Case
from matcher.case_arrays import ALONGSIDE, GENDERS, KINDS, PLACEMENT_TYPES, STATUSES
from matcher.geography import great_circle_km
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.records.location import Location
from matcher.records.policy import DEFAULT_LEVELS, Policy
from matcher.records.register import Register
from matcher.registry import codes
from matcher.travel import Journey, Journeys
from tests.support.registers import (
    AS_OF,
    COUNTY,
    ENGLAND,
    ENGLISH_NEIGHBOUR,
    SCOTLAND,
    WALES,
    WELSH_NEIGHBOUR,
    council,
    group,
    there,
)
from tests.support.registers import child as child_of
from tests.support.registers import home as home_of
from tests.support.registers import register as register_of

Fields = Mapping[str, st.SearchStrategy[Any]]

PLACES: list[Location] = [there(lat, lon) for lat in (0, 0.1, 0.29) for lon in (0, 0.15)]
_EXACT_KM = {great_circle_km(a.lat, a.lon, b.lat, b.lon) for a in PLACES for b in PLACES}
#: Every distance between two places, the next number below it, and some that tables have.
KM = sorted({*_EXACT_KM, *(math.nextafter(km, 0) for km in _EXACT_KM), 5.0, 32.2})
TENTHS = (0, 1, 49, 50, 51, 321, 322, 323)
#: Ids whose order as text is not the order of their numbers.
IDS = ("1", "10", "2", "3", "4", "5", "6")
FOR_PROFIT_ENDS = AS_OF + timedelta(days=30)

_places = st.sampled_from(PLACES)
_needs = st.sampled_from(["autism", "ramp", "sign"])
_languages = st.lists(st.sampled_from(["en", "cy", "pl"]), min_size=1, max_size=2, unique=True)
_ages = st.sampled_from([0, 3, 4, 5, 9, 10, 11, 15, 16, 20])
_days = st.sampled_from([-1, 0, 1, 29, 30, 31])


def _birthdays(as_of: date) -> st.SearchStrategy[date]:
    """Return birthdays just before, on and after the day of the register."""
    edges = [
        date(as_of.year - years, as_of.month, min(as_of.day, 28)) + timedelta(days=days)
        for years in (0, 3, 4, 5, 9, 10, 15, 16, 17, 20)
        for days in (-1, 0, 1)
    ]
    return st.sampled_from([day for day in edges if day <= as_of] + [date(2016, 2, 29)])


def child_fields(as_of: date) -> Fields:
    """Return how each field of a child is drawn that refers to nothing else."""
    zone = st.fixed_dictionaries({"centre": _places, "radius_km": st.sampled_from(KM)})
    contact = st.fixed_dictionaries({"at": _places, "per_week": st.integers(0, 3)})
    need = st.fixed_dictionaries({"code": _needs, "required": st.booleans()})
    return {
        "date_of_birth": _birthdays(as_of),
        "gender": st.sampled_from(GENDERS),
        "family_home": _places,
        "school": st.none() | _places,
        "exam_year": st.booleans(),
        "contact": st.none() | contact,
        "languages": _languages,
        "needs": st.lists(need, max_size=2),
        "placement_type": st.sampled_from(PLACEMENT_TYPES[:3]),
        "needed_by": st.none() | _days.map(lambda days: as_of + timedelta(days=days)),
        "moves_12m": st.integers(0, 3),
        "alongside": st.sampled_from(ALONGSIDE),
        "smoke_free": st.booleans(),
        "exclusion_zones": st.lists(zone, max_size=2),
    }


def home_fields(as_of: date) -> Fields:
    """Return how each field of a home is drawn that refers to nothing else."""
    authorities = [COUNTY, COUNTY, WELSH_NEIGHBOUR, ENGLISH_NEIGHBOUR, WALES, ENGLAND, SCOTLAND]
    other = st.fixed_dictionaries({"age": _ages, "gender": st.sampled_from(GENDERS)})
    types = st.sets(st.sampled_from(PLACEMENT_TYPES[:3]), min_size=1)
    return {
        "kind": st.sampled_from([*KINDS, "kinship", "in_house_foster", "agency_foster"]),
        "authority": st.sampled_from(authorities),
        "location": _places,
        "places": st.integers(1, 4),
        "bedrooms": st.none() | st.integers(0, 4),
        "ages": st.tuples(_ages, _ages).map(lambda ages: tuple(sorted(ages))),
        "genders": st.sets(st.sampled_from(GENDERS), min_size=1).map(sorted),
        "placement_types": types.map(sorted),
        "provides": st.sets(_needs).map(sorted),
        "languages": _languages,
        "fostering_limit": st.integers(0, 3),
        "smokers": st.booleans(),
        "for_profit": st.booleans(),
        "household_ages": st.lists(_ages, max_size=2),
        "other_children": st.lists(other, max_size=1),
        "open": st.sampled_from([True, True, False]),
        "available_from": st.none() | _days.map(lambda days: as_of + timedelta(days=days)),
        "weekly_cost": st.sampled_from([0, 0.1, 0.2, 100, 100.5, 250, 251.5]),
    }


_REFERENCES = ("apart_from", "declined_by", "reserved_for", "sibling_groups")
_ALWAYS = frozenset({"family_home", "location", "places", "kind"})
_IN_PLAY = sorted({*child_fields(AS_OF), *home_fields(AS_OF), *_REFERENCES} - _ALWAYS)


@st.composite
def tiny_registers(draw: st.DrawFn, max_children: int = 5, max_homes: int = 6) -> Register:
    """Draw a register of at most so many children and homes."""
    as_of = draw(st.sampled_from([AS_OF, date(2027, 2, 28), date(2027, 3, 1), date(2028, 2, 29)]))
    in_play = draw(st.sets(st.sampled_from(_IN_PLAY), max_size=16)) | _ALWAYS
    homes = [f"H{id_}" for id_ in IDS[: draw(st.integers(0, max_homes))]]
    children = [f"C{id_}" for id_ in IDS[: draw(st.integers(0, max_children))]]

    def some(ids: list[str], field: str) -> list[str]:
        """Draw few of some ids, where the field is in play."""
        if field not in in_play or not ids:
            return []
        return draw(st.lists(st.sampled_from(ids), max_size=2, unique=True))

    def fields(of: Fields) -> dict[str, Any]:
        return {name: draw(how) for name, how in of.items() if name in in_play}

    def draw_child(id_: str) -> Child:
        others = [other for other in children if other != id_]
        lives = draw(st.sampled_from([None, *homes]))
        status = draw(st.sampled_from(STATUSES)) if lives else "waiting"
        return child_of(
            id_,
            home=lives,
            **fields(child_fields(as_of)),
            status=status,
            apart_from=some(others, "apart_from"),
            declined_by=some(homes, "declined_by"),
        )

    def draw_home(id_: str) -> Home:
        reserved = some(children, "reserved_for")
        return home_of(id_, **fields(home_fields(as_of)), reserved_for=reserved)

    records: list[Child | Home] = [
        *map(draw_child, draw(st.permutations(children))),
        *map(draw_home, draw(st.permutations(homes))),
    ]
    members: dict[str, list[str]] = {"": [], "S1": [], "S2": []}
    for id_ in children if "sibling_groups" in in_play else ():
        members[draw(st.sampled_from(sorted(members)))].append(id_)
    groups = [
        group(*ids, id_=id_, together=draw(st.sampled_from(["must", "prefer"])))
        for id_, ids in members.items()
        if id_ and len(ids) > 1
    ]
    authority = draw(st.sampled_from([COUNTY, COUNTY, ENGLAND]))
    return register_of(*records, *groups, as_of=as_of, authority=council(authority))


@st.composite
def policies(draw: st.DrawFn, limits: bool = True) -> Policy:
    """Draw a policy of few small levels, with limits that tiny registers run into."""

    def limit(*values: float) -> float | None:
        return draw(st.none() | st.sampled_from(values)) if limits else None

    return Policy.model_validate(
        {
            "levels": draw(st.just(DEFAULT_LEVELS) | _levels()),
            "max_km": draw(st.one_of(st.none(), st.none(), st.sampled_from(KM))),
            "school_reach_km": draw(st.none() | st.sampled_from(KM)),
            "for_profit_ends": draw(st.none() | st.just(FOR_PROFIT_ENDS)),
            "limits": {
                "max_weekly_cost": limit(0, 0.3, 100, 200.6, 351.5, 600),
                "min_in_house_share": limit(0, 0.5, 0.6, 0.7, 0.75, 1),
                "max_out_of_county": limit(0, 1, 2),
                "max_moves": limit(0, 1, 2),
            },
        }
    )


@st.composite
def _levels(draw: st.DrawFn) -> list[dict[str, int]]:
    weights = st.sampled_from([0, 1, 2, 7, 400])
    known = [code for code in codes("criteria") if code != "unplaced"]
    level = st.dictionaries(st.sampled_from(known), weights, max_size=4)
    levels = draw(st.lists(level, min_size=1, max_size=4))
    draw(st.sampled_from(levels))["unplaced"] = draw(st.sampled_from([1, 3]))
    return levels


@st.composite
def journeys(draw: st.DrawFn, register: Register) -> Journeys:
    """Draw a table in which most pairs of a register have a row."""
    distance = st.none() | st.sampled_from(TENTHS)
    row = st.builds(Journey, home=distance, school=distance, contact=distance)
    rows = st.one_of(row, row, row, st.none())
    drawn = {(c.id, h.id): draw(rows) for c in register.children for h in register.homes}
    return Journeys({pair: row for pair, row in drawn.items() if row is not None})


@st.composite
def tiny_cases(
    draw: st.DrawFn, max_children: int = 5, max_homes: int = 6, limits: bool = True
) -> Case:
    """Draw a register, a policy and, now and then, a table of journeys."""
    register = draw(tiny_registers(max_children, max_homes))
    table = draw(journeys(register)) if draw(st.sampled_from([False, False, True])) else None
    return Case(register, draw(policies(limits)), table)
