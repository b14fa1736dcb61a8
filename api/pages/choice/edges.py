"""What is near the edge of a rule: it holds today, and a little more would break it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from api.pages.choice.options import Choice, Place
from api.pages.language import Speech, mark
from matcher.case import FOSTERING_KINDS, IN_HOUSE_KINDS, Case
from matcher.records.child import Child
from matcher.records.home import Home

#: A distance within this share of its limit is told.
_NEAR = 0.9


def edges(case: Case, choice: Choice, say: Speech) -> list[str]:
    """Return what is near the edge in the homes of an option, in words.

    Parameters
    ----------
    case : Case
        Register and policy.
    choice : Choice
        The option.
    say : Speech
        The language.
    """
    return [
        told
        for place in choice.places
        if place.home is not None
        for told in _in_home(case, place.home, place, say)
    ]


def who_lives_there(case: Case, home: Home, apart_from: Mapping[str, object]) -> list[Child]:
    """Return the register's children who live in a home today, but for some."""
    return [child for child in case.at_home[home.id] if child.id not in apart_from]


def _in_home(case: Case, home: Home, place: Place, say: Speech) -> Iterator[str]:
    coming = {id_: case.children[id_] for id_ in place.children}
    n_there = len(who_lives_there(case, home, coming)) + len(home.other_children)
    n_then = n_there + len(coming)
    if n_then >= home.places:
        yield say.text(mark("takes the last place"))
    if home.kind in FOSTERING_KINDS and n_then == home.fostering_limit:
        yield say.text(mark("reaches the home's fostering limit"))
    for child in coming.values():
        yield from _of_child(case, home, child, say)
    if home.for_profit and case.policy.for_profit_ends and home.kind not in IN_HOUSE_KINDS:
        yield say.text(
            mark("run for profit: no new placements from %(day)s"),
            day=say.day(case.policy.for_profit_ends),
        )


def _of_child(case: Case, home: Home, child: Child, say: Speech) -> Iterator[str]:
    age = case.age(child)
    if age == home.ages[1]:
        yield say.text(
            mark("%(child)s is as old as the home is approved for (%(age)s)"),
            child=child.id,
            age=say.count("%(n)s year", "%(n)s years", age),
        )
    if age == home.ages[0]:
        yield say.text(
            mark("%(child)s is as young as the home is approved for (%(age)s)"),
            child=child.id,
            age=say.count("%(n)s year", "%(n)s years", age),
        )
    for km, most, text in (
        (
            _km(case, child, home, "home"),
            case.policy.max_km,
            mark("%(km)s from home; %(most)s is the most"),
        ),
        (
            _km(case, child, home, "school"),
            case.policy.school_reach_km,
            mark("%(km)s to school; beyond %(most)s the school would change"),
        ),
    ):
        if km is not None and most and _NEAR * most <= km <= most:
            yield say.text(text, km=say.amount(km, "km"), most=say.amount(most, "km"))


def _km(case: Case, child: Child, home: Home, target: str) -> float | None:
    if target == "school":
        return None if child.school is None else case.km(child, home, "school")
    return case.km(child, home, "home")
