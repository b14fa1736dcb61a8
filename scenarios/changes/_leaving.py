"""Children who leave the register, and what refers to them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from matcher.records.child import Child
from matcher.records.references import age_on
from scenarios.inputs import Inputs

#: The age at which a child is no longer looked after (Social Services and Well-being (Wales)
#: Act 2014 s.3(3): a child is a person under 18).
ADULT_YEARS = 18


def without_children(inputs: Inputs, ids: Collection[str]) -> Inputs:
    """Return inputs without some children, and without what was only theirs.

    A sibling group of whom one is left is none any more. A home that was reserved for them
    alone goes with them: with nobody to be reserved for it would be open to everyone. Where
    somebody else's placement is in it, it stays, for those alone.
    """
    register = inputs.register
    left = [child for child in register.children if child.id not in ids]
    homes, gone = [], set()
    for home in register.homes:
        reserved = tuple(id_ for id_ in home.reserved_for if id_ not in ids)
        if home.reserved_for and not reserved:
            reserved = _placed_in(home.id, left)
            if not reserved:
                gone.add(home.id)
                continue
        homes.append({**dict(home), "reserved_for": reserved})
    groups = [
        {**dict(group), "children": members}
        for group in register.sibling_groups
        if len(members := [id_ for id_ in group.children if id_ not in ids]) > 1
    ]
    children = [
        {
            **dict(child),
            "apart_from": [id_ for id_ in child.apart_from if id_ not in ids],
            "declined_by": [id_ for id_ in child.declined_by if id_ not in gone],
        }
        for child in left
    ]
    lost = {*ids, *gone}
    return replace(
        inputs.edited(children=children, sibling_groups=groups, homes=homes),
        locks=tuple(pair for pair in inputs.locks if lost.isdisjoint(pair)),
        forbid=tuple(pair for pair in inputs.forbid if lost.isdisjoint(pair)),
    )


def _placed_in(home: str, children: Collection[Child]) -> tuple[str, ...]:
    return tuple(child.id for child in children if child.placement and child.placement.home == home)


def adults_on(inputs: Inputs, day: date) -> set[str]:
    """Return the ids of the children of a register who are adults on a day."""
    return {
        child.id
        for child in inputs.register.children
        if age_on(child.date_of_birth, day) >= ADULT_YEARS
    }
