"""Whom to house, where each of them may live, and what it costs: what every model begins with.

Written from the register and the plain judgement of each rule and criterion alone; nothing here
comes from `matcher.solve` or the steps before it, so the two can be compared.
"""

from __future__ import annotations

from collections.abc import Mapping

from matcher.case import Case
from matcher.criteria import CHILD_CRITERIA
from matcher.household import household_refusals
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.rules import RULES


class Movers:
    """The children to house, beside those who are settled.

    Parameters
    ----------
    case : Case
        Register, policy and journeys.

    Attributes
    ----------
    movers : list of Child
        The waiting and review children.
    settled : dict of str to list of Child
        The settled children of each home, by its id.
    possible : dict of str to list of Home
        Where each mover may live, or stays, whoever else of the movers does.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        weighed = {code for level in case.policy.levels for code, weight in level.items() if weight}
        self._criteria = [one for one in CHILD_CRITERIA if one.code in weighed]
        self.movers = [child for child in case.register.children if child.status != "settled"]
        self.settled = {
            home: [child for child in children if child.status == "settled"]
            for home, children in case.at_home.items()
        }
        self.possible = {child.id: self._possible(child) for child in self.movers}

    def levels_of(self, values: Mapping[str, int]) -> list[int]:
        """Return what some values of criteria, by code, add to each level."""
        return [
            sum(weight * values.get(code, 0) for code, weight in level.items())
            for level in self.case.policy.levels
        ]

    def child_levels(self, child: Child, home: Home | None) -> list[int]:
        """Return what a child in a home (None: no home) adds to each level."""
        return self.levels_of(
            {one.code: one.cost(child, home, self.case) for one in self._criteria}
        )

    def _possible(self, child: Child) -> list[Home]:
        """Return where a child may live, or stays, whoever else of the movers does."""
        return [
            home
            for home in self.case.register.homes
            if self.case.stays(child, home)
            or (
                not any(rule.refuses(child, home, self.case) for rule in RULES)
                and not household_refusals(home, [*self.settled[home.id], child], self.case)
            )
        ]
