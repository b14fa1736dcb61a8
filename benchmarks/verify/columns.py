"""Every column of a case, from the register alone: parties in homes, and what else there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from matcher.case import Case
from matcher.criteria import CHILD_CRITERIA, level_weights
from matcher.household import household_refusals
from matcher.records.child import Child, SiblingGroup
from matcher.records.home import Home
from matcher.rules import RULES

Name = tuple[str, ...]
Ids = tuple[str, ...]
Costs = list[int]


@dataclass(frozen=True)
class Part:
    """A party in a home, and the column that it belongs to.

    Attributes
    ----------
    column : int
        Position of the column: the party's own, or its group's *left as it is*.
    children : tuple of Child
        The party.
    home : Home
        The home.
    newcomer : bool
        Whether somebody in it does not live there today.
    """

    column: int
    children: tuple[Child, ...]
    home: Home
    newcomer: bool


class Columns:
    """The columns of a case.

    Parameters
    ----------
    case : Case
        Register, policy and journeys.

    Attributes
    ----------
    names : dict of (tuple of str) to int
        The position of each column by its name in certificates.
    homes : list of dict of str to (str or None)
        Which children each column covers, and the home that it gives them.
    covering : dict of str to list of int
        The columns that cover each child, one of which is chosen.
    costs : list of list of int
        What each column adds to each level.
    constant : list of int
        What each level is before any column.
    parts : dict of (str, tuple of str) to Part
        The parties in homes, by the home's id and the children's.
    at : dict of str to list of Part
        The same by the home's id.
    settled : dict of str to list of Child
        Who can't leave each home.
    breached : set of str
        Homes whose household breaks a rule today: its rows hold only if somebody new comes, as
        its column ``opened`` says.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        self.names: dict[Name, int] = {}
        self.homes: list[Mapping[str, str | None]] = []
        self.costs: list[Costs] = []
        self.parts: dict[tuple[str, Ids], Part] = {}
        self.at: dict[str, list[Part]] = {home.id: [] for home in case.register.homes}
        self.spread: Costs = list(level_weights(case, "siblings_apart"))
        self.constant = [0] * len(self.spread)
        used = {code for level in case.policy.levels for code, weight in level.items() if weight}
        self._criteria = [one for one in CHILD_CRITERIA if one.code in used]
        self.settled = {
            home: [child for child in children if child.status == "settled"]
            for home, children in case.at_home.items()
        }
        movers = [child for child in case.register.children if child.status != "settled"]
        self.possible = {child.id: self._possible(child) for child in movers}
        self.covering: dict[str, list[int]] = {child.id: [] for child in movers}
        for child in movers:
            if child.id not in case.group_of:
                self._parties([child])
        for group in case.register.sibling_groups:
            self._group(group)
        self.breached = {
            home.id
            for home in case.register.homes
            if household_refusals(home, case.at_home[home.id], case)
        }
        for id_ in sorted(self.breached):
            if any(part.newcomer for part in self.at[id_]):
                self._add(("opened", id_), {}, self._nothing())

    def allowed(
        self, locks: Iterable[tuple[str, str]], forbid: Iterable[tuple[str, str]]
    ) -> set[int]:
        """Return the columns that keep locks and forbidden pairs."""
        locked, forbidden = dict(locks), set(forbid)
        return {
            column
            for column, homes in enumerate(self.homes)
            if all(
                locked.get(child, home) == home and (child, home) not in forbidden
                for child, home in homes.items()
            )
        }

    def _possible(self, child: Child) -> dict[str, Home]:
        """Return the homes that a child may live in by the rules on one child."""
        return {
            home.id: home
            for home in self.case.register.homes
            if self.case.stays(child, home)
            or not any(rule.refuses(child, home, self.case) for rule in RULES)
        }

    def _parties(self, children: list[Child]) -> None:
        """Add every party of children who need not stay together, and each one without a home."""
        for home in self.case.register.homes:
            here = [child for child in children if home.id in self.possible[child.id]]
            room = home.places - len(home.other_children) - len(self.settled[home.id])
            staying = sum(child.present_home == home.id for child in here)
            for size in range(1, min(len(here), max(room, staying)) + 1):
                for party in combinations(here, size):
                    self._party(party, home)
        for child in children:
            if child.status == "waiting":
                self._add(("unplaced", child.id), {child.id: None}, self._cost(child, None))

    def _group(self, group: SiblingGroup) -> None:
        """Add a sibling group's columns.

        Each party costs one home over which the group is spread, unless a settled sibling lives
        there; the constant is the settled siblings' homes, less one.
        """
        members = [self.case.children[id_] for id_ in group.children]
        movers = [child for child in members if child.status != "settled"]
        settled = {child.present_home for child in members if child.status == "settled"}
        for level, weight in enumerate(self.spread):
            self.constant[level] += weight * (len(settled) - 1)
        if not movers:
            return
        nobody_yet = not settled and all(child.status == "waiting" for child in movers)
        if group.together == "must":
            self._must(group, movers, settled, nobody_yet)
            return
        self._parties(movers)
        if nobody_yet and any(self.spread):
            # Nobody placed is spread over 0 homes and not over one too few.
            self._add(("nobody", group.id), {}, self.spread)

    def _must(
        self, group: SiblingGroup, movers: list[Child], settled: set[str | None], nobody_yet: bool
    ) -> None:
        """Add a group that is all in one home or left as it is."""
        for id_, home in self.possible[movers[0].id].items():
            together = all(id_ in self.possible[child.id] for child in movers)
            if together and settled <= {id_}:
                self._party(tuple(movers), home)
        present = {child.present_home for child in movers}
        if len(present) == 1 and (min(map(str, present)), _ids(movers)) in self.parts:
            return  # as it is, it is whole in one home
        costs = self.spread if nobody_yet else self._nothing()
        parts = [
            (self.case.homes[id_], tuple(child for child in movers if child.present_home == id_))
            for id_ in present
            if id_ is not None
        ]
        for child in movers:
            there = None if child.present_home is None else self.case.homes[child.present_home]
            costs = _sum(costs, self._cost(child, there))
        for home, part in parts:
            costs = _sum(costs, self._apart(part, home))
        left = self._add(
            ("left", group.id), {child.id: child.present_home for child in movers}, costs
        )
        for home, part in parts:
            self._stands(Part(left, part, home, newcomer=False))

    def _party(self, party: tuple[Child, ...], home: Home) -> None:
        """Add a party in a home, unless coming there breaks a household rule."""
        newcomer = any(child.present_home != home.id for child in party)
        there = [*self.settled[home.id], *party]
        if newcomer and household_refusals(home, there, self.case):
            return
        costs = self._apart(party, home)
        for child in party:
            costs = _sum(costs, self._cost(child, home))
        ids = _ids(party)
        column = self._add(("in", home.id, *ids), dict.fromkeys(ids, home.id), costs)
        self._stands(Part(column, party, home, newcomer))

    def siblings_there(self, party: Iterable[Child], home: Home) -> list[Child]:
        """Return the settled siblings of a party in a home."""
        one = next(iter(party))
        return [child for child in self.settled[home.id] if self.case.siblings(one, child)]

    def _apart(self, party: tuple[Child, ...], home: Home) -> Costs:
        """Return what it costs that a home is one more over which a group is spread."""
        grouped = party[0].id in self.case.group_of
        opens = grouped and not self.siblings_there(party, home)
        return self.spread if opens else self._nothing()

    def _cost(self, child: Child, home: Home | None) -> Costs:
        costs = {one.code: one.cost(child, home, self.case) for one in self._criteria}
        return [
            sum(weight * costs.get(code, 0) for code, weight in level.items())
            for level in self.case.policy.levels
        ]

    def _nothing(self) -> Costs:
        return [0] * len(self.constant)

    def _stands(self, part: Part) -> None:
        self.parts[part.home.id, _ids(part.children)] = part
        self.at[part.home.id].append(part)

    def _add(self, name: Name, homes: Mapping[str, str | None], costs: Costs) -> int:
        self.names[name] = len(self.costs)
        for child in homes:
            self.covering[child].append(len(self.costs))
        self.homes.append(homes)
        self.costs.append(costs)
        return len(self.costs) - 1


def _ids(children: Iterable[Child]) -> Ids:
    return tuple(sorted(child.id for child in children))


def _sum(one: Costs, other: Costs) -> Costs:
    return [a + b for a, b in zip(one, other, strict=True)]
