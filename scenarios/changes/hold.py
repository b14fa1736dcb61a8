"""Homes take no referrals now."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from matcher.words import Words
from scenarios.changes._base import Change
from scenarios.changes._edits import replaced
from scenarios.inputs import Inputs
from scenarios.selection import Homes


class Hold(Change):
    """Homes take nobody new; whoever lives there stays."""

    change: Literal["hold"] = "hold"
    homes: Homes = Field(description="which homes")

    meaning: ClassVar = Words(
        "Holds homes: no new children now, whoever lives there stays",
        "Dal cartrefi yn ôl: dim plant newydd nawr, mae'r rhai sy'n byw yno yn aros yno",
    )
    source: ClassVar = "practice: carers take a break, a home's registration is under question"
    example: ClassVar = """\
[[changes]]
change = "hold"
homes = ["H0001"]
"""

    def apply(self, inputs: Inputs) -> Inputs:
        """Return the inputs with the homes closed to referrals."""
        chosen = {home.id for home in self.homes.found(inputs.register, "homes")}
        return inputs.edited(homes=replaced(inputs.register.homes, chosen, open=False))

    @property
    def says(self) -> Words:
        """Which homes are held."""
        says = self.homes.says
        return Words(f"no new children now: {says.en}", f"dim plant newydd nawr: {says.cy}")
