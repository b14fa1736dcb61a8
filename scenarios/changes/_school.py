"""School years by age."""

from __future__ import annotations

from datetime import date

from matcher.records.references import age_on

#: Key stage 4 is school years 10 and 11: those who were 14 or 15 on the 31 August before.
_KEY_STAGE_4_YEARS = (14, 15)


def school_year(day: date) -> date:
    """Return the 31 August before the school year that a day is in."""
    return date(day.year - ((day.month, day.day) < (9, 1)), 8, 31)


def in_key_stage_4(born: date, day: date) -> bool:
    """Return whether a child is in school year 10 or 11 on a day, by age."""
    return age_on(born, school_year(day)) in _KEY_STAGE_4_YEARS
