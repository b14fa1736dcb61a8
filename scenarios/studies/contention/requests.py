"""What each request wants, everybody else staying as they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from matcher.criteria import own_levels
from matcher.ranking import Ranker
from matcher.records.child import Child

Homes = Mapping[str, str | None]
Levels = tuple[int, ...]

#: How far down a sibling group's ranking we look for what does without a home.
_LOOKED_AT = 100


@dataclass(frozen=True)
class Request:
    """A lone child or a sibling group to be housed, and its choices.

    Attributes
    ----------
    id : str
        The child's or the group's.
    members : tuple of Child
        Those who are to be housed.
    today : mapping of str to (str or None)
        The home that each member may stay in.
    choices : tuple of (levels, homes)
        Its options and, among them, leaving things as they are, best first.
    """

    id: str
    members: tuple[Child, ...]
    today: Homes
    choices: tuple[tuple[Levels, Homes], ...]

    def coming_to(self, home: str, homes: Homes) -> tuple[str, ...]:
        """Return the members who would newly live in a home."""
        return tuple(
            child for child, at in homes.items() if at == home and self.today[child] != home
        )

    @cached_property
    def first(self) -> Homes:
        """The homes of its first choice."""
        return self.choices[0][1]

    @property
    def wants(self) -> Iterator[str]:
        """The homes that its first choice newly needs."""
        for home in dict.fromkeys(self.first.values()):
            if home is not None and self.coming_to(home, self.first):
                yield home

    def homes_of(self, homes: Homes) -> tuple[str | None, ...]:
        """Return the members' homes, in their order."""
        return tuple(homes[child.id] for child in self.members)

    def without(self, home: str) -> tuple[Levels, Homes] | None:
        """Return its best choice that nobody newly lives in a home by; None: not found."""
        return next((one for one in self.choices if not self.coming_to(home, one[1])), None)


def requests_of(ranker: Ranker) -> list[Request]:
    """Return every lone child and every sibling group to be housed, in register order."""
    case = ranker.case
    asked: dict[str, int | None] = {}
    for child in case.register.children:
        if child.status != "settled":
            group = case.group_of.get(child.id)
            asked[child.id if group is None else group.id] = None if group is None else _LOOKED_AT
    return [_request(ranker, id_, most) for id_, most in asked.items()]


def _request(ranker: Ranker, id_: str, most: int | None) -> Request:
    asked = ranker.case.children.get(id_) or ranker.groups[id_]
    members = ranker.members(asked)
    today = {child.id: child.present_home for child in members}
    options = [
        (option.levels, {one.child: one.home for one in option.assignments})
        for option in ranker.rank(id_, most).options
    ]
    as_it_is = own_levels(ranker.case, members, ranker.today), today
    # Of equals the present homes come first: nobody wants to change for nothing. Where a ranking
    # was cut off, things as they are may come later than all that was looked at.
    cut = len(options) == most and all(levels < as_it_is[0] for levels, _ in options)
    choices = options if cut else sorted([as_it_is, *options], key=lambda choice: choice[0])
    return Request(id_, tuple(members), today, tuple(choices))
