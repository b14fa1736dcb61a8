"""Who is placed differently: each child whose home in two plans is not the same."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.compare import sentences
from scenarios.compare.figures import criteria_of
from scenarios.compare.reasons import reasons_for
from scenarios.compare.records import PlacedDifferently
from scenarios.compare.side import Side


def placed_differently(baseline: Side, side: Side) -> tuple[PlacedDifferently, ...]:
    """Return the children whose home differs: those of both registers, the gone, the new."""
    both = (child for child in baseline.homes if child in side.homes)
    return (
        *(_moved(baseline, side, id_) for id_ in both if baseline.homes[id_] != side.homes[id_]),
        *_gone(baseline, side),
        *_new(baseline, side),
    )


def _moved(baseline: Side, side: Side, child: str) -> PlacedDifferently:
    return PlacedDifferently(
        child=child,
        in_registers="both",
        baseline_home=baseline.homes[child],
        home=side.homes[child],
        criteria=criteria_of(baseline, side, child),
        reasons=reasons_for(baseline, side, child),
    )


def _gone(baseline: Side, side: Side) -> Iterator[PlacedDifferently]:
    for child, home in baseline.homes.items():
        if child not in side.homes:
            yield PlacedDifferently(
                child=child,
                in_registers="baseline",
                baseline_home=home,
                home=None,
                reasons=(sentences.child_gone(child),),
            )


def _new(baseline: Side, side: Side) -> Iterator[PlacedDifferently]:
    for child, home in side.homes.items():
        if child not in baseline.homes:
            yield PlacedDifferently(
                child=child,
                in_registers="scenario",
                baseline_home=None,
                home=home,
                reasons=(sentences.child_new(child),),
            )
