"""The pairs model: a Boolean for each child in each home, and every rule a row.

As one would write it first. What siblings share is said by Booleans beside the pairs: which two
share a bedroom, which group uses a home, which group has a foster home to itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from benchmarks.rivals._rows import Rows
from matcher.bedrooms import SHARES_UNDER_YEARS
from matcher.case import FOSTERING_KINDS, Case
from matcher.household import household_refusals
from matcher.limits import limits_set
from matcher.records.child import Child, SiblingGroup
from matcher.records.home import Home


class Pairs(Rows):
    """The pairs model of a case.

    Parameters
    ----------
    case : Case
        Register, policy and journeys.

    Attributes
    ----------
    at : dict of str to (dict of str to int)
        The column of each mover in each home, by home id and child id.
    """

    def __init__(self, case: Case) -> None:
        super().__init__(case)
        self.at: dict[str, dict[str, int]] = {home.id: {} for home in case.register.homes}
        for child in self.movers:
            one_of = {self.unplaced[child.id]: 1} if child.id in self.unplaced else {}
            for home in self.possible[child.id]:
                column = self.at[home.id][child.id] = self.column(self.child_levels(child, home))
                one_of[column] = 1
            self.row(one_of, 1, exactly=True)
        for group in case.register.sibling_groups:
            self._group(group)
        for home in case.register.homes:
            if self.at[home.id]:
                self._household(home)
        for limit in limits_set(case):
            self.limit(
                limit,
                {
                    column: limit.weight(case.children[id_], case.homes[home], case)
                    for home, columns in self.at.items()
                    for id_, column in columns.items()
                },
            )

    def homes(self, chosen: Iterable[int]) -> dict[str, str | None]:
        """Return every child's home, given the columns that are 1."""
        chosen = set(chosen)
        found = {child.id: child.present_home for child in self.case.register.children}
        found |= {child.id: None for child in self.movers}
        for home, columns in self.at.items():
            found |= {id_: home for id_, column in columns.items() if column in chosen}
        return found

    def _group(self, group: SiblingGroup) -> None:
        members = [self.case.children[id_] for id_ in group.children]
        movers = [child for child in members if child.status != "settled"]
        there = {child.present_home for child in members if child.status == "settled"}
        if any(self.levels_of({"siblings_apart": 1})):
            self._spread(movers, there)
        if group.together == "must" and movers:
            self._must(movers, there)

    def _spread(self, movers: list[Child], there: set[str | None]) -> None:
        """Count the homes that a group uses."""
        pairs: list[int] = []
        for home, columns in self.at.items():
            mine = [columns[child.id] for child in movers if child.id in columns]
            pairs += mine
            if mine and home not in there:
                used = self.column(self.levels_of({"siblings_apart": 1}))
                for column in mine:
                    self.row({column: 1, used: -1}, 0)
        self.group_spread(len(there), dict.fromkeys(pairs, 1))

    def _must(self, movers: list[Child], there: set[str | None]) -> None:
        """Keep a `must` group whole in one home, or as it is."""
        as_it_is = self.column()
        wholes = {
            home: self.column()
            for home, columns in self.at.items()
            if there <= {home} and all(child.id in columns for child in movers)
        }
        self.row(dict.fromkeys([as_it_is, *wholes.values()], 1), 1, exactly=True)
        for child in movers:
            for home in self.possible[child.id]:
                terms = {self.at[home.id][child.id]: 1}
                if home.id in wholes:
                    terms[wholes[home.id]] = -1
                if home.id == child.present_home:
                    terms[as_it_is] = -1
                self.row(terms, 0, exactly=True)

    def _household(self, home: Home) -> None:
        """Add a home's rows; if it breaks a rule today, they hold only if a newcomer comes."""
        columns, settled = self.at[home.id], self.settled[home.id]
        children = [self.case.children[id_] for id_ in columns]
        staying = [child for child in children if self.case.stays(child, home)]
        opened = None
        if self.breaks_today(home):
            opened = self.column()
            for child in children:
                if child not in staying:
                    self.row({columns[child.id]: 1, opened: -1}, 0)
                elif household_refusals(home, [*settled, child], self.case):
                    self.row({columns[child.id]: 1, opened: 1}, 1)
            if household_refusals(home, settled, self.case):
                self.row({opened: 1}, 0)
        everyone = dict.fromkeys(columns.values(), 1)
        before = len(settled) + len(home.other_children)
        self.in_home(everyone, home.places - before, opened)
        if home.bedrooms is not None and home.bedrooms < home.places:
            self._bedrooms(home, [*settled, *children], opened)
        if home.kind in FOSTERING_KINDS and home.fostering_limit < home.places:
            self._fostering(home, children, opened)
        if home.places - before > 1 or opened is not None:
            self._apart(home, children, staying, opened)

    def _bedrooms(self, home: Home, children: list[Child], opened: int | None) -> None:
        """Add the bedrooms: one for each child, less one for each two siblings who share."""
        columns = self.at[home.id]
        shares: dict[str, list[int]] = {}
        for one, other in combinations(children, 2):
            if self.case.siblings(one, other) and self._may_share(one, other):
                share = self.column()
                for child in (one, other):
                    shares.setdefault(child.id, []).append(share)
        for id_, mine in shares.items():
            # Who does not live there shares nothing; never three in a bedroom.
            lives = {columns[id_]: -1} if id_ in columns else {}
            self.row({**dict.fromkeys(mine, 1), **lives}, 0 if lives else 1)
        saved = {share for mine in shares.values() for share in mine}
        needed = len(children) - len(columns) + len(home.other_children)
        terms = dict.fromkeys(columns.values(), 1) | dict.fromkeys(saved, -1)
        assert home.bedrooms is not None
        self.in_home(terms, home.bedrooms - needed, opened)

    def _may_share(self, one: Child, other: Child) -> bool:
        young = all(self.case.age(child) < SHARES_UNDER_YEARS for child in (one, other))
        return young or one.gender == other.gender != "other"

    def _fostering(self, home: Home, children: list[Child], opened: int | None) -> None:
        """Add the fostering limit; siblings who have the home to themselves may exceed it."""
        columns, settled = self.at[home.id], self.settled[home.id]
        left = home.fostering_limit - len(home.other_children) - len(settled)
        terms = dict.fromkeys(columns.values(), 1)
        if not home.other_children:
            for group in self.case.register.sibling_groups:
                if not {child.id for child in settled} <= set(group.children):
                    continue
                mine = {child.id for child in children if child.id in group.children}
                if (mine or settled) and len(mine) > left:
                    alone = self.column()
                    for id_ in columns.keys() - mine:
                        self.row({columns[id_]: 1, alone: 1}, 1)
                    terms[alone] = left - len(mine)
        self.in_home(terms, left, opened)

    def _apart(
        self, home: Home, children: list[Child], staying: list[Child], opened: int | None
    ) -> None:
        """Add the children who must not live in one home."""
        columns = self.at[home.id]
        for one, other in combinations(children, 2):
            if other.id in self.clashes[one.id]:
                terms = {columns[one.id]: 1, columns[other.id]: 1}
                if opened is not None and one in staying and other in staying:
                    self.row({**terms, opened: 1}, 2)
                else:
                    self.row(terms, 1)
