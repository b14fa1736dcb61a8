"""Locks and forbidden pairs: what a plan must and must not contain (contract 6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from matcher import together
from matcher.case import Case
from matcher.errors import Fault, InputError
from matcher.household import HOUSEHOLD_RULES
from matcher.records.plan import Pair
from matcher.rules import RULES


@dataclass(frozen=True)
class PairConstraints:
    """Pairs that a plan must contain and pairs that it must not.

    Attributes
    ----------
    locks, forbid : tuple of (str, str)
        Pairs (child id, home id).
    unplaced : tuple of str
        Children who get no home.
    """

    locks: tuple[Pair, ...] = ()
    forbid: tuple[Pair, ...] = ()
    unplaced: tuple[str, ...] = ()

    @cached_property
    def homes(self) -> Mapping[str, str | None]:
        """The home that each locked child gets; None for no home."""
        return {**dict(self.locks), **dict.fromkeys(self.unplaced)}

    def each(self) -> Iterator[PairConstraints]:
        """Yield each lock and each forbidden pair by itself."""
        for pair in self.locks:
            yield PairConstraints(locks=(pair,))
        for pair in self.forbid:
            yield PairConstraints(forbid=(pair,))

    def without(self, other: PairConstraints) -> PairConstraints:
        """Return these pairs less those of another."""
        return replace(
            self,
            locks=tuple(pair for pair in self.locks if pair not in other.locks),
            forbid=tuple(pair for pair in self.forbid if pair not in other.forbid),
        )

    def faults(self, case: Case, limits: str = "") -> list[Fault]:
        """Return a fault for each pair of a set that no plan keeps together.

        Parameters
        ----------
        case : Case
            Register and policy.
        limits : str
            The limits that are part of the set, with their values; empty if none is.
        """
        beside = [limits] if limits else []
        if len(list(self.each())) > 1:
            beside.append("the others named here")
        together_text = f" together with {' and '.join(beside)}" if beside else ""
        found = []
        for child, home in self.locks:
            codes = [] if limits else _broken_as_it_is(case, child, home)
            rules = f" (today it breaks: {', '.join(codes)})" if codes else ""
            text = f"no plan gives {child} the home {home}{together_text}{rules}"
            accepted = "a home that rules leave possible"
            if limits:
                accepted = "a home that rules and limits leave possible, or other limits"
            found.append(Fault(f"lock {child}={home}", text, accepted))
        for child, home in self.forbid:
            text = f"no plan keeps {child} out of {home}{together_text}"
            accepted = "a pair that rules leave another home for"
            if limits:
                accepted = "a pair that rules and limits leave another home for, or other limits"
            found.append(Fault(f"forbid {child}={home}", text, accepted))
        return found


def _broken_as_it_is(case: Case, child: str, home: str) -> list[str]:
    """Return the household rules that a child breaks in a home, everybody else as today."""
    newcomer = case.children[child]
    there = [other for other in case.at_home[home] if other.id != child]
    return [
        rule.code
        for rule in HOUSEHOLD_RULES
        if rule.breaking(case.homes[home], [*there, newcomer], case)
    ]


def read_pairs(case: Case, locks: Iterable[Pair], forbid: Iterable[Pair]) -> PairConstraints:
    """Return locks and forbidden pairs that may be kept, as far as can be seen without solving.

    Raises
    ------
    InputError
        With every pair that names nobody, contradicts another or breaks a rule, by itself or with
        the other locks: naming child, home and rule.
    """
    wanted = PairConstraints(_unique(locks), _unique(forbid))
    faults = [*_unknown(case, wanted)]
    if not faults:
        faults = [*_contradictions(wanted), *_statuses(case, wanted)]
    if not faults:
        faults = [*_refused(case, wanted), *_crowded(case, wanted), *_torn(case, wanted)]
    if faults:
        raise InputError(faults)
    return wanted


def _unique(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    return tuple(dict.fromkeys((str(child), str(home)) for child, home in pairs))


def _unknown(case: Case, wanted: PairConstraints) -> Iterator[Fault]:
    for kind, pairs in (("lock", wanted.locks), ("forbid", wanted.forbid)):
        for child, home in pairs:
            if child not in case.children:
                yield Fault(
                    f"{kind} {child}={home}", f"no child has the id {child}", "a child's id"
                )
            if home not in case.homes:
                yield Fault(f"{kind} {child}={home}", f"no home has the id {home}", "a home's id")


def _contradictions(wanted: PairConstraints) -> Iterator[Fault]:
    homes: dict[str, str] = {}
    for child, home in wanted.locks:
        if homes.setdefault(child, home) != home:
            yield Fault(
                f"lock {child}={home}", f"{child} is locked to {homes[child]} too", "one home"
            )
        if (child, home) in wanted.forbid:
            yield Fault(f"lock {child}={home}", "the pair is forbidden too", "one of the two")


def _statuses(case: Case, wanted: PairConstraints) -> Iterator[Fault]:
    for child, home in wanted.locks:
        one = case.children[child]
        if one.status == "settled" and home != one.present_home:
            yield Fault(
                f"lock {child}={home}",
                f"{child} is settled in {one.present_home} and stays there",
                "a child who is waiting or under review",
            )
    for child, home in wanted.forbid:
        one = case.children[child]
        if one.status == "settled" and home == one.present_home:
            yield Fault(
                f"forbid {child}={home}",
                f"{child} is settled in {home} and stays there",
                "a child who is waiting or under review",
            )


def _refused(case: Case, wanted: PairConstraints) -> Iterator[Fault]:
    for child, home in wanted.locks:
        one, there = case.children[child], case.homes[home]
        if one.present_home == home:
            continue
        for rule in RULES:
            if rule.refuses(one, there, case):
                yield Fault(
                    f"lock {child}={home}",
                    f"{child} in {home} breaks the rule {rule.code}: {rule.meaning}",
                    "a home that the rules leave possible",
                )


def _crowded(case: Case, wanted: PairConstraints) -> Iterator[Fault]:
    """Yield the household rules that locked children break with each other and the settled."""
    for home in dict.fromkeys(home for _, home in wanted.locks):
        locked = {child for child, there in wanted.locks if there == home}
        children = [
            child
            for child in case.register.children
            if child.id in locked or (child.status == "settled" and child.present_home == home)
        ]
        if all(child.present_home == home for child in children):
            continue
        for rule in HOUSEHOLD_RULES:
            breaking = rule.breaking(case.homes[home], children, case)
            if breaking:
                names = ", ".join(child.id for child in breaking)
                yield Fault(
                    f"lock {', '.join(sorted(locked))}={home}",
                    f"{names} in {home} break the rule {rule.code}: {rule.meaning}",
                    "locks that keep the rules together",
                )


def _torn(case: Case, wanted: PairConstraints) -> Iterator[Fault]:
    """Yield the `must` groups that locks neither leave as they are nor let be in one home."""
    for group in case.register.sibling_groups:
        homes = {child: wanted.homes[child] for child in group.children if child in wanted.homes}
        if group.together != "must" or not homes:
            continue
        if all(home == case.children[child].present_home for child, home in homes.items()):
            continue
        fixed = {
            case.children[child].present_home
            for child in group.children
            if case.children[child].status == "settled"
        }
        target = set(homes.values()) | fixed
        home = next(iter(target))
        possible = (
            len(target) == 1
            and home is not None
            and all(
                case.children[child].present_home == home
                or not any(
                    rule.refuses(case.children[child], case.homes[home], case) for rule in RULES
                )
                for child in group.children
            )
        )
        if not possible:
            pairs = ", ".join(f"{child}={home}" for child, home in homes.items())
            yield Fault(
                f"lock {pairs}",
                f"{pairs} break the rule {together.CODE} of group {group.id}: {together.MEANING}",
                "one home that is possible for every sibling",
            )
