"""Why the best plan puts a child where it does: what an explanation says, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from api.pages.choice.reasons import REASONS
from api.pages.language import Speech, mark
from matcher.amounts import level_unit
from matcher.records.explanation import Alternative, Explanation, Obstacle
from matcher.records.policy import Policy
from matcher.words import Words

#: What stops a home besides rules.
_SETTLED = Words(
    "The child is settled and stays there.", "Mae'r plentyn wedi setlo ac yn aros yno."
)


@dataclass(frozen=True, slots=True)
class Better:
    """A home that would suit the child better, and what is in the way.

    Attributes
    ----------
    home : str
        Its id.
    stops : tuple of (str, str)
        What stops it, each with who can change that; empty where nothing does.
    taken_by : tuple of str
        Children whom the plan gives it to.
    price : tuple of str
        Where no rule stops it, what everybody together would pay: what a level counts, and how
        much more or less of it. Empty where it would cost nothing.
    """

    home: str
    stops: tuple[tuple[str, str], ...]
    taken_by: tuple[str, ...]
    price: tuple[str, ...]


def better(told: Explanation, policy: Policy, say: Speech) -> list[Better]:
    """Return the homes that would suit the child better, best first."""
    return [_better(one, policy, say) for one in told.better]


def changes(told: Explanation, policy: Policy, say: Speech) -> list[Better]:
    """Return the smallest changes that would give a child without a home one."""
    return [_better(one, policy, say) for one in told.smallest_changes]


def parts(told: Explanation, say: Speech) -> list[tuple[int, str, str, int]]:
    """Return what the placement adds: level, what it counts, how much, and its weight there."""
    return [
        (one.level, say.criterion(one.code), say.amount(one.value, one.unit), one.weight)
        for one in told.contributions
    ]


def _better(one: Alternative, policy: Policy, say: Speech) -> Better:
    return Better(
        home=one.home,
        stops=tuple(_stop(stop, say) for stop in one.obstacles),
        taken_by=one.taken_by,
        price=_price(one.system_cost or (), policy, say),
    )


def _stop(stop: Obstacle, say: Speech) -> tuple[str, str]:
    reason = REASONS.get(stop.code)
    who = None if reason is None else reason.changed_by
    told = say(_SETTLED if reason is None else reason.meaning)
    told += f" ({say.listed(stop.children)})" if stop.children else ""
    return told, say.text(mark("nobody can change this")) if who is None else say(who)


def _price(cost: Sequence[int], policy: Policy, say: Speech) -> tuple[str, ...]:
    return tuple(
        f"{say.text(mark('level %(number)s'), number=number)}: "
        f"{say.amount(value, level_unit(counts), signed=True)}"
        for number, (value, counts) in enumerate(zip(cost, policy.levels, strict=False), start=1)
        if value
    )
