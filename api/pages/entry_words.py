"""What the fields of changes and studies are called, and what can be chosen in them."""

from __future__ import annotations

from api.pages.entries import Entry
from api.pages.fields import CODES
from api.pages.language import Speech, mark
from matcher.criteria import CRITERION
from scenarios.studies.price.elements import ELEMENT

#: What each field is called, with its unit; by its name, after that of the record where the same
#: name means something else.
LABELS = {
    "across": mark("Less of this"),
    "ages": mark("Age of each child, years"),
    "homes-ages": mark("Approved ages, lowest and highest, years"),
    "children-ages": mark("Ages, lowest and highest, years"),
    "all": mark("All of them"),
    "alongside": mark("Other children in the home"),
    "also_provides": mark("Needs they provide for besides, by code"),
    "areas": mark("Towns or areas"),
    "authority": mark("Code of the authority, such as W06000023"),
    "available_from": mark("Free from"),
    "bedrooms": mark("Bedrooms for looked-after children"),
    "child": mark("Id of the child"),
    "children": mark("How many children come, each number tried"),
    "contact_per_week": mark("Family time, times a week"),
    "count": mark("How many"),
    "homes-count": mark("Only so many homes"),
    "date": mark("The day"),
    "down": mark("costs how much of that?"),
    "draws": mark("How often each number is drawn"),
    "elements": mark("Elements of the policy; none ticked: all"),
    "for_profit": mark("Run for profit"),
    "fostering_limit": mark("Fostering limit, children"),
    "gender": mark("Gender"),
    "genders": mark("Genders"),
    "groups": mark("Ids of sibling groups"),
    "home": mark("Id of the home"),
    "household_ages": mark("Ages of the carers' own children, years"),
    "ids": mark("Just these, by id"),
    "in_county": mark("In the county"),
    "in_house_target": mark("In-house target where the policy has none, from 0 to 1"),
    "in_months": mark("Or: so many months after the register's day"),
    "in_wales": mark("In Wales"),
    "kind": mark("Kind of home"),
    "kinds": mark("Kinds of home"),
    "language": mark("First language, by code, such as cy"),
    "languages": mark("Languages, by code, such as cy, en"),
    "largest_group": mark("Only the largest sibling group of them"),
    "largest_provider": mark("Only those of the provider with most children"),
    "levels": mark("Levels, first things first: one on each line, such as unplaced = 1"),
    "lift": mark("No longer hold"),
    "like": mark("Or: like this home, by id"),
    "max_km": mark("No home farther from the family home than, km"),
    "max_moves": mark("At most so many moves"),
    "max_out_of_county": mark("At most so many children out of county"),
    "max_weekly_cost": mark("Cost of all at most, pounds a week"),
    "min_in_house_share": mark("In-house share at least, from 0 to 1"),
    "more_places": mark("More places in each"),
    "most": mark("How many options to look at"),
    "homes-most": mark("Those with most, of"),
    "most_points": mark("Points of the curve, at most"),
    "near": mark("Near: a town or a postcode district"),
    "needed_by": mark("Home needed by"),
    "needs": mark("Needs, by code"),
    "needs_preferred": mark("Needs that a home had better provide for, by code"),
    "needs_required": mark("Needs that a home must provide for, by code"),
    "open": mark("Taking referrals"),
    "placement_type": mark("Type of placement"),
    "placement_types": mark("Approved types of placement"),
    "places": mark("Places"),
    "provider": mark("Provider"),
    "provides": mark("Needs it provides for, by code"),
    "request": mark("Id of the child or the sibling group"),
    "school_reach_km": mark("School is kept within, km"),
    "seed": mark("Number of the draw: another draws other families"),
    "share": mark("More children, as a share of those there are: 0.2 is a fifth"),
    "smoke_free": mark("Need a home without smokers"),
    "smokers": mark("Smokers in the home"),
    "spread_km": mark("Spread over a circle around it, km"),
    "status": mark("Status"),
    "together": mark("Siblings together"),
    "weekly_cost": mark("Cost for one child, pounds a week"),
    "weeks": mark("Weeks of each year"),
    "weights": mark("Weight of each criterion: one on each line, such as distance_home = 8"),
    "within_km": mark("How near, km"),
    "years": mark("How many years are drawn"),
    "yes": mark("How likely a home says yes, from 0 to 1; left empty: by kind of home"),
}
#: What a record that is filled in within another is called.
PARTS = {
    "homes": mark("Which homes: all that is filled in holds together"),
    "children": mark("Which children: all that is filled in holds together"),
    "living_in": mark("Living in homes like these"),
}
#: What can be chosen, where neither the engine nor the fields of a register have words for it.
CHOICES = {
    "children_moved": mark("children moved"),
    "children": mark("children living there"),
    "places": mark("places"),
    "weekly_cost": mark("cost"),
    "max_km": mark("the distance from the family home"),
    "school_reach_km": mark("the reach of schools"),
    "max_weekly_cost": mark("the limit of the cost"),
    "min_in_house_share": mark("the in-house share"),
    "max_out_of_county": mark("the limit of children out of county"),
    "max_moves": mark("the limit of moves"),
}
#: How several are written.
_LIST, _LINES = mark("Several: with commas, or one on each line."), mark("One on each line.")
_NUMBERS = mark("Several: with commas, such as 1, 2, 3.")
#: What each unit is called beside its field.
_POUNDS = frozenset({"weekly_cost", "max_weekly_cost"})


def label_of(entry: Entry, say: Speech) -> str:
    """Return what an entry is called."""
    outer = {"homes": "homes", "living_in": "homes", "children": "children"}
    prefix = outer.get(entry.path[-2], "") if len(entry.path) > 1 else ""
    known = LABELS.get(f"{prefix}-{entry.field}") or LABELS.get(entry.field)
    return say.text(known) if known else say.name(entry.field)


def part_of(name: str, say: Speech) -> str:
    """Return what a record within another is called."""
    known = PARTS.get(name)
    return say.text(known) if known else say.name(name)


def hint_of(entry: Entry, say: Speech) -> str:
    """Return how an entry is filled in; empty where its name says it."""
    if entry.kind == "texts":
        return say.text(_LINES if entry.field == "provider" else _LIST)
    return say.text(_NUMBERS) if entry.kind == "wholes" else ""


def is_money(entry: Entry) -> bool:
    """Return whether an entry is a number of pounds."""
    return entry.field in _POUNDS


def choices_of(entry: Entry, say: Speech) -> list[tuple[str, str]]:
    """Return what can be chosen in an entry: codes with their words."""
    return [(code, _choice(entry, code, say)) for code in entry.choices]


def _choice(entry: Entry, code: str, say: Speech) -> str:
    if entry.field in ("across", "down") and code in CRITERION:
        return say.criterion(code)
    if entry.field == "elements":
        return say(ELEMENT[code].says)
    known = CHOICES.get(code) or CODES.get(code)
    return say.text(known) if known else say.name(code)
