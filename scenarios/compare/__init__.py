"""A baseline and any number of scenarios side by side: what differs, for whom, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from matcher.errors import Fault, InputError
from matcher.records.location import Location
from scenarios.compare.children import placed_differently
from scenarios.compare.comparison import Answer, ChildShown, Comparison, HomeShown, Spot
from scenarios.compare.facts import facts_of
from scenarios.compare.figures import compared_figures, compared_totals
from scenarios.compare.levels import compared_levels
from scenarios.compare.records import (
    CriterionChange,
    FigureCompared,
    LevelCompared,
    PlacedDifferently,
    Reason,
    RegisterFacts,
    Total,
)
from scenarios.compare.side import Side
from scenarios.inputs import Inputs
from scenarios.outcome import Outcome

T = TypeVar("T")

#: Coordinates are rounded to so many decimals: no more than a map of a county shows.
_DECIMALS = 2


def compare(inputs: Inputs, outcomes: Sequence[Outcome]) -> Comparison:
    """Return how scenarios differ from a baseline.

    Solves nothing: the registers are made again, the plans are those of the outcomes.

    Parameters
    ----------
    inputs : Inputs
        What the scenarios changed.
    outcomes : sequence of Outcome
        The baseline's first. Those without a plan are told with their faults.

    Returns
    -------
    Comparison
        In the order of the outcomes.

    Raises
    ------
    InputError
        If there are no outcomes, two have one name, or one was made from other inputs.
    """
    if not outcomes:
        raise InputError.single("outcomes", "are none", "the baseline's outcome, then the others")
    made = [_made(inputs, outcome) for outcome in outcomes]
    sides = [
        Side(after, outcome.plan) if after is not None and outcome.plan is not None else None
        for after, outcome in zip(made, outcomes, strict=True)
    ]
    faults = [*_named_twice(outcomes), *_foreign(outcomes, sides)]
    if faults:
        raise InputError(faults)
    return Comparison(
        authority=inputs.register.authority.code,
        authority_name=inputs.register.authority.name,
        as_of=inputs.register.as_of,
        register_sha256=inputs.register.sha256,
        answers=tuple(
            _answer(inputs, outcome, made[0], after, sides[0], side)
            for outcome, after, side in zip(outcomes, made, sides, strict=True)
        ),
        homes=_homes(inputs),
        children=_children(inputs),
    )


def _made(inputs: Inputs, outcome: Outcome) -> Inputs | None:
    """Return what a scenario makes of the inputs; None where a change can't be made."""
    try:
        return outcome.scenario.apply(inputs)
    except InputError:
        if outcome.plan is not None:
            raise
        return None


def _named_twice(outcomes: Sequence[Outcome]) -> Iterator[Fault]:
    names = [outcome.scenario.name for outcome in outcomes]
    for position, name in enumerate(names):
        if name in names[:position]:
            yield Fault(
                f"outcomes[{position}].scenario.name", f"{name} is there twice", "each name once"
            )


def _foreign(outcomes: Sequence[Outcome], sides: Sequence[Side | None]) -> Iterator[Fault]:
    for position, (outcome, side) in enumerate(zip(outcomes, sides, strict=True)):
        if side is not None and side.plan.register_sha256 != side.inputs.register.sha256:
            yield Fault(
                f"outcomes[{position}]",
                f"{outcome.scenario.name} was planned from another register",
                "outcomes of the same inputs",
            )


def _answer(
    inputs: Inputs,
    outcome: Outcome,
    baseline_inputs: Inputs | None,
    after: Inputs | None,
    baseline: Side | None,
    side: Side | None,
) -> Answer:
    scenario = outcome.scenario
    told: dict[str, Any] = {
        "name": scenario.name,
        "question": scenario.question,
        "says": tuple(change.says for change in scenario.changes),
        "faults": outcome.faults,
    }
    if after is not None:
        told["facts"] = facts_of(baseline_inputs or inputs, after)
        told["homes"] = _other(_homes(after), _homes(inputs))
        told["children"] = _other(_children(after), _children(inputs))
    if side is None:
        return Answer.model_validate({**told, "status": "failed"})
    return Answer.model_validate(
        {
            **told,
            "status": side.plan.status,
            "levels": compared_levels(baseline, side),
            "totals": () if baseline is None else compared_totals(baseline, side),
            "figures": compared_figures(baseline, side),
            "placed_differently": () if baseline is None else placed_differently(baseline, side),
        }
    )


def _other(these: tuple[T, ...], those: tuple[T, ...]) -> tuple[T, ...]:
    """Return which of these are not among those."""
    known = set(those)
    return tuple(one for one in these if one not in known)


def _homes(inputs: Inputs) -> tuple[HomeShown, ...]:
    return tuple(
        HomeShown(
            id=home.id,
            kind=home.kind,
            authority=home.authority,
            places=home.places,
            spot=_spot(home.location),
        )
        for home in inputs.register.homes
    )


def _children(inputs: Inputs) -> tuple[ChildShown, ...]:
    return tuple(
        ChildShown(id=child.id, spot=_spot(child.family_home)) for child in inputs.register.children
    )


def _spot(location: Location) -> Spot:
    return Spot(
        lat=round(location.lat, _DECIMALS),
        lon=round(location.lon, _DECIMALS),
        label=location.label,
    )


__all__ = [
    "Answer",
    "ChildShown",
    "Comparison",
    "CriterionChange",
    "FigureCompared",
    "HomeShown",
    "LevelCompared",
    "PlacedDifferently",
    "Reason",
    "RegisterFacts",
    "Spot",
    "Total",
    "compare",
]
