"""What one family may choose in a plan under way, best first."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice

import numpy as np

from matcher.case_arrays import Bools
from matcher.geography import Ints
from matcher.options import JointOptions
from matcher.solve.heuristics.draft import Draft
from matcher.solve.heuristics.ground import Choice, Family, Ground, Shelf
from matcher.solve.heuristics.splitting import best_split

#: Options of siblings that are looked at for one that keeps the limits.
_MOST_OPTIONS = 100
#: Partial choices of siblings that are followed before the best is sought otherwise.
_PATIENCE = 40


def best_choice(draft: Draft, family: Family, before: Choice | None) -> Choice | None:
    """Return the best choice of a family that fits and keeps the limits; None if none does.

    Parameters
    ----------
    draft : Draft
        A plan under way without the family.
    family : Family
        The family.
    before : tuple of int or None
        What it had, if it was in the plan: a limit that is not kept may be no better than it was.
    """
    ground = draft.ground
    shelf = ground.shelf(family)
    fits = draft.fitting(family, shelf)
    earlier = [0] * len(draft.left) if before is None else ground.totals(family, before)
    found: list[Choice] = []
    if is_single(family):
        if earlier:
            fits &= draft.keeping_limits(earlier, shelf)
        first = int(np.argmax(fits)) if len(fits) else 0
        if len(fits) and fits[first]:
            found.append((int(shelf.arcs[first]),))
        other = as_single(family)
        if other is not None and draft.fits(other) and draft.within(earlier, family, other):
            found.append(other)
    else:
        some = np.flatnonzero(fits)
        joint = joint_choices(ground, family, shelf.arcs[some], shelf.costs[:, some])
        for choice in islice(joint, _MOST_OPTIONS):
            if draft.within(earlier, family, choice):
                found.append(choice)
                if choice:  # nobody placed comes too early: see `joint_choices`
                    break
    return min(found, key=lambda choice: ground.key(family, choice), default=None)


def is_single(family: Family) -> bool:
    """Return whether each choice of a family is one arc, but for waiting or staying in parts."""
    return family.must or len(family.members) == 1


def as_single(family: Family) -> Choice | None:
    """Return the choice of such a family that is no arc of all its members, if there is one."""
    return family.left if family.must else () if family.may_wait else None


def joint_choices(
    ground: Ground,
    family: Family,
    arcs: Ints,
    costs: Ints,
    nowhere: Sequence[int] | None = None,
    stay: Collection[int] = (),
    patience: int = _PATIENCE,
) -> Iterator[Choice]:
    """Yield the choices of siblings who need not be together, best first; ties by their homes.

    Nobody placed is counted as one home fewer than one home; it is none fewer.

    Parameters
    ----------
    ground : Ground
        Families, arcs and costs.
    family : Family
        The family.
    arcs : ndarray of int
        Its arcs that fit, party by party, those of each party best first.
    costs : ndarray of int, shape (levels, arcs)
        What each of these adds to each level.
    nowhere : sequence of int, optional
        What a member without a home adds to each; by the policy if None.
    stay : collection of int
        Members who may not be left without a home in these choices.
    patience : int
        How many partial choices are followed in vain; then comes just the best of all, and the end.
    """
    nowhere = ground.nowhere if nowhere is None else nowhere
    members = in_register_order(ground, family.members)
    waiting = family.may_wait.difference(stay)
    options = JointOptions(ground.arcs, arcs, costs, members, waiting, nowhere)
    for option in options.arcs(patience):
        if option is None:
            yield from _best_split(ground, family, arcs, costs, nowhere, waiting)
        else:
            yield tuple(option)


def _best_split(
    ground: Ground,
    family: Family,
    arcs: Ints,
    costs: Ints,
    nowhere: Sequence[int],
    waiting: Collection[int],
) -> Iterator[Choice]:
    """Yield the best choice of siblings, if they have any."""
    all_arcs = ground.arcs
    bit = {member: 1 << nth for nth, member in enumerate(family.members)}
    parties = [sum(bit[m] for m in all_arcs.parties[idx].members) for idx in family.parties]
    split = best_split(
        np.array(parties, dtype=np.int64)[all_arcs.party[arcs] - family.parties.start],
        all_arcs.home[arcs],
        costs,
        sum(bit[member] for member in waiting),
        nowhere,
        len(bit),
    )
    if split is not None:
        yield tuple(arcs[split].tolist())


def in_register_order(ground: Ground, members: Sequence[int]) -> list[int]:
    """Return some children in the order of the register."""
    return sorted(members, key=ground.register_order.__getitem__)


def held(family: Family, shelf: Shelf, homes: Mapping[int, int]) -> Bools:
    """Return which arcs of a family leave some of its members in the homes that they have."""
    keeps = np.ones(len(shelf.arcs), dtype=np.bool_)
    for nth, member in enumerate(family.members):
        if member in homes:
            there = shelf.home == homes[member]
            keeps &= there | ~shelf.has[nth] if shelf.has else there
    return keeps
