"""Arcs: every party in every home where it may live, with what it costs and takes up there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from matcher.bedrooms import bedrooms_needed
from matcher.columns import Bools, Columns, among
from matcher.criteria import level_costs, level_weights
from matcher.geography import Ints
from matcher.household import (
    LOAD_RULES,
    PAIR_RULES,
    Arrivals,
    PairRule,
    household_refusals,
)
from matcher.parties import Party, Scene
from matcher.rules import eligible

#: Pairs that are judged at once: bounds memory.
_PAIRS_AT_ONCE = 1 << 21
#: Where more pairs than this would have to be looked at, only about so many are kept: the cheapest
#: of each child. What the others cost at least is kept too, so that bounds count them.
MANY_PAIRS = 40_000_000
_KEPT_PAIRS = 1_500_000
_FEWEST_EACH = 60


@dataclass(frozen=True)
class Arcs:
    """Parties in homes, as parallel arrays of one entry an arc, sorted by party and home.

    Attributes
    ----------
    scene : Scene
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

    scene: Scene
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
    def breached(self) -> frozenset[int]:
        """Homes whose present household breaks a rule: newcomers there need a mended household."""
        return breached_homes(self.scene)


def breached_homes(scene: Scene) -> frozenset[int]:
    """Return the homes, of those that movers live in, whose present household breaks a rule."""
    columns = scene.columns
    homes = {int(columns.child.present[child]) for child in scene.stayers}
    at_home = scene.case.at_home
    return frozenset(
        home
        for home in homes
        if household_refusals(columns.homes[home], at_home[columns.homes[home].id], scene.case)
    )


def build_arcs(scene: Scene) -> Arcs:
    """Return every arc that may be part of a plan."""
    parties = scene.parties
    pairs = EligiblePairs(scene, _kept_each(scene))
    homes = [pairs.homes_of_party(party) for party in parties]
    party = np.repeat(np.arange(len(parties)), [len(idx) for idx in homes])
    home = np.concatenate(homes) if homes else np.zeros(0, dtype=np.int64)
    arrivals = arrivals_of(scene, parties, party, home)
    newcomer = newcomers(scene, parties, party, home)
    loads = np.array([rule.load(arrivals) for rule in LOAD_RULES], dtype=np.int64)
    lawful = ~excluded(scene, parties, party, home)
    for rule, load in zip(LOAD_RULES, loads, strict=True):
        lawful &= load <= rule.room(arrivals)
    keep = np.flatnonzero(lawful | ~newcomer)
    party, home = party[keep], home[keep]
    costs = pairs.costs_of(parties, party, home)
    spread = np.array(level_weights(scene.case, "siblings_apart"), dtype=np.int64)
    opens = arrivals.grouped & (arrivals.n_siblings_there == 0)
    costs += spread[:, None] * opens[keep]
    rest = {
        idx: least if set(scene.fixed_homes.get(one.group, ())) or one.group < 0 else least + spread
        for idx, one in enumerate(parties)
        if one.only_home is None and (least := pairs.rest_of(one)) is not None
    }
    loads, newcomer, lawful = loads[:, keep], newcomer[keep], lawful[keep]
    return Arcs(scene, parties, party, home, costs, loads, newcomer, lawful, rest)


def _kept_each(scene: Scene) -> int | None:
    """Return how many homes of each mover are kept; None for all."""
    homes = len(scene.roomy)
    if len(scene.movers) * homes <= MANY_PAIRS:
        return None
    return max(_FEWEST_EACH, _KEPT_PAIRS // len(scene.movers))


def room_left(scene: Scene, home: Ints) -> Ints:
    """Return the room of each load rule beside those who can't leave, shape (rules, homes)."""
    nobody = np.zeros(len(home), dtype=np.int64)
    arrivals = arrivals_of(scene, [Party((), -1)], nobody, home)
    return np.array([rule.room(arrivals) for rule in LOAD_RULES], dtype=np.int64)


class EligiblePairs:
    """The homes that each mover may live in by the rules on one child, and what they cost."""

    def __init__(self, scene: Scene, kept_each: int | None = None) -> None:
        self._scene = scene
        self._row = {child: row for row, child in enumerate(scene.movers)}
        #: What each mover costs at least in a home, and in one that was left out, if any was.
        self._lowest: dict[int, Ints] = {}
        self._rest: dict[int, Ints] = {}
        movers = np.array(scene.movers, dtype=np.int64)
        children: list[Ints] = [np.zeros(0, dtype=np.int64)]
        homes: list[Ints] = [np.zeros(0, dtype=np.int64)]
        at_once = max(1, _PAIRS_AT_ONCE // max(1, len(scene.roomy)))
        for begin in range(0, len(movers), at_once):
            block = movers[begin : begin + at_once]
            pairs = scene.columns.pairs(block[:, None], scene.roomy[None, :])
            rows, found = np.nonzero(eligible(pairs))
            if kept_each is not None:
                kept = self._cheapest(block, rows, found, kept_each)
                rows, found = rows[kept], found[kept]
            # A home that has no room for anybody new is still one for who lives there.
            present = scene.columns.child.present[block]
            stays = np.flatnonzero(present >= 0)
            stays = stays[~scene.is_roomy[present[stays]]]
            child = np.concatenate([block[rows], block[stays]])
            home = np.concatenate([scene.roomy[found], present[stays]])
            order = np.lexsort((home, child))
            children.append(child[order])
            homes.append(home[order])
        child, self._home = np.concatenate(children), np.concatenate(homes)
        self._start = np.searchsorted(child, [*scene.movers, len(scene.columns.children)])
        self._costs = level_costs(scene.columns.pairs(child, self._home))

    def _cheapest(self, block: Ints, rows: Ints, found: Ints, each: int) -> Bools:
        """Return which pairs are the cheapest few of their child; note what the others cost.

        Parameters
        ----------
        block : ndarray of int
            Some movers.
        rows, found : ndarray of int, shape (pairs,)
            Their possible pairs: positions in `block`, ascending, and in the roomy homes.
        each : int
            How many of each mover are kept, besides where it lives and where its siblings do.
        """
        home = self._scene.roomy[found]
        # Only possible pairs are priced: they are a small part of all.
        pairs = self._scene.columns.pairs(block[rows], home)
        costs = level_costs(pairs)
        key = np.zeros(len(rows))
        for level in costs[::-1]:
            key = key / (1.0 + 2 * float(np.abs(key).max(initial=0))) + level
        order = np.lexsort((key, rows))
        bounds = np.searchsorted(rows, np.arange(len(block) + 1))
        kept = np.zeros(len(rows), dtype=np.bool_)
        kept[order[np.arange(len(rows)) - bounds[rows] < each]] = True
        kept |= pairs.stays | self._with_siblings(block[rows], home)
        for row, child in enumerate(block.tolist()):
            mine = slice(bounds[row], bounds[row + 1])
            left = ~kept[mine]
            if left.any():
                self._lowest[child] = costs[:, mine].min(axis=1)
                self._rest[child] = costs[:, mine][:, left].min(axis=1)
        return kept

    def _with_siblings(self, child: Ints, home: Ints) -> Bools:
        """Return in which pairs a sibling who can't leave lives in the home."""
        group = self._scene.columns.child.group[child]
        key = group * len(self._scene.columns.homes) + home
        return (group >= 0) & among(self._scene.fixed_places, key)

    def rest_of(self, party: Party) -> Ints | None:
        """Return what a party adds to each level at least in a home that was left out, if any."""
        some = [member for member in party.members if member in self._rest]
        if not some or not all(len(self.homes_of(member)) for member in party.members):
            return None
        least = {member: self._least(member) for member in party.members}
        together = sum(least.values())
        found: Ints = np.min([together - least[one] + self._rest[one] for one in some], axis=0)
        return found

    def _least(self, child: int) -> Ints:
        """Return what a mover adds to each level at least in any home."""
        if child in self._lowest:
            return self._lowest[child]
        first = self._start[self._row[child]]
        least: Ints = self._costs[:, first : first + len(self.homes_of(child))].min(axis=1)
        return least

    def homes_of(self, child: int) -> Ints:
        """Return the homes that a mover may live in, ascending."""
        row = self._row[child]
        return self._home[self._start[row] : self._start[row + 1]]

    def homes_of_party(self, party: Party) -> Ints:
        """Return the homes that each member of a party may live in, ascending."""
        homes = self.homes_of(party.members[0])
        for member in party.members[1:]:
            homes = np.intersect1d(homes, self.homes_of(member), assume_unique=True)
        return homes if party.only_home is None else homes[homes == party.only_home]

    def costs_of(self, parties: Sequence[Party], party: Ints, home: Ints) -> Ints:
        """Return what the members of each arc add to each level, shape (levels, arcs)."""
        costs = np.zeros((len(self._costs), len(party)), dtype=np.int64)
        bounds = np.searchsorted(party, np.arange(len(parties) + 1))
        for idx, one in enumerate(parties):
            arcs = slice(bounds[idx], bounds[idx + 1])
            if arcs.start == arcs.stop:
                continue
            for member in one.members:
                first = self._start[self._row[member]]
                spots = first + np.searchsorted(self.homes_of(member), home[arcs])
                costs[:, arcs] += self._costs[:, spots]
        return costs


def newcomers(scene: Scene, parties: Sequence[Party], party: Ints, home: Ints) -> Bools:
    """Return which arcs have a member who does not live in the home today."""
    present = scene.columns.child.present
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


def arrivals_of(scene: Scene, parties: Sequence[Party], party: Ints, home: Ints) -> Arrivals:
    """Return what load rules look at, for parties in homes beside those who can't leave."""
    columns, case = scene.columns, scene.case
    child = columns.child
    n_homes = len(columns.homes)
    n_there = np.bincount(child.present[scene.fixed], minlength=n_homes)
    rooms = np.array(
        [bedrooms_needed((columns.children[m] for m in one.members), case) for one in parties],
        dtype=np.int64,
    )
    arrivals = Arrivals(
        columns=columns,
        home=columns.home.take(home),
        size=np.array([len(one.members) for one in parties], dtype=np.int64)[party],
        grouped=np.array([one.group >= 0 for one in parties], dtype=np.bool_)[party],
        n_there=n_there[home],
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
        together = [columns.children[idx] for idx in (*parties[party[arc]].members, *siblings)]
        alone = [columns.children[idx] for idx in siblings]
        arrivals.n_siblings_there[arc] = len(siblings)
        arrivals.rooms[arc] = bedrooms_needed(together, case) - bedrooms_needed(alone, case)
    return arrivals


def exclusions(
    columns: Columns, child: Ints, other: Ints, rules: Sequence[PairRule] = PAIR_RULES
) -> Bools:
    """Return which children must not live in one home with which others, either way round."""
    one, two = columns.child.take(child), columns.child.take(other)
    excluded = np.zeros(np.broadcast_shapes(child.shape, other.shape), dtype=np.bool_)
    for rule in rules:
        excluded |= rule.excludes_many(columns, one, two) | rule.excludes_many(columns, two, one)
    excluded &= child != other
    return excluded


def clashing_homes(scene: Scene, rules: Sequence[PairRule]) -> Bools:
    """Return in which homes children who can't leave exclude each other, shape (homes,).

    Nobody new can come to such a home.
    """
    columns = scene.columns
    one, two = columns.housemates[:, ~scene.moving[columns.housemates].any(axis=0)]
    clashing = np.zeros(len(columns.homes), dtype=np.bool_)
    clashing[columns.child.present[one[exclusions(columns, one, two, rules)]]] = True
    return clashing


def excluded(scene: Scene, parties: Sequence[Party], party: Ints, home: Ints) -> Bools:
    """Return which arcs put children into one home who exclude each other."""
    columns = scene.columns
    found = clashing_homes(scene, PAIR_RULES)[home]
    torn = [
        len(one.members) > 1
        and bool(exclusions(columns, np.array(one.members)[:, None], np.array(one.members)).any())
        for one in parties
    ]
    found |= np.array(torn, dtype=np.bool_)[party]
    fixed_home = columns.child.present[scene.fixed]
    order = np.argsort(fixed_home, kind="stable")
    fixed, fixed_home = scene.fixed[order], fixed_home[order]
    first = np.searchsorted(fixed_home, home, side="left")
    n_there = np.searchsorted(fixed_home, home, side="right") - first
    width = max((len(one.members) for one in parties), default=0)
    members = np.full((len(parties), max(width, 1)), -1, dtype=np.int64)
    for row, one in enumerate(parties):
        members[row, : len(one.members)] = one.members
    for nth in range(int(n_there.max(initial=0))):
        arcs = np.flatnonzero((n_there > nth) & ~found)
        there = fixed[first[arcs] + nth]
        for place in range(width):
            who = members[party[arcs], place]
            real = np.flatnonzero(who >= 0)
            found[arcs[real]] |= exclusions(columns, who[real], there[real])
    return found
