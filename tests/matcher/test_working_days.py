from __future__ import annotations

from datetime import date

import pytest

from matcher.working_days import is_working_day, working_days_after


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 6), True),
        (date(2026, 11, 7), False),
        (date(2026, 11, 8), False),
        (date(2026, 12, 25), False),
        (date(2026, 12, 28), False),
        (date(2026, 12, 29), True),
        (date(2027, 1, 1), False),
        (date(2027, 3, 26), False),
        (date(2027, 3, 29), False),
        (date(2027, 5, 3), False),
        (date(2027, 8, 30), False),
    ],
)
def test_weekends_and_bank_holidays(day: date, works: bool) -> None:
    assert is_working_day(day) is works


def test_holidays_of_scotland_and_northern_ireland_do_not_count() -> None:
    for day in (date(2026, 11, 30), date(2025, 1, 2), date(2026, 3, 17), date(2026, 8, 3)):
        assert is_working_day(day)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (date(2000, 1, 1), date(2000, 1, 10)),  # Saturday; Monday 3 January stands in for it
        (date(2000, 12, 22), date(2001, 1, 3)),
        (date(2100, 12, 24), date(2101, 1, 5)),  # 25 to 28 December, and Monday 3 January
        (date(2100, 12, 31), date(2101, 1, 10)),
        (date(2199, 4, 11), date(2199, 4, 22)),  # Easter: 12 and 15 April
        (date(2199, 12, 31), date(2200, 1, 8)),
    ],
)
def test_five_working_days_at_the_ends_of_all_days(start: date, due: date) -> None:
    assert working_days_after(start, 5) == due


def test_the_day_itself_does_not_count() -> None:
    assert working_days_after(date(2026, 11, 2), 1) == date(2026, 11, 3)
    assert working_days_after(date(2026, 11, 6), 1) == date(2026, 11, 9)
    assert working_days_after(date(2026, 11, 7), 1) == date(2026, 11, 9)
    assert working_days_after(date(2026, 12, 23), 2) == date(2026, 12, 29)
