"""Working days: Monday to Friday without the bank holidays of England and Wales (contract 6)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays.countries.united_kingdom import UnitedKingdom

_SATURDAY = 5


@cache
def _calendar() -> type[UnitedKingdom]:
    # It takes a sixth of a second to load, and few commands ask for a working day.
    from holidays.countries.united_kingdom import UnitedKingdom

    class Calendar(UnitedKingdom):
        """Bank holidays as the law has them today, also beyond the years the library gives."""

        end_year = 2300

    return Calendar


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    return frozenset(_calendar()(subdiv="WLS", years=year))


def is_working_day(day: date) -> bool:
    """Return whether a day is a working day."""
    return day.weekday() < _SATURDAY and day not in _bank_holidays(day.year)


@lru_cache(maxsize=1 << 12)  # most placements start on the same few days
def working_days_after(day: date, n_days: int) -> date:
    """Return the last day of a period of working days that follows a day.

    Parameters
    ----------
    day : date
        The day of the event; not counted itself.
    n_days : int
        Working days in the period, at least 1.
    """
    while n_days > 0:
        day += timedelta(days=1)
        n_days -= is_working_day(day)
    return day
