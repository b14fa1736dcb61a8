"""What is near the edge of a rule, in words."""

from __future__ import annotations

from typing import Any

from api.pages.choice.edges import edges, who_lives_there
from api.pages.choice.options import choice_of
from api.pages.language import speech
from matcher.case import Case
from matcher.records.child import Child
from matcher.records.home import Home
from tests.support.asking_for import asked_on
from tests.support.registers import case, child, home, settled, there

EN = speech("en")


def told(kid: Child, into: Home, *others: Child | Home, **policy: Any) -> list[str]:
    """Return what is near the edge if a child lives in a home."""
    of = case(kid, into, *others, **{"for_profit_ends": None, **policy})
    return edges(of, choice_of(asked_on(of, kid.id), {kid.id: into.id}), EN)


def test_nothing_is_near_where_there_is_room() -> None:
    assert told(child("C1"), home("H1")) == []


def test_the_last_place_and_the_fostering_limit() -> None:
    assert told(child("C1"), home("H1", places=2), settled("C2", "H1")) == ["takes the last place"]
    full = home("H1", places=4, fostering_limit=2, other_children=[{"age": 4, "gender": "male"}])
    assert told(child("C1"), full) == ["reaches the home's fostering limit"]
    large = home("H1", kind="residential", places=4, fostering_limit=1)
    assert told(child("C1"), large) == []


def test_ages_at_both_ends_of_the_approval() -> None:
    assert told(child("C1", age=10), home("H1", ages=(3, 10))) == [
        "C1 is as old as the home is approved for (10 years)"
    ]
    assert told(child("C1", age=1), home("H1", ages=(1, 10))) == [
        "C1 is as young as the home is approved for (1 year)"
    ]
    assert told(child("C1", age=9), home("H1", ages=(8, 10))) == []


def test_distances_within_a_tenth_of_their_limits() -> None:
    # 0.1 degrees of latitude are 11.1 km.
    far = home("H1", location=there(0.1))
    assert told(child("C1"), far, max_km=12) == ["11.1 km from home; 12.0 km is the most"]
    assert told(child("C1"), far, max_km=13) == []
    at_school = child("C1", school=there())
    assert told(at_school, far, school_reach_km=12) == [
        "11.1 km to school; beyond 12.0 km the school would change"
    ]
    assert told(at_school, far, school_reach_km=11) == []


def test_a_home_run_for_profit_has_its_last_day() -> None:
    bought = home("H1", kind="agency_foster", for_profit=True)
    assert told(child("C1"), bought, for_profit_ends="2030-04-01") == [
        "run for profit: no new placements from 1 April 2030"
    ]
    assert told(child("C1"), bought) == []


def test_who_lives_in_a_home_today_but_for_those_who_come() -> None:
    of: Case = case(child("C1", home="H1"), settled("C2", "H1"), home("H1"), home("H2"))
    homes = of.homes
    assert [one.id for one in who_lives_there(of, homes["H1"], {"C1": None})] == ["C2"]
    assert [one.id for one in who_lives_there(of, homes["H1"], {})] == ["C1", "C2"]
    assert who_lives_there(of, homes["H2"], {}) == []
