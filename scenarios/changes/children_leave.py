"""Children leave care: adoption, home for good, another council."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from matcher.words import Words
from scenarios.changes._base import Change
from scenarios.changes._leaving import without_children
from scenarios.inputs import Inputs
from scenarios.selection import Children


class ChildrenLeave(Change):
    """Children leave the register; their beds become free."""

    change: Literal["children_leave"] = "children_leave"
    children: Children = Field(description="which children")

    meaning: ClassVar = Words(
        "Children leave care, and their beds become free; a home that was reserved for them "
        "alone goes with them",
        "Plant yn gadael gofal, a'u gwelyau'n dod yn rhydd; mae cartref a gadwyd iddynt hwy yn "
        "unig yn mynd gyda nhw",
    )
    source: ClassVar = "practice: adoption, special guardianship, return home for good"
    example: ClassVar = """\
[[changes]]
change = "children_leave"
children = ["C0001"]
"""

    def apply(self, inputs: Inputs) -> Inputs:
        """Return the inputs without the children."""
        leaving = self.children.found(inputs.register, "children")
        return without_children(inputs, {child.id for child in leaving})

    @property
    def says(self) -> Words:
        """Who leaves."""
        says = self.children.says
        return Words(f"leaving care: {says.en}", f"yn gadael gofal: {says.cy}")
