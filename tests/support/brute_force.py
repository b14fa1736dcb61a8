"""The contract by enumeration: every plan and every option of a tiny case, by plain code alone.

Nothing here knows parties, arcs, columns or a solver. Rules and criteria are asked in their plain
form, of one child in one home or of the children of one home.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from itertools import product

from matcher import together
from matcher.case import Case
from matcher.criteria import child_costs, plan_levels
from matcher.household import HOUSEHOLD_RULES
from matcher.limits import limits_set
from matcher.records.child import Child
from matcher.rules import RULES

Homes = dict[str, str | None]
Pairs = Iterable[tuple[str, str]]
Levels = tuple[int, ...]

CHANGED_BY = {rule.code: rule.changed_by for rule in RULES}
CHANGED_BY |= {rule.code: rule.changed_by for rule in HOUSEHOLD_RULES}


def as_it_is(case: Case) -> Homes:
    """Return where each child lives and may stay; None for a waiting child."""
    return {child.id: child.present_home for child in case.register.children}


class BruteForce:
    """Judges every possible plan of a case.

    Parameters
    ----------
    case : Case
        A tiny one.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        self.today = as_it_is(case)
        self.movers = [child for child in case.register.children if child.status != "settled"]
        self.eligible = {child.id: tuple(self._homes_of(child)) for child in self.movers}
        self._keeps_household = cache(self._household_holds)
        self._costs = cache(self._costs_of)

    def _homes_of(self, child: Child) -> Iterator[str | None]:
        if child.status == "waiting":
            yield None
        for home in self.case.register.homes:
            stays = child.status == "review" and child.present_home == home.id
            if stays or not any(rule.refuses(child, home, self.case) for rule in RULES):
                yield home.id

    def _household_holds(self, home: str, ids: tuple[str, ...]) -> bool:
        children = [self.case.children[id_] for id_ in ids]
        if all(child.present_home == home for child in children):
            return True
        there = self.case.homes[home]
        return not any(rule.breaking(there, children, self.case) for rule in HOUSEHOLD_RULES)

    def _costs_of(self, id_: str, home: str | None) -> Levels:
        there = None if home is None else self.case.homes[home]
        costs = child_costs(self.case.children[id_], there, self.case)
        return tuple(
            sum(weight * costs.get(code, 0) for code, weight in level.items())
            for level in self.case.policy.levels
        )

    def lawful(self, homes: Mapping[str, str | None]) -> bool:
        """Return whether households and sibling groups keep the rules, eligibility aside."""
        living: dict[str, list[str]] = {}
        for id_, home in homes.items():
            if home is not None:
                living.setdefault(home, []).append(id_)
        return all(
            self._keeps_household(home, tuple(ids)) for home, ids in living.items()
        ) and not any(
            together.torn(group, homes, self.case) for group in self.case.register.sibling_groups
        )

    def within_limits(self, homes: Mapping[str, str | None]) -> bool:
        """Return whether a plan keeps the policy's limits."""
        return all(
            sum(
                (
                    limit.weight(self.case.children[id_], self.case.homes[home], self.case)
                    for id_, home in homes.items()
                    if home is not None
                ),
                Fraction(0),
            )
            <= limit.most(self.case)
            for limit in limits_set(self.case)
        )

    def _moved(self, choices: Mapping[str, Sequence[str | None]]) -> Iterator[Homes]:
        """Yield every lawful plan that gives some movers one of their choices."""
        for picked in product(*choices.values()):
            homes = self.today | dict(zip(choices, picked, strict=True))
            if self.lawful(homes):
                yield homes

    def plans(
        self,
        locks: Mapping[str, str | None] | None = None,
        forbid: Pairs = (),
        *,
        limits: bool = True,
    ) -> Iterator[Homes]:
        """Yield every plan that keeps rules, limits, locks (None: no home) and forbidden pairs."""
        wanted, unwanted = locks or {}, set(forbid)
        if any(home != self.today[id_] for id_, home in wanted.items() if id_ not in self.eligible):
            return
        if any(pair in unwanted for pair in self.today.items() if pair[0] not in self.eligible):
            return
        choices = {
            id_: [
                home
                for home in homes
                if wanted.get(id_, home) == home and (id_, home) not in unwanted
            ]
            for id_, homes in self.eligible.items()
        }
        for homes in self._moved(choices):
            if not limits or self.within_limits(homes):
                yield homes

    def levels(self, homes: Mapping[str, str | None], ids: Iterable[str] | None = None) -> Levels:
        """Return the levels of a plan, over all movers or over some children and their groups."""
        some = self.eligible if ids is None else list(ids)
        groups = [
            group
            for group in self.case.register.sibling_groups
            if ids is None or not set(group.children).isdisjoint(some)
        ]
        apart = 0
        for group in groups:
            used = {homes[id_] for id_ in group.children} - {None}
            apart += max(0, len(used) - 1)
        totals = [level.get("siblings_apart", 0) * apart for level in self.case.policy.levels]
        for id_ in some:
            costs = self._costs(id_, homes[id_])
            totals = [total + cost for total, cost in zip(totals, costs, strict=True)]
        return tuple(totals)

    def best(
        self,
        locks: Mapping[str, str | None] | None = None,
        forbid: Pairs = (),
        *,
        limits: bool = True,
    ) -> Levels | None:
        """Return the least levels of any plan; None if there is no plan."""
        plans = self.plans(locks, forbid, limits=limits)
        return min((self.levels(homes) for homes in plans), default=None)

    # Rankings

    def options(self, ids: Sequence[str]) -> list[tuple[Levels, Homes]]:
        """Return all ways to house some children, everybody else as today, in order."""
        found = []
        for homes in self._moved({id_: self.eligible[id_] for id_ in ids}):
            if homes != self.today:
                found.append((self.levels(homes, ids), {id_: homes[id_] for id_ in ids}))

        def order(option: tuple[Levels, Homes]) -> tuple[Levels, list[tuple[bool, str]]]:
            levels, homes = option
            return levels, [(home is None, home or "") for home in homes.values()]

        return sorted(found, key=order)

    def rank(self, request: str) -> list[tuple[Levels, Homes]]:
        """Return the options of one child or one sibling group."""
        wanted = {request}
        for group in self.case.register.sibling_groups:
            if group.id == request:
                wanted = set(group.children)
        return self.options([child.id for child in self.movers if child.id in wanted])

    def refused(self, id_: str) -> list[tuple[str, tuple[str, ...]]]:
        """Return the homes that are no option for one child, with all codes that refuse it."""
        child = self.case.children[id_]
        found = []
        for home in self.case.register.homes:
            if home.id == child.present_home:
                continue
            homes = self.today | {id_: home.id}
            there = [other for other in self.case.register.children if homes[other.id] == home.id]
            codes = [rule.code for rule in RULES if rule.refuses(child, home, self.case)]
            codes += [
                rule.code for rule in HOUSEHOLD_RULES if rule.breaking(home, there, self.case)
            ]
            group = self.case.group_of.get(id_)
            if group is not None and together.torn(group, homes, self.case):
                codes.append(together.CODE)
            if codes:
                found.append((home.id, tuple(sorted(codes))))
        return found

    def near_misses(self, id_: str) -> list[tuple[str, tuple[str, ...]]]:
        """Return the refused homes that somebody could make possible, the smallest change first."""
        misses = [
            (home, codes)
            for home, codes in self.refused(id_)
            if all(CHANGED_BY.get(code) is not None for code in codes)
        ]
        return sorted(
            misses,
            key=lambda miss: (len(miss[1]), self.levels(self.today | {id_: miss[0]}, [id_])),
        )

    def system_cost(self, homes: Mapping[str, str | None]) -> Levels | None:
        """Return what an option costs everybody together; None if no plan contains it."""
        with_it, free = self.best(homes), self.best()
        if with_it is None or free is None:
            return None
        return tuple(one - other for one, other in zip(with_it, free, strict=True))

    def rank_home(self, home: str) -> list[tuple[Levels | None, Levels, Homes]]:
        """Return who could live in a home alone, a `must` group as one, in order."""
        found = []
        for ids in self._requests():
            homes = self.today | dict.fromkeys(ids, home)
            eligible = all(home in self.eligible[id_] for id_ in ids)
            if eligible and homes != self.today and self.lawful(homes):
                option: Homes = dict.fromkeys(ids, home)
                found.append((self.system_cost(option), self.levels(homes, ids), option))
        return sorted(found, key=lambda one: (one[0] is None, one[0] or (), one[1], list(one[2])))

    def _requests(self) -> Iterator[list[str]]:
        for child in self.movers:
            group = self.case.group_of.get(child.id)
            if group is None or group.together == "prefer":
                yield [child.id]
                continue
            members = [one.id for one in self.movers if one.id in group.children]
            if members[0] == child.id:
                yield members


def recomputed(case: Case, homes: Mapping[str, str | None]) -> Levels:
    """Return the levels as the judge recomputes them."""
    return plan_levels(homes, case)
