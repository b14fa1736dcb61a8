"""Times as they are kept: text in UTC that sorts by time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_FORM = "%Y-%m-%dT%H:%M:%S.%fZ"


def now() -> str:
    """Return the present, such as ``2026-11-22T08:00:00.000000Z``."""
    return datetime.now(UTC).strftime(_FORM)


def before(minutes: float) -> str:
    """Return the time so many minutes ago."""
    return (datetime.now(UTC) - timedelta(minutes=minutes)).strftime(_FORM)


def after(minutes: float) -> str:
    """Return the time in so many minutes."""
    return before(-minutes)
