"""How levels differ, and what is proved of it.

A level of a policy is a sum of criteria. Its *best value* is the least it can be once all levels
before it have theirs, so it is one number, however many equally good plans there are. Of it we
know: it equals the plan's value where this and all earlier levels are proved; it lies between
bound and value at the first level that is not proved; and of later levels nothing is known, since
another plan may be better at the earlier one. The difference of two best values so lies between
(least less baseline's most) and (most less baseline's least). It is a proven difference where that
interval leaves out 0.

Two levels are compared where they count the same criteria with the same weights, wherever each
stands in its policy. Whether they also count them on the same children, and in the same measures,
is told beside.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from scenarios.compare.records import LevelCompared, Unlike, Verdict
from scenarios.compare.side import Side

Level = dict[str, int]
Interval = tuple[int, int]


def compared_levels(baseline: Side | None, side: Side) -> tuple[LevelCompared, ...]:
    """Return each level of a side beside the same sum in the baseline.

    Parameters
    ----------
    baseline : Side or None
        What it is compared with; None where the baseline has no plan.
    side : Side
        The scenario.
    """
    levels = [weighed(level) for level in side.plan.policy.levels]
    return tuple(_compared(baseline, side, levels, place) for place in range(len(levels)))


def weighed(level: Level) -> Level:
    """Return a level without the criteria that weigh nothing."""
    return {code: weight for code, weight in level.items() if weight}


def best_between(side: Side, place: int) -> Interval | None:
    """Return what the best value of a level lies between; None where nothing is proved."""
    levels = side.plan.levels
    proved = takewhile(lambda one: one.bound == one.value, levels)
    if place > sum(1 for _ in proved):
        return None
    level = levels[place]
    return (0 if level.bound is None else level.bound), level.value


def _compared(baseline: Side | None, side: Side, levels: list[Level], place: int) -> LevelCompared:
    own = side.plan.levels[place]
    theirs = [] if baseline is None else [weighed(one) for one in baseline.plan.policy.levels]
    known = {
        "number": place + 1,
        "counts": levels[place],
        "value": own.value,
        "bound": own.bound,
        "gap": None if own.bound is None else own.value - own.bound,
    }
    if baseline is None or levels[place] not in theirs:
        return LevelCompared.model_validate({**known, "verdict": "incomparable"})
    # The same sum may stand twice in a policy: then like stands beside like.
    nth = levels[:place].count(levels[place])
    same = [number for number, level in enumerate(theirs) if level == levels[place]]
    at = same[min(nth, len(same) - 1)]
    other = baseline.plan.levels[at]
    ours, before = best_between(side, place), best_between(baseline, at)
    between = None if ours is None or before is None else _less(ours, before)
    return LevelCompared.model_validate(
        {
            **known,
            "baseline_number": at + 1,
            "baseline_value": other.value,
            "baseline_gap": None if other.bound is None else other.value - other.bound,
            "difference": own.value - other.value,
            "least": between and between[0],
            "most": between and between[1],
            "verdict": _verdict(between),
            "unlike": (
                *_unlike(baseline, side),
                *(("earlier_levels",) if levels[:place] != theirs[:at] else ()),
            ),
        }
    )


def _less(one: Interval, other: Interval) -> Interval:
    return one[0] - other[1], one[1] - other[0]


def _verdict(between: Interval | None) -> Verdict:
    if between is None:
        return "unproved"
    least, most = between
    if most < 0:
        return "lower"
    if least > 0:
        return "higher"
    return "equal" if least == most else "unproved"


def _unlike(baseline: Side, side: Side) -> Iterator[Unlike]:
    if _decided_on(baseline) != _decided_on(side):
        yield "children"
    if baseline.inputs.register.sibling_groups != side.inputs.register.sibling_groups:
        yield "groups"
    if not _same_measures(baseline, side):
        yield "measures"


def _decided_on(side: Side) -> frozenset[str]:
    return frozenset(
        child.id for child in side.inputs.register.children if child.status != "settled"
    )


def _same_measures(baseline: Side, side: Side) -> bool:
    old, new = baseline.inputs.journeys, side.inputs.journeys
    if baseline.plan.policy.school_reach_km != side.plan.policy.school_reach_km:
        return False
    if old is None or new is None:
        return old is new
    return all(old.rows.get(pair, row) == row for pair, row in new.rows.items())
