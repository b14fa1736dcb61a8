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
    CoverRow,
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
                home = self._case.homes[described.home]
                if described.newcomers:
                    return self._newcomers_load(described.rule, home)
                return self._load(described.rule, home)
            case NewcomerRow():
                parts = [self._part(described.home, party) for party in described.parties]
                return self._newcomers(described.home, parts)
            case ClashRow():
                parts = [self._part(described.home, party) for party in described.parties]
                return self._clash(described.home, parts, opened=described.opened)
            case NobodyRow():
                return self._nobody(described.group)
            case LimitRow():
                return self._limit(described.limit)
            case LevelRow():
                return self._level(described.level)
            case CutRow():
                return self._cut(described)
            case CoverRow():
                return self._cover(described)

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

    def _newcomers_load(self, rule: str, home: Home) -> Row:
        """Return the row that newcomers have the room there is, if somebody new comes at all."""
        load, room = self._loads(rule, home)
        loads = {part.column: load(part) for part in self._columns.at[home.id]}
        if min(loads.values(), default=0) < 0:
            raise WrongError("a party takes up less than nothing")
        new = {part.column for part in self._columns.at[home.id] if part.newcomer}
        terms = {column: loads[column] for column in new}
        return Row(terms | {self._opened(home.id): -room}, 0)

    def _newcomers(self, home: str, parts: list[Part]) -> Row:
        opened = self._opened(home)
        if any(not self._siblings(parts[0], part) for part in parts[1:]):
            raise WrongError("more than one of the parties may live there")
        terms = {part.column: 1 for part in parts}
        if all(part.newcomer for part in parts):
            return Row(terms | {opened: -1}, 0)
        for part in parts:
            there = [*self._columns.settled[home], *part.children]
            if part.newcomer or not household_refusals(part.home, there, self._case):
                raise WrongError(f"{_named(part)} may stay whoever comes")
        return Row(terms | {opened: 1}, 1)

    def _clash(self, home: str, parts: list[Part], *, opened: bool) -> Row:
        terms = {part.column: 1 for part in parts}
        if len(terms) < len(parts):
            raise WrongError("a party is named twice")
        breached = home in self._columns.breached
        for one, other in combinations(parts, 2):
            siblings = self._siblings(one, other)
            if not (siblings or self._excludes(one, other)):
                raise WrongError(f"{_named(one)} and {_named(other)} may both live in {home}")
            if breached and not (opened or siblings or one.newcomer or other.newcomer):
                raise WrongError(f"{home} breaks a rule today: both may stay while nobody comes")
        if not opened:
            return Row(terms, 1)
        families: list[Part] = []
        for part in parts:
            if not any(self._siblings(part, other) for other in families):
                families.append(part)
        if len(families) > 2:
            raise WrongError("they are of more than two groups")
        return Row(terms | {self._opened(home): 1}, 2)

    def _siblings(self, one: Part, other: Part) -> bool:
        """Return whether two parties are of one group: in one home they would be one party."""
        one_child, other_child = one.children[0], other.children[0]
        return one_child is other_child or self._case.siblings(one_child, other_child)

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

    def _cover(self, described: CoverRow) -> Row:
        """Return what a row leaves no room for all at once; see `CoverRow`."""
        row, columns = self[described.row], self._columns
        shares, thresholds = described.shares, described.thresholds
        left = [row.terms.get(column, 0) for column in range(len(columns.costs))]
        room = row.most - sum(shares.values())
        for child, share in shares.items():
            for column in columns.covering[child]:
                left[column] -= share
        room -= sum(amount for amount in left if amount < 0)
        alone = {columns.names[name] for name in described.columns}
        if any(columns.homes[column] for column in alone):
            raise WrongError("a column that covers a child is named")
        if sum(thresholds.values()) + sum(left[column] for column in alone) <= room:
            raise WrongError("there is room for all of it")
        needed: dict[int, list[int]] = {}
        for child, threshold in thresholds.items():
            for column in columns.covering[child]:
                needed.setdefault(column, []).append(threshold)
        terms = {
            column: len(amounts) - (left[column] < sum(amounts))
            for column, amounts in needed.items()
        }
        most = len(thresholds) + len(alone) - 1
        return Row(terms | dict.fromkeys(alone, 1), most, row.after)


def _named(part: Part) -> str:
    return " with ".join(child.id for child in part.children)
