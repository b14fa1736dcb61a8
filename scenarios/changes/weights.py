"""Criteria weigh more or less, each in the level where it stands."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from matcher.criteria import CRITERION
from matcher.errors import Fault, InputError
from matcher.records.policy import Policy, Weight
from matcher.words import Words
from scenarios.changes._base import Change
from scenarios.inputs import Inputs
from scenarios.selection.words import joined


class Weights(Change):
    """Criteria weigh otherwise than in the policy; the order of levels stays."""

    change: Literal["weights"] = "weights"
    weights: Annotated[dict[str, Weight], Field(min_length=1)] = Field(
        description="weight of each criterion, by code; 0: it no longer counts"
    )

    meaning: ClassVar = Words(
        "Gives criteria another weight in the level where they stand",
        "Rhoi pwysau arall i feini prawf yn y lefel lle maent",
    )
    source: ClassVar = "the policy: priorities are the council's to set"
    example: ClassVar = """\
[[changes]]
change = "weights"
weights = { out_of_county = 2400, distance_home = 8 }
"""

    def apply(self, inputs: Inputs) -> Inputs:
        """Return the inputs with the weights changed."""
        levels = inputs.policy.levels
        faults = [
            Fault(f"weights.{code}", *fault)
            for code in self.weights
            if (fault := _fault(code, inputs.policy))
        ]
        if faults:
            raise InputError(faults)
        changed = [
            {code: self.weights.get(code, weight) for code, weight in level.items()}
            for level in levels
        ]
        if not any(level.get("unplaced") for level in changed):
            raise InputError.single(
                "weights.unplaced", "leaves no level that weighs unplaced", "a weight above 0"
            )
        return inputs.with_policy(levels=changed)

    @property
    def says(self) -> Words:
        """Which criteria weigh how much."""
        said = [(CRITERION.get(code), code, weight) for code, weight in self.weights.items()]
        return joined(
            Words(
                f"{one.meaning.en if one else code}: weight {weight:,}",
                f"{one.meaning.cy if one else code}: pwysau {weight:,}",
            )
            for one, code, weight in said
        )


def _fault(code: str, policy: Policy) -> tuple[str, str] | None:
    """Return what is wrong with weighing a criterion where it stands, and what would do."""
    standing = sum(code in level for level in policy.levels)
    if code not in CRITERION:
        return f"no criterion is called {code}", ", ".join(CRITERION)
    if standing != 1:
        where = "no level" if not standing else "several levels"
        return f"stands in {where}", "a criterion that stands in one, or the change levels"
    return None
