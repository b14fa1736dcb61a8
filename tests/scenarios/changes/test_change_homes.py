from __future__ import annotations

from typing import Any

import pytest

from tests.support.asking import asked, change, changed, misread, refused
from tests.support.registers import WELSH_NEIGHBOUR, child, home, register, settled

CODE = "change_homes"
TERMS: list[dict[str, Any]] = [
    {"places": 1},
    {"bedrooms": 2},
    {"ages": (5, 9)},
    {"genders": ("male",)},
    {"placement_types": ("emergency",)},
    {"provides": ("autism",)},
    {"languages": ("cy",)},
    {"fostering_limit": 4},
    {"smokers": True},
    {"household_ages": (3,)},
    {"weekly_cost": 612.5},
    {"provider": "P2"},
]


@pytest.mark.parametrize("terms", TERMS, ids=lambda terms: str(*terms))
def test_each_term_of_the_homes_selected_and_of_no_other(terms: dict[str, Any]) -> None:
    inputs = asked(home("H1"), home("H2"))
    after = changed(CODE, inputs, homes=["H2"], **terms)
    assert after.register == register(home("H1"), home("H2", **terms))


def test_whoever_lives_there_may_stay() -> None:
    inputs = asked(settled("C1", "H1"), child("C2", home="H1"), child("C3"), home("H1"))
    after = changed(CODE, inputs, homes=["H1"], places=1)
    assert after.plan().homes == {"C1": "H1", "C2": "H1", "C3": None}


def test_more_places_come_with_bedrooms_where_bedrooms_are_known() -> None:
    inputs = asked(home("H1", bedrooms=2), home("H2", places=1))
    assert changed(CODE, inputs, homes="all", more_places=2).register == register(
        home("H1", places=5, bedrooms=4), home("H2", places=3)
    )


def test_bedrooms_that_are_given_win_over_more_places() -> None:
    after = changed(CODE, asked(home(bedrooms=2)), homes="all", more_places=1, bedrooms=2)
    assert after.register == register(home(places=4, bedrooms=2))


def test_what_homes_provide_besides() -> None:
    inputs = asked(home(provides=["autism", "ramp"]))
    after = changed(CODE, inputs, homes="all", also_provides=["sign", "ramp"])
    assert after.register == register(home(provides=["autism", "ramp", "sign"]))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ("", "changes nothing")),
        ({"places": 2, "more_places": 1}, ("", "gives places and more_places")),
        ({"places": 0}, ("places", "is too small")),
        ({"ages": [9, 2]}, ("ages", "has the lowest age above the highest")),
        ({"languages": []}, ("languages", "has too few items")),
        ({"genders": ["girl"]}, ("genders[0]", "is none of the values allowed")),
    ],
)
def test_what_no_home_can_be(fields: dict[str, Any], expected: tuple[str, str]) -> None:
    assert misread(CODE, homes="all", **fields) == [expected]


def test_no_home_has_more_places_than_a_home_can_have() -> None:
    inputs = asked(home(places=1_000_000))
    assert refused(CODE, inputs, homes="all", more_places=1) == [("places", "is too large")]


def test_who_runs_homes_for_profit_does_not_grow_from_april_2027() -> None:
    inputs = asked(
        home("H1", for_profit=True),
        home("H2", for_profit=True, authority="E06000051"),
        home("H3", for_profit=True, authority=WELSH_NEIGHBOUR),
        home("H4"),
    )
    assert len(changed(CODE, inputs, homes="all", more_places=1).register.homes) == 4
    later = changed("law_on", inputs, date="2027-04-01")
    growth = "would let a provider run for profit grow in Wales, which Health and Social Care "
    growth += "(Wales) Act 2025 ends on 2027-04-01"
    assert refused(CODE, later, homes="all", more_places=1) == [("places", growth)]
    after = changed(CODE, later, homes=["H1"], places=2).register
    assert after.homes[0] == home("H1", for_profit=True, places=2)
    after = changed(CODE, later, homes=["H1"], places=4, for_profit=False).register
    assert after.homes[0] == home("H1", places=4)
    assert refused(CODE, later, homes=["H4"], for_profit=True) == [("for_profit", growth)]


@pytest.mark.parametrize(
    ("fields", "en"),
    [
        ({"places": 3, "bedrooms": 2}, "all homes: places 3, bedrooms 2"),
        ({"ages": [5, 17], "smokers": False}, "all homes: ages 5 to 17 years, smokers: no"),
        ({"for_profit": True, "provider": "P2"}, "all homes: provider P2, run for profit: yes"),
        ({"weekly_cost": 1250}, "all homes: weekly cost £1,250"),
        ({"weekly_cost": 480.5}, "all homes: weekly cost £480.50"),
        ({"languages": ["cy", "en"]}, "all homes: languages cy / en"),
        ({"more_places": 1}, "all homes: 1 place more"),
        (
            {"more_places": 2, "also_provides": ["autism", "ramp"]},
            "all homes: 2 places more, also provides autism, ramp",
        ),
    ],
)
def test_it_is_said_with_units(fields: dict[str, Any], en: str) -> None:
    assert change(CODE, homes="all", **fields).says.en == en
