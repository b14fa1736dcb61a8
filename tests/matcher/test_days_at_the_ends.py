"""Everything that the engine reckons with days, on registers whose days are at the ends."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest

import matcher
from matcher.case import Case
from matcher.check import judge
from matcher.explaining import explain_case
from matcher.plan_warnings import warnings
from matcher.records.fields import FIRST_DAY, LAST_DAY
from matcher.records.policy import Policy
from matcher.records.register import FIRST_AS_OF, LAST_AS_OF
from tests.support.registers import child, group, home, register, settled

#: Days of registers at the ends, the last 29 February, and 28 February of a year without one.
DAYS = (FIRST_AS_OF, date(2000, 2, 29), date(2096, 2, 29), date(2100, 2, 28), LAST_AS_OF)


def years_before(day: date, years: int) -> date:
    """Return the same day of an earlier year, or 28 February where it has no such day."""
    return date(day.year - years, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)


def at_the_end(as_of: date, needed_by: date | None, **of_home: Any) -> Case:
    """Return a waiting and a settled child, siblings, and two homes that they leave at 18."""
    fields = {"ages": (0, 17), "for_profit": True, "kind": "residential", **of_home}
    return Case(
        register(
            child("C1", date_of_birth=years_before(as_of, 17), needed_by=needed_by),
            settled("C2", "H2", date_of_birth=years_before(as_of, 20)),
            home("H1", **fields),
            home("H2", available_from=FIRST_DAY),
            group("C1", "C2"),
            as_of=as_of,
        ),
        Policy(),
    )


@pytest.mark.parametrize(
    ("as_of", "needed_by"), list(product(DAYS, (None, FIRST_DAY, *DAYS, LAST_DAY)))
)
def test_plans_rankings_and_explanations(as_of: date, needed_by: date | None) -> None:
    case = at_the_end(as_of, needed_by)
    plan = matcher.plan(case.register)
    assert judge(case, plan) == []
    assert plan.status == "optimal"
    start = max(as_of, needed_by or as_of)
    [placed] = [one for one in plan.assignments if one.child == "C1"]
    assert placed.home == "H2"  # with the sibling
    due = [approval.due for approval in placed.approvals]
    assert all(day is not None and day >= start for day in due)
    ranking = matcher.rank(case.register, "C1")
    assert ranking.options
    assert explain_case(case, "C1").home == "H2"


@pytest.mark.parametrize("as_of", DAYS)
@pytest.mark.parametrize("needed_by", [None, LAST_DAY])
def test_homes_run_for_profit_end_by_the_day_of_the_placement(
    as_of: date, needed_by: date | None
) -> None:
    case = at_the_end(as_of, needed_by)
    refused = {one.home: one.codes for one in matcher.rank(case.register, "C1").refused}
    ends = case.policy.for_profit_ends
    assert ends is not None
    assert ("for_profit" in refused.get("H1", ())) == (max(as_of, needed_by or as_of) >= ends)


@pytest.mark.parametrize("as_of", DAYS)
@pytest.mark.parametrize(
    ("available_from", "needed_by", "is_closed"),
    [
        (FIRST_DAY, None, False),
        (LAST_DAY, None, True),
        (LAST_DAY, LAST_DAY, False),
    ],
)
def test_a_home_is_closed_up_to_its_day(
    as_of: date, available_from: date, needed_by: date | None, is_closed: bool
) -> None:
    case = at_the_end(as_of, needed_by, available_from=available_from, for_profit=False)
    refused = {one.home: one.codes for one in matcher.rank(case.register, "C1").refused}
    assert ("closed" in refused.get("H1", ())) == is_closed


@pytest.mark.parametrize(
    ("as_of", "born", "day"),
    [
        (FIRST_AS_OF, date(1982, 1, 2), "2000-01-02"),
        (date(2100, 2, 28), date(2082, 3, 1), "2100-03-01"),
        (date(2100, 2, 28), date(2084, 2, 29), "2103-03-01"),
        (LAST_AS_OF, date(2084, 2, 29), "2103-03-01"),
        (LAST_AS_OF, date(2082, 12, 31), "2101-12-31"),
    ],
)
def test_the_birthday_on_which_a_child_leaves_a_home(as_of: date, born: date, day: str) -> None:
    age = as_of.year - born.year - ((as_of.month, as_of.day) < (born.month, born.day))
    case = Case(
        register(settled("C1", "H1", date_of_birth=born), home("H1", ages=(0, age)), as_of=as_of),
        Policy(),
    )
    [warned] = [one for one in warnings(case, {"C1": "H1"}) if one.code == "ages_out"]
    expected = f"{born.year + age + 1}-{day[5:]}"
    assert warned.text == f"C1 leaves the approved ages of H1 on {expected}."


def test_the_oldest_and_the_youngest_at_the_ends() -> None:
    for as_of in DAYS:
        ages = {years: years_before(as_of, years) for years in (0, 20)}
        case = Case(
            register(
                *(child(f"C{n}", date_of_birth=born) for n, born in ages.items()), as_of=as_of
            ),
            Policy(),
        )
        assert [case.age(one) for one in case.register.children] == list(ages)
