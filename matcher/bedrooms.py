"""How many bedrooms some children need (contract 3, `bedrooms`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from matcher.case import Case
from matcher.records.child import Child

#: Siblings both under this age may share a bedroom whatever their gender.
SHARES_UNDER_YEARS = 10


def bedrooms_needed(children: Iterable[Child], case: Case) -> int:
    """Return the fewest bedrooms for some children, sharing as siblings may.

    Two siblings of one group may share if both are under 10 or both have the same gender
    (`other` shares by age only); never three.

    Parameters
    ----------
    children : iterable of Child
        Children of the register who live in one home.
    case : Case
        For ages and sibling groups.

    Returns
    -------
    int
        Bedrooms.
    """
    n_children = 0
    groups: dict[str, list[Child]] = {}
    for child in children:
        n_children += 1
        group = case.group_of.get(child.id)
        if group is not None:
            groups.setdefault(group.id, []).append(child)
    return n_children - sum(_shared(siblings, case) for siblings in groups.values())


def _shared(siblings: list[Child], case: Case) -> int:
    """Return the most bedrooms that siblings can share by two.

    Older ones share within their gender; the odd one of a gender takes a younger sibling of that
    gender, who gives up no more than one other pair; the younger ones left share by two.
    """
    older = Counter(child.gender for child in siblings if case.age(child) >= SHARES_UNDER_YEARS)
    younger = Counter(child.gender for child in siblings if case.age(child) < SHARES_UNDER_YEARS)
    shared = 0
    n_younger = younger.total()
    for gender in ("female", "male"):
        pairs, odd = divmod(older[gender], 2)
        joined = min(odd, younger[gender])
        shared += pairs + joined
        n_younger -= joined
    return shared + n_younger // 2
