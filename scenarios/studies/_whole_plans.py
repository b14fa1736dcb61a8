"""Whole plans that contain some pairs or leave them out: what studies of single requests compare.

The value of an option is that of the best plan for everybody that contains it; what it costs is
the difference of two such plans. Both are proved level by level, or known to lie in an interval
where the search was stopped (see `scenarios.compare.levels`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from matcher.case import Case
from matcher.errors import InputError
from matcher.records.child import Child
from matcher.records.fields import Record
from matcher.records.plan import Pair
from scenarios.compare.levels import Interval, best_between
from scenarios.compare.side import Side
from scenarios.inputs import Inputs
from scenarios.studies._planned import planned


class LevelSum(Record):
    """A level, or a weighted sum or difference of it over several plans.

    Attributes
    ----------
    value : float
        Of the plans that were found, in the level's unit.
    least, most : float or None
        What it lies between for the best plans there are; equal where all are proved; None where
        an earlier level is not proved.
    """

    value: float
    least: float | None
    most: float | None

    @property
    def proved(self) -> bool:
        """Whether it is exact."""
        return self.least is not None and self.least == self.most


@dataclass(frozen=True, eq=False)
class WholePlan:
    """A plan for everybody, with what is proved of it.

    Attributes
    ----------
    side : Side
        The plan and what it was made from.
    """

    side: Side

    @cached_property
    def levels(self) -> tuple[int, ...]:
        """The values of its levels."""
        return tuple(level.value for level in self.side.plan.levels)

    @cached_property
    def between(self) -> tuple[Interval | None, ...]:
        """What each level of the best such plan lies between."""
        return tuple(best_between(self.side, place) for place in range(len(self.levels)))

    @cached_property
    def homes(self) -> Mapping[str, str | None]:
        """The home of each child, by id."""
        return self.side.homes

    @property
    def proved(self) -> bool:
        """Whether every level is proved."""
        return self.side.plan.status == "optimal"


class WholePlans:
    """The best plans of some inputs that contain some pairs and leave out others.

    Parameters
    ----------
    inputs : Inputs
        What is planned.
    time_limit : float, optional
        Seconds for each plan; see `matcher.plan`.
    """

    def __init__(self, inputs: Inputs, time_limit: float | None = None) -> None:
        self.inputs = inputs
        self._time_limit = time_limit

    @cached_property
    def best(self) -> WholePlan:
        """The best plan of all; raises what `planned` raises."""
        return self._plan((), ())

    def with_homes(self, homes: Mapping[str, str | None]) -> WholePlan | None:
        """Return the best plan in which children have these homes (None: no home).

        Returns
        -------
        WholePlan or None
            None where no plan contains them.
        """
        locks = [(child, home) for child, home in homes.items() if home is not None]
        nowhere = [self.case.children[child] for child, home in homes.items() if home is None]
        return self.where(locks, self.leaving(nowhere))

    def where(self, locks: Iterable[Pair] = (), forbid: Iterable[Pair] = ()) -> WholePlan | None:
        """Return the best plan with these pairs and without those; None where there is none."""
        pairs = tuple(locks), tuple(forbid)
        best = self.best  # raises where nothing can be planned at all
        if not any(pairs):
            return best
        try:
            return self._plan(*pairs)
        except InputError:
            return None

    def leaving(self, children: Iterable[Child]) -> list[Pair]:
        """Return the pairs without which children have no home but the one they may stay in."""
        return [
            (child.id, home.id)
            for child in children
            for home in self.inputs.register.homes
            if home.id != child.present_home
        ]

    @cached_property
    def case(self) -> Case:
        """The inputs, as rules and criteria look at them."""
        return self.inputs.case

    def _plan(self, locks: tuple[Pair, ...], forbid: tuple[Pair, ...]) -> WholePlan:
        inputs = replace(
            self.inputs,
            locks=(*self.inputs.locks, *locks),
            forbid=(*self.inputs.forbid, *forbid),
        )
        return WholePlan(Side(inputs, planned(inputs, self._time_limit)))


def level_sums(parts: Iterable[tuple[Fraction | int, WholePlan]]) -> tuple[LevelSum, ...]:
    """Return the weighted sum of plans, level by level; intervals where plans are not proved.

    Parameters
    ----------
    parts : iterable of (Fraction, WholePlan)
        Plans with their weights, which may be negative. A plan given twice counts once, with
        both weights: what is not known of it does not count twice either.
    """
    weights: dict[WholePlan, Fraction] = {}
    for weight, plan in parts:
        weights[plan] = weights.get(plan, Fraction(0)) + weight
    used = {plan: weight for plan, weight in weights.items() if weight}
    n_levels = max((len(plan.levels) for plan in weights), default=0)
    return tuple(_level_sum(used, place) for place in range(n_levels))


def _level_sum(weights: Mapping[WholePlan, Fraction], place: int) -> LevelSum:
    value = sum((weight * plan.levels[place] for plan, weight in weights.items()), Fraction(0))
    least: Fraction | None = Fraction(0)
    most: Fraction | None = Fraction(0)
    for plan, weight in weights.items():
        between = plan.between[place]
        if between is None or least is None or most is None:
            least = most = None
            continue
        ends = sorted(weight * end for end in between)
        least, most = least + ends[0], most + ends[1]
    return LevelSum(
        value=float(value),
        least=None if least is None else float(least),
        most=None if most is None else float(most),
    )
