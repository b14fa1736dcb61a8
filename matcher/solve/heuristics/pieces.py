"""Pieces: the parties of a plan under way that can move by themselves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.geography import Ints
from matcher.solve.heuristics.draft import Draft
from matcher.solve.heuristics.ground import Family

#: Above all sums of guides.
FAR = 1 << 62
#: Where a piece is that waits.
NOWHERE = -1


@dataclass(frozen=True)
class Pieces:
    """Parties that can move by themselves, as they are by now.

    Attributes
    ----------
    families : list of Family
        Whose each is.
    parties : list of int
        The positions of the parties.
    arc, home : ndarray of int
        Where each is; `NOWHERE` for one that waits.
    cost, wait : ndarray of int
        The guide of that, and of waiting; `FAR` where it may not wait.
    """

    families: list[Family]
    parties: list[int]
    arc: Ints
    home: Ints
    cost: Ints
    wait: Ints


def pieces_of(draft: Draft) -> Pieces:
    """Return the pieces of a plan under way.

    A `must` group that lives in parts has none: it moves as a whole, or not at all.
    """
    ground = draft.ground
    guide, unplaced = ground.guide, ground.model.unplaced
    families: list[Family] = []
    rows: list[tuple[int, int, int, int]] = []

    def add(family: Family, party: int | None, arc: int, cost: int, wait: int) -> None:
        if party is not None:
            families.append(family)
            rows.append((party, arc, cost, wait))

    for family, choice in zip(ground.families, draft.choices, strict=True):
        if choice is None:
            continue
        whole = ground.parties_of.get(family.members)
        if family.must:
            left = FAR
            if family.left == ():
                left = int(guide[ground.model.left[family.group]])
            if choice == family.left:
                if not choice:
                    add(family, whole, NOWHERE, left, left)
            else:
                add(family, whole, choice[0], int(guide[ground.column_of[choice[0]]]), left)
            continue
        waiting = set(family.members)
        for arc in choice:
            party = int(ground.arcs.party[arc])
            members = ground.arcs.parties[party].members
            waiting.difference_update(members)
            waits = family.may_wait.issuperset(members)
            wait = sum(int(guide[unplaced[one]]) for one in members) if waits else FAR
            add(family, party, arc, int(guide[ground.column_of[arc]]), wait)
        for member in sorted(waiting):
            cost = int(guide[unplaced[member]])
            add(family, ground.parties_of.get((member,)), NOWHERE, cost, cost)
    arc_of, cost_of, wait_of = np.array([row[1:] for row in rows], np.int64).reshape(-1, 3).T
    homes = [NOWHERE if one == NOWHERE else ground.home[one] for one in arc_of.tolist()]
    home_of = np.array(homes, dtype=np.int64)
    return Pieces(families, [row[0] for row in rows], arc_of, home_of, cost_of, wait_of)
