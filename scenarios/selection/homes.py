"""Which homes a change is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import BeforeValidator, Field, model_validator

from matcher.case import in_wales
from matcher.records.fields import AuthorityCode, HomeKind, Number, Truth, Whole, refuse
from matcher.records.home import Home
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
from scenarios.selection.near import NEAR_KM, Near
from scenarios.selection.words import KINDS, in_brackets, joined, listed, prefixed, same


class _YesOrNo(NamedTuple):
    """What a field that is true or false asks of a home, and both answers in words."""

    holds: Callable[[Home, Register], bool]
    yes: Words
    no: Words


_YES_OR_NO = {
    "in_county": _YesOrNo(
        lambda home, register: home.authority == register.authority.code,
        Words("in the county", "yn y sir"),
        Words("out of county", "y tu allan i'r sir"),
    ),
    "in_wales": _YesOrNo(
        lambda home, _: in_wales(home.authority),
        Words("in Wales", "yng Nghymru"),
        Words("outside Wales", "y tu allan i Gymru"),
    ),
    "for_profit": _YesOrNo(
        lambda home, _: home.for_profit,
        Words("run for profit", "yn gweithredu er elw"),
        Words("not run for profit", "nid er elw"),
    ),
    "open": _YesOrNo(
        lambda home, _: home.open,
        Words("taking referrals", "yn derbyn atgyfeiriadau"),
        Words("taking no referrals", "ddim yn derbyn atgyfeiriadau"),
    ),
}
_EVERY = Words("all homes", "pob cartref")
_LARGEST = Words("of the provider with most children", "y darparwr sydd â'r nifer fwyaf o blant")
_ONE_OF = ("kind", "provider", "authority")
_MOST = {
    "children": Words("with most children living there", "gyda'r nifer fwyaf o blant yn byw yno"),
    "places": Words("with most places", "gyda'r nifer fwyaf o leoedd"),
    "weekly_cost": Words("with the highest weekly cost", "gyda'r gost wythnosol uchaf"),
}


class Homes(Selection):
    """Which homes: all conditions that are given hold together."""

    kind: Annotated[tuple[HomeKind, ...], BeforeValidator(several)] = Field(
        default=(), description="of this kind, or of one of these"
    )
    provider: Texts = Field(default=(), description="run by this provider, or by one of these")
    authority: Annotated[tuple[AuthorityCode, ...], BeforeValidator(several)] = Field(
        default=(), description="standing in this authority, by code, or in one of these"
    )
    in_county: Truth | None = Field(default=None, description="inside the register's authority")
    in_wales: Truth | None = Field(default=None, description="in Wales")
    for_profit: Truth | None = Field(default=None, description="run for profit")
    open: Truth | None = Field(default=None, description="taking referrals")
    near: Near | None = Field(default=None, description="near this place")
    within_km: Annotated[Number, Field(ge=0)] | None = Field(
        default=None, description=f"how near, km; {NEAR_KM:g} km where only `near` is given"
    )
    largest_provider: Truth = Field(
        default=False,
        description="of those that meet the other conditions, the homes of the provider with "
        "whom most children live",
    )
    most: Literal["children", "places", "weekly_cost"] | None = Field(
        default=None, description="which `count` takes first; children where it is not given"
    )
    count: Annotated[Whole, Field(ge=1)] | None = Field(
        default=None, description="only so many homes, those with `most` first"
    )

    @model_validator(mode="after")
    def _in_pairs(self) -> Self:
        if self.within_km is not None and self.near is None:
            raise refuse("has within_km without near", 'both, such as near = "Newtown"')
        if self.most is not None and self.count is None:
            raise refuse("has most without count", "both, such as count = 3")
        return self

    def found(self, register: Register, at: str) -> tuple[Home, ...]:
        """Return the homes that it selects, in register order.

        Raises
        ------
        InputError
            If an id or a place is not known, or nothing matches; the field `at` holds the
            selection, and the place of each fault is below it.
        """
        refuse_unknown(self.ids, register.homes, at, "home")
        homes = narrowed(register.homes, self._conditions(register, at), at, "home")
        living = Counter(child.present_home for child in register.children)
        if self.largest_provider:
            with_provider: Counter[str] = Counter()
            for home in homes:
                with_provider[home.provider] += living[home.id]
            largest = max(with_provider, key=lambda provider: with_provider[provider])
            homes = tuple(home for home in homes if home.provider == largest)
        if self.count is not None:
            order: dict[str, Callable[[Home], float]] = {
                "children": lambda home: -living[home.id],
                "places": lambda home: -home.places,
                "weekly_cost": lambda home: -home.weekly_cost,
            }
            first = sorted(homes, key=order[self.most or "children"])[: self.count]
            taken = {home.id for home in first}
            homes = tuple(home for home in homes if home.id in taken)
        return homes

    def _conditions(self, register: Register, at: str) -> Iterator[Condition]:
        if self.ids:
            yield Condition("ids", lambda home: home.id in self.ids)
        for field in _ONE_OF:
            if getattr(self, field):
                there = [getattr(home, field) for home in register.homes]
                yield Condition(field, self._is_one_of(field), there)
        for field, asked in _YES_OR_NO.items():
            if getattr(self, field) is not None:
                yield Condition(field, self._is_so(field, asked, register))
        if self.near is not None:
            holds = self.near.around(register, f"{at}.near", self.within_km)
            yield Condition("near", lambda home: holds(home.location))

    def _is_one_of(self, field: str) -> Callable[[Home], bool]:
        return lambda home: getattr(home, field) in getattr(self, field)

    def _is_so(self, field: str, asked: _YesOrNo, register: Register) -> Callable[[Home], bool]:
        return lambda home: asked.holds(home, register) is getattr(self, field)

    @property
    def says(self) -> Words:
        """The selection in words."""
        parts = [listed(self.ids)] if self.ids else []
        if self.kind:
            parts.append(joined((KINDS[kind] for kind in self.kind), " / "))
        if self.provider:
            parts.append(prefixed("provider", "darparwr", listed(self.provider)))
        if self.authority:
            parts.append(prefixed("authority", "awdurdod", listed(self.authority)))
        for field, asked in _YES_OR_NO.items():
            answer = getattr(self, field)
            if answer is not None:
                parts.append(asked.yes if answer else asked.no)
        if self.near is not None:
            parts.append(self.near.within(self.within_km))
        if self.largest_provider:
            parts.append(_LARGEST)
        if self.count is not None:
            most = _MOST[self.most or "children"]
            which = same(str(self.count)) if self.count > 1 else Words("one", "un")
            parts.append(Words(f"the {which.en} {most.en}", f"y {which.cy} {most.cy}"))
        only_ids = len(parts) == 1 and bool(self.ids)
        return parts[0] if only_ids else in_brackets(Words("homes", "cartrefi"), _EVERY, parts)
