"""What a home is approved for and costs, each of it only where a change says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from matcher.records.fields import (
    Code,
    Count,
    Gender,
    Number,
    PlacementType,
    Record,
    Text,
    Truth,
    Whole,
)
from matcher.records.home import Home
from matcher.words import Words
from scenarios.selection.words import joined, same

#: A home that any term may be tried on: what a home may be is said by the record alone.
_ANY_HOME = {
    "id": "H",
    "provider": "P",
    "kind": "in_house_foster",
    "authority": "W06000023",
    "location": {"lat": 52.0, "lon": -3.0},
    "places": 1,
    "ages": (0, 17),
    "placement_types": ("short_term",),
    "languages": ("en",),
    "weekly_cost": 0,
}
_SAID = {
    "provider": Words("provider", "darparwr"),
    "places": Words("places", "lleoedd"),
    "bedrooms": Words("bedrooms", "ystafelloedd gwely"),
    "ages": Words("ages", "oedrannau"),
    "genders": Words("genders", "rhywiau"),
    "placement_types": Words("placement types", "mathau o leoliad"),
    "provides": Words("provides", "yn darparu"),
    "languages": Words("languages", "ieithoedd"),
    "fostering_limit": Words("fostering limit", "terfyn maethu"),
    "smokers": Words("smokers", "ysmygwyr"),
    "household_ages": Words("ages of the carers' own children", "oedrannau plant y gofalwyr"),
    "for_profit": Words("run for profit", "yn gweithredu er elw"),
    "weekly_cost": Words("weekly cost", "cost wythnosol"),
}


class Terms(Record):
    """Fields of a home, in its own words and units; what is left out stays as it is."""

    provider: Text | None = Field(default=None, description="who runs it")
    places: Whole | None = Field(default=None, description="children it may have")
    bedrooms: Count | None = Field(default=None, description="bedrooms for looked-after children")
    ages: tuple[Count, Count] | None = Field(
        default=None, description="approved ages, whole years, lowest and highest"
    )
    genders: tuple[Gender, ...] | None = Field(default=None, description="approved genders")
    placement_types: tuple[PlacementType, ...] | None = Field(
        default=None, description="approved placement types"
    )
    provides: tuple[Code, ...] | None = Field(
        default=None, description="needs it provides for, by code: these and no others"
    )
    languages: tuple[Code, ...] | None = Field(
        default=None, description="languages spoken there, by code"
    )
    fostering_limit: Count | None = Field(
        default=None, description="children a foster home may have who are not all siblings"
    )
    smokers: Truth | None = Field(default=None, description="whether people smoke there")
    household_ages: tuple[Count, ...] | None = Field(
        default=None, description="ages of the carers' own children, whole years"
    )
    for_profit: Truth | None = Field(default=None, description="run for profit")
    weekly_cost: Annotated[Number, Field(ge=0)] | None = Field(
        default=None, description="pounds a week for one child"
    )

    @model_validator(mode="after")
    def _as_a_home_may_be(self) -> Self:
        Home.model_validate({**_ANY_HOME, **self.terms})
        return self

    @property
    def terms(self) -> Mapping[str, Any]:
        """The fields that are given."""
        found = {name: getattr(self, name) for name in Terms.model_fields}
        return {name: value for name, value in found.items() if value is not None}

    @property
    def terms_said(self) -> Words:
        """The fields that are given, in words."""
        return joined(_said(name, value) for name, value in self.terms.items())


def _said(name: str, value: Any) -> Words:
    said = _SAID[name]
    if isinstance(value, bool):
        return Words(
            f"{said.en}: {'yes' if value else 'no'}", f"{said.cy}: {'ie' if value else 'na'}"
        )
    if name == "ages":
        return Words(
            f"{said.en} {value[0]} to {value[1]} years", f"{said.cy} {value[0]} i {value[1]} oed"
        )
    if name == "weekly_cost":
        text = same(f"£{value:,.2f}".removesuffix(".00"))
    else:
        text = same(" / ".join(map(str, value)) if isinstance(value, tuple) else str(value))
    return Words(f"{said.en} {text.en}", f"{said.cy} {text.cy}")
