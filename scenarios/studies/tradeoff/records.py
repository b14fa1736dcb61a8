"""What a trade-off curve is made of."""

from __future__ import annotations

from typing import Literal

from matcher.records.fields import Code, Record

#: What may lie between a point and the next: ``nothing`` (proved), only points that no weights
#: would choose by themselves (``unweighable``), or ``unknown``.
Between = Literal["nothing", "unweighable", "unknown"]


class Elsewhere(Record):
    """A child whose home at a point is not that of the policy's plan."""

    child: Code
    policy_home: Code | None
    home: Code | None


class Point(Record):
    """A plan that none beats in both sums: less of one costs more of the other.

    Attributes
    ----------
    across, down : int
        The two sums, over waiting and review children, in the units of the axes.
    corner : bool
        Whether some weights of the two would choose it before all others.
    totals : dict of str to int
        Other criteria of its plan, summed alike: of plans with these two sums, the policy's best.
    elsewhere : tuple of Elsewhere
        Who lives elsewhere than in the policy's plan, in register order.
    next : str
        What may lie between it and the next point.
    """

    across: int
    down: int
    corner: bool
    totals: dict[str, int]
    elsewhere: tuple[Elsewhere, ...]
    next: Between = "nothing"
