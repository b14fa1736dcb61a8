"""What can be counted in a made-up register; each count is None where there is nothing to count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from statistics import fmean, median
from typing import Literal

from matcher.geography import great_circle_km
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.records.location import Location
from matcher.records.references import age_on
from matcher.records.register import Register
from scenarios.generator.councils import patch_of
from scenarios.generator.figures import CHILDREN

MILE_KM = 1.609344
FOSTER = ("in_house_foster", "agency_foster")


class Made:
    """A made-up register, to be counted.

    Parameters
    ----------
    register : Register
        Made by `scenarios.generator.sample.sample_register`.
    """

    def __init__(self, register: Register) -> None:
        self.register = register
        self._homes = {home.id: home for home in register.homes}

    @cached_property
    def housed(self) -> dict[str, Home]:
        """The home of each child who lives in one and does not wait, by the child's id."""
        return {
            child.id: self._homes[child.placement.home]
            for child in self.register.children
            if child.placement and child.status != "waiting"
        }

    def children(self, holds: Callable[[Child], bool]) -> float | None:
        """Return the percentage of the children of whom something holds."""
        return _percent(holds(child) for child in self.register.children)

    def aged(self, lowest: int, highest: int) -> float | None:
        """Return the percentage of the children of an age in years, both ends included."""
        as_of = self.register.as_of
        return self.children(lambda c: lowest <= age_on(c.date_of_birth, as_of) <= highest)

    @property
    def in_groups(self) -> float | None:
        """Percentage of the children who have siblings in care."""
        grouped = {child for group in self.register.sibling_groups for child in group.children}
        return self.children(lambda child: child.id in grouped)

    @property
    def n_waiting(self) -> int:
        """How many children wait."""
        return sum(child.status == "waiting" for child in self.register.children)

    def groups(self, lowest: int, highest: int) -> float | None:
        """Return the percentage of the sibling groups of a size, both ends included."""
        groups = self.register.sibling_groups
        return _percent(lowest <= len(group.children) <= highest for group in groups)

    @property
    def together(self) -> float | None:
        """Percentage in one home, of the groups of whom each child lives in one."""
        groups = [
            {self.housed[child].id for child in group.children}
            for group in self.register.sibling_groups
            if all(child in self.housed for child in group.children)
        ]
        return _percent(len(homes) == 1 for homes in groups)

    def living(self, holds: Callable[[Home], bool], among: Sequence[str] = ()) -> float | None:
        """Return the percentage of the children who live in certain homes.

        Parameters
        ----------
        holds : callable
            Says whether a home is one of these.
        among : sequence of str
            Only children in homes of these kinds are counted; all if empty.
        """
        homes = self.housed.values()
        return _percent(holds(home) for home in homes if not among or home.kind in among)

    def living_in(self, *kinds: str, among: Sequence[str] = ()) -> float | None:
        """Return the percentage of the children who live in homes of some kinds."""
        return self.living(lambda home: home.kind in kinds, among)

    @property
    def beyond_20_miles(self) -> float | None:
        """Percentage of the children who live more than 20 miles from the family home."""
        return _percent(
            _km(child.family_home, self.housed[child.id].location) > 20 * MILE_KM
            for child in self.register.children
            if child.id in self.housed
        )

    def per_county(self, number: int) -> float | None:
        """Return a number for as many children as Powys has."""
        n = len(self.register.children)
        return number * CHILDREN / n if n else None

    def from_patch(self, name: str) -> float | None:
        """Return how many children come from a part of Powys, for 245 in all."""
        homes = (child.family_home for child in self.register.children)
        return self.per_county(sum(patch_of(home.lat, home.lon) == name for home in homes))

    def carers_in(self, name: str) -> float | None:
        """Return how many in-house foster homes are in a part of Powys, for 245 children."""
        inside = (home.location for home in self.of("in_house_foster") if not self.is_outside(home))
        return self.per_county(sum(patch_of(one.lat, one.lon) == name for one in inside))

    def of(self, *kinds: str) -> list[Home]:
        """Return the homes of some kinds."""
        return [home for home in self.register.homes if home.kind in kinds]

    def is_outside(self, home: Home) -> bool:
        """Return whether a home stands outside the authority."""
        return home.authority != self.register.authority.code

    def sized(self, lowest: int, highest: int, *kinds: str) -> float | None:
        """Return the percentage of homes, foster homes if no kind is given, by their places."""
        homes = self.of(*(kinds or FOSTER))
        return _percent(lowest <= home.places <= highest for home in homes)

    def beds(self, state: Literal["filled", "vacant", "closed"]) -> float | None:
        """Return the percentage of foster beds in a state.

        Closed is what is empty in a home that takes no referrals today.
        """
        n_in = Counter(home.id for home in self.housed.values())
        beds = Counter[str]()
        for home in self.of(*FOSTER):
            filled = n_in[home.id] + len(home.other_children)
            takes = home.open and home.available_from is None
            beds["filled"] += filled
            beds["vacant" if takes else "closed"] += home.places - filled
        return 100 * beds[state] / beds.total() if beds.total() else None

    def costs(self, kind: str, outside: bool | None = None) -> list[float]:
        """Return the weekly costs of homes of a kind, in pounds, in order."""
        return sorted(
            home.weekly_cost
            for home in self.of(kind)
            if outside is None or self.is_outside(home) is outside
        )


def mean(values: list[float]) -> float | None:
    """Return the mean."""
    return fmean(values) if values else None


def middle(values: list[float]) -> float | None:
    """Return the median."""
    return median(values) if values else None


def ninetieth(values: list[float]) -> float | None:
    """Return the 90th percentile: nine tenths are at most this."""
    return values[-(-9 * len(values) // 10) - 1] if values else None


def _km(one: Location, other: Location) -> float:
    return great_circle_km(one.lat, one.lon, other.lat, other.lon)


def _percent(facts: Iterable[bool]) -> float | None:
    known = list(facts)
    return 100 * sum(known) / len(known) if known else None
