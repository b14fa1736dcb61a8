"""A child is not to live in a home, whatever else the plan does."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Literal

from matcher.words import Words
from scenarios.changes._base import Change
from scenarios.changes._pair import ChildAndHome
from scenarios.inputs import Inputs


class Forbid(ChildAndHome, Change):
    """The plan must not give a child a home; a lock of the two falls away."""

    change: Literal["forbid"] = "forbid"

    meaning: ClassVar = Words(
        "Forbids a child a home: no plan contains it",
        "Gwahardd cartref i blentyn: nid oes cynllun yn ei gynnwys",
    )
    source: ClassVar = "the panel's question: what if this match falls through?"
    example: ClassVar = """\
[[changes]]
change = "forbid"
child = "C0002"
home = "H0002"
"""

    def apply(self, inputs: Inputs) -> Inputs:
        """Return the inputs with the pair forbidden."""
        pair = self.found(inputs)
        others = tuple(other for other in inputs.forbid if other != pair)
        locks = tuple(lock for lock in inputs.locks if lock != pair)
        return replace(inputs, forbid=(*others, pair), locks=locks)

    @property
    def says(self) -> Words:
        """Who does not live where."""
        return Words(
            f"{self.child} does not live in {self.home}",
            f"nid yw {self.child} yn byw yn {self.home}",
        )
