"""Warnings: what no rule forbids but somebody must know (contract 6).

`limit_leaves_unplaced` takes a solve and is found where plans are made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from matcher.case import Case
from matcher.household import household_refusals
from matcher.records.child import Child, SiblingGroup
from matcher.records.plan import Warn
from matcher.rules import RULES

#: The codes, in the order of a plan file.
CANNOT_UNITE, STANDING_BREACH, AGES_OUT = "cannot_unite", "standing_breach", "ages_out"

Homes = Mapping[str, str | None]

_STANDING_RULES = tuple(rule for rule in RULES if rule.standing)


def warnings(case: Case, homes: Homes) -> tuple[Warn, ...]:
    """Return the warnings of a plan, by code as above, then in register order.

    Parameters
    ----------
    case : Case
        Register and policy.
    homes : mapping of str to str or None
        Each child's home after the plan.
    """
    return (
        *_cannot_unite(case),
        *_homes_in_breach(case),
        *_children_in_breach(case, homes),
        *_ages_out(case, homes),
    )


def _cannot_unite(case: Case) -> Iterator[Warn]:
    for group in case.register.sibling_groups:
        reasons = [*_kept_apart(group, case), *_settled_apart(group, case)]
        if reasons:
            text = f"{group.id} cannot all live in one home: {'; '.join(reasons)}."
            yield Warn(code=CANNOT_UNITE, about=(group.id,), text=text)


def _kept_apart(group: SiblingGroup, case: Case) -> Iterator[str]:
    members = [case.children[id_] for id_ in group.children]
    for position, child in enumerate(members):
        for other in members[position + 1 :]:
            if other.id in child.apart_from or child.id in other.apart_from:
                yield f"{child.id} and {other.id} must be kept apart"


def _settled_apart(group: SiblingGroup, case: Case) -> Iterator[str]:
    members = [case.children[id_] for id_ in group.children]
    settled = [child for child in members if child.status == "settled"]
    if len({child.present_home for child in settled}) > 1:
        places = [f"{child.id} in {child.present_home}" for child in settled]
        yield f"{_listed(places)} are settled in different homes"


def _homes_in_breach(case: Case) -> Iterator[Warn]:
    """Yield homes whose children of today break a household rule: newcomers are judged by rules."""
    for home in case.register.homes:
        living = case.at_home[home.id]
        # Where nobody lives, nobody breaks a rule: not worth asking of every home.
        codes = household_refusals(home, living, case) if living else ()
        if codes:
            text = f"The children who live in {home.id} today break {_listed(codes)} there."
            yield Warn(code=STANDING_BREACH, about=(home.id,), text=text)


def _children_in_breach(case: Case, homes: Homes) -> Iterator[Warn]:
    for child in case.register.children:
        id_ = child.present_home
        if id_ is None or homes[child.id] != id_:
            continue
        home = case.homes[id_]
        codes = [rule.code for rule in _STANDING_RULES if rule.refuses(child, home, case)]
        if codes:
            text = f"{child.id} stays in {id_}, which {_listed(codes)} would refuse today."
            yield Warn(code=STANDING_BREACH, about=(child.id, id_), text=text)


def _ages_out(case: Case, homes: Homes) -> Iterator[Warn]:
    for child in case.register.children:
        id_ = homes[child.id]
        if id_ is None:
            continue
        _, oldest = case.homes[id_].ages
        # Just who has the highest age today passes it on the next birthday, within a year.
        if case.age(child) == oldest:
            day = _birthday(child, oldest + 1)
            text = f"{child.id} leaves the approved ages of {id_} on {day.isoformat()}."
            yield Warn(code=AGES_OUT, about=(child.id, id_), text=text)


def _birthday(child: Child, age: int) -> date:
    """Return the day on which a child reaches an age; born on 29 February: 1 March."""
    born = child.date_of_birth
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def _listed(items: Sequence[str]) -> str:
    """Return items as a sentence lists them."""
    return " and ".join(filter(None, (", ".join(items[:-1]), items[-1])))
