"""What comes of ringing homes in an order when each answers yes or no, once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from matcher.errors import Fault, InputError
from matcher.records.fields import HomeKind
from scenarios.studies._refusals import YES


class Chance(NamedTuple):
    """The chance that an option comes to be tried, and that it is the one taken."""

    reached: Fraction
    taken: Fraction


def chances_of_yes(given: Mapping[str, float] | float | None = None) -> dict[HomeKind, float]:
    """Return how likely a home of each kind says yes.

    Parameters
    ----------
    given : mapping of str to float, or float, optional
        Chances by kind, the others as in `YES`; or one chance for all kinds.

    Raises
    ------
    InputError
        With every kind that is none and every chance that is not between 0 and 1.
    """
    if isinstance(given, int | float):
        if not 0 <= given <= 1:
            raise InputError([_no_chance("yes")])
        return dict.fromkeys(YES, float(given))
    faults = []
    for kind, chance in (given or {}).items():
        if kind not in YES:
            faults.append(Fault(f"yes {kind}", "is not a kind of home", ", ".join(YES)))
        elif not 0 <= chance <= 1:
            faults.append(_no_chance(f"yes {kind}"))
    if faults:
        raise InputError(faults)
    return YES | {kind: float(chance) for kind, chance in (given or {}).items() if kind in YES}


def chances_in(texts: Sequence[str]) -> dict[str, float] | None:
    """Return the chances that people write as ``0.6`` or ``KIND=0.6``; later ones win.

    Raises
    ------
    InputError
        With every text that is neither, every kind that is none.
    """
    found: dict[str, float] = {}
    faults: list[Fault] = []
    for place, text in enumerate(texts, start=1):
        kind, equals, number = (part.strip() for part in text.rpartition("="))
        try:
            chance = float(number)
        except ValueError:
            faults.append(_no_chance(f"yes {place}"))
            continue
        given = {kind: chance} if equals else dict.fromkeys(map(str, YES), chance)
        try:
            chances_of_yes(given if equals else chance)
            found |= given
        except InputError as error:
            faults.extend(error.faults)
    if faults:
        raise InputError(faults)
    return found or None


def _no_chance(place: str) -> Fault:
    return Fault(place, "is not a chance", "a number from 0 to 1, such as 0.6")


def ring(options: Sequence[frozenset[str]], yes: Mapping[str, Fraction]) -> list[Chance]:
    """Return what comes of trying options in order: the first whose homes all say yes is taken.

    Homes answer independently. Each is rung once: its answer holds for every option it is in,
    and an option with a home that has refused is passed over.

    Parameters
    ----------
    options : sequence of set of str
        The homes that each option needs.
    yes : mapping of str to Fraction
        How likely each home says yes.

    Returns
    -------
    list of Chance
        For each option.
    """
    found = []
    known: dict[frozenset[tuple[str, bool]], Fraction] = {frozenset(): Fraction(1)}
    for place, homes in enumerate(options):
        later = frozenset[str]().union(*options[place + 1 :])
        after: dict[frozenset[tuple[str, bool]], Fraction] = defaultdict(Fraction)
        reached = taken = Fraction(0)
        for answers, chance in known.items():
            said = dict(answers)
            if any(said.get(home) is False for home in homes):
                after[_kept(said, later)] += chance
                continue
            reached += chance
            left = chance
            for home in sorted(homes - said.keys()):
                refuses = left * (1 - yes[home])
                after[_kept(said | {home: False}, later)] += refuses
                said[home] = True
                left -= refuses
            taken += left
        known = {answers: chance for answers, chance in after.items() if chance}
        found.append(Chance(reached, taken))
    return found


def _kept(said: Mapping[str, bool], later: frozenset[str]) -> frozenset[tuple[str, bool]]:
    """Return the answers that still matter."""
    return frozenset((home, answer) for home, answer in said.items() if home in later)
