"""The best split of siblings against every split there is."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.solve.heuristics.splitting import best_split

#: For each party, as bits of up to three members, what it costs in each of some homes.
TABLES = st.integers(1, 3).flatmap(
    lambda n: st.tuples(
        st.just(n),
        st.dictionaries(
            st.tuples(st.integers(1, (1 << n) - 1), st.integers(0, 3)),
            st.tuples(st.integers(0, 2), st.integers(0, 5) | st.integers(0, 1 << 59)),
        ),
        st.integers(0, (1 << n) - 1),
    )
)


@settings(max_examples=300)
@given(TABLES)
def test_it_is_the_best_of_all_splits(
    table: tuple[int, dict[tuple[int, int], tuple[int, int]], int],
) -> None:
    n_members, costs, may_wait = table
    ordered = sorted(costs, key=lambda place: (place[0], costs[place], place[1]))
    found = best_split(
        np.array([party for party, _ in ordered], dtype=np.int64),
        np.array([home for _, home in ordered], dtype=np.int64),
        np.array([costs[place] for place in ordered], dtype=np.int64).reshape(-1, 2).T,
        may_wait,
        (1, 3),
        n_members,
    )

    def levels(taken: list[tuple[int, int]]) -> list[int] | None:
        """Return what some places cost with the others waiting; None if they are no split."""
        parties, homes = [party for party, _ in taken], [home for _, home in taken]
        left = (1 << n_members) - 1
        for party in parties:
            if party & ~left:
                return None
            left ^= party
        if left & ~may_wait or len(set(homes)) < len(homes):
            return None
        waiting = left.bit_count()
        return [sum(costs[p][k] for p in taken) + waiting * (1, 3)[k] for k in (0, 1)]

    splits = (
        (
            levels([place for place, used in zip(ordered, uses, strict=True) if used])
            for uses in product((False, True), repeat=len(ordered))
        )
        if len(ordered) <= 10
        else ()
    )
    best = min((split for split in splits if split is not None), default=None)
    if len(ordered) > 10:
        return
    assert (found is None) == (best is None)
    if found is not None:
        assert levels([ordered[nth] for nth in found]) == best
