"""How far from the family home and from school a home may be."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from matcher.records.fields import Number, refuse
from matcher.words import Words
from scenarios.changes._base import Change
from scenarios.inputs import Inputs
from scenarios.selection.words import joined

_FIELDS = ("max_km", "school_reach_km")
_SAID = {
    "max_km": Words(
        "no home farther than {:g} km from the family home",
        "dim cartref ymhellach na {:g} km o gartref y teulu",
    ),
    "school_reach_km": Words("school is kept within {:g} km", "cedwir yr ysgol o fewn {:g} km"),
}
_LIFTED = {
    "max_km": Words("homes at any distance", "cartrefi ar unrhyw bellter"),
    "school_reach_km": Words("school changes do not count", "nid yw newid ysgol yn cyfrif"),
}


class Reach(Change):
    """The distances of the policy change; those that are not named stay as they are."""

    change: Literal["reach"] = "reach"
    max_km: Annotated[Number, Field(ge=0)] | None = Field(
        default=None, description="no home farther from the family home, km"
    )
    school_reach_km: Annotated[Number, Field(ge=0)] | None = Field(
        default=None, description="a school no farther from the home is kept, km"
    )
    lift: tuple[Literal["max_km", "school_reach_km"], ...] = Field(
        default=(), description="distances that no longer count"
    )

    meaning: ClassVar = Words(
        "Sets or lifts how far a home may be from the family home and from school",
        "Gosod neu godi pa mor bell y caiff cartref fod o gartref y teulu ac o'r ysgol",
    )
    source: ClassVar = "2014 Act s.81(9): near home, school kept; the policy says how near"
    example: ClassVar = """\
[[changes]]
change = "reach"
max_km = 60
"""

    @model_validator(mode="after")
    def _something_once(self) -> Self:
        codes = (*self._set, *self.lift)
        if not codes:
            raise refuse("sets no distance and lifts none", "max_km, school_reach_km or lift")
        if len(set(codes)) < len(codes):
            raise refuse("sets a distance and lifts it too, or lifts it twice", "each once")
        return self

    def apply(self, inputs: Inputs) -> Inputs:
        """Return the inputs with the policy's distances changed."""
        return inputs.with_policy(**dict.fromkeys(self.lift), **self._set)

    @property
    def _set(self) -> dict[str, float]:
        found = {field: getattr(self, field) for field in _FIELDS}
        return {field: km for field, km in found.items() if km is not None}

    @property
    def says(self) -> Words:
        """Which distances hold, and which no longer."""
        held = (
            Words(_SAID[field].en.format(km), _SAID[field].cy.format(km))
            for field, km in self._set.items()
        )
        return joined([*held, *(_LIFTED[field] for field in self.lift)], "; ")
