"""Times as they are kept: text in UTC that sorts by time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

#: Whose clock people read.
CLOCK = ZoneInfo("Europe/London")
_FORM = "%Y-%m-%dT%H:%M:%S.%fZ"


def _clock() -> datetime:
    return datetime.now(UTC)  # all that is read off the machine's clock


def now() -> str:
    """Return the present, such as ``2026-11-22T08:00:00.000000Z``."""
    return as_kept(_clock())


def as_kept(time: datetime) -> str:
    """Return a time of any clock as it is kept."""
    return time.astimezone(UTC).strftime(_FORM)


def before(minutes: float) -> str:
    """Return the time so many minutes ago."""
    return as_kept(_clock() - timedelta(minutes=minutes))


def after(minutes: float) -> str:
    """Return the time in so many minutes."""
    return before(-minutes)


def today() -> date:
    """Return the day that it is by the clock here."""
    return _clock().astimezone(CLOCK).date()


def day_of(kept: str) -> date:
    """Return the day by the clock here of a time as it is kept."""
    return datetime.fromisoformat(kept).astimezone(CLOCK).date()
