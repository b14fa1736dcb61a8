"""Finding the points of a trade-off curve, each by one proved plan.

The corners come first: weights of the two sums under which two known points are equally good
choose every corner between them, if there is one (Aneja and Nair, Bicriteria transportation
problem, Management Science 25, 1979). A limit on one of the sums then finds what lies between
corners, where there is such a limit: the best plan with less than a point's sum is the next point
(the epsilon-constraint method; Haimes, Lasdon and Wismer, IEEE Transactions on Systems, Man and
Cybernetics 1, 1971).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count, pairwise
from math import gcd

from matcher.errors import UndecidedError
from matcher.records.plan import Plan
from scenarios.inputs import Inputs
from scenarios.studies._planned import planned
from scenarios.studies.tradeoff.axes import Axis
from scenarios.studies.tradeoff.records import Between

Level = dict[str, int]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Found:
    """A plan and its two sums, both proved."""

    across: int
    down: int
    plan: Plan


Gap = tuple[Found, Found]


@dataclass
class Search:
    """The search for the points between two sums.

    Parameters
    ----------
    inputs : Inputs
        What is planned, prepared for both axes.
    across, down : Axis
        The two sums.
    held, rest : list of Level
        What stays first, and what decides between plans with the same two sums.
    most_points : int
        At most so many points are looked for.
    time_limit : float or None
        Seconds for each plan.
    progress : callable or None
        Told how many points are found, and how many there may be at most.
    """

    inputs: Inputs
    across: Axis
    down: Axis
    held: list[Level]
    rest: list[Level]
    most_points: int
    time_limit: float | None = None
    progress: Progress | None = None
    points: list[Found] = field(default_factory=list)
    corners: set[tuple[int, int]] = field(default_factory=set)
    between: dict[tuple[int, int], Between] = field(default_factory=dict)
    both_ends: bool = False
    stopped: bool = False
    _edges: list[Gap] = field(default_factory=list)

    def run(self) -> None:
        """Find points until there are no more, they are enough, or somebody stops it."""
        try:
            self._run()
        except KeyboardInterrupt:
            self.stopped = True
        self.points.sort(key=lambda one: one.across)
        for gap in pairwise(self.points if self.both_ends else ()):
            if _is_narrow(gap):
                self.between[_place(gap[0])] = "nothing"

    def _run(self) -> None:
        self._tell()
        left = self._end(self.sums(self.across, self.down))
        right = self._end(self.sums(self.down, self.across))
        self.both_ends = left is not None and right is not None
        if left is None or right is None or _place(left) == _place(right):
            return
        self.between[_place(left)] = "unknown"
        self._in_turn([(left, right)], self._corner)
        for axis, step in ((self.across, self._less_across), (self.down, self._less_down)):
            if axis.can_be_bounded(self.inputs):
                self._in_turn(self._edges, step)
                return

    def _end(self, levels: list[Level]) -> Found | None:
        found = self._best(levels)
        if found is not None and _place(found) not in self.corners:
            self._keep(found, corner=True)
        return found

    def _in_turn(self, gaps: list[Gap], step: Callable[[Gap], list[Gap]]) -> None:
        """Divide gaps and what comes of them, the widest first."""
        number = count()  # of two as wide the earlier one comes first
        heap = [(-_area(gap), next(number), gap) for gap in gaps]
        heap.sort()
        while heap and len(self.points) < self.most_points:
            _, _, gap = heappop(heap)
            for part in () if _is_narrow(gap) else step(gap):
                heappush(heap, (-_area(part), next(number), part))

    def _corner(self, gap: Gap) -> list[Gap]:
        """Divide a gap at the corner within it, if there is one."""
        left, right = gap
        by_across, by_down = left.down - right.down, right.across - left.across
        common = gcd(by_across, by_down)
        weights = by_across // common, by_down // common
        level = {self.across.criterion: weights[0], self.down.criterion: weights[1]}
        found = self._best([level, *self.sums(self.across, self.down)])
        if found is None:
            return []
        if _weighed(found, weights) == _weighed(left, weights):
            self.between[_place(left)] = "unweighable"
            self._edges.append(gap)
            return []
        self.between[_place(found)] = "unknown"
        self._keep(found, corner=True)
        return [(left, found), (found, right)]

    def _less_across(self, gap: Gap) -> list[Gap]:
        """Divide a gap at the point next to its right end, if there is one."""
        left, right = gap
        levels = self.sums(self.down, self.across)
        found = self._best(levels, self.across, right.across - 1)
        if found is None:
            return []
        self.between[_place(found)] = "nothing"
        if _place(found) == _place(left):
            return []
        self._keep(found)
        return [(left, found)]

    def _less_down(self, gap: Gap) -> list[Gap]:
        """Divide a gap at the point next to its left end, if there is one."""
        left, right = gap
        levels = self.sums(self.across, self.down)
        found = self._best(levels, self.down, left.down - 1)
        if found is None:
            return []
        self.between[_place(left)] = "nothing"
        if _place(found) == _place(right):
            return []
        self.between[_place(found)] = "unweighable"
        self._keep(found)
        return [(found, right)]

    def _best(
        self, levels: list[Level], bounded: Axis | None = None, most: int = 0
    ) -> Found | None:
        """Return the best plan by some levels after those held; None if it is not proved."""
        inputs = self.inputs if bounded is None else bounded.at_most(self.inputs, most)
        policy = [*self.held, *levels, *self.rest]
        try:
            plan = planned(inputs.with_policy(levels=policy), self.time_limit)
        except UndecidedError:
            return None
        first = len(self.held) + len(levels)
        if any(one.bound != one.value for one in plan.levels[:first]):
            return None
        (one, value), (other, second) = zip(
            levels[-2:], plan.levels[first - 2 : first], strict=True
        )
        sums = {**dict.fromkeys(one, value.value), **dict.fromkeys(other, second.value)}
        return Found(sums[self.across.criterion], sums[self.down.criterion], plan)

    @staticmethod
    def sums(first: Axis, second: Axis) -> list[Level]:
        """Return a level for each of two sums, the first first."""
        return [{first.criterion: 1}, {second.criterion: 1}]

    def _keep(self, found: Found, *, corner: bool = False) -> None:
        self.points.append(found)
        if corner:
            self.corners.add(_place(found))
        self._tell()

    def _tell(self) -> None:
        if self.progress is not None:
            self.progress(len(self.points), self.most_points)


def _place(found: Found) -> tuple[int, int]:
    return found.across, found.down


def _weighed(found: Found, weights: tuple[int, int]) -> int:
    return weights[0] * found.across + weights[1] * found.down


def _is_narrow(gap: Gap) -> bool:
    """Return whether no whole numbers lie between two points: then no point does."""
    left, right = gap
    return right.across - left.across == 1 or left.down - right.down == 1


def _area(gap: Gap) -> int:
    left, right = gap
    return (right.across - left.across) * (left.down - right.down)
