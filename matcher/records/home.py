"""Homes (contract 1)."""

from __future__ import annotations

from pydantic import Field, field_validator

from matcher.records.fields import (
    AuthorityCode,
    Code,
    Count,
    Day,
    Gender,
    HomeKind,
    Number,
    PlacementType,
    Record,
    Text,
    Truth,
    Whole,
    refuse,
)
from matcher.records.location import Location


class OtherChild(Record):
    """A looked-after child placed in the home by someone else; takes a place."""

    age: Count
    gender: Gender


class Home(Record):
    """A home that may take children; contract 1 gives the meaning of each field."""

    id: Code
    provider: Text
    kind: HomeKind
    authority: AuthorityCode
    location: Location
    places: Whole = Field(ge=1)
    bedrooms: Count | None = None
    ages: tuple[Count, Count]
    genders: tuple[Gender, ...] = Field(default=("female", "male", "other"), min_length=1)
    placement_types: tuple[PlacementType, ...]
    provides: tuple[Code, ...] = ()
    languages: tuple[Code, ...] = Field(min_length=1)
    reserved_for: tuple[Code, ...] = ()
    fostering_limit: Count = 3
    smokers: Truth = False
    for_profit: Truth = False
    household_ages: tuple[Count, ...] = ()
    other_children: tuple[OtherChild, ...] = ()
    open: Truth = True
    available_from: Day | None = None
    weekly_cost: Number = Field(ge=0, le=1_000_000)

    @field_validator("ages")
    @classmethod
    def _lowest_first(cls, ages: tuple[int, int]) -> tuple[int, int]:
        # One above says that no age is approved; more is a slip of the pen.
        if ages[0] > ages[1] + 1:
            raise refuse("has the lowest age above the highest", "[lowest, highest]")
        return ages
