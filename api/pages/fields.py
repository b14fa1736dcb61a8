"""What stands in a register, in words: the names of its fields, and what they hold."""

from __future__ import annotations

from typing import Any

from api.pages.language import Speech, mark, mark_many

#: Every field of a child, a sibling group, a home and the register itself.
FIELDS = {
    "as_of": mark("day of the register"),
    "authority": mark("authority"),
    "date_of_birth": mark("date of birth"),
    "gender": mark("gender"),
    "family_home": mark("family home"),
    "school": mark("school"),
    "exam_year": mark("in key stage 4"),
    "contact": mark("family time"),
    "languages": mark("languages"),
    "needs": mark("needs"),
    "placement": mark("lives in"),
    "status": mark("status"),
    "placement_type": mark("type of placement"),
    "needed_by": mark("home needed by"),
    "moves_12m": mark("moves in the last 12 months"),
    "alongside": mark("other children in the home"),
    "smoke_free": mark("needs a home without smokers"),
    "apart_from": mark("not to live with"),
    "exclusion_zones": mark("places to keep away from"),
    "declined_by": mark("declined by"),
    "children": mark("children"),
    "together": mark("together"),
    "provider": mark("provider"),
    "kind": mark("kind of home"),
    "location": mark("where it is"),
    "places": mark("places"),
    "bedrooms": mark("bedrooms"),
    "ages": mark("approved ages"),
    "genders": mark("approved genders"),
    "placement_types": mark("approved types of placement"),
    "provides": mark("skills and features"),
    "reserved_for": mark("reserved for"),
    "fostering_limit": mark("fostering limit"),
    "smokers": mark("smokers in the home"),
    "for_profit": mark("for profit"),
    "household_ages": mark("ages of the carers' own children"),
    "other_children": mark("other children living there"),
    "open": mark("open"),
    "available_from": mark("free from"),
    "weekly_cost": mark("weekly cost"),
}
#: What fields hold, where the engine has no words for it.
CODES = {
    "waiting": mark("waiting for a home"),
    "review": mark("placement under review"),
    "settled": mark("settled"),
    "short_term": mark("short term"),
    "long_term": mark("long term"),
    "emergency": mark("emergency"),
    "short_break": mark("short break"),
    "parent_and_child": mark("parent and child"),
    "remand": mark("remand"),
    "any": mark("any"),
    "alone": mark("no other child"),
    "older_only": mark("only older ones"),
    "younger_only": mark("only younger ones"),
    "must": mark("must live together"),
    "prefer": mark("together if possible"),
}
_DAYS = frozenset({"as_of", "date_of_birth", "needed_by", "available_from"})
_YES, _NO, _NONE = mark("yes"), mark("no"), mark("none")
_TIMES = mark_many("%(n)s time a week", "%(n)s times a week")
_PLACES = mark_many("%(n)s place", "%(n)s places")
_ROOMS = mark_many("%(n)s bedroom", "%(n)s bedrooms")
_MOVES = mark_many("%(n)s move", "%(n)s moves")
_CHILDREN = mark_many("%(n)s child", "%(n)s children")
_COUNTED = {
    "places": _PLACES,
    "bedrooms": _ROOMS,
    "moves_12m": _MOVES,
    "fostering_limit": _CHILDREN,
}


def field_name(say: Speech, field: str) -> str:
    """Return what a field is called."""
    known = FIELDS.get(field)
    return say.text(known) if known else say.name(field)


def field_value(say: Speech, field: str, value: Any) -> str:
    """Return what a field holds, with its unit.

    Parameters
    ----------
    say : Speech
        The language.
    field : str
        The field's name.
    value : any value of JSON
        As in the register's JSON.
    """
    if value is None or value == []:
        return say.text(_NONE)
    if isinstance(value, bool):
        return say.text(_YES if value else _NO)
    if field in _DAYS:
        return say.day(value)
    if field in _COUNTED:
        return say.count(*_COUNTED[field], value)
    if field == "weekly_cost":
        return say.amount(value, "pounds a week")
    if field == "ages":
        return say.text(
            mark("%(youngest)s to %(oldest)s years"), youngest=value[0], oldest=value[1]
        )
    if field == "household_ages":
        return say.text(mark("%(ages)s years"), ages=say.listed(value))
    if isinstance(value, list):
        return say.listed([_part(say, one) for one in value])
    return _part(say, value)


def _part(say: Speech, value: Any) -> str:
    if isinstance(value, str):
        return say.text(CODES[value]) if value in CODES else say.name(value)
    if not isinstance(value, dict):
        return str(value)
    if "home" in value:
        return say.text(
            mark("%(home)s, since %(day)s"), home=value["home"], day=say.day(value["since"])
        )
    if "per_week" in value:
        times = say.count(*_TIMES, value["per_week"])
        return f"{times}, {_part(say, value['at'])}"
    if "lat" in value:
        where = f"{value['lat']}, {value['lon']}"
        return f"{value['label']} ({where})" if value.get("label") else where
    if "required" in value:
        if value["required"]:
            return say.name(value["code"])
        return say.text(mark("%(need)s (preferred)"), need=say.name(value["code"]))
    if "radius_km" in value:
        return say.text(
            mark("%(km)s around %(place)s"),
            km=say.amount(value["radius_km"], "km"),
            place=_part(say, value["centre"]),
        )
    if "age" in value:
        years = say.count(*mark_many("%(n)s year", "%(n)s years"), value["age"])
        return f"{say.name(value['gender'])}, {years}"
    return f"{value['name']} ({', '.join([value['code'], *value['neighbours']])})"
