"""Builders of tiny registers: every field has a default under which no rule bites."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from matcher.case import Case
from matcher.case_arrays import PLACEMENT_TYPES
from matcher.records.child import Child, SiblingGroup
from matcher.records.home import Home
from matcher.records.location import Location
from matcher.records.plan import Plan
from matcher.records.policy import Policy
from matcher.records.register import Register
from matcher.travel import Journey, Journeys

AS_OF = date(2026, 11, 2)
#: The register's authority, two neighbours, and authorities further away.
COUNTY, WELSH_NEIGHBOUR, ENGLISH_NEIGHBOUR = "W06000023", "W06000002", "E06000051"
WALES, ENGLAND, SCOTLAND, IRELAND = "W06000015", "E06000019", "S12000033", "N09000003"
HERE = Location(lat=52.25, lon=-3.375)


def there(lat: float = 0.0, lon: float = 0.0) -> Location:
    """Return a place so many degrees from `HERE`; 0.01 degrees of latitude are 1.1 km."""
    return Location(lat=HERE.lat + lat, lon=HERE.lon + lon)


def born(years: int, days: int = 0) -> date:
    """Return the birthday of who became so many years old on `AS_OF`, or some days later."""
    birthday = AS_OF.replace(year=AS_OF.year - years)
    return date.fromordinal(birthday.toordinal() + days)


def child(id_: str = "C1", *, age: int = 10, home: str | None = None, **fields: Any) -> Child:
    """Return a child: waiting or, where a home is given, under review in it."""
    defaults = {
        "id": id_,
        "date_of_birth": born(age),
        "gender": "female",
        "family_home": HERE,
        "languages": ("en",),
        "placement": home and {"home": home, "since": "2026-01-05"},
        "status": "review" if home else "waiting",
        "placement_type": "short_term",
    }
    return Child.model_validate(defaults | fields)


def settled(id_: str, home: str, **fields: Any) -> Child:
    """Return a child who is settled in a home."""
    return child(id_, home=home, status="settled", **fields)


def home(id_: str = "H1", **fields: Any) -> Home:
    """Return a home of the county for three children of any kind."""
    defaults = {
        "id": id_,
        "provider": "P1",
        "kind": "in_house_foster",
        "authority": COUNTY,
        "location": HERE,
        "places": 3,
        "ages": (0, 20),
        "placement_types": PLACEMENT_TYPES,
        "languages": ("en", "cy"),
        "weekly_cost": 500,
    }
    return Home.model_validate(defaults | fields)


def group(*children: str, id_: str = "S1", together: str = "prefer") -> SiblingGroup:
    """Return a sibling group."""
    fields = {"id": id_, "children": children, "together": together}
    return SiblingGroup.model_validate(fields)


def council(code: str) -> dict[str, Any]:
    """Return an authority with its neighbours."""
    neighbours = (WELSH_NEIGHBOUR, ENGLISH_NEIGHBOUR)
    return {"code": code, "name": "Powys", "neighbours": neighbours}


def register(*records: Child | SiblingGroup | Home, **fields: Any) -> Register:
    """Return the register of some children, groups and homes."""
    lists: dict[type, list[Any]] = {Child: [], SiblingGroup: [], Home: []}
    for record in records:
        lists[type(record)].append(record)
    defaults = {
        "format": "cartref/register/1",
        "as_of": AS_OF,
        "authority": council(COUNTY),
        "children": lists[Child],
        "sibling_groups": lists[SiblingGroup],
        "homes": lists[Home],
    }
    return Register.model_validate(defaults | fields)


def case(
    *records: Child | SiblingGroup | Home,
    journeys: Mapping[tuple[str, str], Journey] | None = None,
    authority: str = COUNTY,
    **policy: Any,
) -> Case:
    """Return the case of some records; what else is given is the policy's."""
    table = None if journeys is None else Journeys(journeys)
    records_ = register(*records, authority=council(authority))
    return Case(records_, Policy.model_validate(policy), table)


def plan(homes: Mapping[str, str | None], **fields: Any) -> Plan:
    """Return the plan, as one would write it by hand, that gives children these homes."""
    assignments = fields.pop("about", {})
    defaults = {
        "format": "cartref/plan/1",
        "assignments": [
            {"child": id_, "home": at} | assignments.get(id_, {}) for id_, at in homes.items()
        ],
    }
    return Plan.model_validate(defaults | fields)
