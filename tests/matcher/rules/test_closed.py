from __future__ import annotations

from datetime import date

import pytest

from tests.support.judging import refused
from tests.support.registers import AS_OF, case, child, home


@pytest.mark.parametrize("is_open", [True, False])
def test_a_home_that_takes_no_referrals(is_open: bool) -> None:
    assert refused("closed", case(child(), home(open=is_open))) is not is_open


@pytest.mark.parametrize(
    ("needed_by", "available_from", "too_early"),
    [
        (None, None, False),
        (None, AS_OF, False),
        (None, date(2026, 11, 3), True),
        (date(2026, 10, 1), date(2026, 11, 2), False),
        (date(2026, 10, 1), date(2026, 11, 3), True),
        (date(2026, 12, 1), date(2026, 12, 1), False),
        (date(2026, 12, 1), date(2026, 12, 2), True),
    ],
)
def test_a_home_available_from_a_day(
    needed_by: date | None, available_from: date | None, too_early: bool
) -> None:
    both = case(child(needed_by=needed_by), home(available_from=available_from))
    assert refused("closed", both) is too_early
