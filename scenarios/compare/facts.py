"""What a scenario's register and policy hold, and how they differ from the baseline's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from scenarios.compare.records import RegisterFacts
from scenarios.inputs import Inputs


def facts_of(baseline: Inputs, inputs: Inputs) -> RegisterFacts:
    """Return what there is to plan with, and the ids of what differs from the baseline."""
    register = inputs.register
    statuses = Counter(child.status for child in register.children)
    children = _differences(baseline.case.children, inputs.case.children)
    homes = _differences(baseline.case.homes, inputs.case.homes)
    old, new = dict(baseline.policy), dict(inputs.policy)
    return RegisterFacts(
        as_of=register.as_of,
        n_children=len(register.children),
        n_waiting=statuses["waiting"],
        n_review=statuses["review"],
        n_settled=statuses["settled"],
        n_groups=len(register.sibling_groups),
        n_homes=len(register.homes),
        n_places=sum(home.places for home in register.homes),
        **{f"children_{how}": ids for how, ids in children.items()},
        **{f"homes_{how}": ids for how, ids in homes.items()},
        policy_changed=tuple(name for name in new if old[name] != new[name]),
    )


def _differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]]:
    return {
        "new": tuple(id_ for id_ in new if id_ not in old),
        "gone": tuple(id_ for id_ in old if id_ not in new),
        "changed": tuple(id_ for id_ in new if id_ in old and old[id_] != new[id_]),
    }
