"""The policy: what is minimised, in which order, and within which limits (contract 5)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PrivateAttr, field_validator

from matcher.records.fields import (
    LAST_DAY,
    CalendarDay,
    Number,
    Record,
    Text,
    Whole,
    refuse,
    within_bounds,
)
from matcher.registry import codes

#: Larger weights would not fit exact arithmetic; see `matcher.criteria`.
MAX_WEIGHT = 1_000_000_000

#: The default policy's levels, first things first.
DEFAULT_LEVELS: tuple[dict[str, int], ...] = (
    {"unplaced": 1},
    {"siblings_apart": 1},
    {
        "moves": 1200,
        "not_kin": 800,
        "setting": 400,
        "out_of_county": 1200,
        "area_order": 100,
        "school_change": 600,
        "unmet_preferences": 480,
        "language": 400,
        "distance_home": 4,
        "contact_travel": 1,
    },
    {"weekly_cost": 1},
    {"unneeded_provision": 1},
)


def _weight(value: Any) -> int:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise refuse("is not a weight", "a whole number from 0")
    if value > MAX_WEIGHT:
        raise refuse("is too large", f"a whole number up to {MAX_WEIGHT}")
    return value


def _if_ever(day: date | None) -> date | None:
    """Return a day from which something ends; what ends after all days never does."""
    return None if day is None or day > LAST_DAY else within_bounds(day)


Weight = Annotated[int, BeforeValidator(_weight)]
Level = dict[str, Weight]


class Matrix(Record):
    """A table of measured journeys, by its file's path relative to the policy file."""

    matrix: Text


class Limits(Record):
    """Limits over all children who have a home after the plan; null is off."""

    max_weekly_cost: Annotated[Number, Field(ge=0)] | None = None
    min_in_house_share: Annotated[Number, Field(ge=0, le=1)] | None = None
    max_out_of_county: Annotated[Whole, Field(ge=0)] | None = None
    max_moves: Annotated[Whole, Field(ge=0)] | None = None

    def set_codes(self) -> tuple[str, ...]:
        """Return the codes of the limits that are set, in the order of the contract."""
        return tuple(code for code in Limits.model_fields if getattr(self, code) is not None)


class Policy(Record):
    """What a plan minimises and keeps; what is left out is taken from the default policy."""

    format: Literal["cartref/policy/1"] = "cartref/policy/1"
    name: Text = "default"
    levels: tuple[Level, ...] = Field(default=DEFAULT_LEVELS, min_length=1)
    travel: Literal["great_circle"] | Matrix = "great_circle"
    max_km: Annotated[Number, Field(ge=0)] | None = None
    school_reach_km: Annotated[Number, Field(ge=0)] | None = 24.0
    for_profit_ends: Annotated[CalendarDay | None, AfterValidator(_if_ever)] = date(2030, 4, 1)
    limits: Limits = Limits()

    #: The folder of the policy's file, where its travel matrix is looked for.
    _folder: Path | None = PrivateAttr(default=None)

    @field_validator("levels")
    @classmethod
    def _known_criteria(cls, levels: tuple[Level, ...]) -> tuple[Level, ...]:
        known = codes("criteria")
        unknown = sorted({code for level in levels for code in level if code not in known})
        if unknown:
            raise refuse(f"no criterion is called {', '.join(unknown)}", ", ".join(known))
        if not any(level.get("unplaced") for level in levels):
            raise refuse("no level weighs unplaced", "a level such as {unplaced: 1}")
        return levels

    @property
    def matrix_path(self) -> Path | None:
        """Where the travel matrix is; None for great-circle travel."""
        if not isinstance(self.travel, Matrix):
            return None
        return (self._folder or Path()) / self.travel.matrix

    def found_in(self, folder: Path) -> Policy:
        """Return this policy, its travel matrix looked for in `folder`."""
        policy = self.model_copy()
        policy._folder = folder
        return policy

    def with_limits(self, **limits: float | None) -> Policy:
        """Return this policy with just these limits."""
        policy = Policy.model_validate({**dict(self), "limits": limits})
        policy._folder = self._folder
        return policy
