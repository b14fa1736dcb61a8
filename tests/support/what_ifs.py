"""Scenarios and plans made by hand: other inputs, homes as given, bounds as given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import PrivateAttr

from matcher.assignments import assignments_of
from matcher.criteria import plan_levels
from matcher.indicators import indicators
from matcher.records.plan import LevelValue, Plan
from matcher.records.policy import Policy
from matcher.records.register import Register
from scenarios.compare import Answer, Comparison, compare
from scenarios.inputs import Inputs
from scenarios.outcome import Outcome
from scenarios.scenario import BASELINE, Scenario

Homes = Mapping[str, str | None]


class WhatIf(Scenario):
    """A scenario that comes to these inputs, by whatever changes."""

    _made: Inputs | None = PrivateAttr(default=None)

    def apply(self, inputs: Inputs) -> Inputs:
        """Return the inputs that it was given."""
        return self._made or inputs


def what_if(made: Inputs, name: str = "other", question: str = "What if?") -> Scenario:
    """Return the scenario that comes to some inputs."""
    scenario = WhatIf.model_validate({"name": name, "question": question})
    scenario._made = made
    return scenario


def inputs(register: Register, **fields: Any) -> Inputs:
    """Return inputs; what else is given is the policy's."""
    return Inputs(register, Policy.model_validate(fields))


def outcome(
    made: Inputs,
    homes: Homes,
    scenario: Scenario = BASELINE,
    bounds: Sequence[int | None] | None = None,
) -> Outcome:
    """Return the outcome in which children have these homes; proved unless bounds are given."""
    values = plan_levels(homes, made.case)
    bounds = values if bounds is None else bounds
    plan = Plan(
        format="cartref/plan/1",
        register_sha256=made.register.sha256,
        policy=made.policy,
        status="optimal" if tuple(bounds) == values else "feasible",
        levels=tuple(
            LevelValue(value=value, bound=bound)
            for value, bound in zip(values, bounds, strict=True)
        ),
        assignments=assignments_of(made.case, homes),
        indicators=indicators(made.case, homes),
    )
    return Outcome(scenario=scenario, plan=plan)


def compared(
    before: Inputs,
    homes_before: Homes,
    after: Inputs,
    homes_after: Homes,
    *,
    bounds_before: Sequence[int | None] | None = None,
    bounds: Sequence[int | None] | None = None,
) -> Comparison:
    """Return the comparison of two plans made by hand."""
    baseline = outcome(before, homes_before, bounds=bounds_before)
    return compare(before, [baseline, outcome(after, homes_after, what_if(after), bounds)])


def answered(*arguments: Any, **options: Any) -> Answer:
    """Return the scenario's answer of `compared`."""
    return compared(*arguments, **options).answers[1]
