"""Children who come into care: whole families, like those whom a register already has.

How many siblings come and how old they are is drawn from published figures. Where they come
from, what they speak and what they need is drawn from the children of the register itself, so
that it holds for any council.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple, TypeAlias, TypeVar, cast

from matcher.errors import InputError
from matcher.records.child import Child, SiblingGroup
from matcher.records.fields import Gender, PlacementType
from matcher.records.register import Register
from scenarios.changes._school import in_key_stage_4
from scenarios.generator import figures
from scenarios.generator.chance import Chance
from scenarios.inputs import Inputs

T = TypeVar("T")
Weighted: TypeAlias = tuple[tuple[T, int], ...]

#: Ages at entry: 0-4 38 %, 5-11 39 %, 12-15 18 %, 16 and over 5 % (England 2018, H).
ENTRY_AGES = (((0, 4), 38), ((5, 11), 39), ((12, 15), 18), ((16, 17), 5))
#: Children in an average sibling group.
MEAN_GROUP = sum(size * share for size, share in figures.GROUP_SIZES) / sum(
    share for _, share in figures.GROUP_SIZES
)
#: Share of the families that are sibling groups, so that half of the children come with siblings.
GROUP_SHARE = (figures.IN_GROUPS / MEAN_GROUP) / (
    figures.IN_GROUPS / MEAN_GROUP + 1 - figures.IN_GROUPS
)
#: Children in an average family.
MEAN_FAMILY = GROUP_SHARE * MEAN_GROUP + 1 - GROUP_SHARE
#: Compulsory school age (Education Act 1996 s.8).
_SCHOOL_YEARS = range(5, 16)
_YEAR_DAYS = 365.25
#: A few days old; just under 18.
_YOUNGEST_DAYS, _OLDEST_DAYS = 3, 18 * 365 - 1
_GENDERS = cast("Weighted[Gender]", figures.GENDERS)
_TYPES = cast("Weighted[PlacementType]", figures.WAITING_TYPES)
#: Days between siblings (A).
_GAP_DAYS = (320, 1300)


class Family(NamedTuple):
    """Children of one family who come into care together; the group is None of a lone child."""

    children: tuple[Child, ...]
    group: SiblingGroup | None = None


def family_size(chance: Chance) -> int:
    """Return how many children of one family come at once."""
    return chance.weighted(figures.GROUP_SIZES) if chance.happens(GROUP_SHARE) else 1


def drawn_family(register: Register, size: int, name: str, day: date, chance: Chance) -> Family:
    """Return a family that comes into care.

    Parameters
    ----------
    register : Register
        Whose children they are like.
    size : int
        How many siblings, at least 1.
    name : str
        Begins their ids.
    day : datetime.date
        When they come.
    chance : Chance
        Where the draws come from.

    Raises
    ------
    InputError
        If the register has no children to be like.
    """
    if not register.children:
        raise InputError.single("children", "are none", "a register with children to go by")
    neighbour = chance.pick(register.children)
    asked = chance.weighted(_TYPES)
    children = []
    for number, days in enumerate(_ages_days(size, chance), start=1):
        like, born = chance.pick(register.children), day - timedelta(days)
        children.append(
            Child(
                id=f"{name}-{number}",
                date_of_birth=born,
                gender=chance.weighted(_GENDERS),
                family_home=neighbour.family_home,
                school=neighbour.family_home if _goes_to_school(days) else None,
                exam_year=in_key_stage_4(born, day),
                contact=neighbour.contact,
                languages=neighbour.languages,
                needs=like.needs,
                status="waiting",
                placement_type=asked,
                alongside=like.alongside,
                smoke_free=like.smoke_free,
            )
        )
    if size == 1:
        return Family(tuple(children))
    ids = tuple(child.id for child in children)
    return Family(tuple(children), SiblingGroup(id=f"{name}-S", children=ids, together="prefer"))


def arrived(inputs: Inputs, families: tuple[Family, ...]) -> Inputs:
    """Return inputs with families waiting, at the end of the list."""
    if not families:
        return inputs
    with_children = inputs.added(children=[child for one in families for child in one.children])
    groups = [one.group for one in families if one.group]
    return with_children.edited(sibling_groups=[*inputs.register.sibling_groups, *groups])


def _goes_to_school(days: int) -> bool:
    return int(days / _YEAR_DAYS) in _SCHOOL_YEARS


def _ages_days(size: int, chance: Chance) -> list[int]:
    """Return ages in days: one by the published bands, each sibling older or younger by a gap."""
    lowest, highest = chance.weighted(ENTRY_AGES)
    days = int((lowest + chance.share() * (highest + 1 - lowest)) * _YEAR_DAYS)
    oldest = youngest = min(max(days, _YOUNGEST_DAYS), _OLDEST_DAYS)
    ages = [oldest]
    while len(ages) < size:
        gap, want_older = chance.whole(*_GAP_DAYS), chance.happens(0.5)
        can_older, can_younger = oldest + gap <= _OLDEST_DAYS, youngest - gap >= _YOUNGEST_DAYS
        if can_older and (want_older or not can_younger):
            oldest += gap
            ages.append(oldest)
        elif can_younger:
            youngest -= gap
            ages.append(youngest)
        else:
            ages.append(youngest)  # no room in between: twins
    return ages
