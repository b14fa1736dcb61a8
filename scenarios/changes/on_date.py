"""The register as it will be on a later day, if nothing else changes."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar, Literal

from matcher.errors import InputError
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.records.references import age_on
from matcher.words import Words
from scenarios.changes._base import Change
from scenarios.changes._days import Ahead
from scenarios.changes._leaving import ADULT_YEARS, adults_on, without_children
from scenarios.changes._school import in_key_stage_4, school_year
from scenarios.inputs import Inputs
from scenarios.law import seen_from


class OnDate(Ahead, Change):
    """The register's day moves on: everybody is older, and whoever is 18 by then leaves.

    Carers' own children and other councils' children are as many whole years older. Where a
    school year has begun by then, a child is in key stage 4 by age.
    """

    change: Literal["on_date"] = "on_date"

    meaning: ClassVar = Words(
        "Moves the register to a later day: everybody is older, and whoever is 18 by then leaves",
        "Symud y gofrestr i ddyddiad diweddarach: mae pawb yn hŷn, ac mae'r rhai sy'n 18 erbyn "
        "hynny yn gadael",
    )
    source: ClassVar = "the sufficiency plan looks ahead; 2014 Act s.3: a child is under 18"
    example: ClassVar = """\
[[changes]]
change = "on_date"
in_months = 6
"""

    def apply(self, inputs: Inputs) -> Inputs:
        """Return the inputs on that day."""
        before = inputs.register.as_of
        day = self.day(inputs.register)
        if day == before:
            raise InputError.single("date", "is the register's day already", "a later day")
        law_on = inputs.law_on
        inputs = without_children(seen_from(inputs, None), adults_on(inputs, day))
        children = [_older_child(child, before, day) for child in inputs.register.children]
        years = age_on(before, day)
        homes = [_older_home(home, years) for home in inputs.register.homes]
        moved = inputs.edited(as_of=day, children=children, homes=homes)
        return seen_from(moved, law_on) if law_on else moved

    @property
    def says(self) -> Words:
        """Which day it is."""
        when = self.when
        return Words(f"the register as it is {when.en}", f"y gofrestr fel y bydd {when.cy}")


def _older_child(child: Child, before: datetime.date, day: datetime.date) -> Any:
    if school_year(day) == school_year(before):
        return child
    return {**dict(child), "exam_year": in_key_stage_4(child.date_of_birth, day)}


def _older_home(home: Home, years: int) -> Any:
    others = [
        {"age": other.age + years, "gender": other.gender}
        for other in home.other_children
        if other.age + years < ADULT_YEARS or not years
    ]
    ages = [age + years for age in home.household_ages]
    return {**dict(home), "household_ages": ages, "other_children": others}
