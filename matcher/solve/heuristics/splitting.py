"""The best split of siblings over homes, home by home.

Following options best first is fast where few parties contend for one home, and hopeless where
all do. Here a table over sets of members goes from home to home (dynamic programming): after each
it has the least cost of housing each set in the homes so far, one party in each at most.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from matcher.geography import Ints

#: Sums below so many bits stay within 64.
_BITS = 60
#: Homes that are looked at: those that take the largest parties, and suit most of them best.
_MOST_HOMES = 64


def best_split(
    parties: Ints,
    homes: Ints,
    costs: Ints,
    may_wait: int,
    nowhere: Sequence[int],
    n_members: int,
) -> list[int] | None:
    """Return which parties go to which homes in the cheapest split; None if there is none.

    Parameters
    ----------
    parties, homes : ndarray of int
        Of each possibility the members, as bits, and the home; party by party, best first.
    costs : ndarray of int, shape (levels, possibilities)
        What each adds to each level.
    may_wait : int
        Members, as bits, who may be left without a home.
    nowhere : sequence of int
        What each of them then adds to each level.
    n_members : int
        How many members there are.

    Returns
    -------
    list of int or None
        Positions of the possibilities taken; exact but for homes that suit hardly any party.
    """
    everybody = (1 << n_members) - 1
    of_parties, of_waiting, too_much = _added_up(costs, nowhere, n_members)
    table = np.full(everybody + 1, too_much, dtype=of_parties.dtype)
    sizes = np.array([part.bit_count() for part in range(everybody + 1)], dtype=np.int64)
    waits = (np.arange(everybody + 1) & ~may_wait) == 0
    table[waits] = of_waiting * sizes[waits].astype(table.dtype)
    tables, steps = [table], _promising(parties, homes, sizes, n_members)
    whole, part, begins = _parts(n_members)
    for mine in steps:
        at_home = np.full(everybody + 1, too_much, dtype=table.dtype)
        at_home[0], at_home[parties[mine]] = 0, of_parties[mine]
        housed = table[whole ^ part] + at_home[part]
        table = np.minimum.reduceat(housed, begins)
        tables.append(table)
    if table[everybody] >= too_much:
        return None
    found, left = [], everybody
    for step in range(len(steps) - 1, -1, -1):
        mine, before, after = steps[step], tables[step], tables[step + 1]
        if before[left] == after[left]:
            continue
        inside = mine[(parties[mine] & ~left) == 0]
        taken = inside[before[left ^ parties[inside]] + of_parties[inside] == after[left]][0]
        found.append(int(taken))
        left ^= int(parties[taken])
    return found


def _added_up(costs: Ints, nowhere: Sequence[int], headroom: int) -> tuple[Ints, int, int]:
    """Return levels as one number each, that add up as the levels do, and one above all sums."""
    highest = zip(costs.max(axis=1, initial=0).tolist(), nowhere, strict=True)
    n_bits = [(headroom * max(both)).bit_length() for both in highest]
    fits = sum(n_bits) <= _BITS
    total, waiting = np.zeros(costs.shape[1], dtype=np.int64 if fits else object), 0
    for level, one, bits in zip(costs, nowhere, n_bits, strict=True):
        total = total * (1 << bits) + level.astype(total.dtype)
        waiting = (waiting << bits) + int(one)
    return total, waiting, 1 << sum(n_bits) + 1


def _promising(parties: Ints, homes: Ints, sizes: Ints, n_members: int) -> list[Ints]:
    """Return the possibilities of each home that is worth a look.

    A split uses no more homes than there are members: so of each party the best so many do.
    """
    begins = np.flatnonzero(np.diff(parties, prepend=-1))
    nth = np.arange(len(parties)) - np.repeat(begins, np.diff(np.append(begins, len(parties))))
    mine = np.flatnonzero(nth < n_members)
    mine = mine[np.argsort(homes[mine], kind="stable")]
    starts = np.flatnonzero(np.diff(homes[mine], prepend=-1))
    if len(starts) <= 1:
        return [mine] if len(mine) else []
    each = np.split(mine, starts[1:])
    if len(each) > _MOST_HOMES:
        each.sort(key=lambda some: (-int(sizes[parties[some]].max()), -len(some)))
        each = each[:_MOST_HOMES]
    return each


@cache
def _parts(n_members: int) -> tuple[Ints, Ints, Ints]:
    """Return each set with each of its parts, and where those of each set begin."""
    whole, part = [], []
    for some in range(1 << n_members):
        each = some
        while True:
            whole.append(some)
            part.append(each)
            if not each:
                break
            each = (each - 1) & some
    sets = np.array(whole, dtype=np.int64)
    return sets, np.array(part, dtype=np.int64), np.flatnonzero(np.diff(sets, prepend=-1))
