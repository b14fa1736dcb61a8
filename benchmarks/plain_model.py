"""The same plan as a plain model: a Boolean for each party in each home, and every rule a row.

Written as one would at first, from the register and the plain judgement of each rule alone. It
shares no code with `matcher.solve` or the steps before it, so the two can be compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import floor, lcm

from matcher.bedrooms import bedrooms_needed
from matcher.case import FOSTERING_KINDS, Case
from matcher.criteria import child_costs
from matcher.household import PAIR_RULES, household_refusals
from matcher.limits import Limit, limits_set
from matcher.records.child import Child, SiblingGroup
from matcher.records.home import Home
from matcher.rules import RULES

Party = tuple[Child, ...]
Terms = Mapping[int, int]


@dataclass(frozen=True)
class PlainRow:
    """A sum of columns times whole numbers, at most `most`, or exactly that."""

    terms: Terms
    most: int
    exactly: bool = False


@dataclass(frozen=True)
class Arc:
    """A party in a home, and its column."""

    column: int
    party: Party
    home: Home
    newcomer: bool


class PlainModel:
    """Columns, their costs by level, and rows; every column is 0 or 1.

    Parameters
    ----------
    case : Case
        Register, policy and journeys.

    Attributes
    ----------
    costs : list of list of int
        What each column adds to each level.
    constant : list of int
        What each level is with no column chosen.
    rows : list of PlainRow
        All rows.
    arcs : list of Arc
        The columns that are parties in homes.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        self.costs: list[list[int]] = []
        self.constant = [0] * len(case.policy.levels)
        self.rows: list[PlainRow] = []
        self.arcs: list[Arc] = []
        self._movers = [c for c in case.register.children if c.status != "settled"]
        self._settled = {
            home: [child for child in children if child.status == "settled"]
            for home, children in case.at_home.items()
        }
        self._homes = {child.id: self._possible(child) for child in self._movers}
        self._excluded: dict[tuple[str, str], bool] = {}
        self._unplaced = {
            child.id: self._column(self._levels(child_costs(child, None, case)))
            for child in self._movers
            if child.status == "waiting"
        }
        for child in self._movers:
            if child.id not in case.group_of:
                self._arcs_of((child,), self._homes[child.id])
        for group in case.register.sibling_groups:
            self._group(group)
        self._one_place_each()
        for home in case.register.homes:
            self._household(home)
        for limit in limits_set(case):
            self._limit(limit)

    def homes(self, chosen: Iterable[int]) -> dict[str, str | None]:
        """Return every child's home, given the columns that are 1."""
        chosen = set(chosen)
        at = {c.id: arc.home.id for arc in self.arcs if arc.column in chosen for c in arc.party}
        return {
            child.id: child.present_home if child.status == "settled" else at.get(child.id)
            for child in self.case.register.children
        }

    def _possible(self, child: Child) -> list[Home]:
        return [
            home
            for home in self.case.register.homes
            if self.case.stays(child, home)
            or not any(rule.refuses(child, home, self.case) for rule in RULES)
        ]

    def _levels(self, values: Mapping[str, int]) -> list[int]:
        return [
            sum(weight * values.get(code, 0) for code, weight in level.items())
            for level in self.case.policy.levels
        ]

    def _column(self, costs: list[int] | None = None) -> int:
        self.costs.append(costs or [0] * len(self.constant))
        return len(self.costs) - 1

    def _row(self, terms: Terms, most: int, *, exactly: bool = False) -> None:
        self.rows.append(PlainRow(terms, most, exactly))

    def _arcs_of(self, party: Party, homes: Iterable[Home], *, spread: int = 0) -> list[Arc]:
        """Add a party in each of some homes, unless coming there breaks a household rule."""
        found = []
        for home in homes:
            newcomer = any(child.present_home != home.id for child in party)
            there = [*self._settled[home.id], *party]
            if newcomer and household_refusals(home, there, self.case):
                continue
            alone = not any(self.case.siblings(party[0], c) for c in self._settled[home.id])
            costs = self._levels({"siblings_apart": spread * alone})
            for child in party:
                mine = self._levels(child_costs(child, home, self.case))
                costs = [one + other for one, other in zip(costs, mine, strict=True)]
            found.append(Arc(self._column(costs), party, home, newcomer))
        self.arcs.extend(found)
        return found

    def _common(self, party: Party) -> Iterator[Home]:
        others = [{home.id for home in self._homes[child.id]} for child in party[1:]]
        return (
            home for home in self._homes[party[0].id] if all(home.id in homes for homes in others)
        )

    def _group(self, group: SiblingGroup) -> None:
        members = tuple(self.case.children[id_] for id_ in group.children)
        movers = tuple(child for child in members if child.status != "settled")
        settled = {child.present_home for child in members if child.status == "settled"}
        if group.together == "must" and movers:
            arcs = self._must(movers, settled)
        else:
            arcs = [
                arc
                for size in range(1, len(movers) + 1)
                for party in combinations(movers, size)
                for arc in self._arcs_of(party, self._common(party), spread=1)
            ]
        for home in {arc.home.id for arc in arcs}:
            self._row({arc.column: 1 for arc in arcs if arc.home.id == home}, 1)
        # Homes less one, but 0 where no sibling is placed.
        if settled:
            spread = self._levels({"siblings_apart": len(settled) - 1})
            self.constant = [a + b for a, b in zip(self.constant, spread, strict=True)]
        else:
            placed = self._column(self._levels({"siblings_apart": -1}))
            self._row({placed: 1, **{arc.column: -1 for arc in arcs}}, 0)

    def _must(self, movers: Party, settled: set[str | None]) -> list[Arc]:
        """Add a `must` group whole in each home, and as it is."""
        homes = [home for home in self._common(movers) if settled <= {home.id}]
        arcs = self._arcs_of(movers, homes, spread=1)
        present = {child.present_home for child in movers}
        if len(present | settled) == 1 and None not in present:
            return arcs  # as it is, it is whole in one home
        as_it_is = self._column()
        same = [self._unplaced[child.id] for child in movers if child.id in self._unplaced]
        for id_ in sorted(home for home in present if home):
            part = tuple(child for child in movers if child.present_home == id_)
            mine = self._arcs_of(part, [self.case.homes[id_]], spread=1)
            arcs.extend(mine)
            same.extend(arc.column for arc in mine)
        for column in same:
            self._row({column: 1, as_it_is: -1}, 0, exactly=True)
        return arcs

    def _one_place_each(self) -> None:
        terms: dict[str, dict[int, int]] = {child.id: {} for child in self._movers}
        for id_, column in self._unplaced.items():
            terms[id_][column] = 1
        for arc in self.arcs:
            for child in arc.party:
                terms[child.id][arc.column] = 1
        for one in terms.values():
            self._row(one, 1, exactly=True)

    def _household(self, home: Home) -> None:
        """Add a home's rows; if it breaks a rule today, they hold only if a newcomer comes."""
        arcs = [arc for arc in self.arcs if arc.home is home]
        if not arcs:
            return
        settled, others = self._settled[home.id], len(home.other_children)
        opened = None
        if household_refusals(home, self.case.at_home[home.id], self.case):
            opened = self._column()
            for arc in arcs:
                if arc.newcomer:
                    self._row({arc.column: 1, opened: -1}, 0)
                elif household_refusals(home, [*settled, *arc.party], self.case):
                    self._row({arc.column: 1, opened: 1}, 1)
        sizes = {arc.column: len(arc.party) for arc in arcs}
        self._in_home(sizes, home.places - others - len(settled), opened)
        if home.bedrooms is not None:
            left = home.bedrooms - others - bedrooms_needed(settled, self.case)
            self._in_home({arc.column: self._bedrooms(arc) for arc in arcs}, left, opened)
        if home.kind in FOSTERING_KINDS:
            self._fostering(home, arcs, sizes, opened)
        self._pairs(arcs, opened)

    def _in_home(self, terms: Terms, most: int, opened: int | None) -> None:
        """Add a row of a home that holds where a newcomer comes, if that is a question at all."""
        # Who finds no room at all was left out, or is there only where no newcomer comes.
        most = max(0, most)
        if opened is not None:
            slack = max(0, sum(value for value in terms.values() if value > 0) - most)
            terms, most = {**terms, opened: slack}, most + slack
        self._row(terms, most)

    def _bedrooms(self, arc: Arc) -> int:
        siblings = [
            child for child in self._settled[arc.home.id] if self.case.siblings(arc.party[0], child)
        ]
        return bedrooms_needed([*arc.party, *siblings], self.case) - bedrooms_needed(
            siblings, self.case
        )

    def _fostering(self, home: Home, arcs: list[Arc], sizes: Terms, opened: int | None) -> None:
        """Add the fostering limit; siblings who have the home to themselves may exceed it."""
        settled = self._settled[home.id]
        left = home.fostering_limit - len(home.other_children) - len(settled)
        exempt = [
            arc.column
            for arc in arcs
            if len(arc.party) > left
            and not home.other_children
            and self.case.one_group([*settled, *arc.party])
        ]
        if not exempt:
            self._in_home(sizes, left, opened)
            return
        alone = self._column()
        self._row({alone: 1, **dict.fromkeys(exempt, -1)}, 0)
        self._row({**dict.fromkeys(sizes, 1), alone: len(sizes)}, len(sizes) + 1)
        self._in_home({**sizes, alone: max(0, left) - max(sizes.values())}, left, opened)

    def _pairs(self, arcs: list[Arc], opened: int | None) -> None:
        """Add the children who must not live in one home."""
        of_child: dict[str, list[int]] = {}
        children: dict[str, Child] = {}
        for arc in arcs:
            for child in arc.party:
                children[child.id] = child
                of_child.setdefault(child.id, []).append(arc.column)
        for one, other in combinations(children.values(), 2):
            if self._exclude(one, other):
                terms = dict.fromkeys(of_child[one.id], 1)
                for column in of_child[other.id]:
                    terms[column] = terms.get(column, 0) + 1
                if opened is None:
                    self._row(terms, 1)
                else:
                    self._row({**terms, opened: 1}, 2)

    def _exclude(self, one: Child, other: Child) -> bool:
        pair = one.id, other.id
        if pair not in self._excluded:
            self._excluded[pair] = any(
                rule.excludes(one, other, self.case) or rule.excludes(other, one, self.case)
                for rule in PAIR_RULES
            )
        return self._excluded[pair]

    def _limit(self, limit: Limit) -> None:
        weights = {
            arc.column: sum(limit.weight(child, arc.home, self.case) for child in arc.party)
            for arc in self.arcs
        }
        left = limit.most(self.case) - sum(
            limit.weight(child, self.case.homes[home], self.case)
            for home, children in self._settled.items()
            for child in children
        )
        unit = lcm(*(weight.denominator for weight in weights.values() if weight))
        self._row(
            {column: int(weight * unit) for column, weight in weights.items()},
            floor(left * unit),
        )
