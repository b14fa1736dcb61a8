"""Which children a change is about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from matcher.errors import InputError
from matcher.records.child import Child, SiblingGroup
from matcher.records.fields import Code, Count, Gender, Number, PlacementType, Status, Truth, refuse
from matcher.records.references import age_on
from matcher.records.register import Register
from matcher.words import Words
from scenarios.selection._base import (
    Condition,
    Selection,
    Texts,
    narrowed,
    refuse_unknown,
    several,
)
from scenarios.selection.homes import Homes
from scenarios.selection.near import NEAR_KM, Near
from scenarios.selection.words import in_brackets, joined, listed, prefixed, same

_STATUS = {
    "waiting": Words("waiting", "yn aros"),
    "review": Words("under review", "dan adolygiad"),
    "settled": Words("settled", "wedi setlo"),
}
_GENDER = {
    "female": Words("girls", "merched"),
    "male": Words("boys", "bechgyn"),
    "other": Words("neither girls nor boys", "ddim yn ferched nac yn fechgyn"),
}
_EVERY = Words("all children", "pob plentyn")
_LARGEST = Words("the largest sibling group of them", "y grŵp brodyr a chwiorydd mwyaf ohonynt")


class Children(Selection):
    """Which children: all conditions that are given hold together."""

    groups: Texts = Field(default=(), description="in one of these sibling groups, by id")
    status: Annotated[tuple[Status, ...], BeforeValidator(several)] = Field(
        default=(), description="of this status, or of one of these"
    )
    ages: tuple[Count, Count] | None = Field(
        default=None, description="whole years on the register's day, lowest and highest"
    )
    gender: Annotated[tuple[Gender, ...], BeforeValidator(several)] = Field(
        default=(), description="of this gender, or of one of these"
    )
    language: Code | None = Field(default=None, description="first language, by code")
    needs: Texts = Field(default=(), description="with all of these needs, required or preferred")
    placement_type: Annotated[tuple[PlacementType, ...], BeforeValidator(several)] = Field(
        default=(), description="for whom this placement type is asked, or one of these"
    )
    living_in: Homes | None = Field(
        default=None,
        description="living in one of these homes, which are selected like any homes; who "
        "waits lives in none",
    )
    near: Near | None = Field(default=None, description="with the family home near this place")
    within_km: Annotated[Number, Field(ge=0)] | None = Field(
        default=None, description=f"how near, km; {NEAR_KM:g} km where only `near` is given"
    )
    largest_group: Truth = Field(
        default=False,
        description="of those who meet the other conditions, the sibling group with most of them",
    )

    @model_validator(mode="after")
    def _in_pairs(self) -> Self:
        if self.within_km is not None and self.near is None:
            raise refuse("has within_km without near", 'both, such as near = "Newtown"')
        if self.ages is not None and self.ages[0] > self.ages[1]:
            raise refuse("has the lowest age above the highest", "ages = [lowest, highest]")
        return self

    def found(self, register: Register, at: str) -> tuple[Child, ...]:
        """Return the children that it selects, in register order.

        Raises
        ------
        InputError
            If an id or a place is not known, or nobody matches; the field `at` holds the
            selection, and the place of each fault is below it.
        """
        refuse_unknown(self.ids, register.children, at, "child")
        refuse_unknown(self.groups, register.sibling_groups, f"{at}.groups", "sibling group")
        children = narrowed(register.children, self._conditions(register, at), at, "child")
        if self.largest_group:
            group = _largest_group(register, children)
            if group is None:
                raise InputError.single(
                    f"{at}.largest_group", "matches nobody: none of them has siblings in care"
                )
            children = tuple(child for child in children if child.id in group.children)
        return children

    def _conditions(self, register: Register, at: str) -> Iterator[Condition]:
        if self.ids:
            yield Condition("ids", lambda child: child.id in self.ids)
        if self.groups:
            groups = [group for group in register.sibling_groups if group.id in self.groups]
            members = {id_ for group in groups for id_ in group.children}
            yield Condition("groups", lambda child: child.id in members)
        if self.status:
            yield Condition("status", lambda child: child.status in self.status)
        if self.ages is not None:
            lowest, highest = self.ages
            yield Condition(
                "ages",
                lambda child: lowest <= age_on(child.date_of_birth, register.as_of) <= highest,
            )
        if self.gender:
            yield Condition("gender", lambda child: child.gender in self.gender)
        if self.language is not None:
            yield Condition("language", lambda child: child.languages[0] == self.language)
        if self.needs:
            yield Condition("needs", lambda child: set(self.needs) <= _need_codes(child))
        if self.placement_type:
            yield Condition(
                "placement_type", lambda child: child.placement_type in self.placement_type
            )
        if self.living_in is not None:
            homes = {home.id for home in self.living_in.found(register, f"{at}.living_in")}
            yield Condition("living_in", lambda child: child.present_home in homes)
        if self.near is not None:
            holds = self.near.around(register, f"{at}.near", self.within_km)
            yield Condition("near", lambda child: holds(child.family_home))

    @property
    def says(self) -> Words:
        """The selection in words."""
        parts = [listed(self.ids)] if self.ids else []
        if self.groups:
            parts.append(prefixed("sibling groups", "grwpiau", listed(self.groups)))
        if self.status:
            parts.append(joined((_STATUS[status] for status in self.status), " / "))
        if self.ages is not None:
            lowest, highest = self.ages
            parts.append(Words(f"aged {lowest} to {highest}", f"{lowest} i {highest} oed"))
        if self.gender:
            parts.append(joined((_GENDER[gender] for gender in self.gender), " / "))
        if self.language is not None:
            parts.append(prefixed("first language", "iaith gyntaf", same(self.language)))
        if self.needs:
            parts.append(prefixed("needs", "anghenion", listed(self.needs)))
        if self.placement_type:
            parts.append(prefixed("asked for:", "gofynnir am:", listed(self.placement_type)))
        if self.living_in is not None:
            parts.append(prefixed("living in", "yn byw yn", self.living_in.says))
        if self.near is not None:
            home = self.near.within(self.within_km)
            parts.append(prefixed("family home", "cartref y teulu", home))
        if self.largest_group:
            parts.append(_LARGEST)
        only_ids = len(parts) == 1 and bool(self.ids)
        return parts[0] if only_ids else in_brackets(Words("children", "plant"), _EVERY, parts)


def _need_codes(child: Child) -> set[str]:
    return {need.code for need in child.needs}


def _largest_group(register: Register, children: tuple[Child, ...]) -> SiblingGroup | None:
    """Return the group that most of some children are of, the first of several as large."""
    ids = {child.id for child in children}

    def members(group: SiblingGroup) -> int:
        return len(ids.intersection(group.children))

    largest = max(register.sibling_groups, key=members, default=None)
    return largest if largest and members(largest) else None
