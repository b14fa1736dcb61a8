"""The parties model: a Boolean for each party in each home, and every rule a row.

A party is the part of a sibling group that lives in one home; a lone child is a party of one.
What siblings share, a bedroom or a foster home to themselves, is then known party by party.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from benchmarks.rivals._rows import Rows, Terms
from matcher.bedrooms import bedrooms_needed
from matcher.case import FOSTERING_KINDS, Case
from matcher.household import household_refusals
from matcher.limits import limits_set
from matcher.records.child import Child, SiblingGroup
from matcher.records.home import Home

Party = tuple[Child, ...]


@dataclass(frozen=True)
class Arc:
    """A party in a home, and its column."""

    column: int
    party: Party
    home: Home
    newcomer: bool


class Parties(Rows):
    """The parties model of a case.

    Parameters
    ----------
    case : Case
        Register, policy and journeys.

    Attributes
    ----------
    arcs : list of Arc
        The columns that are parties in homes.
    """

    def __init__(self, case: Case) -> None:
        super().__init__(case)
        self.arcs: list[Arc] = []
        for child in self.movers:
            if child.id not in case.group_of:
                self._arcs_of((child,), self.possible[child.id])
        for group in case.register.sibling_groups:
            self._group(group)
        self._one_place_each()
        at: dict[str, list[Arc]] = {home.id: [] for home in case.register.homes}
        for arc in self.arcs:
            at[arc.home.id].append(arc)
        for home in case.register.homes:
            if at[home.id]:
                self._household(home, at[home.id])
        for limit in limits_set(case):
            self.limit(
                limit,
                {
                    arc.column: sum(
                        (limit.weight(child, arc.home, case) for child in arc.party), Fraction(0)
                    )
                    for arc in self.arcs
                },
            )

    def homes(self, chosen: Iterable[int]) -> dict[str, str | None]:
        """Return every child's home, given the columns that are 1."""
        chosen = set(chosen)
        at = {c.id: arc.home.id for arc in self.arcs if arc.column in chosen for c in arc.party}
        return {
            child.id: child.present_home if child.status == "settled" else at.get(child.id)
            for child in self.case.register.children
        }

    def _arcs_of(self, party: Party, homes: Iterable[Home], *, spread: int = 0) -> list[Arc]:
        """Add a party in each of some homes, unless coming there breaks a household rule."""
        found = []
        for home in homes:
            newcomer = any(child.present_home != home.id for child in party)
            there = [*self.settled[home.id], *party]
            if newcomer and household_refusals(home, there, self.case):
                continue
            alone = not any(self.case.siblings(party[0], c) for c in self.settled[home.id])
            costs = self.levels_of({"siblings_apart": spread * alone})
            for child in party:
                mine = self.child_levels(child, home)
                costs = [one + other for one, other in zip(costs, mine, strict=True)]
            found.append(Arc(self.column(costs), party, home, newcomer))
        self.arcs.extend(found)
        return found

    def _common(self, party: Party) -> Iterator[Home]:
        others = [{home.id for home in self.possible[child.id]} for child in party[1:]]
        return (
            home for home in self.possible[party[0].id] if all(home.id in homes for homes in others)
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
        for home in {arc.home.id: None for arc in arcs}:
            self.row({arc.column: 1 for arc in arcs if arc.home.id == home}, 1)
        self.group_spread(len(settled), {arc.column: 1 for arc in arcs})

    def _must(self, movers: Party, settled: set[str | None]) -> list[Arc]:
        """Add a `must` group whole in each home, and as it is."""
        homes = [home for home in self._common(movers) if settled <= {home.id}]
        arcs = self._arcs_of(movers, homes, spread=1)
        present = {child.present_home for child in movers}
        if len(present | settled) == 1 and None not in present:
            return arcs  # as it is, it is whole in one home
        as_it_is = self.column()
        same = [self.unplaced[child.id] for child in movers if child.id in self.unplaced]
        for id_ in sorted(home for home in present if home):
            part = tuple(child for child in movers if child.present_home == id_)
            mine = self._arcs_of(part, [self.case.homes[id_]], spread=1)
            arcs.extend(mine)
            same.extend(arc.column for arc in mine)
        for column in same:
            self.row({column: 1, as_it_is: -1}, 0, exactly=True)
        return arcs

    def _one_place_each(self) -> None:
        terms: dict[str, dict[int, int]] = {child.id: {} for child in self.movers}
        for id_, column in self.unplaced.items():
            terms[id_][column] = 1
        for arc in self.arcs:
            for child in arc.party:
                terms[child.id][arc.column] = 1
        for one in terms.values():
            self.row(one, 1, exactly=True)

    def _household(self, home: Home, arcs: list[Arc]) -> None:
        """Add a home's rows; if it breaks a rule today, they hold only if a newcomer comes."""
        settled, others = self.settled[home.id], len(home.other_children)
        opened = None
        if self.breaks_today(home):
            opened = self.column()
            for arc in arcs:
                if arc.newcomer:
                    self.row({arc.column: 1, opened: -1}, 0)
                elif household_refusals(home, [*settled, *arc.party], self.case):
                    self.row({arc.column: 1, opened: 1}, 1)
        # Who finds no room at all was left out, or is there only where no newcomer comes: so
        # the room that is left counts as 0 at least.
        sizes = {arc.column: len(arc.party) for arc in arcs}
        self.in_home(sizes, max(0, home.places - others - len(settled)), opened)
        if home.bedrooms is not None:
            left = home.bedrooms - others - bedrooms_needed(settled, self.case)
            self.in_home({arc.column: self._bedrooms(arc) for arc in arcs}, max(0, left), opened)
        if home.kind in FOSTERING_KINDS:
            self._fostering(home, arcs, sizes, opened)
        if home.places - others - len(settled) > 1 or opened is not None:
            self._apart(arcs, opened)

    def _bedrooms(self, arc: Arc) -> int:
        siblings = [
            child for child in self.settled[arc.home.id] if self.case.siblings(arc.party[0], child)
        ]
        return bedrooms_needed([*arc.party, *siblings], self.case) - bedrooms_needed(
            siblings, self.case
        )

    def _fostering(self, home: Home, arcs: list[Arc], sizes: Terms, opened: int | None) -> None:
        """Add the fostering limit; siblings who have the home to themselves may exceed it."""
        settled = self.settled[home.id]
        left = home.fostering_limit - len(home.other_children) - len(settled)
        exempt = [
            arc.column
            for arc in arcs
            if len(arc.party) > left
            and not home.other_children
            and self.case.one_group([*settled, *arc.party])
        ]
        left = max(0, left)
        if not exempt:
            self.in_home(sizes, left, opened)
            return
        alone = self.column()
        self.row({alone: 1, **dict.fromkeys(exempt, -1)}, 0)
        self.row({**dict.fromkeys(sizes, 1), alone: len(sizes)}, len(sizes) + 1)
        self.in_home({**sizes, alone: left - max(sizes.values())}, left, opened)

    def _apart(self, arcs: list[Arc], opened: int | None) -> None:
        """Add the children who must not live in one home."""
        of_child: dict[str, list[int]] = {}
        for arc in arcs:
            for child in arc.party:
                of_child.setdefault(child.id, []).append(arc.column)
        for one, columns in of_child.items():
            for other in sorted(self.clashes[one] & of_child.keys()):
                if one < other:
                    terms = dict.fromkeys(columns, 1)
                    for column in of_child[other]:
                        terms[column] = terms.get(column, 0) + 1
                    if opened is None:
                        self.row(terms, 1)
                    else:
                        self.row({**terms, opened: 1}, 2)
