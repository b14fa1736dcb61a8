"""Stress: more children come at once; how often is somebody unplaced, and who is it first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from matcher.errors import Fault, InputError
from matcher.indicators.equality import CHARACTERISTICS
from matcher.records.child import Child
from scenarios.generator.chance import Chance
from scenarios.inputs import Inputs
from scenarios.studies import provenance
from scenarios.studies._areas import area_name
from scenarios.studies._intervals import Estimate, mean_of, share_of
from scenarios.studies._planned import planned
from scenarios.studies.arrivals import Family, arrived, drawn_family, family_size
from scenarios.studies.stress.record import Breaks, Load, Stress

SIZES = (5, 10, 20, 30)
DRAWS = 40
MOST_DRAWS, MOST_CHILDREN = 10_000, 1_000

_AGE_BAND = next(one for one in CHARACTERISTICS if one.code == "age_band")


class _Drawn(NamedTuple):
    """What one plan comes to: who of all has no home, is a group split, who is out of county."""

    unplaced: tuple[Child, ...]
    split: bool
    out_of_county: int


def stress_of(
    inputs: Inputs,
    sizes: Iterable[int] = SIZES,
    draws: int = DRAWS,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> Stress:
    """Return what happens when more children come at once.

    Parameters
    ----------
    inputs : Inputs
        Today's register and the policy.
    sizes : iterable of int
        How many children come, 1 to 1,000 each; whole families, the last one cut to fit.
    draws : int
        How often they are drawn, for each number.
    progress : callable, optional
        Told how many plans are done, of how many.

    Returns
    -------
    Stress
        Interrupted, of the draws that were done for every number.

    Raises
    ------
    InputError
        If a number is out of range, the register has no children, or today's has no plan.
    """
    ordered = sorted(set(sizes))
    _refuse(ordered, draws)
    total = draws * len(ordered)
    today = _outcome(inputs, ())
    found: list[list[_Drawn]] = []
    try:
        for seed in range(1, draws + 1):
            row = []
            for size in ordered:
                row.append(_outcome(inputs, _families(inputs, size, seed)))
                if progress:
                    progress(len(found) * len(ordered) + len(row), total)
            found.append(row)
    except KeyboardInterrupt:
        if not found:
            raise
    known = {child.id for child in today.unplaced}
    columns = [[row[place] for row in found] for place in range(len(ordered))]
    now = Load(
        children=0,
        draws=1,
        unplaced=Estimate(value=0.0, n=1),
        n_unplaced=Estimate(value=0.0, n=1),
        split=Estimate(value=0.0, n=1),
        out_of_county=mean_of([today.out_of_county]),
    )
    loads = [_load(size, column, len(known)) for size, column in zip(ordered, columns, strict=True)]
    return Stress(
        provenance=provenance(inputs),
        asked=draws,
        loads=(now, *loads),
        breaks=_breaks(inputs, ordered, columns, known),
    )


def _refuse(sizes: Sequence[int], draws: int) -> None:
    faults = []
    if not sizes or not all(1 <= size <= MOST_CHILDREN for size in sizes):
        faults.append(Fault("children", "is out of range", f"1 to {MOST_CHILDREN:,}"))
    if not 1 <= draws <= MOST_DRAWS:
        faults.append(Fault("draws", "is out of range", f"1 to {MOST_DRAWS:,}"))
    if faults:
        raise InputError(faults)


def _families(inputs: Inputs, children: int, seed: int) -> tuple[Family, ...]:
    """Return families with so many children together; the last one is cut to fit."""
    chance, found, left = Chance(seed), list[Family](), children
    while left:
        size = family_size(chance)
        name = f"X{len(found) + 1:03d}"
        family = drawn_family(inputs.register, min(size, left), name, inputs.register.as_of, chance)
        found.append(family)
        left -= len(family.children)
    return tuple(found)


def _outcome(inputs: Inputs, families: tuple[Family, ...]) -> _Drawn:
    changed = arrived(inputs, families)
    plan = planned(changed)
    homes = plan.homes
    return _Drawn(
        tuple(child for child in changed.register.children if homes[child.id] is None),
        any(len({homes[child.id] for child in family.children}) > 1 for family in families),
        plan.indicators["out_of_county"]["after"],
    )


def _load(size: int, drawn: Sequence[_Drawn], today: int) -> Load:
    more = [len(one.unplaced) - today for one in drawn]
    return Load(
        children=size,
        draws=len(drawn),
        unplaced=share_of(sum(one > 0 for one in more), len(more)),
        n_unplaced=mean_of(more),
        split=share_of(sum(one.split for one in drawn), len(drawn)),
        out_of_county=mean_of([one.out_of_county for one in drawn]),
    )


def _breaks(
    inputs: Inputs, sizes: Sequence[int], columns: Sequence[Sequence[_Drawn]], known: set[str]
) -> Breaks | None:
    for size, drawn in zip(sizes, columns, strict=True):
        without = [child for one in drawn for child in one.unplaced if child.id not in known]
        if without:
            case = inputs.case
            return Breaks(
                children=size,
                n_unplaced=len(without),
                areas=_counts(area_name(child.family_home) for child in without),
                ages=_counts(_AGE_BAND.group(child, case) for child in without),
                needs=_counts(
                    need for child in without for need in sorted(child.required_needs) or ["none"]
                ),
            )
    return None


def _counts(keys: Iterable[str]) -> dict[str, int]:
    """Return how often each key comes, most first."""
    counts = Counter(keys)
    return {key: counts[key] for key in sorted(counts, key=lambda key: (-counts[key], key))}


__all__ = ["DRAWS", "SIZES", "Breaks", "Load", "Stress", "stress_of"]
