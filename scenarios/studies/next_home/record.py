"""What the study of the next home found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import ClassVar, Literal

from pydantic import Field

from matcher.records.fields import Code, Record, Text
from matcher.words import Words
from scenarios.reports.language import Language
from scenarios.reports.tables import Table
from scenarios.studies._areas import Area
from scenarios.studies._base import Picture, Study

#: The value of each level, first things first.
Levels = tuple[int, ...]

#: How a gain is known. ``planned``: the register with the home was planned. ``same_plan``: the
#: best plan of a larger home there is lawful with this one, and costs the same. ``no_gain``: a
#: larger home there gains nothing. ``at_most``: not solved; no larger home there gains more.
Proof = Literal["planned", "same_plan", "no_gain", "at_most"]


class NewHome(Record):
    """One more home that might be found.

    Attributes
    ----------
    area : str
        Where it would stand.
    kind : str
        Its kind.
    places : int
        Children it may have, each with a bedroom.
    ages : tuple of int
        Approved ages, whole years, lowest and highest.
    welsh : bool
        Whether Welsh is spoken there, beside English.
    weekly_cost : float
        Pounds a week for one child.
    """

    area: Text
    kind: Code
    places: int
    ages: tuple[int, int]
    welsh: bool
    weekly_cost: float

    def holds(self, other: NewHome) -> bool:
        """Return whether this home could do all that another could, being another one."""
        return (
            self != other
            and (self.area, self.kind) == (other.area, other.kind)
            and self.places >= other.places
            and self.ages[0] <= other.ages[0]
            and other.ages[1] <= self.ages[1]
            and self.welsh >= other.welsh
        )


class HomeValue(Record):
    """What one more home is worth.

    Attributes
    ----------
    home : NewHome
        The home.
    gain : tuple of int
        Each level of the best plan without it, less the same level with it; where it is only
        known to be `at_most` so much, that.
    proof : str
        How the gain is known.
    children : int
        How many children would live there in the plan that was found.
    changes : dict of str to int
        Criteria of that plan, over all children, less those of the plan without it, by code, in
        their units; only those that differ. Other plans as good may have others.
    """

    home: NewHome
    gain: Levels
    proof: Proof
    children: int = 0
    changes: dict[str, int] = Field(default_factory=dict)

    @property
    def exact(self) -> bool:
        """Whether the gain is known and not just a bound."""
        return self.proof != "at_most"


class NextHome(Study):
    """What one more home would be worth, for each area and each kind of home.

    Attributes
    ----------
    levels : tuple of dict
        What each level of the policy counts.
    baseline : tuple of int
        The levels of the best plan of today.
    areas : tuple of Area
        Where homes were tried.
    provides : tuple of str
        Needs that every new home provides for.
    values : tuple of HomeValue
        The best first, by the levels in their order; known gains before bounds as large.
    unknown : int
        Homes of which nothing is known, not even a bound.
    plans : int
        How many registers were planned, the one of today too.
    stopped : bool
        Whether somebody stopped it before it was done.
    """

    code: ClassVar = "next-home"
    meaning: ClassVar = Words(
        "Where would one more carer or home help children most?",
        "Ble byddai un gofalwr neu gartref arall yn helpu plant fwyaf?",
    )
    format: Literal["cartref/study/next-home/1"] = "cartref/study/next-home/1"
    levels: tuple[dict[str, int], ...]
    baseline: Levels
    areas: tuple[Area, ...]
    provides: tuple[Code, ...] = ()
    values: tuple[HomeValue, ...]
    unknown: int = 0
    plans: int
    stopped: bool = False

    @cached_property
    def enough(self) -> tuple[HomeValue, ...]:
        """The homes with a known gain of which no smaller one there gains as much, best first."""
        known = [value for value in self.values if value.exact and any(value.gain)]
        return tuple(
            value
            for value in known
            if not any(value.home.holds(other.home) and value.gain == other.gain for other in known)
        )

    @cached_property
    def best_by_area(self) -> dict[str, HomeValue]:
        """The best of `enough` in each area, by its name, best first."""
        found: dict[str, HomeValue] = {}
        for value in self.enough:
            found.setdefault(value.home.area, value)
        return found

    @property
    def bounds(self) -> Iterator[HomeValue]:
        """The homes whose gain is only known to be no more than it says."""
        return (value for value in self.values if not value.exact)

    def headline(self, say: Language) -> str:
        """Return where the next home is worth most, and how much is proved."""
        from scenarios.studies.next_home.shown import headline

        return headline(self, say)

    def exactness(self, say: Language) -> str:
        """Return which gains are known, and which are only known to be no more than so much."""
        from scenarios.studies.next_home.shown import exactness

        return exactness(self, say)

    def tables(self, say: Language) -> Sequence[Table]:
        """Return the ranked list, the areas, the ages in each area, and what is proved."""
        from scenarios.studies.next_home.shown import tables

        return tables(self, say)

    def pictures(self, say: Language) -> Sequence[Picture]:
        """Return a heat map of areas and ages for each level that differs, and a map."""
        from scenarios.studies.next_home.shown import pictures

        return pictures(self, say)
