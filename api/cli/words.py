"""Codes and numbers in words: what is shown, and in which unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from matcher import amounts, together
from matcher.criteria import CRITERION
from matcher.household import HOUSEHOLD_RULES, HouseholdRule
from matcher.records.home import Home
from matcher.records.plan import Approval, Assignment
from matcher.records.policy import Policy
from matcher.rules import RULES, Rule

_KINDS = {
    "in_house_foster": "in-house foster",
    "agency_foster": "agency foster",
    "supported_lodgings": "supported lodgings",
}
_RULES: dict[str, Rule | HouseholdRule] = {
    **{rule.code: rule for rule in RULES},
    **{rule.code: rule for rule in HOUSEHOLD_RULES},
}


def amount(value: float | None, unit: str, *, signed: bool = False) -> str:
    """Return a value with its unit: ``41 homes``, ``12.3 km``, ``£950 a week``, ``+2 children``."""
    return str(amounts.amount(value, unit, signed=signed))


def weight(value: int, unit: str) -> str:
    """Return what a value is multiplied by; distances count in tenths of a kilometre."""
    return f"x {value:,} for each 0.1 km" if unit.startswith(amounts.TENTHS.en) else f"x {value:,}"


def tenths(value: int) -> str:
    """Return tenths of a kilometre as kilometres, one decimal."""
    return f"{value / 10:,.1f} km"


def pounds(value: float) -> str:
    """Return an amount of money in whole pounds."""
    return f"-£{-value:,.0f}" if value < 0 else f"£{value:,.0f}"


def kind(home: Home) -> str:
    """Return what kind of home it is."""
    return name(home.kind)


def name(code: str) -> str:
    """Return a code to read."""
    return _KINDS.get(code, code.replace("_", " "))


def area(home: Home) -> str:
    """Return where a home is: its label or, where it has none, the code of its authority."""
    return home.location.label or home.authority


def place(home: Home | None) -> str:
    """Return a home in three lines: id, kind, area."""
    return "none" if home is None else f"{home.id}\n{kind(home)},\n{area(home)}"


def distance(assignment: Assignment) -> str:
    """Return the distance from the family home; empty for a child without a home."""
    known = assignment.home is not None and "distance_home" in assignment.criteria
    return tenths(assignment.criteria["distance_home"]) if known else ""


def cost(home: Home | None) -> str:
    """Return the weekly cost of a home; empty for no home."""
    return "" if home is None else pounds(home.weekly_cost)


def approvals(needed: Iterable[Approval]) -> str:
    """Return approvals by their last days, a line for each day."""
    by_day: dict[str, list[str]] = {}
    for approval in needed:
        by_day.setdefault(str(approval.due or "no day"), []).append(approval.code)
    return "\n".join(f"{day}: {', '.join(codes)}" for day, codes in by_day.items())


def deciders(assignments: Iterable[Assignment]) -> list[tuple[str, str]]:
    """Return each kind of approval that some assignments need, and who decides."""
    found = {
        (approval.code, approval.who)
        for assignment in assignments
        for approval in assignment.approvals
    }
    return sorted(found)


def codes(level: dict[str, int]) -> str:
    """Return what a level counts, in words."""
    weighed = {code: weight for code, weight in level.items() if weight}
    if not weighed:
        return "nothing"
    if amounts.level_unit(level) != amounts.POINTS.en:
        return str(CRITERION[next(iter(weighed))].meaning)
    return ", ".join(f"{name(code)} x {weight:,}" for code, weight in weighed.items())


def levels(policy: Policy) -> Iterator[tuple[str, str, str]]:
    """Yield each level's number, what it counts, and its unit."""
    for number, level in enumerate(policy.levels, start=1):
        yield str(number), codes(level), amounts.level_unit(level)


def values(numbers: Sequence[int] | None, *, signed: bool = False) -> str:
    """Return the values of all levels in a row; none where no plan has them."""
    if numbers is None:
        return "impossible"
    return ", ".join(f"{number:+d}" if signed else str(number) for number in numbers)


def rule(code: str) -> tuple[str, str]:
    """Return what a rule says, and who can change what it refuses."""
    known = _RULES.get(code)
    if known is not None:
        return str(known.meaning), str(known.changed_by or "nobody")
    return (str(together.MEANING) if code == together.CODE else code), "nobody"
