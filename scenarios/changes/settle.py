"""Placements are settled: nobody moves these children."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from matcher.words import Words
from scenarios.changes._base import Change
from scenarios.changes._edits import living, replaced
from scenarios.inputs import Inputs
from scenarios.selection import Children


class Settle(Change):
    """Children are settled where they live; who waits goes on waiting."""

    change: Literal["settle"] = "settle"
    children: Children = Field(description="which children")

    meaning: ClassVar = Words(
        "Settles placements: the children stay where they live",
        "Setlo lleoliadau: mae'r plant yn aros lle maent yn byw",
    )
    source: ClassVar = (
        "Care Planning, Placement and Case Review (Wales) Regulations 2015: a review may confirm "
        "the placement"
    )
    example: ClassVar = """\
[[changes]]
change = "settle"
children = { ages = [14, 17] }
"""

    def apply(self, inputs: Inputs) -> Inputs:
        """Return the inputs with the placements settled."""
        chosen = living(self.children, inputs.register)
        return inputs.edited(children=replaced(inputs.register.children, chosen, status="settled"))

    @property
    def says(self) -> Words:
        """Who is settled."""
        says = self.children.says
        return Words(f"settled: {says.en}", f"wedi setlo: {says.cy}")
