"""What an indicator is: a figure, or figures by something, before a plan and after it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from matcher.indicators._situation import Resident, Situation
from matcher.registry import Entry
from matcher.words import Words

#: An exact number; None where there is nothing to count it on.
Value = int | Fraction | None

CHILDREN = Words("children", "plant")
GROUPS = Words("sibling groups", "grwpiau o frodyr a chwiorydd")
SHARE = Words("share", "cyfran")
KM = Words("km", "km")
PLACES = Words("places", "lleoedd")
APPROVALS = Words("approvals", "cymeradwyaethau")
WEEKLY = Words("pounds a week", "punnoedd yr wythnos")
YEARLY = Words("pounds a year", "punnoedd y flwyddyn")

#: Four decimals.
_SCALE = 10_000


@dataclass(frozen=True)
class Indicator(Entry, ABC):
    """What every plan reports, before and after.

    Attributes
    ----------
    code, meaning, source : str, Words, str
        As of every entry of a list.
    unit : Words
        What it is counted in.
    definition : str
        Exactly who and what is counted.
    """

    code: str
    meaning: Words
    unit: Words
    source: str
    definition: str

    @abstractmethod
    def report(self, before: Situation, after: Situation) -> dict[str, Any]:
        """Return what a plan file says of it."""


@dataclass(frozen=True)
class Figure(Indicator):
    """One number.

    Attributes
    ----------
    compute : callable
        The number of a situation.
    main : bool
        Whether the equality view shows it; it must then count children one by one.
    """

    compute: Callable[[Situation], Value]
    main: bool = False

    def report(self, before: Situation, after: Situation) -> dict[str, Any]:
        """Return ``{"unit", "before", "after", "change"}``."""
        return compared(self.unit, self.compute(before), self.compute(after))


@dataclass(frozen=True)
class Breakdown(Indicator):
    """One number for each of some keys; which keys there are does not depend on the situation.

    Attributes
    ----------
    by : str
        What the keys are.
    compute : callable
        The numbers of a situation, by key.
    """

    by: str
    compute: Callable[[Situation], Mapping[str, Value]]

    def report(self, before: Situation, after: Situation) -> dict[str, Any]:
        """Return ``{"by", "values": {key: {"unit", "before", "after", "change"}}}``."""
        now, then = self.compute(before), self.compute(after)
        return nested(self.by, {key: compared(self.unit, now[key], then[key]) for key in now})


def compared(unit: Words, before: Value, after: Value) -> dict[str, Any]:
    """Return a figure before, after, and the exact change; None where either is."""
    change = None if before is None or after is None else after - before
    return {
        "unit": str(unit),
        "before": _number(before),
        "after": _number(after),
        "change": _number(change),
    }


def nested(by: str, values: dict[str, Any]) -> dict[str, Any]:
    """Return figures, or what holds figures, by key."""
    return {"by": by, "values": values}


def _number(value: Value) -> int | float | None:
    if value is None or isinstance(value, int):
        return value
    # As round(value, 4) of a fraction, ties to even, without the fractions on the way.
    scaled, rest = divmod(value.numerator * _SCALE, value.denominator)
    scaled += 2 * rest + (scaled & 1) > value.denominator
    return scaled / _SCALE


def share(part: int, whole: int) -> Fraction | None:
    """Return an exact share; None of nothing."""
    return Fraction(part, whole) if whole else None


def counted(situation: Situation, so: Callable[[Resident], bool]) -> int:
    """Return how many children with a home something is so of; `so` is asked once and stays."""
    return int(situation.each(so).sum())


def share_of_residents(situation: Situation, so: Callable[[Resident], bool]) -> Fraction | None:
    """Return the share of the children with a home that something is so of."""
    return share(counted(situation, so), situation.n_residents)


def figure(
    meaning: Words, unit: Words, source: str, main: bool = False
) -> Callable[[Callable[[Situation], Value]], Figure]:
    """Make a function an indicator: its name is the code, its docstring the definition."""

    def make(compute: Callable[[Situation], Value]) -> Figure:
        code, definition = _named(compute)
        return Figure(code, meaning, unit, source, definition, compute, main)

    return make


def breakdown(
    meaning: Words, unit: Words, source: str, by: str
) -> Callable[[Callable[[Situation], Mapping[str, Value]]], Breakdown]:
    """Make a function an indicator with one number a key, in the same way."""

    def make(compute: Callable[[Situation], Mapping[str, Value]]) -> Breakdown:
        code, definition = _named(compute)
        return Breakdown(code, meaning, unit, source, definition, by, compute)

    return make


def _named(compute: Callable[..., Any]) -> tuple[str, str]:
    return compute.__name__, " ".join((compute.__doc__ or "").split())
