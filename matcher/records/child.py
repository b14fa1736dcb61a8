"""Children and sibling groups (contract 1)."""

from __future__ import annotations

from typing import Self

from pydantic import Field, field_validator, model_validator

from matcher.records.fields import (
    Alongside,
    Code,
    Count,
    Day,
    Gender,
    Number,
    PlacementType,
    Record,
    Status,
    Together,
    Truth,
    refuse,
)
from matcher.records.location import Location


class Contact(Record):
    """Family time: where, and how many times a week."""

    at: Location
    per_week: Count


class Need(Record):
    """A need; required means that a home must provide it, otherwise it is a preference."""

    code: Code
    required: Truth


class Placement(Record):
    """Where the child lives now, and since when."""

    home: Code
    since: Day


class ExclusionZone(Record):
    """A circle in which the child must not live; radius in km."""

    centre: Location
    radius_km: Number = Field(ge=0, le=1000)


class Child(Record):
    """A child looked after by the council; contract 1 gives the meaning of each field."""

    id: Code
    date_of_birth: Day
    gender: Gender
    family_home: Location
    school: Location | None = None
    exam_year: Truth = False
    contact: Contact | None = None
    languages: tuple[Code, ...] = Field(min_length=1)
    needs: tuple[Need, ...] = ()
    placement: Placement | None = None
    status: Status
    placement_type: PlacementType
    needed_by: Day | None = None
    moves_12m: Count = 0
    alongside: Alongside = "any"
    smoke_free: Truth = False
    apart_from: tuple[Code, ...] = ()
    exclusion_zones: tuple[ExclusionZone, ...] = ()
    declined_by: tuple[Code, ...] = ()

    @field_validator("needs")
    @classmethod
    def _as_a_set(cls, needs: tuple[Need, ...]) -> tuple[Need, ...]:
        """Give a set of needs one order, so that every form of a register reads the same."""
        unique = dict.fromkeys((need.code, need.required) for need in needs)
        ordered = sorted(unique, key=lambda need: not need[1])
        return tuple(Need(code=code, required=required) for code, required in ordered)

    @model_validator(mode="after")
    def _placed_if_not_waiting(self) -> Self:
        if self.status != "waiting" and self.placement is None:
            raise refuse(
                f"is {self.status} but has no placement",
                "a placement, or status waiting",
            )
        return self

    @property
    def present_home(self) -> str | None:
        """Id of the home that the child lives in and can stay in; None for a waiting child."""
        if self.placement is None or self.status == "waiting":
            return None
        return self.placement.home

    @property
    def required_needs(self) -> frozenset[str]:
        """Codes that a home must provide."""
        return frozenset(need.code for need in self.needs if need.required)

    @property
    def preferred_needs(self) -> frozenset[str]:
        """Codes that a home had better provide."""
        return frozenset(need.code for need in self.needs if not need.required)


class SiblingGroup(Record):
    """Two or more siblings; `must` means together in one home or left as they are."""

    id: Code
    children: tuple[Code, ...] = Field(min_length=2)
    together: Together
