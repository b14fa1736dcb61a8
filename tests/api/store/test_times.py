"""Days and times: by the clock of the United Kingdom, wherever the machine thinks that it is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from api.store.times import after, before, day_of, now, today
from tests.support.clock import LATE_IN_JUNE, ZONES, stopped_at

EACH_ZONE = pytest.mark.parametrize("zone", ZONES)


@EACH_ZONE
@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (LATE_IN_JUNE, date(2026, 6, 15)),
        ("2026-06-14T22:59:59Z", date(2026, 6, 14)),
        ("2026-06-14T23:00:00Z", date(2026, 6, 15)),
        ("2026-01-14T23:59:59Z", date(2026, 1, 14)),
        ("2026-01-15T00:00:00Z", date(2026, 1, 15)),
        ("2026-03-29T00:59:59Z", date(2026, 3, 29)),  # summer time begins
        ("2026-10-25T23:30:00Z", date(2026, 10, 25)),  # and has ended
        ("2026-12-31T23:59:59Z", date(2026, 12, 31)),
    ],
)
def test_the_day_is_that_of_the_clock_here(moment: str, day: date, zone: str) -> None:
    with stopped_at(moment, zone):
        assert today() == day
        assert day_of(now()) == day


@EACH_ZONE
def test_times_are_kept_in_utc(zone: str) -> None:
    with stopped_at(LATE_IN_JUNE, zone):
        assert now() == "2026-06-14T23:30:00.000000Z"
        assert before(30) == "2026-06-14T23:00:00.000000Z"
        assert after(30) == "2026-06-15T00:00:00.000000Z"


def test_it_is_now() -> None:
    kept = datetime.fromisoformat(now())
    assert abs(datetime.now(UTC) - kept) < timedelta(minutes=5)
