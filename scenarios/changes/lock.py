"""A child is to live in a home, whatever else the plan does."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Literal

from matcher.words import Words
from scenarios.changes._base import Change
from scenarios.changes._pair import ChildAndHome
from scenarios.inputs import Inputs


class Lock(ChildAndHome, Change):
    """The plan must give a child a home; this takes the place of an earlier lock of the child."""

    change: Literal["lock"] = "lock"

    meaning: ClassVar = Words(
        "Locks a child to a home: every plan contains it",
        "Cloi plentyn wrth gartref: mae pob cynllun yn ei gynnwys",
    )
    source: ClassVar = "the panel's question: what does this match cost everybody else?"
    example: ClassVar = """\
[[changes]]
change = "lock"
child = "C0002"
home = "H0002"
"""

    def apply(self, inputs: Inputs) -> Inputs:
        """Return the inputs with the lock."""
        pair = self.found(inputs)
        others = tuple(lock for lock in inputs.locks if lock[0] != self.child)
        forbid = tuple(other for other in inputs.forbid if other != pair)
        return replace(inputs, locks=(*others, pair), forbid=forbid)

    @property
    def says(self) -> Words:
        """Who lives where."""
        return Words(
            f"{self.child} lives in {self.home}", f"mae {self.child} yn byw yn {self.home}"
        )
