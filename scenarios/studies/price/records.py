"""What the price of a policy is made of."""

from __future__ import annotations

from typing import Literal

from matcher.records.fields import Code, Record
from matcher.words import Words
from scenarios.compare import CriterionChange
from scenarios.compare.records import Verdict
from scenarios.outcome import ScenarioFault


class Cost(Record):
    """A criterion, summed over waiting and review children, with an element and without it.

    Attributes
    ----------
    criterion : str
        Its code.
    unit : str
        What it is counted in.
    having, without, change : int
        In the plan with the element, in the plan without it, and the first less the second:
        above 0 is what the element costs, below 0 what it saves.
    least, most : int or None
        What the change of the two best plans lies between, both included; None where nothing is
        proved of it.
    verdict : str
        As `scenarios.compare.LevelCompared`.
    per_child : float or None
        The change for each waiting or review child; None where there is none.
    """

    criterion: Code
    unit: str
    having: int
    without: int
    change: int
    least: int | None
    most: int | None
    verdict: Verdict
    per_child: float | None


class Rehomed(Record):
    """A child whose home is another one because of an element.

    Attributes
    ----------
    child : str
        The child.
    without, having : str or None
        The home without the element and with it; None is no home.
    criteria : tuple of CriterionChange
        What it changes for the child; the baseline is without the element.
    """

    child: Code
    without: Code | None
    having: Code | None
    criteria: tuple[CriterionChange, ...]


class Priced(Record):
    """What one element of the policy costs.

    Attributes
    ----------
    element, says : str, Words
        The element.
    status : str
        ``priced``; ``absent``: the policy does not ask for it, so it costs nothing; ``no_plan``:
        there is no plan with it or without it.
    proved : bool
        Whether both plans are proved to be the best.
    costs : tuple of Cost
        In the order in which they decide between equally good plans.
    yearly_gbp : float or None
        What it costs a year, pounds, to the penny: that of the two plans found.
    rehomed : tuple of Rehomed
        Who is placed differently, in register order.
    faults : tuple of ScenarioFault
        Why there is no plan.
    """

    element: Code
    says: Words
    status: Literal["priced", "absent", "no_plan"]
    proved: bool = True
    costs: tuple[Cost, ...] = ()
    yearly_gbp: float | None = None
    rehomed: tuple[Rehomed, ...] = ()
    faults: tuple[ScenarioFault, ...] = ()

    def cost(self, criterion: str) -> Cost | None:
        """Return what it costs in one criterion; None where it is not priced."""
        return next((one for one in self.costs if one.criterion == criterion), None)
