from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from matcher.records.home import Home
from scenarios.law import growth_faults, law_day, seen_from
from tests.support.asking import asked
from tests.support.registers import AS_OF, ENGLISH_NEIGHBOUR, WELSH_NEIGHBOUR, home

OLD = home("H1", provider="Old", for_profit=True, authority=WELSH_NEIGHBOUR)


def allowed(day: str, before: Home | None, after: Home) -> bool:
    inputs = seen_from(asked(OLD), date.fromisoformat(day))
    return not [*growth_faults(inputs, before, after, "for_profit")]


def test_the_law_is_that_of_the_register_s_day_or_of_the_day_that_was_set() -> None:
    inputs = asked()
    assert law_day(inputs) == AS_OF
    assert law_day(seen_from(inputs, date(2030, 4, 1))) == date(2030, 4, 1)
    assert seen_from(seen_from(inputs, date(2030, 4, 1)), None) == inputs


@pytest.mark.parametrize(
    ("fields", "last_day", "first_day_refused"),
    [
        ({"provider": "New"}, "2026-03-31", "2026-04-01"),
        ({"provider": "Old"}, "2027-03-31", "2027-04-01"),
    ],
)
def test_a_new_home_run_for_profit(
    fields: dict[str, Any], last_day: str, first_day_refused: str
) -> None:
    new = home("H2", for_profit=True, **fields)
    assert allowed(last_day, None, new)
    assert not allowed(first_day_refused, None, new)
    not_for_profit = home("H2", for_profit=False, **fields)
    assert allowed(first_day_refused, None, not_for_profit)
    in_england = home("H2", for_profit=True, authority=ENGLISH_NEIGHBOUR, **fields)
    assert allowed(first_day_refused, None, in_england)


@pytest.mark.parametrize(("places", "expected"), [(2, True), (3, True), (4, False)])
def test_more_places_are_growth_and_fewer_are_not(places: int, expected: bool) -> None:
    after = home("H1", provider="Old", for_profit=True, places=places)
    assert allowed("2027-04-01", OLD, after) is expected
    assert allowed("2027-03-31", OLD, after)


def test_a_home_that_comes_to_be_run_for_profit_is_growth() -> None:
    before, after = home("H2", provider="Old"), home("H2", provider="Old", for_profit=True)
    assert allowed("2027-03-31", before, after)
    assert not allowed("2027-04-01", before, after)


def test_who_runs_homes_for_profit_in_england_alone_is_new_in_wales() -> None:
    inputs = asked(home("H1", provider="Old", for_profit=True, authority=ENGLISH_NEIGHBOUR))
    after = home("H2", provider="Old", for_profit=True)
    (fault,) = growth_faults(inputs, None, after, "for_profit")
    assert fault.place == "for_profit"
    assert fault.accepted.startswith("for_profit = false, or a provider")
