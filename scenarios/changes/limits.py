"""Set or lift limits on the whole plan: in-house share, budget, out of county, moves."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from matcher.limits import LIMITS
from matcher.records.fields import refuse
from matcher.records.policy import Limits
from matcher.words import Words
from scenarios.changes._base import Change
from scenarios.inputs import Inputs
from scenarios.selection.words import joined

LimitCode = Literal["max_weekly_cost", "min_in_house_share", "max_out_of_county", "max_moves"]

_SAID = {
    "max_weekly_cost": Words("at most £{:,.0f} a week", "hyd at £{:,.0f} yr wythnos"),
    "min_in_house_share": Words("at least {:.4g} % in-house", "o leiaf {:.4g} % yn fewnol"),
    "max_out_of_county": Words(
        "at most {:,} children out of county", "hyd at {:,} o blant y tu allan i'r sir"
    ),
    "max_moves": Words("at most {:,} moves", "hyd at {:,} symudiad"),
}
_LIFTED = {
    "max_weekly_cost": Words("no limit of the weekly cost", "dim terfyn ar y gost wythnosol"),
    "min_in_house_share": Words("no in-house share", "dim cyfran fewnol"),
    "max_out_of_county": Words(
        "no limit of children out of county", "dim terfyn ar blant y tu allan i'r sir"
    ),
    "max_moves": Words("no limit of moves", "dim terfyn ar symudiadau"),
}


class SetLimits(Limits, Change):
    """Enforce limits and lift others; those that are not named stay as they are."""

    change: Literal["limits"] = "limits"
    lift: tuple[LimitCode, ...] = Field(default=(), description="limits that no longer hold")

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

    @model_validator(mode="after")
    def _something_once(self) -> Self:
        codes = (*self.set_codes(), *self.lift)
        if not codes:
            raise refuse("sets no limit and lifts none", ", ".join(one.code for one in LIMITS))
        if len(set(codes)) < len(codes):
            raise refuse("sets a limit and lifts it too, or lifts it twice", "each limit once")
        return self

    def apply(self, inputs: Inputs) -> Inputs:
        """Return the inputs with the policy's limits changed."""
        lifted: dict[str, float | None] = dict.fromkeys(self.lift)
        limits = {**dict(inputs.policy.limits), **lifted, **self._set}
        return inputs.with_policy(limits=limits)

    @property
    def _set(self) -> dict[str, float]:
        return {code: getattr(self, code) for code in self.set_codes()}

    @property
    def says(self) -> Words:
        """Which limits hold, and which no longer."""
        return joined(
            [
                *(_said(code, value) for code, value in self._set.items()),
                *(_LIFTED[code] for code in self.lift),
            ],
            "; ",
        )


def _said(code: str, value: float) -> Words:
    shown = value * 100 if code == "min_in_house_share" else value
    return Words(_SAID[code].en.format(shown), _SAID[code].cy.format(shown))
