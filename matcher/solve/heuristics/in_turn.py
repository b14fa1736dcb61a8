"""Plans made one family after the other, as people make them: by rule of thumb, or best for each.

Each starts from a plan under way, and keeps rules, limits and what is allowed at every step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

import numpy as np

from matcher.case import FAMILY_KINDS
from matcher.case_arrays import Bools
from matcher.criteria import CRITERION
from matcher.criteria._base import PairCriterion
from matcher.geography import Ints
from matcher.solve.heuristics.choosing import best_choice, held, is_single, joint_choices
from matcher.solve.heuristics.draft import Draft
from matcher.solve.heuristics.ground import Choice, Family, Ground, Shelf
from matcher.solve.heuristics.keys import ranks
from matcher.solve.stop import Stop

#: How far down its list anybody goes.
LENGTH = 100
#: Partial options that are followed in vain before a list is taken to end.
_PATIENCE = 20_000
#: Kinds of home in the order in which an officer rings round; parents and kin before all.
_RINGS = ("in_house_foster", "agency_foster", "supported_lodgings", "residential")
#: What comes first by rule of thumb, after whether there is a home at all, and one for siblings.
_THUMB = ("not_kin", "out_of_county", "setting", "distance_home")


def by_start(ground: Ground, waiting_only: bool) -> list[tuple[Family, list[int]]]:
    """Return families by the day on which the first of them needs a home, then id, with who does.

    Parameters
    ----------
    ground : Ground
        Families, arcs and costs.
    waiting_only : bool
        Whether only those count who wait; else those under review as well.
    """
    child = ground.scene.arrays.child
    movers = np.array(ground.scene.movers, dtype=np.int64)
    if waiting_only:
        movers = movers[child.present[movers] < 0]
    return _in_turn(ground, movers[np.argsort(child.start[movers], kind="stable")].tolist())


def by_register(ground: Ground) -> list[tuple[Family, list[int]]]:
    """Return families of whom somebody waits, in the order of the register, with who does."""
    present = ground.scene.arrays.child.present
    waiting = [mover for mover in ground.scene.movers if present[mover] < 0]
    return _in_turn(ground, sorted(waiting, key=ground.register_order.__getitem__))


def _in_turn(ground: Ground, movers: Iterable[int]) -> list[tuple[Family, list[int]]]:
    found: dict[int, tuple[Family, list[int]]] = {}
    for mover in movers:
        family = ground.family_of[mover]
        found.setdefault(family.idx, (family, []))[1].append(mover)
    return list(found.values())


def ring_round(draft: Draft, stop: Stop) -> None:
    """House who waits by rule of thumb: first come, first served, in-house first, then nearest.

    Siblings who wait together where a home takes all of them, else one by one.
    """
    rings = _rings(draft.ground)
    for family, waiting in by_start(draft.ground, waiting_only=True):
        if stop.now():
            return
        if not _place(draft, family, waiting, rings) and len(waiting) > 1:
            for member in waiting:
                _place(draft, family, [member], rings)


def _place(draft: Draft, family: Family, party: Sequence[int], rings: Ints) -> bool:
    """Give some members of a family the first home that takes them; return whether one did."""
    ground = draft.ground
    others = draft.homes_of(family)
    before = draft.take_out(family)
    if before is None:
        return False
    shelf = ground.shelf(family)
    arcs = shelf.arcs[draft.fitting(family, shelf) & _joining(ground, shelf, party, others)]
    homes = ground.arcs.home[arcs]
    tenths = _tenths(ground, party, homes)
    ring, away = rings[:, homes]
    earlier = ground.totals(family, before) if draft.left else []
    for nth in np.lexsort((homes, tenths, away, ring)).tolist():
        arc = int(arcs[nth])
        choice = (*(one for one in before if ground.home[one] != ground.home[arc]), arc)
        if family.must:
            choice = (arc,)
        if draft.within(earlier, family, choice):
            draft.put_in(family, choice)
            return True
    draft.put_in(family, before)
    return False


def _joining(ground: Ground, shelf: Shelf, party: Sequence[int], others: dict[int, int]) -> Bools:
    """Return which arcs put a party into a home beside those of its siblings who live there."""
    living: dict[int, list[int]] = {}
    for member, home in others.items():
        living.setdefault(home, []).append(member)
    parties = ground.arcs.party[shelf.arcs]
    joins: Bools = parties == ground.parties_of.get(tuple(sorted(party)), -1)
    for home, siblings in living.items():
        there = shelf.home == home
        joined = ground.parties_of.get(tuple(sorted([*party, *siblings])), -1)
        joins[there] = parties[there] == joined
    return joins


def _tenths(ground: Ground, party: Sequence[int], homes: Ints) -> Ints:
    pairs = ground.scene.arrays.pairs(np.array(party)[:, None], homes[None, :])
    tenths: Ints = np.broadcast_to(pairs.home_tenths, pairs.shape).sum(axis=0)
    return tenths


def ranked_lists(draft: Draft, stop: Stop) -> None:
    """Give each family the first option of its own ranked list that is still possible.

    The list is made as if everybody else stayed as they are in the plan that it starts from; no
    option is taken that is no better than to stay so.
    """
    today = draft.copy()
    for family, _ in by_start(draft.ground, waiting_only=False):
        if stop.now():
            return
        as_it_is, before = today.take_out(family), draft.take_out(family)
        if as_it_is is None or before is None:
            continue
        draft.put_in(family, _from_list(draft, today, family, as_it_is) or before)
        today.put_in(family, as_it_is)


def _from_list(draft: Draft, today: Draft, family: Family, as_it_is: Choice) -> Choice | None:
    ground = draft.ground
    shelf = ground.shelf(family)
    on_list, fits = today.fitting(family, shelf), draft.fitting(family, shelf)
    earlier = ground.totals(family, as_it_is) if draft.left else []
    most = ground.key(family, as_it_is)
    if is_single(family):
        listed = np.flatnonzero(on_list & ~shelf.stays)[:LENGTH]
        arcs = shelf.arcs[listed[fits[listed]]].tolist()
        possible: Iterator[Choice] = ((arc,) for arc in arcs)
    else:
        some = np.flatnonzero(on_list)
        possible_arcs = set(shelf.arcs[fits].tolist())
        options = joint_choices(
            ground, family, shelf.arcs[some], shelf.costs[:, some], patience=_PATIENCE
        )
        changing = (choice for choice in options if set(choice) != set(as_it_is))
        listed_choices = islice(changing, LENGTH)
        possible = (
            choice
            for choice in listed_choices
            if ground.key(family, choice) >= most or possible_arcs.issuperset(choice)
        )
    for choice in possible:
        if ground.key(family, choice) >= most:
            return None
        if draft.within(earlier, family, choice):
            return choice
    return None


def best_now(
    draft: Draft, costs_of: Callable[[Ground, Family, Ints], Ints] | None, stop: Stop
) -> None:
    """House who waits, one family after the other in the order of the register, nobody else moving.

    Parameters
    ----------
    draft : Draft
        The plan to start from.
    costs_of : callable, optional
        What some arcs of a family add to each level, the first of which counts who has no home;
        the policy's levels if None.
    stop : Stop
        When to stop.
    """
    ground = draft.ground
    for family, _ in by_register(ground):
        if stop.now():
            return
        while (before := draft.take_out(family)) is not None:
            after = _housing_more(draft, family, before, costs_of)
            draft.put_in(family, after or before)
            if after is None or len(draft.homes_of(family)) == len(family.members):
                break


def _housing_more(
    draft: Draft,
    family: Family,
    before: Choice,
    costs_of: Callable[[Ground, Family, Ints], Ints] | None,
) -> Choice | None:
    """Return the first option that houses members who have no home, the others staying."""
    ground = draft.ground
    shelf = ground.shelf(family)
    homes = {
        member: ground.home[arc]
        for arc in before
        for member in ground.arcs.parties[ground.arcs.party[arc]].members
    }
    some = np.flatnonzero(draft.fitting(family, shelf) & held(family, shelf, homes))
    arcs, costs, nowhere = shelf.arcs[some], shelf.costs[:, some], None
    if costs_of is not None:
        costs = costs_of(ground, family, arcs)
        order = np.lexsort((ground.arcs.home[arcs], ranks(costs), ground.arcs.party[arcs]))
        arcs, costs, nowhere = arcs[order], costs[:, order], (1, *[0] * (len(costs) - 1))
    earlier = ground.totals(family, before) if draft.left else []
    if is_single(family):
        options: Iterator[Choice] = ((arc,) for arc in arcs.tolist())
    else:
        options = joint_choices(ground, family, arcs, costs, nowhere, homes)
    for choice in islice(options, LENGTH):
        if set(choice) != set(before) and draft.within(earlier, family, choice):
            return choice
    return None


def thumb_costs(ground: Ground, family: Family, arcs: Ints) -> Ints:
    """Return what arcs add to each thing that counts by rule of thumb, what counts most first."""
    homes, spot = np.unique(ground.arcs.home[arcs], return_inverse=True)
    members = np.array(family.members, dtype=np.int64)
    inside = ground.inside(family)[:, ground.arcs.party[arcs] - family.parties.start]
    pairs = ground.scene.arrays.pairs(members[:, None], homes[None, :])
    costs = np.zeros((2 + len(_THUMB), len(arcs)), dtype=np.int64)
    if family.group >= 0:
        there = ground.scene.fixed_homes.get(family.group, set())
        costs[1] = ~np.isin(ground.arcs.home[arcs], list(there))
    for level, code in enumerate(_THUMB, 2):
        criterion = CRITERION[code]
        assert isinstance(criterion, PairCriterion)
        each = np.broadcast_to(criterion.costs(pairs), pairs.shape)
        costs[level] = (inside * each[:, spot]).sum(axis=0)
    return costs


def improved_in_turn(draft: Draft, families: Iterable[Family], stop: Stop) -> bool:
    """Let families choose again, one after the other; return whether anything changed.

    Each takes the best choice that fits beside everybody else, never a worse one than it has.
    """
    changed = False
    for family in families:
        if stop.now():
            break
        before = draft.take_out(family)
        if before is None:
            continue
        after = best_choice(draft, family, before)
        worse = after is None or draft.ground.key(family, after) >= draft.ground.key(family, before)
        if after is None or worse:
            after = before
        changed |= after != before
        draft.put_in(family, after)
    return changed


def _rings(ground: Ground) -> Ints:
    """Return where each home comes in ringing round: its kind, and whether out of the county."""
    homes, case = ground.scene.arrays.homes, ground.scene.case
    kinds = [0 if home.kind in FAMILY_KINDS else 1 + _RINGS.index(home.kind) for home in homes]
    away = [case.out_of_county(home) for home in homes]
    return np.array([kinds, away], dtype=np.int64).reshape(2, len(homes))
