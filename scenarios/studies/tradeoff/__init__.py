"""The trade-off between two sums of a plan: the plans that none beats in both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from matcher.errors import InputError
from matcher.records.fields import Code, Record
from matcher.records.plan import Plan
from matcher.words import Words
from scenarios.inputs import Inputs
from scenarios.reports.language import Language
from scenarios.reports.provenance import provenance
from scenarios.reports.tables import Table
from scenarios.studies._base import Picture, Study
from scenarios.studies._planned import planned
from scenarios.studies.tradeoff import shown
from scenarios.studies.tradeoff.axes import CHILDREN_MOVED, Axis, axes_of
from scenarios.studies.tradeoff.records import Elsewhere, Point
from scenarios.studies.tradeoff.search import Found, Level, Progress, Search

#: What is told of each point besides its two sums.
TOTALS = ("distance_home", "weekly_cost", "moves", "out_of_county")
#: More than people look at; a curve of pounds against kilometres may have hundreds of points.
MOST_POINTS = 60


class PolicyPoint(Record):
    """The two sums of the plan that the policy itself chooses."""

    across: int
    down: int


class Tradeoff(Study):
    """The trade-off curve between two sums (`cartref/study/tradeoff/1`).

    Attributes
    ----------
    across, down : str
        The two sums: criteria by code, or ``children_moved``.
    held : tuple of dict of str to int
        The levels that stay first: every point has their best values.
    points : tuple of Point
        From the least of the one to the least of the other; each is proved.
    policy_point : PolicyPoint or None
        Where the policy's own plan lies; None where it is not proved.
    bounded : bool
        Whether a limit could be put on one of the sums, and so every point be found.
    both_ends : bool
        Whether both ends of the curve are proved.
    most_points : int
        No more were looked for.
    stopped : bool
        Whether somebody stopped it.
    """

    code: ClassVar = "tradeoff"
    meaning: ClassVar = Words(
        "What does less of one thing cost in another?",
        "Beth mae llai o un peth yn ei gostio mewn peth arall?",
    )

    format: Literal["cartref/study/tradeoff/1"] = "cartref/study/tradeoff/1"
    across: Code
    down: Code
    held: tuple[Level, ...]
    points: tuple[Point, ...]
    policy_point: PolicyPoint | None
    bounded: bool
    both_ends: bool
    most_points: int
    stopped: bool

    @property
    def axes(self) -> tuple[Axis, Axis]:
        """The two sums, with their units."""
        return Axis(self.across), Axis(self.down)

    @property
    def is_complete(self) -> bool:
        """Whether these are all points there are."""
        return self.both_ends and all(one.next == "nothing" for one in self.points)

    @property
    def has_all_corners(self) -> bool:
        """Whether these are at least all points that some weights would choose by themselves."""
        return self.both_ends and all(one.next != "unknown" for one in self.points)

    def headline(self, say: Language) -> str:
        """Return how many points there are, and what lies between the ends."""
        return shown.headline(self, say)

    def exactness(self, say: Language) -> str:
        """Return what is proved, and whether there may be other points."""
        return shown.exactness(self, say)

    def tables(self, say: Language) -> Sequence[Table]:
        """Return the points, and who lives elsewhere at each."""
        return shown.tables(self, say)

    def pictures(self, say: Language) -> Sequence[Picture]:
        """Return the curve."""
        return shown.pictures(self, say)


def tradeoff_of(
    inputs: Inputs,
    across: str = CHILDREN_MOVED,
    down: str = "distance_home",
    *,
    most_points: int = MOST_POINTS,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> Tradeoff:
    """Return the trade-off curve between two sums of a plan.

    Levels of the policy that come before the first that weighs either sum stay first, among them
    children without a home; of plans with the same two sums the rest of the policy decides.

    Parameters
    ----------
    inputs : Inputs
        Register and policy.
    across, down : str
        The two sums: criteria by code, or ``children_moved``.
    most_points : int
        No more points are looked for, at least 2.
    time_limit : float, optional
        Seconds for each plan; a point that is not proved by then is left out.
    progress : callable, optional
        Told how many points are found, and how many are looked for at most.

    Returns
    -------
    Tradeoff
        Interrupted, with the points found so far.

    Raises
    ------
    InputError
        If a sum is not known, both are the same, or no plan keeps the policy's limits.
    """
    axes = axes_of(across, down)
    if most_points < 2:
        raise InputError.single("most_points", "is too few", "a whole number from 2")
    prepared = axes[1].prepared(axes[0].prepared(inputs))
    held, rest = _held(prepared, axes)
    search = Search(prepared, *axes, held, rest, most_points, time_limit, progress)
    own: Found | None = None
    try:
        plan = planned(
            prepared.with_policy(levels=[*prepared.policy.levels, *Search.sums(*axes)]), time_limit
        )
        if plan.status == "optimal":
            own = Found(plan.levels[-2].value, plan.levels[-1].value, plan)
        search.run()
    except KeyboardInterrupt:
        search.stopped = True
    return Tradeoff(
        provenance=provenance(inputs),
        across=across,
        down=down,
        held=tuple(held),
        points=tuple(_point(one, search, own) for one in search.points),
        policy_point=PolicyPoint(across=own.across, down=own.down) if own else None,
        bounded=any(axis.can_be_bounded(prepared) for axis in axes),
        both_ends=search.both_ends,
        most_points=most_points,
        stopped=search.stopped,
    )


def _held(inputs: Inputs, axes: tuple[Axis, Axis]) -> tuple[list[Level], list[Level]]:
    """Return the levels that stay first, and the rest of the policy."""
    sums = {axis.criterion for axis in axes}
    levels = list(inputs.policy.levels)
    weighing = [any(level.get(code) for code in sums) for level in levels]
    first = weighing.index(True) if True in weighing else len(levels)
    held = levels[:first]
    if "unplaced" not in sums and not any(level.get("unplaced") for level in held):
        held.append({"unplaced": 1})
    return held, levels[first:]


def _point(found: Found, search: Search, own: Found | None) -> Point:
    place = found.across, found.down
    open_ = {one.id for one in search.inputs.register.children if one.status != "settled"}
    homes = own.plan.homes if own else found.plan.homes
    return Point(
        across=found.across,
        down=found.down,
        corner=place in search.corners,
        totals={code: _total(found.plan, code, open_) for code in TOTALS},
        elsewhere=tuple(
            Elsewhere(child=child, policy_home=homes[child], home=home)
            for child, home in found.plan.homes.items()
            if home != homes[child]
        ),
        next=search.between.get(place, "nothing"),
    )


def _total(plan: Plan, code: str, children: set[str]) -> int:
    return sum(one.criteria[code] for one in plan.assignments if one.child in children)


__all__ = ["CHILDREN_MOVED", "MOST_POINTS", "Point", "PolicyPoint", "Tradeoff", "tradeoff_of"]
