"""What a trade-off curve is drawn over: two sums of a plan, some of which a limit can bound."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from matcher.criteria import CRITERION, ChildCriterion
from matcher.criteria.weekly_cost import WeeklyCost
from matcher.errors import Fault, InputError
from matcher.limits import LIMITS, Limit
from matcher.records.child import Child
from matcher.words import Words
from scenarios.inputs import Inputs

#: Children moved, each counted once however often it moved before: the criterion `moves` of a
#: register in which nobody has moved in the last 12 months.
CHILDREN_MOVED = "children_moved"
_CHILDREN = Words("children", "plant")
#: The limit that bounds a criterion.
_BOUNDED_BY = {
    "moves": "max_moves",
    "out_of_county": "max_out_of_county",
    "weekly_cost": "max_weekly_cost",
}
_LIMIT: dict[str, Limit] = {limit.code: limit for limit in LIMITS}


@dataclass(frozen=True)
class Axis:
    """One of the two sums.

    Attributes
    ----------
    code : str
        Its name: that of a criterion, or `CHILDREN_MOVED`.
    """

    code: str

    @property
    def criterion(self) -> str:
        """The criterion that is summed."""
        return "moves" if self.code == CHILDREN_MOVED else self.code

    @property
    def meaning(self) -> Words:
        """What it counts."""
        if self.code == CHILDREN_MOVED:
            return Words("children moved", "plant a symudir")
        return CRITERION[self.criterion].meaning

    @property
    def unit(self) -> str:
        """Its unit, in English."""
        return _CHILDREN.en if self.code == CHILDREN_MOVED else CRITERION[self.criterion].unit.en

    def prepared(self, inputs: Inputs) -> Inputs:
        """Return inputs whose criterion is this sum, and whose limit bounds that very sum.

        Homes cost whole pounds, as the criterion counts them; unless the policy has a limit of
        its own, which counts pence.
        """
        register, limits = inputs.register, inputs.policy.limits
        if self.code == CHILDREN_MOVED:
            still = [{**dict(child), "moves_12m": 0} for child in register.children]
            return inputs.edited(children=still)
        if self.code == "weekly_cost" and limits.max_weekly_cost is None:
            pounds = [
                {**dict(home), "weekly_cost": WeeklyCost().of_home(home, inputs.case)}
                for home in register.homes
            ]
            return inputs.edited(homes=pounds)
        return inputs

    def can_be_bounded(self, inputs: Inputs) -> bool:
        """Return whether a limit bounds this sum exactly, whatever the plan.

        Limits count the settled children too, who add the same to every plan. That they count
        alike is looked up child by child and home by home.
        """
        limit = self._limit
        if limit is None:
            return False
        if self.code in ("moves", CHILDREN_MOVED):
            return all(one.moves_12m == 0 for one in inputs.register.children if _is_open(one))
        case, criterion = inputs.case, CRITERION[self.criterion]
        return isinstance(criterion, ChildCriterion) and all(
            limit.home_weight(home, case) == criterion.cost(child, home, case)
            for child in inputs.register.children[:1]
            for home in inputs.register.homes
        )

    def at_most(self, inputs: Inputs, most: int) -> Inputs:
        """Return inputs whose plans have at most so much of this sum.

        Raises
        ------
        ValueError
            If no limit bounds it.
        """
        limit = self._limit
        if limit is None:
            raise ValueError(f"no limit bounds {self.code}")
        given = getattr(inputs.policy.limits, limit.code)
        bound = most + self._settled(inputs, limit)
        limits = {
            **dict(inputs.policy.limits),
            limit.code: bound if given is None else min(given, bound),
        }
        return inputs.with_policy(limits=limits)

    @property
    def _limit(self) -> Limit | None:
        return _LIMIT.get(_BOUNDED_BY.get(self.criterion, ""))

    def _settled(self, inputs: Inputs, limit: Limit) -> int:
        """Return what settled children add to the limit's sum, whatever the plan."""
        case = inputs.case
        return int(
            sum(
                limit.weight(child, case.homes[child.present_home], case)
                for child in inputs.register.children
                if not _is_open(child) and child.present_home is not None
            )
        )


def _is_open(child: Child) -> bool:
    return child.status != "settled"


def axes_of(across: str, down: str) -> tuple[Axis, Axis]:
    """Return two axes by code.

    Raises
    ------
    InputError
        If one is not known, or both are the same.
    """
    faults = list(_faults(across, down))
    if faults:
        raise InputError(faults)
    return Axis(across), Axis(down)


def _faults(across: str, down: str) -> Iterator[Fault]:
    known = (*CRITERION, CHILDREN_MOVED)
    for place, code in (("across", across), ("down", down)):
        if code not in known:
            yield Fault(place, "is no criterion", ", ".join(known))
    if Axis(across).criterion == Axis(down).criterion:
        yield Fault("down", "counts the same as across", "another criterion")
