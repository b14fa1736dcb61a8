"""The first plan: the best of several made one family after the other, then improved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np

from matcher.case_arrays import Bools
from matcher.geography import Ints
from matcher.solve.heuristics.draft import Draft, drafted
from matcher.solve.heuristics.exchange import exchanged
from matcher.solve.heuristics.ground import Family, Ground
from matcher.solve.heuristics.in_turn import (
    best_now,
    by_start,
    improved_in_turn,
    ranked_lists,
    ring_round,
    thumb_costs,
)
from matcher.solve.heuristics.mending import put_back, within_limits
from matcher.solve.heuristics.pricing import priced_plan
from matcher.solve.model import Model
from matcher.solve.rows import Row
from matcher.solve.stop import Stop

#: Parties that are looked at for exchanges, all rounds together, and rounds at least.
_MOST_WORK, _FEWEST_ROUNDS = 5_000, 3
#: With more movers than these, exchanges take too much memory.
_MOST_MOVERS = 4_000


def first_plan(
    model: Model, limits: Sequence[Row], allowed: Bools, as_it_is: Ints, stop: Stop
) -> Ints | None:
    """Return the columns of a plan made without a solver; None if none is found.

    Within limits that are kept as things are, it is at least as good, the levels in their order,
    as the plan that leaves everything as it is, and as those by rule of thumb and of the best for
    each in turn, where time allows for these.

    Parameters
    ----------
    model : Model
        Columns, rows and levels.
    limits : sequence of Row
        Further rows to keep: limits.
    allowed : ndarray of bool, shape (columns,)
        Columns that locks and forbidden pairs leave.
    as_it_is : ndarray of int
        The columns of the plan that leaves everything as it is.
    stop : Stop
        When to come to an end with what there is.
    """
    ground = Ground(model, limits, allowed)
    today, others = drafted(ground, model.homes_of(as_it_is.tolist()))
    if not put_back(today, others, stop):
        return None
    best = min(_starts(today, stop), key=_order)
    improve(best, stop)
    return model.columns_of(best.homes()) if best.is_within_limits else None


def _order(draft: Draft) -> tuple[bool, int]:
    return not draft.is_within_limits, draft.key


def _starts(today: Draft, stop: Stop) -> Iterator[Draft]:
    """Yield plans to choose the first from, each made from the one as it is."""
    yield today
    if today.is_within_limits:
        for make in _ways(today):
            if stop.now():
                return
            plan = today.copy()
            make(plan, stop=stop)
            yield plan
    if today.left:
        plan = priced_plan(today, stop)
        within_limits(plan, stop)
        yield plan


def _ways(today: Draft) -> Iterator[Callable[..., object]]:
    """Yield ways to make a better plan of one that keeps the limits, the fastest first."""
    yield partial(best_now, costs_of=None)
    yield ring_round
    yield ranked_lists
    yield partial(best_now, costs_of=thumb_costs)
    for families in _orders(today):
        yield partial(improved_in_turn, families=families)


def _orders(today: Draft) -> Iterator[list[Family]]:
    """Yield orders in which families choose, whoever is hardest to house before others."""
    ground = today.ground
    families = [family for family, _ in by_start(ground, waiting_only=False)]
    n_homes = {}
    for family in families:
        before, shelf = today.take_out(family), ground.shelf(family)
        n_homes[family.idx] = np.count_nonzero(
            np.bincount(shelf.home[today.fitting(family, shelf)])
        )
        assert before is not None
        today.put_in(family, before)

    def waits(family: Family) -> bool:
        return bool(family.may_wait) or family.left == ()

    def share(family: Family) -> float:
        return n_homes[family.idx] / len(family.members)

    yield sorted(families, key=lambda family: (not waits(family), share(family)))
    yield sorted(families, key=lambda family: (-len(family.members), n_homes[family.idx]))
    yield sorted(families, key=lambda family: n_homes[family.idx])


def improve(draft: Draft, stop: Stop) -> None:
    """Make a plan better: families choose again, and exchange homes, until neither is of use.

    Parameters
    ----------
    draft : Draft
        The plan.
    stop : Stop
        When to come to an end.
    """
    families = [family for family in draft.ground.families if draft.choices[family.idx] is not None]
    n_movers = len(draft.ground.scene.movers)
    rounds = max(_FEWEST_ROUNDS, _MOST_WORK // max(1, n_movers))
    improved_in_turn(draft, families, stop)
    for _ in range(rounds):
        if stop.now() or n_movers > _MOST_MOVERS:
            return
        if not exchanged(draft) and not improved_in_turn(draft, families, stop):
            return
    improved_in_turn(draft, families, stop)
