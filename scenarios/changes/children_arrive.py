"""Children come into care: a sibling group, or children alone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from matcher.records.child import Child
from matcher.records.fields import (
    Alongside,
    Code,
    Count,
    Day,
    Gender,
    PlacementType,
    Together,
    Truth,
    Whole,
    refuse,
)
from matcher.records.location import Location
from matcher.words import Words
from scenarios.changes._base import Change
from scenarios.changes._edits import new_ids
from scenarios.changes._leaving import ADULT_YEARS
from scenarios.changes._school import in_key_stage_4
from scenarios.inputs import Inputs
from scenarios.selection import Near
from scenarios.selection.words import counted

#: Compulsory school age (Education Act 1996 s.8).
_SCHOOL_YEARS = range(5, 16)
_HALF_A_YEAR = timedelta(days=182)


class ChildrenArrive(Change):
    """A family's children come into care and wait; several families alike, if asked for.

    Each child is half-way to the next birthday. Those of compulsory school age go to school
    where the family lives.
    """

    change: Literal["children_arrive"] = "children_arrive"
    near: Near = Field(description="where the family lives")
    ages: tuple[Annotated[Count, Field(lt=ADULT_YEARS)], ...] = Field(
        max_length=20, description="the age of each child, whole years"
    )
    count: Annotated[Whole, Field(ge=1, le=1000)] = Field(
        default=1, description="how many such families"
    )
    genders: tuple[Gender, ...] | None = Field(
        default=None, description="the gender of each child; female and male by turns if left out"
    )
    together: Together = Field(
        default="prefer", description="whether siblings must live in one home, or better do"
    )
    languages: tuple[Code, ...] = Field(
        default=("en",), min_length=1, description="languages, by code, the first language first"
    )
    needs_required: tuple[Code, ...] = Field(
        default=(), description="needs, by code, that a home must provide for"
    )
    needs_preferred: tuple[Code, ...] = Field(
        default=(), description="needs, by code, that a home had better provide for"
    )
    placement_type: PlacementType = Field(default="short_term", description="what is asked for")
    needed_by: Day | None = Field(
        default=None, description="first day of the placement; the register's day if left out"
    )
    contact_per_week: Count = Field(
        default=0, description="family time, times a week, at the family home"
    )
    alongside: Alongside = Field(
        default="any", description="with whom they can be cared for, siblings excepted"
    )
    smoke_free: Truth = Field(default=False, description="need a smoke-free home at any age")

    meaning: ClassVar = Words(
        "Children come into care, siblings or alone, and wait for a home",
        "Plant yn dod i ofal, yn frodyr a chwiorydd neu ar eu pennau eu hunain, ac yn aros am "
        "gartref",
    )
    source: ClassVar = "Powys strategy: large sibling groups are a cause of the rise in numbers"
    example: ClassVar = """\
[[changes]]
change = "children_arrive"
near = "Brecon"
ages = [3, 6, 9, 12]
together = "must"
contact_per_week = 2
"""

    @model_validator(mode="after")
    def _a_gender_each(self) -> Self:
        if not self.ages:
            raise refuse("has no child", "ages, such as [4, 7]")
        if self.genders is not None and len(self.genders) != len(self.ages):
            raise refuse("has not as many genders as ages", "a gender for each age")
        return self

    def apply(self, inputs: Inputs) -> Inputs:
        """Return the inputs with the children waiting, at the end of the list."""
        home = self.near.found(inputs.register, "near")
        size = len(self.ages)
        ids = new_ids(inputs, "C", size * self.count)
        as_of = inputs.register.as_of
        children = [
            Child.model_validate({"id": id_, **self._fields(number % size, home, as_of)})
            for number, id_ in enumerate(ids)
        ]
        arrived = inputs.added(children=children)
        if size == 1:
            return arrived
        groups = [
            {"id": id_, "children": ids[first : first + size], "together": self.together}
            for id_, first in zip(
                new_ids(inputs, "S", self.count), range(0, len(ids), size), strict=True
            )
        ]
        return arrived.edited(sibling_groups=[*inputs.register.sibling_groups, *groups])

    def _fields(self, position: int, home: Location, as_of: date) -> dict[str, Any]:
        """Return the fields of the child at a position among the siblings."""
        age = self.ages[position]
        genders: tuple[Gender, ...] = self.genders or ("female", "male")
        born = _birthday(age, as_of)
        return {
            "date_of_birth": born,
            "gender": genders[position % len(genders)],
            "family_home": home,
            "school": home if age in _SCHOOL_YEARS else None,
            "exam_year": in_key_stage_4(born, as_of),
            "contact": {"at": home, "per_week": self.contact_per_week}
            if self.contact_per_week
            else None,
            "languages": self.languages,
            "needs": [
                *({"code": code, "required": True} for code in self.needs_required),
                *({"code": code, "required": False} for code in self.needs_preferred),
            ],
            "status": "waiting",
            "placement_type": self.placement_type,
            "needed_by": self.needed_by,
            "alongside": self.alongside,
            "smoke_free": self.smoke_free,
        }

    @property
    def says(self) -> Words:
        """Who arrives from where."""
        ages = " / ".join(map(str, self.ages))
        if len(self.ages) == 1:
            who = counted(self.count, Words("child", "plentyn"), Words("children", "plant"))
        else:
            who = counted(
                self.count,
                Words("sibling group", "grŵp brodyr a chwiorydd"),
                Words("sibling groups", "grwpiau brodyr a chwiorydd"),
            )
        place = self.near.says
        return Words(
            f"coming into care from {place.en}: {who.en}, aged {ages}",
            f"yn dod i ofal o {place.cy}: {who.cy}, {ages} oed",
        )


def _birthday(age: int, as_of: date) -> date:
    """Return the birthday of who became so many years old half a year before a day."""
    half_a_year_ago = as_of - _HALF_A_YEAR
    return half_a_year_ago.replace(
        year=half_a_year_ago.year - age, day=min(half_a_year_ago.day, 28)
    )
