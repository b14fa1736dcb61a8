"""Other priorities: the policy's levels, replaced whole."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from matcher.records.policy import Level, Policy
from matcher.words import Words
from scenarios.changes._base import Change
from scenarios.inputs import Inputs
from scenarios.selection.words import same


class Levels(Change):
    """What is minimised, and in which order, is said anew."""

    change: Literal["levels"] = "levels"
    levels: tuple[Level, ...] = Field(
        description="the levels, first things first; each weighs criteria, by code"
    )

    meaning: ClassVar = Words(
        "Replaces the policy's levels, all of them",
        "Disodli lefelau'r polisi, bob un ohonynt",
    )
    source: ClassVar = "the policy: priorities are the council's to set"
    example: ClassVar = """\
[[changes]]
change = "levels"
levels = [{ unplaced = 1 }, { weekly_cost = 1 }, { distance_home = 1 }]
"""

    @model_validator(mode="after")
    def _as_a_policy_may_have(self) -> Self:
        Policy(levels=self.levels)
        return self

    def apply(self, inputs: Inputs) -> Inputs:
        """Return the inputs with these levels."""
        return inputs.with_policy(levels=self.levels)

    @property
    def says(self) -> Words:
        """The levels in order."""
        text = same("; ".join(" + ".join(_weighed(level)) or "0" for level in self.levels))
        return Words(f"minimise in this order: {text.en}", f"lleihau yn y drefn hon: {text.cy}")


def _weighed(level: Level) -> list[str]:
    return [f"{weight:,} x {code}" if weight != 1 else code for code, weight in level.items()]
