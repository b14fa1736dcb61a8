"""Homes take referrals again."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from matcher.records.fields import Day
from matcher.words import Words
from scenarios.changes._base import Change
from scenarios.changes._edits import replaced
from scenarios.inputs import Inputs
from scenarios.selection import Homes
from scenarios.selection.words import on_day


class Release(Change):
    """Homes take referrals, at once or from a day on."""

    change: Literal["release"] = "release"
    homes: Homes = Field(description="which homes")
    available_from: Day | None = Field(
        default=None, description="first day of a placement; at once if left out"
    )

    meaning: ClassVar = Words(
        "Releases homes: they take referrals again, at once or from a day on",
        "Rhyddhau cartrefi: maent yn derbyn atgyfeiriadau eto, ar unwaith neu o ddyddiad",
    )
    source: ClassVar = "practice: a quarter of foster beds are not available (England 2024)"
    example: ClassVar = """\
[[changes]]
change = "release"
homes = { kind = "in_house_foster", open = false }
"""

    def apply(self, inputs: Inputs) -> Inputs:
        """Return the inputs with the homes open to referrals."""
        chosen = {home.id for home in self.homes.found(inputs.register, "homes")}
        fields = {"open": True, "available_from": self.available_from}
        return inputs.edited(homes=replaced(inputs.register.homes, chosen, **fields))

    @property
    def says(self) -> Words:
        """Which homes take referrals again."""
        says = self.homes.says
        if self.available_from is None:
            return Words(f"taking referrals: {says.en}", f"yn derbyn atgyfeiriadau: {says.cy}")
        day = on_day(self.available_from)
        return Words(
            f"taking referrals from {day.en}: {says.en}",
            f"yn derbyn atgyfeiriadau o {day.cy}: {says.cy}",
        )
