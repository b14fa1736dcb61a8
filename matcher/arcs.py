"""Arcs: every party in every home where it may live, with what it costs and takes up there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import pairwise
from typing import Any

import numpy as np

from matcher.bedrooms import bedrooms_needed
from matcher.case_arrays import Bools, CaseArrays, among
from matcher.criteria import level_weights
from matcher.geography import Ints
from matcher.household import (
    LOAD_RULES,
    PAIR_RULES,
    Arrivals,
    PairRule,
    household_refusals,
)
from matcher.pairs import EligiblePairs, cheapest
from matcher.parties import MoverScope, Party

#: Pairs that are judged at once: bounds memory.
_PAIRS_AT_ONCE = 1 << 19
#: Blocks of them that are judged beside each other: NumPy lets others work while it does.
_THREADS = 2
#: Where more pairs than this would have to be looked at, only about so many arcs are kept: the
#: cheapest of each party. What the others cost at least is kept too, so that bounds count them.
MANY_PAIRS = 40_000_000
_KEPT_PAIRS = 1_500_000
_FEWEST_EACH = 60
#: What arcs are, an array each.
_ARRAYS = ("party", "home", "costs", "loads", "newcomer", "lawful")


@dataclass(frozen=True)
class Arcs:
    """Parties in homes, as parallel arrays of one entry an arc, sorted by party and home.

    Attributes
    ----------
    scene : MoverScope
        Who may move.
    parties : list of Party
        The parties.
    party, home : ndarray of int
        Positions.
    costs : ndarray of int, shape (levels, arcs)
        What the arc adds to each level: its members' criteria, and 1 home more over which its
        group is spread unless a sibling who can't leave lives there.
    loads : ndarray of int, shape (load rules, arcs)
        What the arc takes of each load rule's room.
    newcomer : ndarray of bool
        Whether some member does not live in the home today.
    lawful : ndarray of bool
        Whether the party keeps the household rules beside those who can't leave. An arc that does
        not is here only because nobody in it is a newcomer.
    rest : dict of int to ndarray of int, shape (levels,)
        By party, what it adds to each level at least in any home for which there is no arc
        because there would be too many; empty where every arc is here.
    """

    scene: MoverScope
    parties: Sequence[Party]
    party: Ints
    home: Ints
    costs: Ints
    loads: Ints
    newcomer: Bools
    lawful: Bools
    rest: dict[int, Ints] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.party)

    @cached_property
    def size(self) -> Ints:
        """Children in each arc's party."""
        sizes = np.array([len(party.members) for party in self.parties], dtype=np.int64)
        return sizes[self.party]

    @cached_property
    def group(self) -> Ints:
        """The sibling group of each arc's party; -1 for a lone child."""
        groups = np.array([party.group for party in self.parties], dtype=np.int64)
        return groups[self.party]

    @cached_property
    def by_home(self) -> tuple[Ints, Ints]:
        """The arcs by their homes, and where those of each home begin; last, where all end."""
        n_homes = len(self.scene.arrays.homes)
        # Numbers of 16 bits are sorted digit by digit, in a fraction of the time.
        small = np.uint16 if n_homes < 1 << 16 else np.int64
        order = np.argsort(self.home.astype(small), kind="stable")
        begins = np.concatenate([[0], np.cumsum(np.bincount(self.home, minlength=n_homes))])
        return order, begins

    @cached_property
    def breached(self) -> frozenset[int]:
        """Homes whose present household breaks a rule: newcomers there need a mended household."""
        return breached_homes(self.scene)


def breached_homes(scene: MoverScope) -> frozenset[int]:
    """Return the homes, of those that movers live in, whose present household breaks a rule."""
    arrays = scene.arrays
    homes = {int(arrays.child.present[child]) for child in scene.stayers}
    at_home = scene.case.at_home
    return frozenset(
        home
        for home in homes
        if household_refusals(arrays.homes[home], at_home[arrays.homes[home].id], scene.case)
    )


def build_arcs(scene: MoverScope) -> Arcs:
    """Return every arc that may be part of a plan; the cheapest of each party if too many."""
    parties = scene.parties
    n_pairs = len(scene.movers) * len(scene.roomy)
    each = None
    if n_pairs > MANY_PAIRS:
        n_members = sum(len(party.members) for party in parties)
        each = max(_FEWEST_EACH, _KEPT_PAIRS // n_members)
    make = partial(_of_block, scene, clashing_homes(scene, PAIR_RULES), each)
    blocks = list(_blocks(scene, parties))
    if len(blocks) == 1:
        found = [make(blocks[0])]
    else:
        with ThreadPoolExecutor(_THREADS) as threads:
            found = list(threads.map(make, blocks))
    joined: dict[str, Any] = {
        name: np.concatenate([getattr(one, name) for one in found], axis=-1) for name in _ARRAYS
    }
    rest = {idx: least for one in found for idx, least in one.rest.items()}
    return Arcs(scene, parties, **joined, rest=rest)


def _of_block(scene: MoverScope, clashing: Bools, each: int | None, block: range) -> Arcs:
    """Return the arcs of some parties, by position: all, or the cheapest few of each."""
    parties = scene.parties[block.start : block.stop]
    pairs = EligiblePairs(scene, sorted({member for one in parties for member in one.members}))
    homes = [pairs.homes_of_party(party) for party in parties]
    party = np.repeat(np.arange(len(parties)), [len(mine) for mine in homes])
    home = np.concatenate([np.zeros(0, dtype=np.int64), *homes])
    arrivals = arrivals_of(scene, parties, party, home)
    newcomer = newcomers(scene, parties, party, home)
    loads = np.array([rule.load(arrivals) for rule in LOAD_RULES], dtype=np.int64)
    lawful = ~excluded(scene, clashing, parties, party, home)
    for rule, load in zip(LOAD_RULES, loads, strict=True):
        lawful &= load <= rule.room(arrivals)
    keep = np.flatnonzero(lawful | ~newcomer)
    party, home, loads = party[keep], home[keep], loads.take(keep, axis=1)
    costs = np.zeros((len(scene.case.policy.levels), len(keep)), dtype=np.int64)
    for one, mine in zip(parties, _slices(party, range(len(parties))), strict=True):
        costs[:, mine] = pairs.costs_of(one, home[mine])
    spread = np.array(level_weights(scene.case, "siblings_apart"), dtype=np.int64)
    opens = (arrivals.grouped & (arrivals.n_siblings_there == 0))[keep]
    for level in np.flatnonzero(spread):
        costs[level] += spread[level] * opens
    arrays = party + block.start, home, costs, loads, newcomer[keep], lawful[keep]
    arcs = Arcs(scene, scene.parties, *arrays)
    return arcs if each is None else _cheapest(arcs, block, each)


def _cheapest(arcs: Arcs, block: range, each: int) -> Arcs:
    """Return the few cheapest arcs of each of some parties, and what the others cost at least."""
    kept = np.ones(len(arcs), dtype=np.bool_)
    rest: dict[int, Ints] = {}
    for idx, mine in zip(block, _slices(arcs.party, block), strict=True):
        party, costs = arcs.parties[idx], arcs.costs[:, mine]
        # The more children, the fewer homes that suit all, and the more others want them.
        few = cheapest(costs, each * len(party.members))
        if not few.all():
            few |= np.isin(arcs.home[mine], list(_own_homes(arcs.scene, party)))
        if not few.all():
            kept[mine], rest[idx] = few, costs[:, ~few].min(axis=1)
    stays: dict[str, Any] = {name: getattr(arcs, name)[..., kept] for name in _ARRAYS}
    return Arcs(arcs.scene, arcs.parties, **stays, rest=rest)


def _slices(party: Ints, parties: range) -> list[slice]:
    """Return where the arcs of each of some parties stand, given the party of each arc."""
    ends = np.searchsorted(party, np.arange(parties.start, parties.stop + 1))
    return [slice(*both) for both in pairwise(ends.tolist())]


def _blocks(scene: MoverScope, parties: Sequence[Party]) -> Iterator[range]:
    """Yield the parties, by position, whose pairs are judged at once; groups are kept whole."""
    at_once = max(1, _PAIRS_AT_ONCE // max(1, len(scene.roomy)))
    begin, movers = 0, set[int]()
    for idx, party in enumerate(parties):
        if len(movers) >= at_once and (party.group < 0 or party.group != parties[idx - 1].group):
            yield range(begin, idx)
            begin, movers = idx, set()
        movers.update(party.members)
    yield range(begin, len(parties))


def _own_homes(scene: MoverScope, party: Party) -> set[int]:
    """Return where members of a party live, and siblings of theirs who can't leave."""
    present = scene.arrays.child.present
    living = {int(present[member]) for member in party.members}
    return living | scene.fixed_homes.get(party.group, set())


def room_left(scene: MoverScope, home: Ints) -> Ints:
    """Return the room of each load rule beside those who can't leave, shape (rules, homes)."""
    nobody = np.zeros(len(home), dtype=np.int64)
    arrivals = arrivals_of(scene, [Party((), -1)], nobody, home)
    return np.array([rule.room(arrivals) for rule in LOAD_RULES], dtype=np.int64)


def newcomers(scene: MoverScope, parties: Sequence[Party], party: Ints, home: Ints) -> Bools:
    """Return which arcs have a member who does not live in the home today."""
    present = scene.arrays.child.present
    homes = np.array(
        [
            present[one.members[0]]
            if len({int(present[member]) for member in one.members}) == 1
            else -1
            for one in parties
        ],
        dtype=np.int64,
    )
    arriving: Bools = homes[party] != home
    return arriving


def arrivals_of(scene: MoverScope, parties: Sequence[Party], party: Ints, home: Ints) -> Arrivals:
    """Return what load rules look at, for parties in homes beside those who can't leave."""
    arrays, case = scene.arrays, scene.case
    child = arrays.child
    n_homes = len(arrays.homes)
    rooms = np.array(
        [bedrooms_needed((arrays.children[m] for m in one.members), case) for one in parties],
        dtype=np.int64,
    )
    arrivals = Arrivals(
        arrays=arrays,
        home=arrays.home.take(home),
        size=np.array([len(one.members) for one in parties], dtype=np.int64)[party],
        grouped=np.array([one.group >= 0 for one in parties], dtype=np.bool_)[party],
        n_there=scene.n_fixed[home],
        n_siblings_there=np.zeros(len(party), dtype=np.int64),
        rooms=rooms[party],
        rooms_there=scene.rooms_there[home],
    )
    # Few arcs lead to a home where a sibling lives who can't leave: these one by one.
    groups = np.array([one.group for one in parties], dtype=np.int64)[party]
    joins = (groups >= 0) & among(scene.fixed_places, groups * n_homes + home)
    for arc in np.flatnonzero(joins):
        siblings = [
            idx for idx in scene.fixed_at(int(home[arc])) if child.group[idx] == groups[arc]
        ]
        together = [arrays.children[idx] for idx in (*parties[party[arc]].members, *siblings)]
        alone = [arrays.children[idx] for idx in siblings]
        arrivals.n_siblings_there[arc] = len(siblings)
        arrivals.rooms[arc] = bedrooms_needed(together, case) - bedrooms_needed(alone, case)
    return arrivals


def exclusions(
    arrays: CaseArrays, child: Ints, other: Ints, rules: Sequence[PairRule] = PAIR_RULES
) -> Bools:
    """Return which children must not live in one home with which others, either way round."""
    one, two = arrays.child.take(child), arrays.child.take(other)
    excluded = np.zeros(np.broadcast_shapes(child.shape, other.shape), dtype=np.bool_)
    for rule in rules:
        excluded |= rule.excludes_many(arrays, one, two) | rule.excludes_many(arrays, two, one)
    excluded &= child != other
    return excluded


def clashing_homes(scene: MoverScope, rules: Sequence[PairRule]) -> Bools:
    """Return in which homes children who can't leave exclude each other, shape (homes,).

    Nobody new can come to such a home.
    """
    arrays = scene.arrays
    one, two = arrays.housemates[:, ~scene.moving[arrays.housemates].any(axis=0)]
    clashing = np.zeros(len(arrays.homes), dtype=np.bool_)
    clashing[arrays.child.present[one[exclusions(arrays, one, two, rules)]]] = True
    return clashing


def excluded(
    scene: MoverScope, clashing: Bools, parties: Sequence[Party], party: Ints, home: Ints
) -> Bools:
    """Return which arcs put children into one home who exclude each other.

    `clashing` says in which homes those who can't leave do so already.
    """
    arrays = scene.arrays
    found = clashing[home]
    torn = [
        len(one.members) > 1
        and bool(exclusions(arrays, np.array(one.members)[:, None], np.array(one.members)).any())
        for one in parties
    ]
    found |= np.array(torn, dtype=np.bool_)[party]
    first, n_there = (scene.n_fixed.cumsum() - scene.n_fixed)[home], scene.n_fixed[home]
    width = max((len(one.members) for one in parties), default=0)
    members = np.full((len(parties), max(width, 1)), -1, dtype=np.int64)
    for row, one in enumerate(parties):
        members[row, : len(one.members)] = one.members
    for nth in range(int(n_there.max(initial=0))):
        arcs = np.flatnonzero((n_there > nth) & ~found)
        there = scene.fixed_by_home[first[arcs] + nth]
        for place in range(width):
            who = members[party[arcs], place]
            real = np.flatnonzero(who >= 0)
            found[arcs[real]] |= exclusions(arrays, who[real], there[real])
    return found
