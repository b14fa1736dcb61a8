"""The law as it is on another day, with today's children."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from matcher.words import Words
from scenarios.changes._base import Change
from scenarios.changes._days import NearDay
from scenarios.inputs import Inputs
from scenarios.law import SOURCE, seen_from
from scenarios.selection.words import on_day, prefixed


class LawOn(Change):
    """Dated rules are as on that day; children, homes and their ages are as today.

    The changes that come after it obey that day's law too: none opens a home run for profit in
    Wales where the law has ended that.
    """

    change: Literal["law_on"] = "law_on"
    date: NearDay = Field(description="the day whose law holds")

    meaning: ClassVar = Words(
        "Applies the law of another day to today's children; `for_profit_ends` moves with it",
        "Cymhwyso cyfraith dyddiad arall i blant heddiw; mae `for_profit_ends` yn symud gyda hi",
    )
    source: ClassVar = f"{SOURCE}: 1 April 2026, 2027 and 2030"
    example: ClassVar = """\
[[changes]]
change = "law_on"
date = 2030-04-01
"""

    def apply(self, inputs: Inputs) -> Inputs:
        """Return the inputs under that day's law."""
        return seen_from(inputs, self.date)

    @property
    def says(self) -> Words:
        """Which day's law holds."""
        return prefixed("the law of", "cyfraith", on_day(self.date))
