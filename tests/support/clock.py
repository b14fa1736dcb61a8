"""The clock of a test: the moment that the service reads off its machine, and where that stands."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest

from api.store import times

#: Half an hour past midnight by the clock here, on 15 June.
LATE_IN_JUNE = "2026-06-14T23:30:00Z"
#: Where machines may think that they are: ahead of us, behind us, and far from us.
ZONES = ("UTC", "Europe/London", "America/Los_Angeles", "Asia/Tokyo", "Pacific/Kiritimati")


@contextmanager
def stopped_at(moment: str, zone: str = "UTC") -> Iterator[None]:
    """Let the service's clock stand at a moment, on a machine of a time zone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(times, "_clock", lambda: datetime.fromisoformat(moment))
        patch.setenv("TZ", zone)
        time.tzset()
        try:
            yield
        finally:
            patch.undo()
            time.tzset()
