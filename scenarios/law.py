"""What the law asks from which day on, where a change must ask it.

Health and Social Care (Wales) Act 2025: from 1 April 2026 a new provider of children's homes or
fostering in Wales is not run for profit; from 1 April 2027 those that are may not grow; from
1 April 2030 no child is newly placed with them unless Ministers approve (the policy's
``for_profit_ends``, which the rule `for_profit` reads).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from matcher.case import in_wales
from matcher.errors import Fault, InputError
from matcher.records.fields import FIRST_DAY, LAST_DAY
from matcher.records.home import Home
from scenarios.inputs import Inputs

SOURCE = "Health and Social Care (Wales) Act 2025"
#: From this day on no new provider is run for profit.
NEW_PROVIDERS_END = date(2026, 4, 1)
#: From this day on no provider that is run for profit grows.
GROWTH_ENDS = date(2027, 4, 1)


def law_day(inputs: Inputs) -> date:
    """Return the day whose law holds: the one that was set, or the register's own."""
    return inputs.law_on or inputs.register.as_of


def growth_faults(inputs: Inputs, before: Home | None, after: Home, at: str) -> Iterator[Fault]:
    """Yield why the law does not let a home open, or change, as it is meant to.

    Parameters
    ----------
    inputs : Inputs
        The register before the change, and the day whose law holds.
    before, after : Home or None, Home
        The home as it is, None for a new one, and as it is to be.
    at : str
        The field that says what it is to be.
    """
    if not (after.for_profit and in_wales(after.authority)):
        return
    day = law_day(inputs)
    if day >= NEW_PROVIDERS_END and after.provider not in _for_profit_providers(inputs):
        yield Fault(
            at,
            f"would be a new provider run for profit in Wales, which {SOURCE} ends on "
            f"{NEW_PROVIDERS_END}",
            "for_profit = false, or a provider that runs homes in Wales for profit already",
        )
    elif day >= GROWTH_ENDS and after.places > _for_profit_places(before):
        yield Fault(
            at,
            f"would let a provider run for profit grow in Wales, which {SOURCE} ends on "
            f"{GROWTH_ENDS}",
            "for_profit = false, or no more places than today",
        )


def seen_from(inputs: Inputs, law_on: date | None) -> Inputs:
    """Return inputs whose dated rules are as they will be on a day, for today's children.

    The days of a policy are moved by as much as that day is ahead of the register's own, so
    that a placement which starts so many days after today is judged as one which starts so many
    days after that day.

    Parameters
    ----------
    inputs : Inputs
        As they are, perhaps seen from a day already.
    law_on : datetime.date or None
        The day whose law holds; None for the register's own.

    Raises
    ------
    InputError
        If a day of the policy would be moved to where there are no days; the place is ``date``.
    """
    ends = inputs.policy.for_profit_ends
    if ends is not None:
        moved = ends - ((law_on or inputs.register.as_of) - law_day(inputs))
        if not FIRST_DAY <= moved <= LAST_DAY:
            raise InputError.single(
                "date",
                f"is too far from the policy's for_profit_ends, {ends}",
                "a day nearer to it, or a policy without for_profit_ends",
            )
        inputs = inputs.with_policy(for_profit_ends=moved)
    return replace(inputs, law_on=law_on)


def _for_profit_providers(inputs: Inputs) -> set[str]:
    return {
        home.provider
        for home in inputs.register.homes
        if home.for_profit and in_wales(home.authority)
    }


def _for_profit_places(home: Home | None) -> int:
    """Return the places that are run for profit in Wales already."""
    return home.places if home and home.for_profit and in_wales(home.authority) else 0
