"""What happens in a year, week by week, whoever decides: the same for every way of deciding."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta

from matcher.errors import InputError
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.records.references import age_on
from matcher.records.register import LAST_AS_OF, Register
from scenarios.generator.chance import Chance, exp
from scenarios.inputs import Inputs
from scenarios.studies.arrivals import MEAN_FAMILY, Family, drawn_family, family_size
from scenarios.studies.year.rates import Rates, Refusals

WEEK = timedelta(7)
_WEEKS_OF_A_YEAR = 365.25 / 7
_FOSTER = ("in_house_foster", "agency_foster")
_ADULT_YEARS = 18
#: Numbers are drawn in parts no larger than this: beyond it `exp` is less exact.
_PART = 2.0


@dataclass(frozen=True)
class Week:
    """What happens in a week.

    Attributes
    ----------
    leaving : tuple of str
        Children who leave care, by id; who turns 18 leaves besides.
    closing : tuple of str
        Homes that close, by id; who lives there waits.
    opening : tuple of Home
        Homes that open.
    ending : tuple of str
        Children whose placement ends, if they have one; who is the first of the siblings in a
        home speaks for them all.
    arriving : tuple of Family
        Families who come into care.
    """

    leaving: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    opening: tuple[Home, ...] = ()
    ending: tuple[str, ...] = ()
    arriving: tuple[Family, ...] = ()


@dataclass(frozen=True)
class Script:
    """What happens in a year, and what homes say when they are asked.

    Attributes
    ----------
    seed : int
        The year it was drawn by.
    weeks : tuple of Week
        The weeks in order.
    refusals : Refusals
        How often homes say no.
    """

    seed: int
    weeks: tuple[Week, ...]
    refusals: Refusals

    def says_no(self, child: str, home: Home, week: int) -> bool:
        """Return whether a home refuses a child in a week.

        The answer hangs on the year, the child, the home and the week alone, not on what was
        asked before: so it is the same whoever asks, and in whatever order.
        """
        text = f"{self.seed}/{child}/{home.id}/{week}".encode()
        draw = int.from_bytes(hashlib.sha256(text).digest()[:8], "big") / 2**64
        return draw < self.refusals.of(home.kind)


def drawn_script(inputs: Inputs, rates: Rates, seed: int) -> Script:
    """Return a year drawn by a seed.

    As many children leave as come, on average: some turn 18, and so many others leave, whole
    families at once, that numbers stay about level.

    Parameters
    ----------
    inputs : Inputs
        The register that the year begins with.
    rates : Rates
        How much happens.
    seed : int
        At least 0.

    Raises
    ------
    InputError
        If the register has no children, or its day is so late that registers end before the year.
    """
    chance, register = Chance(seed), inputs.register
    latest = LAST_AS_OF - rates.weeks * WEEK
    if register.as_of > latest:
        raise InputError.single("as_of", "is too late to live a year from", f"a day to {latest}")
    families = _families(inputs)
    homes = [home for home in register.homes if _may_close(home)]
    weekly = 1 / _WEEKS_OF_A_YEAR
    arrivals = rates.starts * len(register.children) * weekly
    leaves = max(0.0, rates.starts - _turning_18(register)) * weekly
    carers = rates.carers_leave * len(homes) * weekly
    weeks = []
    for number in range(1, rates.weeks + 1):
        day = register.as_of + number * WEEK
        leaving = [family for family in families if chance.happens(leaves)]
        families = [family for family in families if family not in leaving]
        closing = [home for home in homes if chance.happens(rates.carers_leave * weekly)]
        homes = [home for home in homes if home not in closing]
        opening = _opening(homes, poisson(carers, chance), number, day, chance)
        homes += opening
        arriving = _arriving(register, arrivals, number, day, chance)
        ending = [
            child
            for family in families
            for child in family
            if chance.happens(rates.endings * weekly)
        ]
        families += [tuple(child.id for child in family.children) for family in arriving]
        weeks.append(
            Week(
                leaving=tuple(child for family in leaving for child in family),
                closing=tuple(home.id for home in closing),
                opening=tuple(opening),
                ending=tuple(ending),
                arriving=tuple(arriving),
            )
        )
    return Script(seed, tuple(weeks), rates.refusals)


def poisson(mean: float, chance: Chance) -> int:
    """Return how often something happens that happens so often on average, each by itself."""
    count, left = 0, mean
    while left > 0:
        part = min(left, _PART)
        product, least = chance.share(), exp(-part)
        while product >= least:
            count += 1
            product *= chance.share()
        left -= part
    return count


def _families(inputs: Inputs) -> list[tuple[str, ...]]:
    """Return the children by family, in the order of the register."""
    group_of = inputs.case.group_of
    found: dict[str, list[str]] = {}
    for child in inputs.register.children:
        group = group_of.get(child.id)
        found.setdefault(group.id if group else child.id, []).append(child.id)
    return [tuple(family) for family in found.values()]


def _turning_18(register: Register) -> float:
    """Return the share of the children who turn 18 within a year."""
    later = register.as_of + 52 * WEEK

    def turns(child: Child) -> bool:
        born = child.date_of_birth
        return age_on(born, register.as_of) < _ADULT_YEARS <= age_on(born, later)

    children = register.children
    return sum(map(turns, children)) / len(children) if children else 0.0


def _may_close(home: Home) -> bool:
    return home.kind in _FOSTER and home.open and not home.reserved_for


def _opening(homes: list[Home], count: int, week: int, day: date, chance: Chance) -> list[Home]:
    """Return new homes like some that there are, where those stand."""
    if not homes:
        return []
    fields = {"other_children": (), "available_from": day}
    return [
        Home.model_validate({**dict(chance.pick(homes)), "id": f"W{week:02d}-H{number}", **fields})
        for number in range(1, count + 1)
    ]


def _arriving(
    register: Register, children: float, week: int, day: date, chance: Chance
) -> list[Family]:
    """Return the families of a week, of whom so many children are expected."""
    return [
        drawn_family(register, family_size(chance), f"W{week:02d}-{number}", day, chance)
        for number in range(1, poisson(children / MEAN_FAMILY, chance) + 1)
    ]
