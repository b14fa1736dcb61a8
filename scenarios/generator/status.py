"""What a made-up register says on its day: who is under review, since when, what is open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from scenarios.generator import figures
from scenarios.generator.areas import Area
from scenarios.generator.chance import Chance
from scenarios.generator.drafts import ChildDraft, FamilyDraft, HomeDraft, near, square_km
from scenarios.generator.families import scaled
from scenarios.generator.placing import Placer

#: Farther than this from the family home most children have changed school.
_FAR_KM = 25


def review_some(families: Sequence[FamilyDraft], chance: Chance) -> None:
    """Put a share of the children under review, siblings of one home together.

    Who lives with parents or kin is left in peace.
    """
    households = [
        household
        for family in families
        for household in _households(family)
        if household[0].home and not household[0].home.record.get("reserved_for")
    ]
    left = scaled(figures.REVIEW, sum(len(family.children) for family in families))
    for household in chance.shuffled(households):
        if len(household) <= left:
            left -= len(household)
            for child in household:
                child.record["status"] = "review"


def complete(
    child: ChildDraft, homes: Sequence[HomeDraft], placer: Placer, as_of: date, chance: Chance
) -> None:
    """Fill in what follows from where the child lives.

    Parameters
    ----------
    child : ChildDraft
        The child; its home is known, or it waits.
    homes : sequence of HomeDraft
        General homes of its council, that may have declined the child.
    placer : Placer
        Finds the home in which a waiting child has lived till now.
    as_of : date
        The register's day.
    chance : Chance
        Where the draws come from.
    """
    record = child.record
    record.setdefault("status", "waiting" if child.waiting else "settled")
    home = child.home
    if child.waiting:
        record["needed_by"] = as_of + timedelta(chance.pick((0, 0, 1, 3, 7, 14, 28)))
        if chance.happens(figures.ENDING):
            home = placer.find([child])
    if home:
        _live_there(child, home, placer.area, as_of, chance)
    if chance.happens(figures.EXCLUSION_ZONE):
        _exclude(child, home, chance)
    if homes and record["status"] != "settled" and chance.happens(figures.DECLINED):
        declined = chance.pick(homes)
        if declined is not home:
            record["declined_by"] = [declined.record["id"]]


def close_some(general: Sequence[HomeDraft], as_of: date, chance: Chance) -> None:
    """Let some homes take no referrals, for good reasons or till a day."""
    for home in general:
        share = figures.CLOSED_WITH_ROOM if home.n_free else figures.CLOSED_WHEN_FULL
        if chance.happens(share):
            home.record["open"] = False
        elif chance.happens(figures.AVAILABLE_LATER):
            home.record["available_from"] = as_of + timedelta(chance.whole(3, 60))


def _households(family: FamilyDraft) -> list[list[ChildDraft]]:
    together: dict[int, list[ChildDraft]] = {}
    for child in family.children:
        together.setdefault(id(child.home), []).append(child)
    return list(together.values())


def _live_there(
    child: ChildDraft, home: HomeDraft, area: Area, as_of: date, chance: Chance
) -> None:
    record = child.record
    days = child.family.days_in_care
    moves = min(chance.weighted(area.moves), days // 30)
    if moves:
        days = min(days, chance.whole(2, 360))
    record["moves_12m"] = moves
    record["placement"] = {"home": home.record["id"], "since": as_of - timedelta(days)}
    at_home = child.family.location
    if home.record["kind"] == "parents":
        record["contact"] = None
    far = square_km(home.record["location"], at_home) > _FAR_KM * _FAR_KM
    if record["school"] and far and chance.happens(0.6):
        record["school"] = near(home.sector, chance)


def _exclude(child: ChildDraft, home: HomeDraft | None, chance: Chance) -> None:
    """Draw a circle about the home town, clear of where the child lives."""
    centre = near(child.family.sector, chance)
    radius_km = chance.whole(2, 8)
    # Half as far again: flat distances are a little off.
    clear = home is None or square_km(home.record["location"], centre) > (1.5 * radius_km) ** 2
    if clear:
        child.record["exclusion_zones"] = [{"centre": centre, "radius_km": radius_km}]
