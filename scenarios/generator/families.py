"""Makes the families of a register: siblings, ages, needs, languages, schools, contact."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from matcher.records.references import age_on
from scenarios.generator import figures
from scenarios.generator.areas import Area
from scenarios.generator.chance import Chance
from scenarios.generator.councils import POWYS, Council
from scenarios.generator.drafts import ChildDraft, FamilyDraft, near
from scenarios.generator.geography import Sector

#: Just under 18 years; the youngest child is a few days old.
_OLDEST_DAYS = 18 * 365 - 1
_YOUNGEST_DAYS = 3


def make_families(area: Area, children: int, as_of: date, chance: Chance) -> list[FamilyDraft]:
    """Return families that have so many children altogether, in no order.

    Parameters
    ----------
    area : Area
        What the register covers.
    children : int
        How many children.
    as_of : date
        The register's day.
    chance : Chance
        Where the draws come from.
    """
    sizes = _sizes(children, chance)
    families = [
        _family(size, council, sector, as_of, chance)
        for size, (council, sector) in zip(sizes, area.deal(len(sizes), chance), strict=True)
    ]
    order = chance.shuffled(families)
    _choose_waiting(order, children, chance)
    for family in families:
        for child in family.children:
            _ask(child, chance)
    return families


def scaled(count: int, children: int) -> int:
    """Return a count for `figures.CHILDREN` children in proportion, to the nearest whole."""
    return (2 * count * children + figures.CHILDREN) // (2 * figures.CHILDREN)


def _sizes(children: int, chance: Chance) -> list[int]:
    """Return the sizes of the families: groups till half of the children are in one."""
    left = int(children * figures.IN_GROUPS)
    groups = []
    while left > 1:
        size = min(chance.weighted(figures.GROUP_SIZES), left)
        groups.append(size)
        left -= size
    return chance.shuffled(groups + [1] * (children - sum(groups)))


def _family(
    size: int, council: Council, sector: Sector, as_of: date, chance: Chance
) -> FamilyDraft:
    family = FamilyDraft(council, sector, near(sector, chance))
    languages = _languages(sector, chance)
    contact = (
        {"at": family.location, "per_week": chance.whole(1, 3)}
        if chance.happens(figures.CONTACT)
        else None
    )
    for days in _ages_days(size, chance):
        child = _child(as_of - timedelta(days), as_of, family, chance)
        child.record |= {"languages": languages, "contact": contact}
        family.children.append(child)
    youngest = as_of - family.children[-1].record["date_of_birth"]
    spread = chance.share()
    family.days_in_care = min(youngest.days, int(spread * spread * 2500))
    return family


def speaks_welsh(sector: Sector, chance: Chance) -> bool:
    """Return whether a household of a sector speaks Welsh."""
    share = figures.WELSH_SPEAKERS.get(sector.authority, 0.0)
    if sector.authority == POWYS:
        share = figures.WELSH_SPEAKERS_IN_TOWN.get(sector.town, share)
    return chance.happens(share)


def _languages(sector: Sector, chance: Chance) -> list[str]:
    if speaks_welsh(sector, chance):
        return ["cy", "en"]
    if chance.happens(figures.OTHER_LANGUAGE):
        return [chance.pick(("ar", "pl", "uk")), "en"]
    return ["en"]


def _ages_days(size: int, chance: Chance) -> list[int]:
    """Return the ages of siblings in days, oldest first.

    One is drawn from the published bands, the others follow above or below at a distance.
    """
    lowest, highest = chance.weighted(
        [((low, high), share) for low, high, share in figures.AGE_BANDS]
    )
    years = lowest + chance.share() * (highest + 1 - lowest)
    ages = [min(max(int(years * 365.25), _YOUNGEST_DAYS), _OLDEST_DAYS)]
    while len(ages) < size:
        gap = chance.whole(320, 1300)
        older, younger = ages[0] + gap, ages[-1] - gap
        if older <= _OLDEST_DAYS and (chance.happens(0.5) or younger < _YOUNGEST_DAYS):
            ages.insert(0, older)
        elif younger >= _YOUNGEST_DAYS:
            ages.append(younger)
        else:
            ages.append(ages[-1])  # no room in between: twins
    return ages


def _child(born: date, as_of: date, family: FamilyDraft, chance: Chance) -> ChildDraft:
    age = age_on(born, as_of)
    codes = chance.some(
        figures.NEEDS,
        (n_required := chance.weighted(figures.N_REQUIRED)) + chance.weighted(figures.N_PREFERRED),
    )
    needs = chance.shuffled(codes)
    # Years 10 and 11 are those who were 14 or 15 on the 31st of August before.
    school_year = as_of.year - ((as_of.month, as_of.day) < (9, 1))
    record = {
        "date_of_birth": born,
        "gender": chance.weighted(figures.GENDERS),
        "family_home": family.location,
        "school": _school(age, family, chance),
        "exam_year": age_on(born, date(school_year, 8, 31)) in (14, 15),
        "needs": [
            {"code": code, "required": position < n_required} for position, code in enumerate(needs)
        ],
        "alongside": chance.weighted(figures.ALONGSIDE),
        "smoke_free": chance.happens(figures.SMOKE_FREE),
    }
    return ChildDraft(record, age, family)


def _school(age: int, family: FamilyDraft, chance: Chance) -> dict[str, object] | None:
    goes = age >= 4 or (age == 3 and chance.happens(0.5))
    return near(family.sector, chance) if goes else None


def _choose_waiting(order: Sequence[FamilyDraft], children: int, chance: Chance) -> None:
    """Let a share of the children wait, mostly whole families, sometimes one sibling alone."""
    left = scaled(figures.WAITING, children)
    for family in order:
        some = family.children
        if len(some) > 1 and chance.happens(0.25):
            some = [chance.pick(some)]
        if len(some) <= left:
            left -= len(some)
            for child in some:
                child.waiting = True


def _ask(child: ChildDraft, chance: Chance) -> None:
    """Say what is asked for; siblings are asked for alike, but for what differs in status."""
    types = figures.WAITING_TYPES if child.waiting else figures.PLACED_TYPES
    alike = [
        sibling.record["placement_type"]
        for sibling in child.family.children
        if sibling.waiting == child.waiting and "placement_type" in sibling.record
    ]
    child.record["placement_type"] = alike[0] if alike else chance.weighted(types)
