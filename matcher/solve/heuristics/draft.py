"""A plan under way: who lives where by now, what room that leaves, and what still fits.

Sound at every step: whoever is in it keeps all rules beside the others who are. Taking a family
out, or putting it in, takes time by its own size alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from matcher.case_arrays import Bools
from matcher.solve.heuristics.ground import Choice, Family, Ground, Shelf


class Draft:
    """A plan under way; it starts with nobody in it.

    Parameters
    ----------
    ground : Ground
        Families, arcs and costs.

    Attributes
    ----------
    choices : list of (tuple of int or None)
        What each family has by now; None for one that is not in the plan.
    key : int
        What all of that adds to the levels.
    left : list of int
        What each limit leaves; below 0 where it is not kept.
    limited : bool
        Whether families look at the limits when they choose.
    living : list of (dict of int to int)
        Who lives in each home: the arc of each family, by the family's position.
    room : ndarray of int, shape (load rules, homes)
        What is left of each home's room.
    broken : ndarray of bool, shape (homes,)
        Homes whose household by now breaks a rule: nobody new may come.
    """

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        n_homes = len(ground.scene.arrays.homes)
        self.choices: list[Choice | None] = [None] * len(ground.families)
        self.key = 0
        self.left = [int(row.most) for row in ground.limits]
        self.limited = True
        self.room = ground.room.copy()
        self._home_of = np.full(len(ground.scene.arrays.children), -1, dtype=np.int64)
        self._n_new = np.zeros(n_homes, dtype=np.int64)
        self.living: list[dict[int, int]] = [{} for _ in range(n_homes)]
        self.broken = np.zeros(n_homes, dtype=np.bool_)
        for home in ground.breached:
            self.broken[home] = not self._is_sound(home)

    def copy(self) -> Draft:
        """Return the same plan, to go on with apart."""
        other = Draft.__new__(Draft)
        other.become(self)
        return other

    def become(self, other: Draft) -> None:
        """Become what another plan of the same ground is."""
        self.ground, self.limited = other.ground, other.limited
        self.choices, self.key, self.left = list(other.choices), other.key, list(other.left)
        self.room, self._home_of = other.room.copy(), other._home_of.copy()
        self._n_new, self.broken = other._n_new.copy(), other.broken.copy()
        self.living = [dict(household) for household in other.living]

    def homes(self) -> dict[int, int]:
        """Return the home of each mover that has one, by positions."""
        housed = np.flatnonzero(self._home_of >= 0)
        return dict(zip(housed.tolist(), self._home_of[housed].tolist(), strict=True))

    def homes_of(self, family: Family) -> dict[int, int]:
        """Return the homes of a family's members that have one."""
        return {
            member: home for member in family.members if (home := int(self._home_of[member])) >= 0
        }

    @property
    def is_within_limits(self) -> bool:
        """Whether all limits are kept."""
        return all(left >= 0 for left in self.left)

    # Who is in it

    def take_out(self, family: Family) -> Choice | None:
        """Take a family out of the plan, if it is in it; return what it had."""
        choice = self.choices[family.idx]
        if choice is not None:
            self._change(family, choice, -1)
            self.choices[family.idx] = None
        return choice

    def put_in(self, family: Family, choice: Choice) -> None:
        """Give a family that is not in the plan a choice that fits."""
        self._change(family, choice, 1)
        self.choices[family.idx] = choice

    def _change(self, family: Family, choice: Choice, sign: int) -> None:
        ground = self.ground
        arcs = ground.arcs
        self.key += sign * ground.key(family, choice)
        if self.left:
            totals = ground.totals(family, choice)
            self.left = [left - sign * total for left, total in zip(self.left, totals, strict=True)]
        for arc in choice:
            home = ground.home[arc]
            self.room[:, home] -= sign * arcs.loads[:, arc]
            members = arcs.parties[arcs.party[arc]].members
            if sign > 0:
                self.living[home][family.idx] = arc
            else:
                del self.living[home][family.idx]
            self._home_of[list(members)] = home if sign > 0 else -1
            self._n_new[home] += sign * int(arcs.newcomer[arc])
            if home in ground.breached:
                self.broken[home] = not self._is_sound(home)

    def _is_sound(self, home: int) -> bool:
        """Return whether a household by now keeps all rules, whoever is new there."""
        arcs = self.ground.arcs
        household = list(self.living[home].values())
        return (
            bool((self.room[:, home] >= 0).all())
            and bool(arcs.lawful[household].all())
            and not any(self._clashes(arc) for arc in household)
        )

    def _clashes(self, arc: int) -> bool:
        """Return whether somebody in a home by now can't live with the party of an arc there."""
        arcs = self.ground.arcs
        home = self.ground.home[arc]
        return any(
            bool((self._home_of[self.ground.clashing(member)] == home).any())
            for member in arcs.parties[arcs.party[arc]].members
        )

    # What fits

    def fitting(self, family: Family, shelf: Shelf) -> Bools:
        """Return which arcs of a family, which is not in the plan, fit beside who is."""
        home = shelf.home
        fits = (shelf.loads <= self.room[:, home]).all(axis=0)
        fits &= shelf.lawful
        if self.ground.breached:
            fits &= ~self.broken[home]
        for nth, member in enumerate(family.members):
            strangers = self.ground.clashing(member)
            if len(strangers):
                closed = np.zeros(len(self.broken) + 1, dtype=np.bool_)
                closed[self._home_of[strangers]] = True  # the last stands for no home
                barred = closed[home]
                fits &= ~(barred & shelf.has[nth]) if shelf.has else ~barred
        if self.ground.breached:
            # Where nobody is new, those who live there may stay as they are.
            fits |= shelf.stays & (self._n_new[home] == 0)
        return fits

    def fits(self, choice: Choice) -> bool:
        """Return whether a choice of a family that is not in the plan fits, limits aside."""
        arcs = self.ground.arcs
        for arc in choice:
            home = self.ground.home[arc]
            if not arcs.newcomer[arc] and not self._n_new[home]:
                continue
            if (
                self.broken[home]
                or not arcs.lawful[arc]
                or (arcs.loads[:, arc] > self.room[:, home]).any()
                or self._clashes(arc)
            ):
                return False
        return True

    def within(self, before: Sequence[int], family: Family, choice: Choice) -> bool:
        """Return whether a choice of a family, which is not in the plan, keeps the limits.

        Parameters
        ----------
        before : sequence of int
            What the family's choice before added to each limit: one that is not kept may be no
            better than it was.
        family, choice : Family, Choice
            Who chooses what.
        """
        if not self.left or not self.limited:
            return True
        totals = self.ground.totals(family, choice)
        return all(
            total <= max(left, earlier)
            for total, left, earlier in zip(totals, self.left, before, strict=True)
        )

    def keeping_limits(self, before: Sequence[int], shelf: Shelf) -> Bools:
        """Return which arcs, each a whole choice, keep the limits; see `within`."""
        keeps = np.ones(len(shelf.arcs), dtype=np.bool_)
        if not self.limited:
            return keeps
        columns = self.ground.model.column_of[shelf.arcs]
        for amounts, left, earlier in zip(self.ground.amounts, self.left, before, strict=True):
            keeps &= np.array(amounts[columns] <= max(left, earlier), dtype=np.bool_)
        return keeps


def drafted(ground: Ground, homes: Mapping[int, int]) -> tuple[Draft, list[Family]]:
    """Return a plan under way in which movers have these homes, and families that can't.

    Parameters
    ----------
    ground : Ground
        Families, arcs and costs.
    homes : mapping of int to int
        The home of each mover that has one, by positions; in a plan that keeps all rules.
    """
    draft, out = Draft(ground), list[Family]()
    for family in ground.families:
        choice = ground.choice_of(family, homes)
        if choice is None:
            out.append(family)
        else:
            draft.put_in(family, choice)
    return draft, out
