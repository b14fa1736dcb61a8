from __future__ import annotations

from datetime import date

import pytest

from tests.support.judging import refused
from tests.support.registers import COUNTY, ENGLAND, ENGLISH_NEIGHBOUR, WALES, case, child, home

ENDS = date(2026, 12, 1)


def asked(
    *,
    needed_by: date | None = ENDS,
    for_profit: bool = True,
    of: str = WALES,
    council: str = COUNTY,
    ends: date | None = ENDS,
) -> bool:
    provider = home(for_profit=for_profit, authority=of, kind="agency_foster")
    both = case(child(needed_by=needed_by), provider, authority=council, for_profit_ends=ends)
    return refused("for_profit", both)


@pytest.mark.parametrize(
    ("needed_by", "ended"),
    [(None, False), (date(2026, 11, 30), False), (ENDS, True), (date(2026, 12, 2), True)],
)
def test_from_that_day_on(needed_by: date | None, ended: bool) -> None:
    assert asked(needed_by=needed_by) is ended


def test_the_register_s_day_counts_where_that_is_later() -> None:
    assert asked(needed_by=None, ends=date(2026, 11, 2))
    assert not asked(needed_by=date(2026, 1, 1), ends=date(2026, 11, 3))


def test_only_for_profit_homes_in_wales_of_councils_in_wales() -> None:
    assert not asked(for_profit=False)
    assert not asked(of=ENGLISH_NEIGHBOUR)
    assert not asked(council=ENGLAND)


def test_a_policy_may_turn_it_off() -> None:
    assert not asked(ends=None)
