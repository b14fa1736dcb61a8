"""Bringing a plan under way back within its limits, and families into it who are not in it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matcher.geography import Ints
from matcher.solve.heuristics.choosing import best_choice
from matcher.solve.heuristics.draft import Draft
from matcher.solve.heuristics.ground import Choice, Family
from matcher.solve.heuristics.keys import shares
from matcher.solve.stop import Stop

#: What the largest step towards a limit counts.
_UNIT = 1_000_000
#: As far beyond a limit as makes a difference.
_FAR = 1 << 50
#: How often all families are gone through.
_ROUNDS = 12
#: How many may move on in turn for somebody to be put in, and homes that are tried for each.
_DEEPEST, _MOST_TRIED = 3, 12


def within_limits(draft: Draft, stop: Stop) -> bool:
    """Let families choose again until all limits are kept; return whether they are.

    Whoever brings the limits most goes first, so that few are moved; nobody is left without a
    home for it while something else helps.
    """
    excess = _Excess(draft)
    for may_wait in (False, True):
        for _ in range(_ROUNDS):
            if draft.is_within_limits or stop.now():
                break
            if not _brought_closer(draft, excess, may_wait=may_wait):
                break
    return draft.is_within_limits


def _brought_closer(draft: Draft, excess: _Excess, *, may_wait: bool) -> bool:
    """Go through all families, who brings most first; return whether that was of any use."""
    offers = []
    for family in draft.ground.families:
        before = draft.take_out(family)
        if before is not None:
            best = _closest(draft, excess, family, before, may_wait=may_wait)
            if best is not None:
                offers.append((best[0] - excess.of(family, before), family.idx))
            draft.put_in(family, before)
    changed = False
    for _, idx in sorted(offers):
        if draft.is_within_limits:
            break
        family = draft.ground.families[idx]
        before = draft.take_out(family)
        assert before is not None  # it made an offer
        best = _closest(draft, excess, family, before, may_wait=may_wait)
        changed |= best is not None
        draft.put_in(family, before if best is None else best[-1])
    return changed


def _closest(
    draft: Draft, excess: _Excess, family: Family, before: Choice, *, may_wait: bool
) -> tuple[int, int, Choice] | None:
    """Return the choice that brings a plan without a family closest to its limits.

    Before it, how far beyond them that is, and its key; None if nothing is closer than what the
    family has. One of its parties moves, or waits.
    """
    ground = draft.ground
    shelf = ground.shelf(family)
    fitting = shelf.arcs[draft.fitting(family, shelf)]
    found: list[Choice] = []
    for nth, arc in enumerate(before):
        others = (*before[:nth], *before[nth + 1 :])
        party = int(ground.arcs.party[arc])
        mine = fitting[ground.arcs.party[fitting] == party]
        mine = mine[~np.isin(ground.arcs.home[mine], [ground.home[one] for one in others])]
        if len(mine):
            found.append((*others, excess.least(family, before, arc, mine)))
        if may_wait:
            if family.must:
                found.extend(() if family.left != () else [()])
            elif family.may_wait.issuperset(ground.arcs.parties[party].members):
                found.append(others)
    offers = [(excess.of(family, choice), ground.key(family, choice), choice) for choice in found]
    best = min(offers, default=None)
    return None if best is None or best[0] >= excess.of(family, before) else best


class _Excess:
    """How far a plan is beyond its limits, all of them together."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._scales = [max(1, row.largest) for row in draft.ground.limits]
        self._shares = [
            shares(amounts, scale, _UNIT)
            for amounts, scale in zip(draft.ground.amounts, self._scales, strict=True)
        ]

    def of(self, family: Family, choice: Choice) -> int:
        """Return it with a choice of a family that is not in the plan."""
        totals = self._draft.ground.totals(family, choice)
        return sum(
            max(0, total - left) * _UNIT // scale
            for total, left, scale in zip(totals, self._draft.left, self._scales, strict=True)
        )

    def least(self, family: Family, before: Choice, arc: int, instead: Ints) -> int:
        """Return which of some arcs of one party makes it least, in the place of one there was."""
        ground, left = self._draft.ground, self._draft.left
        columns, column = ground.model.column_of[instead], ground.column_of[arc]
        after: Ints = np.zeros(len(instead), dtype=np.int64)
        totals = ground.totals(family, before)
        for nth, scale in enumerate(self._scales):
            others = totals[nth] - int(ground.amounts[nth][column]) - left[nth]
            over = self._shares[nth][columns] + min(others * _UNIT // scale, _FAR)
            after += np.maximum(over, 0)
        return int(instead[int(np.argmin(after))])


def put_back(draft: Draft, families: Sequence[Family], stop: Stop) -> bool:
    """Put families into a plan who are not in it, others moving on for it; return whether all are.

    Parameters
    ----------
    draft : Draft
        A plan under way without them.
    families : sequence of Family
        Those who are not in it.
    stop : Stop
        When to give up.
    """
    return all(not stop.now() and _housed(draft, family, frozenset()) for family in families)


def _housed(draft: Draft, family: Family, closed: frozenset[int]) -> bool:
    """Put a family in; others may have to leave its home, which is closed to them then."""
    choice = best_choice(draft, family, None)
    if choice is not None and closed.isdisjoint(draft.ground.home[arc] for arc in choice):
        draft.put_in(family, choice)
        return True
    if len(closed) == _DEEPEST:
        return False
    homes = dict.fromkeys(draft.ground.shelf(family).home.tolist())
    for home in [home for home in homes if home not in closed][:_MOST_TRIED]:
        households = [[idx] for idx in draft.living[home]]
        for leaving in [*households, *([list(draft.living[home])] if len(households) > 1 else [])]:
            kept = draft.copy()
            others = [draft.ground.families[idx] for idx in leaving]
            for other in others:
                draft.take_out(other)
            choice = best_choice(draft, family, None)
            if choice is not None and closed.isdisjoint(draft.ground.home[arc] for arc in choice):
                draft.put_in(family, choice)
                if all(_housed(draft, other, closed | {home}) for other in others):
                    return True
            draft.become(kept)
    return False
