"""The approval, registration, cost or skills of homes change."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, ValidationError, model_validator

from matcher.errors import Fault, InputError
from matcher.records.faults import faults_of
from matcher.records.fields import Code, Whole, refuse
from matcher.records.home import Home
from matcher.words import Words
from scenarios.changes._base import Change
from scenarios.changes._terms import Terms
from scenarios.inputs import Inputs
from scenarios.law import SOURCE, growth_faults
from scenarios.selection import Homes
from scenarios.selection.words import counted, joined, listed


class ChangeHomes(Terms, Change):
    """Fields of homes change; whoever lives there may stay."""

    change: Literal["change_homes"] = "change_homes"
    homes: Homes = Field(description="which homes")
    more_places: Annotated[Whole, Field(ge=1, le=100)] | None = Field(
        default=None,
        description="children more than today, each with a bedroom where bedrooms are known; "
        "the fostering limit stays as it is",
    )
    also_provides: tuple[Code, ...] = Field(
        default=(), description="needs it provides for besides, by code"
    )

    meaning: ClassVar = Words(
        "Changes places, approval terms, skills or cost of homes",
        "Newid lleoedd, telerau cymeradwyo, sgiliau neu gost cartrefi",
    )
    source: ClassVar = (
        "Care Planning, Placement and Case Review (Wales) Regulations 2015, reg. 23-24 "
        f"(approval terms); {SOURCE}"
    )
    example: ClassVar = """\
[[changes]]
change = "change_homes"
homes = { kind = "in_house_foster", near = "Newtown", within_km = 15 }
more_places = 1
also_provides = ["autism"]
"""

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.terms and self.more_places is None and not self.also_provides:
            raise refuse("changes nothing", "at least one field of a home, such as places = 3")
        if self.more_places is not None and self.places is not None:
            raise refuse("gives places and more_places", "one of the two")
        return self

    def apply(self, inputs: Inputs) -> Inputs:
        """Return the inputs with the homes changed."""
        chosen = {home.id for home in self.homes.found(inputs.register, "homes")}
        homes: list[Home] = []
        faults: list[Fault] = []
        for home in inputs.register.homes:
            after = self._changed(home) if home.id in chosen else home
            homes.append(after)
            if after is not home:
                at = "for_profit" if self.for_profit else "places"
                faults.extend(growth_faults(inputs, home, after, at))
        if faults:
            raise InputError(dict.fromkeys(faults))
        return inputs.edited(homes=homes)

    def _changed(self, home: Home) -> Home:
        fields: dict[str, Any] = {**dict(home), **self.terms}
        if self.more_places is not None:
            fields["places"] += self.more_places
            if self.bedrooms is None and home.bedrooms is not None:
                fields["bedrooms"] += self.more_places
        fields["provides"] = (*dict.fromkeys((*fields["provides"], *self.also_provides)),)
        try:
            return Home.model_validate(fields)
        except ValidationError as error:
            raise InputError(faults_of(error, Home)) from None

    @property
    def says(self) -> Words:
        """Which homes change, and what of them."""
        parts = [self.terms_said] if self.terms else []
        if self.more_places is not None:
            more = counted(self.more_places, Words("place", "lle"), Words("places", "lle"))
            parts.append(Words(f"{more.en} more", f"{more.cy} yn fwy"))
        if self.also_provides:
            codes = listed(self.also_provides)
            parts.append(Words(f"also provides {codes.en}", f"hefyd yn darparu {codes.cy}"))
        return joined((self.homes.says, joined(parts)), ": ")
