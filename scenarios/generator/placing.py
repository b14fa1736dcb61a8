"""Places the children of a made-up register as it happens: day by day, first come, first served.

On its day a child gets the nearest of the few homes that have a place then and are right. So
siblings are split and some children live far from home, and there is something to mend. What
is right is said here in few words and on the safe side: the engine's own rules are not asked,
so that a fault in them can't hide in the registers that they are tried on.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

from scenarios.generator import figures
from scenarios.generator.areas import Area
from scenarios.generator.chance import Chance
from scenarios.generator.drafts import ChildDraft, FamilyDraft, HomeDraft, square_km
from scenarios.generator.homes import make_family_home

#: How many homes are asked at a time, and how often, before another kind is tried.
_ASKED = 5
_ROUNDS = 6
_OTHER_KINDS = ("in_house_foster", "agency_foster", "residential")


class Placer:
    """Finds places, and keeps the lists of homes that have one.

    Parameters
    ----------
    area : Area
        What the register covers.
    homes : dict of str to list of HomeDraft
        All general homes, by the council that has them.
    chance : Chance
        Where the draws come from.

    Attributes
    ----------
    area : Area
        What the register covers.
    family_homes : list of HomeDraft
        Homes of parents and relatives, made when a child comes to live there.
    """

    def __init__(self, area: Area, homes: dict[str, list[HomeDraft]], chance: Chance) -> None:
        self.family_homes: list[HomeDraft] = []
        self.area = area
        self._chance = chance
        self._with_room: dict[tuple[str, str], list[HomeDraft]] = {}
        for code, some in homes.items():
            for home in some:
                self._with_room.setdefault((code, home.record["kind"]), []).append(home)

    def place(self, family: FamilyDraft) -> None:
        """Give each child of a family a home, but those who wait."""
        placed = [child for child in family.children if not child.waiting]
        if not placed:
            return
        draw = self._chance.share()
        of_kin = figures.KIN_LONE if len(placed) == 1 else figures.KIN_GROUP
        if draw < figures.WITH_PARENTS:
            self.reserve("parents", placed)
        elif draw < figures.WITH_PARENTS + of_kin * self.area.with_kin:
            self.reserve("kinship", placed)
        elif len(placed) > 1 and self._chance.happens(figures.TOGETHER_SOUGHT):
            self._place_together(placed)
        else:
            self._place_singly(placed)

    def reserve(self, kind: str, children: Sequence[ChildDraft]) -> HomeDraft:
        """Make a home of parents or kin for children; who doesn't wait moves in."""
        home = make_family_home(kind, children, self.area, self._chance)
        home.record["reserved_for"] = [child.record["id"] for child in children]
        self.family_homes.append(home)
        for child in children:
            if not child.waiting:
                _move_in(home, [child])
        return home

    def find(self, children: Sequence[ChildDraft]) -> HomeDraft | None:
        """Return a general home of their council with a place for all these children, or None."""
        council = children[0].family.council.code
        eldest = max(child.age for child in children)
        first = self._chance.weighted(
            next(kinds for lowest, kinds in figures.KINDS_BY_AGE if eldest >= lowest)
        )
        for kind in dict.fromkeys((first, *_OTHER_KINDS)):
            if home := self._nearest(self._with_room.get((council, kind), []), children):
                return home
        return None

    def _nearest(self, homes: list[HomeDraft], children: Sequence[ChildDraft]) -> HomeDraft | None:
        wanted = children[0].family.location
        for _ in range(_ROUNDS):
            asked = [home for _ in range(_ASKED) if (home := self._one_with_room(homes))]
            right = [home for home in asked if _is_right(home, children)]
            if right:
                return min(right, key=lambda home: square_km(home.record["location"], wanted))
        return None

    def _one_with_room(self, homes: list[HomeDraft]) -> HomeDraft | None:
        """Return some home of the list that has room; forget those found full."""
        while homes:
            position = self._chance.whole(0, len(homes) - 1)
            home = homes[position]
            if home.n_free > 0:
                return home
            homes[position] = homes[-1]
            homes.pop()
        return None

    def _place_together(self, children: Sequence[ChildDraft]) -> None:
        if home := self.find(children):
            _move_in(home, children)
        else:
            self._place_singly(children)

    def _place_singly(self, children: Sequence[ChildDraft]) -> None:
        for child in children:
            if home := self.find([child]):
                _move_in(home, [child])
            else:  # nobody else would: a relative comes forward
                self.reserve("kinship", [child])


def _move_in(home: HomeDraft, children: Sequence[ChildDraft]) -> None:
    home.residents.extend(children)
    for child in children:
        child.home = home


def _is_right(home: HomeDraft, children: Sequence[ChildDraft]) -> bool:
    return (
        home.n_free >= len(children)
        and all(_may_live(child, home) for child in children)
        and _can_share([*home.residents, *children], home)
    )


def _may_live(child: ChildDraft, home: HomeDraft) -> bool:
    wants, offers = child.record, home.record
    lowest, highest = offers["ages"]
    others = [*offers["household_ages"], *(other["age"] for other in offers["other_children"])]
    return bool(
        lowest <= child.age <= highest
        and wants["gender"] in offers.get("genders", (wants["gender"],))
        and wants["placement_type"] in offers["placement_types"]
        and child.required.issubset(offers["provides"])
        and not (offers.get("smokers") and (child.age < 5 or wants["smoke_free"]))
        and not (wants["alongside"] == "alone" and others)
        and not (wants["alongside"] == "older_only" and min(others, default=99) < child.age)
        and not (wants["alongside"] == "younger_only" and max(others, default=0) > child.age)
    )


def _can_share(together: Sequence[ChildDraft], home: HomeDraft) -> bool:
    bedrooms = home.record.get("bedrooms")
    n_others = len(home.record["other_children"])
    return (bedrooms is None or _n_bedrooms(together) + n_others <= bedrooms) and all(
        one.family is other.family or _bears(one, other) for one, other in permutations(together, 2)
    )


def _bears(one: ChildDraft, other: ChildDraft) -> bool:
    """Return whether a child can be cared for with another, who is no sibling."""
    born, other_born = one.record["date_of_birth"], other.record["date_of_birth"]
    alongside = one.record["alongside"]
    if alongside == "older_only":
        return bool(other_born <= born)
    if alongside == "younger_only":
        return bool(other_born >= born)
    return bool(alongside == "any")


def _n_bedrooms(together: Sequence[ChildDraft]) -> int:
    """Return bedrooms enough: each child joins the first sibling it may share with."""
    bedrooms: list[list[ChildDraft]] = []
    for child in together:
        for bedroom in bedrooms:
            if len(bedroom) == 1 and _may_share(bedroom[0], child):
                bedroom.append(child)
                break
        else:
            bedrooms.append([child])
    return len(bedrooms)


def _may_share(one: ChildDraft, other: ChildDraft) -> bool:
    if one.family is not other.family:
        return False
    if one.age < 10 and other.age < 10:
        return True
    gender = one.record["gender"]
    return bool(gender == other.record["gender"] and gender != "other")
