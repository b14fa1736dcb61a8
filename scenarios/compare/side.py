"""One side of a comparison: what was planned, and the plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from matcher.case import Case
from matcher.living import Living
from matcher.records.child import Child
from matcher.records.plan import Assignment, Plan
from scenarios.inputs import Inputs


@dataclass(frozen=True)
class Side:
    """A scenario's inputs and its plan.

    Attributes
    ----------
    inputs : Inputs
        What the plan was made from.
    plan : Plan
        The plan.
    """

    inputs: Inputs
    plan: Plan

    @cached_property
    def case(self) -> Case:
        """The inputs, as rules and criteria look at them."""
        return self.inputs.case

    @cached_property
    def homes(self) -> Mapping[str, str | None]:
        """The home of each child in the plan, by id."""
        return self.plan.homes

    @cached_property
    def living(self) -> Living:
        """Who lives in each home after the plan."""
        return Living(self.case, self.homes)

    @cached_property
    def assignments(self) -> Mapping[str, Assignment]:
        """The assignment of each child, by id."""
        return {one.child: one for one in self.plan.assignments}

    def there(self, home: str) -> list[Child]:
        """Return the children who live in a home after the plan, in register order."""
        return self.living.get(home, [])
