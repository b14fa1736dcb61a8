"""How criteria and indicators differ: differences, and no arithmetic besides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from matcher.criteria import CHILD_CRITERIA, CRITERIA, GroupCriterion
from scenarios.compare.records import CriterionChange, FigureCompared, Total
from scenarios.compare.side import Side

Number = int | float | None
Key = tuple[str, ...]


def compared_figures(baseline: Side | None, side: Side) -> tuple[FigureCompared, ...]:
    """Return every figure of a side's indicators beside the baseline's, in the order of plans."""
    theirs = {} if baseline is None else dict(figures_of(baseline.plan.indicators))
    ours = dict(figures_of(side.plan.indicators))
    none: Mapping[str, Any] = {}
    found = []
    for key in (*ours, *(key for key in theirs if key not in ours)):
        old, new = theirs.get(key, none), ours.get(key, none)
        values = old.get("after"), new.get("after")
        found.append(
            FigureCompared(
                indicator=key[0],
                of=key[1:],
                unit=(new or old)["unit"],
                today=old.get("before"),
                baseline=values[0],
                value=values[1],
                change=less(values[1], values[0]),
            )
        )
    return tuple(found)


def less(one: Number, other: Number) -> Number:
    """Return a difference, exact in decimals; None where either is."""
    if one is None or other is None:
        return None
    exact = Decimal(str(one)) - Decimal(str(other))
    return int(exact) if isinstance(one, int) and isinstance(other, int) else float(exact)


def figures_of(entries: Mapping[str, Any], under: Key = ()) -> Iterator[tuple[Key, Any]]:
    """Yield the figures of a plan's indicators, each with its code and the keys under it."""
    for name, entry in entries.items():
        if "values" in entry:
            yield from figures_of(entry["values"], (*under, name))
        else:
            yield (*under, name), entry


def compared_totals(baseline: Side, side: Side) -> tuple[Total, ...]:
    """Return each criterion's sum over what both registers have."""
    children = [id_ for id_ in side.homes if id_ in baseline.homes]
    known = set(baseline.inputs.register.sibling_groups)
    groups = [group for group in side.inputs.register.sibling_groups if group in known]

    def total(criterion: Any, one: Side) -> int:
        if isinstance(criterion, GroupCriterion):
            return sum(criterion.cost(group, one.homes, one.case) for group in groups)
        return sum(one.assignments[id_].criteria[criterion.code] for id_ in children)

    found = []
    for criterion in CRITERIA:
        old, new = total(criterion, baseline), total(criterion, side)
        found.append(
            Total(
                criterion=criterion.code,
                unit=criterion.unit.en,
                baseline=old,
                value=new,
                change=new - old,
            )
        )
    return tuple(found)


def criteria_of(baseline: Side, side: Side, child: str) -> tuple[CriterionChange, ...]:
    """Return every criterion of a child that both registers have, on both sides."""
    old, new = baseline.assignments[child].criteria, side.assignments[child].criteria
    return tuple(
        CriterionChange(
            criterion=one.code,
            unit=one.unit.en,
            baseline=old[one.code],
            value=new[one.code],
            change=new[one.code] - old[one.code],
        )
        for one in CHILD_CRITERIA
    )
