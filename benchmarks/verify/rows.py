"""Every row of a certificate, from the register alone: what every plan keeps.

A row's description says what it stands for; its coefficients are worked out here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import floor, lcm

from benchmarks.verify.columns import Columns, Part
from matcher.bedrooms import bedrooms_needed
from matcher.case import FOSTERING_KINDS
from matcher.household import PAIR_RULES, household_refusals
from matcher.limits import limits_set
from matcher.records.certificate import (
    AnyRow,
    ClashRow,
    CutRow,
    LevelRow,
    LimitRow,
    LoadRow,
    NewcomerRow,
    NobodyRow,
)
from matcher.records.child import Child
from matcher.records.home import Home


class WrongError(Exception):
    """Something in a certificate or a plan that is not so."""


@dataclass(frozen=True)
class Row:
    """A sum over columns that is at most `most` in every plan.

    Attributes
    ----------
    terms : dict of int to int
        What each column adds.
    most : int
        What the sum is at most.
    after : int
        The last level that it takes to have its value; -1 for none.
    """

    terms: dict[int, int]
    most: int
    after: int = -1


class Rows:
    """The rows that a certificate describes, one after the other.

    Parameters
    ----------
    columns : Columns
        The columns of the case.
    values : list of int
        The plan's levels.
    """

    def __init__(self, columns: Columns, values: list[int]) -> None:
        self._columns, self._case, self._values = columns, columns.case, values
        self._excluding: dict[tuple[str, str], bool] = {}
        self._known: list[Row] = []

    def __getitem__(self, number: int) -> Row:
        if number >= len(self._known):
            raise WrongError(f"rows[{number}] does not stand before it")
        return self._known[number]

    def add(self, described: AnyRow) -> None:
        """Work out the next row.

        Raises
        ------
        WrongError
            If what is described is no row that every plan keeps.
        """
        try:
            row = self._row(described)
        except (KeyError, WrongError) as error:
            text = f"{error.args[0]!r} is not there" if isinstance(error, KeyError) else error
            raise WrongError(f"rows[{len(self._known)}], {described.kind}: {text}") from None
        # Each column is chosen at most once, so no sum is more than that of all its gains.
        highest = sum(value for value in row.terms.values() if value > 0)
        self._known.append(Row(row.terms, min(row.most, highest), row.after))

    def _row(self, described: AnyRow) -> Row:
        match described:
            case LoadRow():
                return self._load(described.rule, self._case.homes[described.home])
            case NewcomerRow():
                return self._newcomer(self._part(described.home, described.party))
            case ClashRow():
                parts = [self._part(described.home, party) for party in described.parties]
                return self._clash(described.home, parts)
            case NobodyRow():
                return self._nobody(described.group)
            case LimitRow():
                return self._limit(described.limit)
            case LevelRow():
                return self._level(described.level)
            case CutRow():
                return self._cut(described)

    def _part(self, home: str, party: Iterable[str]) -> Part:
        return self._columns.parts[home, tuple(sorted(party))]

    def _load(self, rule: str, home: Home) -> Row:
        """Return the row that a home has room for what the parties in it take up."""
        load, room = self._loads(rule, home)
        if room < 0:
            raise WrongError(f"nobody new can come to {home.id}, and nobody need leave it")
        parts = self._columns.at[home.id]
        loads = {part.column: load(part) for part in parts}
        if home.id not in self._columns.breached:
            # Taking a child out breaks no rule: this holds whether somebody new comes or not.
            for part in parts if rule == "places" else ():
                # Who goes with no other party may as well take up all the places.
                if any(child.alongside == "alone" for child in part.children):
                    loads[part.column] = max(loads[part.column], room)
            return Row(loads, room)
        staying = sum(max(0, loads[part.column]) for part in parts if not part.newcomer)
        slack = max(0, staying - room)
        return Row(loads | {self._opened(home.id): slack}, room + slack)

    def _loads(self, rule: str, home: Home) -> tuple[Callable[[Part], int], int]:
        """Return what a party takes up by a rule, and the room beside those who can't leave."""
        case, settled = self._case, self._columns.settled[home.id]
        before = len(settled) + len(home.other_children)

        def bedrooms(part: Part) -> int:
            siblings = self._columns.siblings_there(part.children, home)
            together = bedrooms_needed([*part.children, *siblings], case)
            return together - bedrooms_needed(siblings, case)

        def children(part: Part) -> int:
            """Return a party's size; siblings may exceed the limit alone, and so take all of it."""
            size, limit = len(part.children), home.fostering_limit
            alone = not home.other_children and case.one_group([*settled, *part.children])
            exempt = before + size > limit and alone
            return max(max(limit, 1) - before, 0) if exempt else size + (limit == 0)

        if rule == "places":
            return lambda part: len(part.children), home.places - before
        if rule == "bedrooms" and home.bedrooms is not None:
            room = home.bedrooms - bedrooms_needed(settled, case) - len(home.other_children)
            return bedrooms, room
        if rule == "fostering_limit" and home.kind in FOSTERING_KINDS:
            return children, max(max(home.fostering_limit, 1) - before, 0)
        raise WrongError(f"{home.id} has no such row for {rule}")

    def _newcomer(self, part: Part) -> Row:
        opened = self._opened(part.home.id)
        if part.newcomer:
            return Row({part.column: 1, opened: -1}, 0)
        there = [*self._columns.settled[part.home.id], *part.children]
        if household_refusals(part.home, there, self._case):
            return Row({part.column: 1, opened: 1}, 1)
        raise WrongError("the party may stay whoever comes")

    def _clash(self, home: str, parts: list[Part]) -> Row:
        terms = {part.column: 1 for part in parts}
        if len(terms) < len(parts):
            raise WrongError("a party is named twice")
        for one, other in combinations(parts, 2):
            if not (self._siblings(one, other) or self._excludes(one, other)):
                raise WrongError(f"{_named(one)} and {_named(other)} may both live in {home}")
        if home not in self._columns.breached:
            return Row(terms, 1)
        if len(parts) != 2:
            raise WrongError(f"{home} breaks a rule today: two parties at a time")
        if self._siblings(*parts) or any(part.newcomer for part in parts):
            return Row(terms, 1)
        return Row(terms | {self._opened(home): 1}, 2)

    def _siblings(self, one: Part, other: Part) -> bool:
        """Return whether two parties are of one group: in one home they would be one party."""
        return self._case.siblings(one.children[0], other.children[0])

    def _excludes(self, one: Part, other: Part) -> bool:
        return any(self._exclude(a, b) for a in one.children for b in other.children)

    def _exclude(self, child: Child, other: Child) -> bool:
        key = (child.id, other.id)
        if key not in self._excluding:
            self._excluding[key] = any(
                rule.excludes(child, other, self._case) or rule.excludes(other, child, self._case)
                for rule in PAIR_RULES
            )
        return self._excluding[key]

    def _opened(self, home: str) -> int:
        if home not in self._columns.breached:
            raise WrongError(f"{home} breaks no rule today")
        return self._columns.names["opened", home]

    def _nobody(self, group: str) -> Row:
        groups = {one.id: one for one in self._case.register.sibling_groups}
        members = set(groups[group].children)
        columns = {
            part.column
            for parts in self._columns.at.values()
            for part in parts
            if part.children[0].id in members
        }
        return Row(dict.fromkeys([*columns, self._columns.names["nobody", group]], -1), -1)

    def _limit(self, code: str) -> Row:
        """Return a limit in whole numbers: times the least that makes all its weights whole."""
        case = self._case
        limit = {limit.code: limit for limit in limits_set(case)}[code]
        weights = [limit.move_weight(), *(limit.home_weight(h, case) for h in case.register.homes)]
        unit = lcm(*(weight.denominator for weight in weights))
        used = Fraction(0)
        for home, children in self._columns.settled.items():
            for child in children:
                used += limit.weight(child, case.homes[home], case)
        terms: dict[int, int] = {}
        for part in (part for parts in self._columns.at.values() for part in parts):
            weight = sum((limit.weight(c, part.home, case) for c in part.children), Fraction(0))
            terms[part.column] = terms.get(part.column, 0) + int(weight * unit)
        return Row(terms, floor((limit.most(case) - used) * unit))

    def _level(self, level: int) -> Row:
        if level >= len(self._values):
            raise WrongError(f"there is no level {level}")
        costs = (costs[level] for costs in self._columns.costs)
        terms = {column: cost for column, cost in enumerate(costs) if cost}
        return Row(terms, self._values[level] - self._columns.constant[level], after=level)

    def _cut(self, described: CutRow) -> Row:
        """Return a sum of rows, divided and rounded down: whole columns keep it as well."""
        terms: dict[int, int] = {}
        most, after = 0, -1
        for number, times in described.rows:
            row = self[number]
            for column, value in row.terms.items():
                terms[column] = terms.get(column, 0) + times * value
            most += times * row.most
            after = max(after, row.after)
        for child, times in described.movers.items():
            for column in self._columns.covering[child]:
                terms[column] = terms.get(column, 0) + times
            most += times
        for name, times in described.columns:
            column = self._columns.names[name]
            terms[column] = terms.get(column, 0) + times
            most += times
        divided = {column: value // described.divisor for column, value in terms.items()}
        return Row(divided, most // described.divisor, after)


def _named(part: Part) -> str:
    return " with ".join(child.id for child in part.children)
