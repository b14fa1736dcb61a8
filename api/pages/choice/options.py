"""Options as they are shown: who would live where, how far from what, what the score is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from api.pages.choice.ranking_subject import RankingSubject
from matcher.amounts import POINTS, level_unit
from matcher.assignments import assignments_of
from matcher.case import Case
from matcher.criteria import CRITERION, ChildCriterion, GroupCriterion, own_levels
from matcher.geography import great_circle_km, tenths
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.records.plan import Assignment, Option, Ranking


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a child's places would be from a home, in tenths of a km; None: no such place.

    Attributes
    ----------
    child : str
        The child.
    home_tenths, school_tenths : int or None
        To the family home and to the school.
    contact_tenths : int or None
        Travelled for family time in a week, there and back.
    """

    child: str
    home_tenths: int
    school_tenths: int | None
    contact_tenths: int | None


@dataclass(frozen=True)
class Place:
    """One home of an option.

    Attributes
    ----------
    home : Home or None
        The home; None for those who would go on waiting.
    assignments : tuple of Assignment
        The children who would live there, with their approvals.
    reaches : tuple of Reach
        Of each child, in the same order.
    siblings : tuple of str
        Other children of the group who live there already or would too.
    stays : bool
        Whether they all live there today.
    """

    home: Home | None
    assignments: tuple[Assignment, ...]
    reaches: tuple[Reach, ...]
    siblings: tuple[str, ...]
    stays: bool

    @property
    def children(self) -> tuple[str, ...]:
        """Ids of the children."""
        return tuple(one.child for one in self.assignments)


@dataclass(frozen=True, slots=True)
class Part:
    """What one criterion adds to a score: its value times its weight."""

    code: str
    value: int
    weight: int
    points: int


@dataclass(frozen=True)
class Choice:
    """An option of a ranking.

    Attributes
    ----------
    number : int or None
        Which of the ranking, from 1; None where it is none.
    places : tuple of Place
        A home each; a group that is not together has several.
    levels : tuple of int
        What it adds to each level of the policy.
    parts : tuple of Part
        What its score is made of: the first level that is a weighted sum.
    apart_tenths : int or None
        Of a split: between the two homes that are farthest from each other, tenths of a km.
    """

    number: int | None
    places: tuple[Place, ...]
    levels: tuple[int, ...]
    parts: tuple[Part, ...]
    apart_tenths: int | None

    @property
    def homes(self) -> frozenset[str]:
        """Ids of the homes."""
        return frozenset(place.home.id for place in self.places if place.home is not None)

    @property
    def is_together(self) -> bool:
        """Whether all would live in one home."""
        return len(self.places) == 1 and self.places[0].home is not None

    @property
    def points(self) -> int:
        """The score: the sum of its parts."""
        return sum(part.points for part in self.parts)

    @property
    def criteria(self) -> dict[str, int]:
        """Every criterion of a child in a home, summed over the children."""
        found = Counter[str]()
        for place in self.places:
            for one in place.assignments:
                found.update(one.criteria)
        return dict(found)


def best_of(asked: RankingSubject, ranking: Ranking, k: int) -> tuple[list[Choice], list[Choice]]:
    """Return the best options in which all are together, and the best splits, `k` of each.

    Of one child every option is together.
    """
    together: list[Choice] = []
    split: list[Choice] = []
    for number, option in enumerate(ranking.options, start=1):
        homes = {one.home for one in option.assignments}
        found = together if len(homes) == 1 and None not in homes else split
        if len(found) < k:
            found.append(_choice(asked, option, number))
    return together, split


def numbered(asked: RankingSubject, ranking: Ranking, number: int) -> Choice | None:
    """Return an option by its number; None where there are not so many."""
    if not 0 < number <= len(ranking.options):
        return None
    return _choice(asked, ranking.options[number - 1], number)


def choice_of(asked: RankingSubject, homes: Mapping[str, str], number: int | None = None) -> Choice:
    """Return what it would be if some of the children lived in these homes, lawful or not.

    Parameters
    ----------
    asked : RankingSubject
        Whom it is about.
    homes : mapping of str to str
        A home's id by each child's id.
    number : int, optional
        Which option of the ranking it is.
    """
    case = asked.case
    after = {**_today(case), **homes}
    members = [case.children[id_] for id_ in homes]
    option = Option(
        levels=own_levels(case, members, after),
        assignments=assignments_of(case, after, list(homes)),
    )
    return _choice(asked, option, number)


def score_level(case: Case) -> int | None:
    """Return the place of the level that scores are shown of; None where none is a weighted sum."""
    levels = enumerate(case.policy.levels)
    return next((at for at, level in levels if level_unit(level) == POINTS.en), None)


def _today(case: Case) -> dict[str, str | None]:
    return {child.id: child.present_home for child in case.register.children}


def _choice(asked: RankingSubject, option: Option, number: int | None) -> Choice:
    by_home: dict[str | None, list[Assignment]] = {}
    for one in option.assignments:
        by_home.setdefault(one.home, []).append(one)
    after = {**_today(asked.case), **{one.child: one.home for one in option.assignments}}
    places = tuple(_place(asked, home, some, after) for home, some in by_home.items())
    homes = [place.home for place in places if place.home is not None]
    return Choice(
        number=number,
        places=places,
        levels=option.levels,
        parts=tuple(_parts(asked, option, after)),
        apart_tenths=max((_tenths(*two) for two in combinations(homes, 2)), default=None),
    )


def _place(
    asked: RankingSubject,
    id_: str | None,
    some: Sequence[Assignment],
    after: Mapping[str, str | None],
) -> Place:
    case = asked.case
    home = None if id_ is None else case.homes[id_]
    children = [case.children[one.child] for one in some]
    group = asked.group.children if asked.group else ()
    here = {child.id for child in children}
    return Place(
        home=home,
        assignments=tuple(some),
        reaches=() if home is None else tuple(reach_of(case, child, home) for child in children),
        siblings=tuple(
            other for other in group if home and other not in here and after[other] == home.id
        ),
        stays=home is not None and all(case.stays(child, home) for child in children),
    )


def reach_of(case: Case, child: Child, home: Home) -> Reach:
    """Return how far a child's places are from a home."""
    return Reach(
        child=child.id,
        home_tenths=case.tenths(child, home, "home"),
        school_tenths=None if child.school is None else case.tenths(child, home, "school"),
        contact_tenths=None
        if child.contact is None
        else _cost("contact_travel", child, home, case),
    )


def _cost(code: str, child: Child, home: Home, case: Case) -> int:
    criterion = CRITERION[code]
    assert isinstance(criterion, ChildCriterion)
    return criterion.cost(child, home, case)


def _parts(
    asked: RankingSubject, option: Option, after: Mapping[str, str | None]
) -> Iterator[Part]:
    at = score_level(asked.case)
    if at is None:
        return
    for code, weight in asked.case.policy.levels[at].items():
        criterion = CRITERION[code]
        value = sum(one.criteria.get(code, 0) for one in option.assignments)
        if isinstance(criterion, GroupCriterion):
            value = 0 if asked.group is None else criterion.cost(asked.group, after, asked.case)
        if value and weight:
            yield Part(code, value, weight, value * weight)


def _tenths(one: Home, other: Home) -> int:
    here, there = one.location, other.location
    return tenths(great_circle_km(here.lat, here.lon, there.lat, there.lon))
