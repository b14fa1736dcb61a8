"""New homes open: recruited carers, a children's home, supported lodgings."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, ValidationError, model_validator

from matcher.errors import InputError
from matcher.geography import EARTH_RADIUS_KM
from matcher.records.fields import AuthorityCode, Code, Day, Number, Whole, refuse
from matcher.records.home import Home
from matcher.records.location import Location
from matcher.words import Words
from scenarios.changes._base import Change
from scenarios.changes._edits import new_ids
from scenarios.changes._kinds import usual
from scenarios.changes._terms import Terms
from scenarios.inputs import Inputs
from scenarios.law import SOURCE, growth_faults
from scenarios.selection import Near, authority_at
from scenarios.selection.words import KIND, KINDS, counted, joined

#: The kinds that are open to any child they are approved for.
GeneralKind = Literal["in_house_foster", "agency_foster", "supported_lodgings", "residential"]
_NAMED = ("parents", "kinship")
_KM_PER_DEGREE = EARTH_RADIUS_KM * math.pi / 180
#: Turning by this angle each time fills a circle evenly (as sunflowers do).
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


class AddHomes(Terms, Change):
    """New homes open, usual ones of their kind or like one that there is."""

    change: Literal["add_homes"] = "add_homes"
    count: Annotated[Whole, Field(ge=1, le=1000)] = Field(default=1, description="how many homes")
    kind: GeneralKind | None = Field(
        default=None, description="usual homes of this kind; or give `like`"
    )
    like: Code | None = Field(
        default=None, description="homes like this one, by id, with no children of others"
    )
    near: Near | None = Field(
        default=None, description="where they stand; where `like` stands if left out"
    )
    spread_km: Annotated[Number, Field(ge=0, le=100)] = Field(
        default=0, description="spread evenly over a circle of so many km around it; 0 km: none"
    )
    authority: AuthorityCode | None = Field(
        default=None, description="code of the authority they stand in; found by the place else"
    )
    available_from: Day | None = Field(default=None, description="first day of a placement")

    meaning: ClassVar = Words("Opens new homes", "Agor cartrefi newydd")
    source: ClassVar = f"the council's sufficiency plan: recruitment, new homes; {SOURCE}"
    example: ClassVar = """\
[[changes]]
change = "add_homes"
count = 10
kind = "in_house_foster"
near = "Newtown"
spread_km = 5
ages = [5, 17]
"""

    @model_validator(mode="after")
    def _what_and_where(self) -> Self:
        if (self.kind is None) == (self.like is None):
            raise refuse("gives not just one of kind and like", 'such as kind = "in_house_foster"')
        if self.near is None and self.like is None:
            raise refuse("does not say where the homes stand", 'such as near = "Newtown"')
        return self

    def apply(self, inputs: Inputs) -> Inputs:
        """Return the inputs with the new homes, at the end of the list."""
        like = self._model(inputs)
        if like is not None and self.near is None:
            location, authority = like.location, like.authority
        else:
            assert self.near is not None  # one of both is given
            location = self.near.found(inputs.register, "near")
            authority = authority_at(location, inputs.register)
        fields = self._fields(inputs, like, self.authority or authority)
        ids = new_ids(inputs, "H", self.count)
        try:
            homes = [
                Home.model_validate({**fields, "id": id_, "location": self._at(location, number)})
                for number, id_ in enumerate(ids)
            ]
        except ValidationError:  # the terms are sound, so it is the place
            raise InputError.single(
                "spread_km", "reaches outside Britain", "a smaller circle"
            ) from None
        if faults := [*growth_faults(inputs, None, homes[0], "for_profit")]:
            raise InputError(faults)
        same_place = like is not None and self.near is None and not self.spread_km
        measured = dict.fromkeys(ids, like.id) if like and same_place else {}
        return inputs.added(homes=homes, measured_as=measured)

    def _model(self, inputs: Inputs) -> Home | None:
        if self.like is None:
            return None
        like = inputs.case.homes.get(self.like)
        if like is None:
            raise InputError.single("like", f"no home has the id {self.like}", "the id of a home")
        if like.kind in _NAMED:
            raise InputError.single(
                "like",
                f"{like.id} is a home for named children",
                "another home, or the changes find_kin and return_to_parents",
            )
        return like

    def _fields(self, inputs: Inputs, like: Home | None, authority: str) -> Mapping[str, Any]:
        """Return the fields that all the new homes share."""
        if like is not None:
            usually = {**dict(like), "reserved_for": (), "other_children": (), "open": True}
        else:
            usually = {"kind": self.kind, **usual(str(self.kind), authority, inputs.register)}
            if self.places is not None:
                usually["bedrooms"] = self.places
        return {
            **usually,
            **self.terms,
            "authority": authority,
            "available_from": self.available_from,
        }

    def _at(self, middle: Location, number: int) -> Location | Mapping[str, Any]:
        """Return where the home of this number, from 0, stands."""
        if not self.spread_km:
            return middle
        km = self.spread_km * math.sqrt((number + 0.5) / self.count)
        north = km * math.cos(number * _GOLDEN_ANGLE)
        east = km * math.sin(number * _GOLDEN_ANGLE)
        km_per_degree_east = _KM_PER_DEGREE * math.cos(math.radians(middle.lat))
        return {
            "lat": round(middle.lat + north / _KM_PER_DEGREE, 5),
            "lon": round(middle.lon + east / km_per_degree_east, 5),
            "label": middle.label,
        }

    @property
    def says(self) -> Words:
        """How many homes of which kind open where."""
        if self.kind is not None:
            what = counted(self.count, KIND[self.kind], KINDS[self.kind])
        else:
            what = counted(
                self.count,
                Words(f"home like {self.like}", f"cartref fel {self.like}"),
                Words(f"homes like {self.like}", f"cartref fel {self.like}"),
            )
        verb = "opens" if self.count == 1 else "open"
        said = Words(f"{what.en} {verb}", f"{what.cy} yn agor")
        if self.near is not None:
            place = self.near.says
            said = Words(f"{said.en} near {place.en}", f"{said.cy} ger {place.cy}")
        return joined((said, self.terms_said), ": ") if self.terms else said
