"""What placing children one after the other needs: who lives where by now, and what still fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from matcher import together
from matcher.case import Case
from matcher.household import household_refusals
from matcher.limits import Limit, limits_set, total
from matcher.records.child import Child


class Placing:
    """A plan under way, sound at every step: it starts with everybody as they are.

    Parameters
    ----------
    case : Case
        Register, policy and journeys; as things are, the limits must be kept.

    Attributes
    ----------
    homes : dict of str to (str or None)
        Each child's home by now.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        self.homes = {child.id: child.present_home for child in case.register.children}
        self._living = {home: list(children) for home, children in case.at_home.items()}
        self._left = {
            limit: limit.most(case) - total(limit, self.homes, case) for limit in limits_set(case)
        }

    @staticmethod
    def starts_within_limits(case: Case) -> bool:
        """Return whether, as things are, the limits are kept."""
        return all(left >= 0 for left in Placing(case)._left.values())

    def fits(self, homes: Mapping[str, str | None]) -> bool:
        """Return whether some children may have these homes by now, their own rules aside."""
        for id_ in {home: None for home in homes.values() if home is not None}:
            coming = [
                self.case.children[child]
                for child, home in homes.items()
                if home == id_ and self.homes[child] != id_
            ]
            staying = [child for child in self._living[id_] if homes.get(child.id, id_) == id_]
            if coming and household_refusals(self.case.homes[id_], [*staying, *coming], self.case):
                return False
        after = {**self.homes, **homes}
        groups = [self.case.group_of[id_] for id_ in homes if id_ in self.case.group_of]
        return not any(together.torn(group, after, self.case) for group in groups) and all(
            added <= self._left[limit] for limit, added in self._added(homes).items()
        )

    def take(self, homes: Mapping[str, str | None]) -> None:
        """Give some children these homes, which fit."""
        for limit, added in self._added(homes).items():
            self._left[limit] -= added
        for id_, home in homes.items():
            child, before = self.case.children[id_], self.homes[id_]
            if before is not None:
                self._living[before].remove(child)
            if home is not None:
                self._living[home].append(child)
            self.homes[id_] = home

    def _added(self, homes: Mapping[str, str | None]) -> dict[Limit, Fraction]:
        """Return what some children in these homes add to the sums that limits bound."""

        def weight(limit: Limit, id_: str, home: str | None) -> Fraction:
            if home is None:
                return Fraction(0)
            return limit.weight(self.case.children[id_], self.case.homes[home], self.case)

        return {
            limit: sum(
                (
                    weight(limit, id_, home) - weight(limit, id_, self.homes[id_])
                    for id_, home in homes.items()
                ),
                Fraction(0),
            )
            for limit in self._left
        }


def in_turn(case: Case, children: list[Child]) -> Iterator[list[Child]]:
    """Yield some children in the order of their start, then id; siblings with the first of them."""
    done: set[str] = set()
    ordered = sorted(children, key=lambda child: (case.start(child), child.id))
    for child in ordered:
        if child.id not in done:
            mine = [other for other in ordered if other is child or case.siblings(child, other)]
            done.update(one.id for one in mine)
            yield mine
