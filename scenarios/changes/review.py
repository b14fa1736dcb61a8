"""Settled placements come under review."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from matcher.words import Words
from scenarios.changes._base import Change
from scenarios.changes._edits import living, replaced
from scenarios.inputs import Inputs
from scenarios.selection import Children


class Review(Change):
    """Children come under review: they may stay, or be moved; who waits goes on waiting."""

    change: Literal["review"] = "review"
    children: Children = Field(description="which children")

    meaning: ClassVar = Words(
        "Puts placements under review: the children may stay, or be moved",
        "Rhoi lleoliadau dan adolygiad: caiff y plant aros, neu gael eu symud",
    )
    source: ClassVar = (
        "Care Planning, Placement and Case Review (Wales) Regulations 2015: statutory reviews"
    )
    example: ClassVar = """\
[[changes]]
change = "review"
children = { living_in = { in_wales = false } }
"""

    def apply(self, inputs: Inputs) -> Inputs:
        """Return the inputs with the placements under review."""
        chosen = living(self.children, inputs.register)
        return inputs.edited(children=replaced(inputs.register.children, chosen, status="review"))

    @property
    def says(self) -> Words:
        """Who comes under review."""
        says = self.children.says
        return Words(f"under review: {says.en}", f"dan adolygiad: {says.cy}")
