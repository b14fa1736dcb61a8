"""Homes and the places that are free in them, as things stand in a register."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from matcher.case import FOSTERING_KINDS, Case
from matcher.indicators.resources import UNLABELLED
from matcher.records.child import Child
from matcher.records.fields import HomeKind
from matcher.records.home import Home

KINDS: tuple[str, ...] = get_args(HomeKind)


@dataclass(frozen=True, slots=True)
class Room:
    """A home and the room in it.

    Attributes
    ----------
    home : Home
        The home.
    area : str
        The label of a home in the county, the authority's code of one elsewhere, as in the
        indicators.
    in_county : bool
        Whether it stands in the register's own authority.
    living : tuple of Child
        The register's children who live there and may stay, in register order.
    ending : tuple of Child
        Those who live there and wait for another home: their places count as free.
    free : int
        Places left beside those who live there and others' children.
    """

    home: Home
    area: str
    in_county: bool
    living: tuple[Child, ...]
    ending: tuple[Child, ...]
    free: int
    as_of: date

    @property
    def state(self) -> Literal["open", "closed", "later"]:
        """Whether it takes referrals on the register's day."""
        if not self.home.open:
            return "closed"
        later = self.home.available_from is not None and self.home.available_from > self.as_of
        return "later" if later else "open"

    @property
    def n_living(self) -> int:
        """How many looked-after children live there, others' and those who have to leave too."""
        return len(self.living) + len(self.ending) + len(self.home.other_children)

    @property
    def is_named(self) -> bool:
        """Whether it is for named children alone."""
        return bool(self.home.reserved_for)

    @property
    def is_fostering(self) -> bool:
        """Whether the usual fostering limit applies to it."""
        return self.home.kind in FOSTERING_KINDS

    @property
    def at_limit(self) -> bool:
        """Whether its fostering limit lets nobody come but siblings, though a place is free."""
        taken = len(self.living) + len(self.home.other_children)
        return self.is_fostering and self.free > 0 and taken >= self.home.fostering_limit

    @property
    def takes(self) -> bool:
        """Whether a child who is not named could come today."""
        return self.free > 0 and self.state == "open" and not self.is_named


def rooms(case: Case) -> tuple[Room, ...]:
    """Return every home of a register with the room in it, in register order."""
    return _rooms(case, case.register.homes)


def room_of(case: Case, home: Home) -> Room:
    """Return the room in one home of a register."""
    return _rooms(case, [home])[0]


def _rooms(case: Case, homes: Iterable[Home]) -> tuple[Room, ...]:
    ending: dict[str, list[Child]] = {}
    for child in case.register.children:
        if child.status == "waiting" and child.placement is not None:
            ending.setdefault(child.placement.home, []).append(child)
    found = []
    for home in homes:
        living = case.at_home[home.id]
        away = case.out_of_county(home)
        found.append(
            Room(
                home=home,
                area=home.authority if away else home.location.label or UNLABELLED,
                in_county=not away,
                living=living,
                ending=tuple(ending.get(home.id, ())),
                free=max(0, home.places - len(living) - len(home.other_children)),
                as_of=case.register.as_of,
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Sought:
    """Which homes a list shows; what is empty asks for nothing.

    Attributes
    ----------
    kind : str
        A kind of home.
    area : str
        An area, as `Room.area` has it.
    free : bool
        Only homes where a child who is not named could come today.
    """

    kind: str = ""
    area: str = ""
    free: bool = False

    def of(self, found: Sequence[Room]) -> tuple[Room, ...]:
        """Return the homes that are as asked, in the same order."""
        return tuple(
            room
            for room in found
            if (not self.kind or room.home.kind == self.kind)
            and (not self.area or room.area == self.area)
            and (not self.free or room.takes)
        )
