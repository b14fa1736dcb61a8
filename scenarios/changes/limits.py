"""Set or lift limits on the whole plan: in-house share, budget, out of county, moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar, Literal

from matcher.limits import LIMITS
from matcher.records.policy import Limits
from matcher.words import Words
from scenarios.changes._base import Change
from scenarios.inputs import Inputs

LimitCode = Literal["max_weekly_cost", "min_in_house_share", "max_out_of_county", "max_moves"]


class SetLimits(Limits, Change):
    """Enforce limits and lift others; those that are not named stay as they are."""

    change: Literal["limits"] = "limits"
    lift: tuple[LimitCode, ...] = ()

    meaning: ClassVar = Words(
        "Enforces limits over the whole plan, or lifts them",
        "Gorfodi terfynau ar y cynllun cyfan, neu eu codi",
    )
    source: ClassVar = "Powys strategy: 70 % in-house; the panel's budget"
    example: ClassVar = """\
[[changes]]
change = "limits"
min_in_house_share = 0.7
lift = ["max_moves"]
"""

    def apply(self, inputs: Inputs) -> Inputs:
        """Return the inputs with the policy's limits changed."""
        lifted: dict[str, float | None] = dict.fromkeys(self.lift)
        limits = {**dict(inputs.policy.limits), **lifted, **self._set}
        return replace(inputs, policy=inputs.policy.with_limits(**limits))

    @property
    def _set(self) -> Mapping[str, float]:
        return {code: getattr(self, code) for code in self.set_codes()}

    @property
    def says(self) -> Words:
        """Which limits hold, and which no longer."""
        meanings = {limit.code: limit.meaning for limit in LIMITS}
        return Words(
            "; ".join(
                [f"{meanings[code].en}: {value}" for code, value in self._set.items()]
                + [f"{meanings[code].en}: no limit" for code in self.lift]
            ),
            "; ".join(
                [f"{meanings[code].cy}: {value}" for code, value in self._set.items()]
                + [f"{meanings[code].cy}: dim terfyn" for code in self.lift]
            ),
        )
