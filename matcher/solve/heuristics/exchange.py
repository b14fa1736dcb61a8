"""Exchanges: chains and rings in which each party takes the place of the next one.

A party moves to a home where it fits once another is out; that one moves on in turn. The last
goes where there is room, or waits, or to the home that the first has left. All such steps are
looked at at once, as a graph, whose cheapest walks are found step by step. Each is tried in the
plan, and kept where it makes the levels better.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from matcher.case_arrays import Bools
from matcher.geography import Ints
from matcher.solve.heuristics.draft import Draft
from matcher.solve.heuristics.ground import Choice, Family, Ground
from matcher.solve.heuristics.pieces import FAR, NOWHERE, Pieces, pieces_of

#: Parties in one chain, at most.
_LONGEST = 5
#: Homes that are looked at for all parties together, and for one at least.
_MOST_LOOKS, _FEWEST_LOOKS = 120_000, 30
#: Walks that are tried in vain at once: limits, or levels that guides leave out, refuse them.
_MOST_TRIES = 300


@dataclass(frozen=True)
class _Steps:
    """What pieces may do: `who` takes an arc once `out` has left its home.

    Attributes
    ----------
    who, out : ndarray of int
        Pieces; sorted by the second.
    arc, gain : ndarray of int
        The arc, and by what its guide is more than that of what the piece has.
    last, last_arc : ndarray of int
        For each piece the least gain of what it may have with nobody out, and the arc.
    """

    who: Ints
    out: Ints
    arc: Ints
    gain: Ints
    last: Ints
    last_arc: Ints


#: Pieces, each with the arc that it takes.
_Walk = list[tuple[int, int]]


def exchanged(draft: Draft) -> bool:
    """Make a plan better by exchanges, no two of which touch one family or home; return whether."""
    pieces = pieces_of(draft)
    if not pieces.families:
        return False
    steps = _steps_of(draft, pieces)
    families, homes = set[int](), set[int]()
    tries = _MOST_TRIES
    for walk in _walks(pieces, steps):
        whose = {pieces.families[piece].idx for piece, _ in walk}
        where = {draft.ground.home[arc] for _, arc in walk if arc != NOWHERE}
        where.update(home for piece, _ in walk if (home := int(pieces.home[piece])) != NOWHERE)
        if not families.isdisjoint(whose) or not homes.isdisjoint(where):
            continue
        if _take(draft, pieces, walk):
            families |= whose
            homes |= where
        elif not (tries := tries - 1):
            break
    return bool(families)


def _steps_of(draft: Draft, pieces: Pieces) -> _Steps:
    ground = draft.ground
    who, arc = _looked_at(ground, pieces)
    joining, joined, whole = _joining(ground, pieces)
    none = np.full(len(who), NOWHERE)
    sibling = np.concatenate([none, joined])
    who, arc = np.concatenate([who, joining]), np.concatenate([arc, whole])
    joins = np.flatnonzero(sibling != NOWHERE)
    home = ground.arcs.home[arc]
    gain = ground.guide[ground.model.column_of[arc]] - pieces.cost[who]
    gain[joins] -= pieces.cost[joined]
    slack = draft.room[:, home] - ground.arcs.loads[:, arc]
    slack[:, joins] += ground.arcs.loads[:, pieces.arc[joined]]
    clashing, n_clashing = _clashes(draft, pieces)
    strangers = n_clashing[who, home]
    open_ = ground.arcs.lawful[arc] & ~draft.broken[home] & (home != pieces.home[who])
    open_ &= ~_siblings_there(pieces, who, home) | (sibling != NOWHERE)
    free = open_ & (slack >= 0).all(axis=0) & (strangers == 0)
    last, last_arc = _ends(pieces, who[free], arc[free], gain[free])
    # Somebody has to leave: each who lives there and can.
    some = np.flatnonzero(open_ & ~free)
    living = np.argsort(pieces.home, kind="stable")
    n_homes = draft.room.shape[1]
    begins = np.searchsorted(pieces.home[living], np.arange(n_homes + 1))
    n_there = np.diff(begins)[home[some]]
    look = np.repeat(some, n_there)
    nth = np.arange(len(look)) - np.repeat(np.cumsum(n_there) - n_there, n_there)
    out = living[begins[home[look]] + nth]
    enough = (slack[:, look] + ground.arcs.loads[:, pieces.arc[out]] >= 0).all(axis=0)
    enough &= strangers[look] == clashing[who[look], out]
    look, out = look[enough], out[enough]
    order = np.argsort(out, kind="stable")
    look, out = look[order], out[order]
    return _Steps(who[look], out, arc[look], gain[look], last, last_arc)


def _looked_at(ground: Ground, pieces: Pieces) -> tuple[Ints, Ints]:
    """Return the arcs that are looked at for each piece: its best, or all of one that waits."""
    most = max(_FEWEST_LOOKS, _MOST_LOOKS // len(pieces.families))
    each = [
        ground.best_arcs(family, party)[: None if arc == NOWHERE else most]
        for family, party, arc in zip(
            pieces.families, pieces.parties, pieces.arc.tolist(), strict=True
        )
    ]
    who = np.repeat(np.arange(len(each)), [len(arcs) for arcs in each])
    return who, np.concatenate(each)


def _joining(ground: Ground, pieces: Pieces) -> tuple[Ints, Ints, Ints]:
    """Return which pieces may join which of their siblings where these live, and the arcs."""
    of_family: dict[int, list[int]] = {}
    for piece, family in enumerate(pieces.families):
        if len(family.members) > 1 and not family.must:
            of_family.setdefault(family.idx, []).append(piece)
    rows: list[tuple[int, int, int]] = []
    homes = pieces.home.tolist()
    members = [ground.arcs.parties[party].members for party in pieces.parties]
    for mine in of_family.values():
        for one, other in permutations(mine, 2):
            if homes[other] != NOWHERE:
                both = tuple(sorted((*members[one], *members[other])))
                arc = ground.arc_at(both, homes[other])
                if arc is not None:
                    rows.append((one, other, arc))
    joining, joined, arcs = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    return joining, joined, arcs


def _siblings_there(pieces: Pieces, who: Ints, home: Ints) -> Bools:
    """Return whether another piece of a piece's family lives in a home."""
    family = np.array([family.idx for family in pieces.families], dtype=np.int64)
    n_homes = int(home.max(initial=0)) + 2
    housed = pieces.home >= 0
    places = np.unique(family[housed] * n_homes + np.minimum(pieces.home[housed], n_homes - 1))
    wanted = family[who] * n_homes + home
    spots = np.minimum(np.searchsorted(places, wanted), max(len(places) - 1, 0))
    there: Bools = places[spots] == wanted if len(places) else np.zeros(len(who), dtype=np.bool_)
    return there


def _clashes(draft: Draft, pieces: Pieces) -> tuple[Bools, Ints]:
    """Return which pieces clash with which, and how many in each home each clashes with."""
    ground, n_pieces = draft.ground, len(pieces.families)
    n_homes = draft.room.shape[1]
    piece_of = np.full(len(ground.scene.arrays.children), -1, dtype=np.int64)
    members = [ground.arcs.parties[party].members for party in pieces.parties]
    for piece, some in enumerate(members):
        piece_of[list(some)] = piece
    clashing = np.zeros((n_pieces, n_pieces + 1), dtype=np.bool_)
    for piece, some in enumerate(members):
        for member in some:
            clashing[piece, piece_of[ground.clashing(member)]] = True
    clashing = clashing[:, :-1]
    one, other = np.nonzero(clashing & (pieces.home >= 0))
    counts = np.bincount(one * n_homes + pieces.home[other], minlength=n_pieces * n_homes)
    return clashing, counts.reshape(n_pieces, n_homes)


def _ends(pieces: Pieces, who: Ints, arc: Ints, gain: Ints) -> tuple[Ints, Ints]:
    """Return the least gain of each piece with nobody out, waiting too, and its arc."""
    waits = (pieces.wait < FAR) & (pieces.home >= 0)
    last = np.where(waits, pieces.wait - pieces.cost, FAR)
    last_arc = np.full(len(last), NOWHERE, dtype=np.int64)
    order = np.lexsort((gain, who))
    first = order[np.flatnonzero(np.diff(who[order], prepend=-1))]
    better = first[gain[first] < last[who[first]]]
    last[who[better]], last_arc[who[better]] = gain[better], arc[better]
    return last, last_arc


def _walks(pieces: Pieces, steps: _Steps) -> Iterator[_Walk]:
    """Yield chains and rings that seem to make a plan better, the best first.

    The cheapest way to throw each piece out, by so many steps from any first one, follows from
    those with a step fewer (dynamic programming): others are not followed.
    """
    n_pieces = len(pieces.families)
    begins = np.flatnonzero(np.diff(steps.out, prepend=-1))
    thrown, lengths = steps.out[begins], np.diff(np.append(begins, len(steps.out)))
    gain: Ints = np.zeros(n_pieces, dtype=np.int64)
    start: Ints = np.arange(n_pieces)
    throwing: list[Ints] = []  # by the number of steps before, the step that throws each piece out
    found: list[tuple[int, int, int, bool]] = []
    for n_steps in range(_LONGEST):
        ending = np.flatnonzero((gain < FAR) & (steps.last < FAR))
        total = gain[ending] + steps.last[ending]
        chains = total < 0
        found.extend(
            (cost, n_steps, piece, False)
            for cost, piece in zip(total[chains].tolist(), ending[chains].tolist(), strict=True)
        )
        if n_steps == _LONGEST - 1 or not len(begins):
            break
        reached = np.where(gain[steps.who] < FAR, gain[steps.who] + steps.gain, FAR)
        if n_steps:
            rings = np.flatnonzero((steps.out == start[steps.who]) & (reached < 0)).tolist()
            found.extend((int(reached[step]), n_steps, step, True) for step in rings)
        least = np.minimum.reduceat(reached, begins)
        first = np.flatnonzero(reached == np.repeat(least, lengths))
        first = first[np.unique(steps.out[first], return_index=True)[1]]
        throws, gain = np.full(n_pieces, -1, dtype=np.int64), np.full(n_pieces, FAR, dtype=np.int64)
        throws[thrown], gain[thrown] = first, least
        before, start = start, np.full(n_pieces, -1, dtype=np.int64)
        start[thrown] = before[steps.who[first]]
        throwing.append(throws)
    for _, n_steps, end, is_ring in sorted(found):
        last, arc = (steps.who[end], steps.arc[end]) if is_ring else (end, steps.last_arc[end])
        walk = [(int(last), int(arc))]
        for throws in reversed(throwing[:n_steps]):
            step = throws[walk[-1][0]]
            walk.append((int(steps.who[step]), int(steps.arc[step])))
        if len({pieces.families[piece].idx for piece, _ in walk}) == len(walk):
            yield walk


def _take(draft: Draft, pieces: Pieces, walk: _Walk) -> bool:
    """Make an exchange if it fits, keeps the limits and is better; return whether it is made."""
    before, key, left = dict[int, Choice](), draft.key, draft.left
    families = [pieces.families[piece] for piece, _ in walk]
    for family in families:
        choice = draft.take_out(family)
        assert choice is not None
        before[family.idx] = choice
    done: list[Family] = []
    for family, (piece, arc) in zip(families, walk, strict=True):
        now = int(pieces.arc[piece])
        choice = tuple(one for one in before[family.idx] if one != now)
        if arc != NOWHERE:
            home = draft.ground.home[arc]  # a sibling there is in the party of the arc
            choice = (*(one for one in choice if draft.ground.home[one] != home), arc)
        if not draft.fits(choice):
            break
        draft.put_in(family, choice)
        done.append(family)
    kept = all(after >= min(0, earlier) for after, earlier in zip(draft.left, left, strict=True))
    if len(done) == len(walk) and draft.key < key and kept:
        return True
    for family in done:
        draft.take_out(family)
    for family in families:
        draft.put_in(family, before[family.idx])
    return False
