from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from matcher.errors import InputError
from matcher.records.faults import faults_of
from scenarios.selection import Homes
from tests.support.registers import (
    COUNTY,
    ENGLISH_NEIGHBOUR,
    HERE,
    WELSH_NEIGHBOUR,
    child,
    home,
    register,
    settled,
    there,
)

REGISTER = register(
    settled("C1", "H2"),
    settled("C2", "H3"),
    child("C3", home="H3"),
    child("C4", placement={"home": "H1", "since": "2026-01-05"}),
    home("H1", provider="A", kind="agency_foster", places=1, weekly_cost=900),
    home("H2", provider="B", kind="agency_foster", authority=WELSH_NEIGHBOUR, for_profit=True),
    home("H3", provider="B", kind="residential", authority=ENGLISH_NEIGHBOUR, places=4),
    home("H4", location=there(0.05), open=False),
)


def found(selection: Any) -> list[str]:
    homes = Homes.model_validate(selection).found(REGISTER, "homes")
    return [one.id for one in homes]


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        ("all", "H1 H2 H3 H4"),
        ("H2", "H2"),
        (["H3", "H1"], "H1 H3"),
        ({"ids": ["H3", "H1"]}, "H1 H3"),
        ({"kind": "residential"}, "H3"),
        ({"kind": ["residential", "in_house_foster"]}, "H3 H4"),
        ({"provider": "B"}, "H2 H3"),
        ({"provider": ["A", "B"], "kind": "agency_foster"}, "H1 H2"),
        ({"authority": COUNTY}, "H1 H4"),
        ({"in_county": False}, "H2 H3"),
        ({"in_county": True}, "H1 H4"),
        ({"in_wales": False}, "H3"),
        ({"for_profit": True}, "H2"),
        ({"open": False}, "H4"),
        ({"near": {"lat": HERE.lat, "lon": HERE.lon}, "within_km": 5}, "H1 H2 H3"),
        ({"near": {"lat": HERE.lat, "lon": HERE.lon}}, "H1 H2 H3 H4"),  # H4 is 5.6 km away
        ({"largest_provider": True}, "H2 H3"),
        ({"largest_provider": True, "kind": "residential"}, "H3"),
        ({"count": 1}, "H3"),
        ({"count": 2}, "H2 H3"),
        ({"count": 1, "most": "places"}, "H3"),
        ({"count": 1, "most": "weekly_cost"}, "H1"),
        ({"count": 9, "in_county": True}, "H1 H4"),
    ],
)
def test_all_conditions_hold_together(selection: Any, expected: str) -> None:
    assert found(selection) == expected.split()


@pytest.mark.parametrize(
    ("selection", "place", "accepted"),
    [
        ({"ids": ["H1", "H9"]}, "homes[1]", "the id of a home"),
        ({"kind": "kinship"}, "homes.kind", "agency_foster, in_house_foster, residential"),
        ({"provider": "C"}, "homes.provider", "A, B, P1"),
        ({"open": False, "kind": "residential"}, "homes.open", ""),
        ({"near": {"lat": 55, "lon": -2}}, "homes.near", ""),
        (
            {"near": "Xyzzy"},
            "homes.near",
            "a town, a postcode district such as SY16, or lat and lon",
        ),
    ],
)
def test_a_selection_that_matches_nobody_names_the_field(
    selection: Any, place: str, accepted: str
) -> None:
    with pytest.raises(InputError) as caught:
        found(selection)
    (fault,) = caught.value.faults
    assert (fault.place, fault.accepted) == (place, accepted)


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        ({}, ("", "selects nobody")),
        ([], ("", "selects nobody")),
        ({"all": True, "kind": "kinship"}, ("", "selects everybody and gives a condition too")),
        ({"within_km": 3}, ("", "has within_km without near")),
        ({"most": "places"}, ("", "has most without count")),
        ({"count": 0}, ("count", "is too small")),
        ({"kinds": "kinship"}, ("kinds", "is not a field of the format")),
        (3, ("", "is not an object")),
    ],
)
def test_what_selects_no_homes(selection: Any, expected: tuple[str, str]) -> None:
    with pytest.raises(ValidationError) as caught:
        Homes.model_validate(selection)
    assert [(one.place, one.fault) for one in faults_of(caught.value, Homes)] == [expected]


@pytest.mark.parametrize(
    ("selection", "en", "cy"),
    [
        ("all", "all homes", "pob cartref"),
        (["H1", "H2"], "H1, H2", "H1, H2"),
        (
            [f"H{number}" for number in range(8)],
            "H0, H1, H2, H3, H4, H5 and 2 more",
            "H0, H1, H2, H3, H4, H5 a 2 arall",
        ),
        (
            {"kind": "residential", "in_county": False, "count": 3},
            "homes (residential homes; out of county; the 3 with most children living there)",
            "cartrefi (cartrefi preswyl; y tu allan i'r sir; y 3 gyda'r nifer fwyaf o blant yn "
            "byw yno)",
        ),
        (
            {"count": 1, "most": "weekly_cost"},
            "homes (the one with the highest weekly cost)",
            "cartrefi (y un gyda'r gost wythnosol uchaf)",
        ),
        (
            {"ids": ["H1"], "near": "Brecon", "provider": "B", "authority": COUNTY},
            "homes (H1; provider B; authority W06000023; within 10 km of Brecon)",
            "cartrefi (H1; darparwr B; awdurdod W06000023; o fewn 10 km i Brecon)",
        ),
        (
            {"largest_provider": True, "for_profit": True},
            "homes (run for profit; of the provider with most children)",
            "cartrefi (yn gweithredu er elw; y darparwr sydd â'r nifer fwyaf o blant)",
        ),
    ],
)
def test_a_selection_in_words(selection: Any, en: str, cy: str) -> None:
    says = Homes.model_validate(selection).says
    assert (says.en, says.cy) == (en, cy)


def test_a_register_without_homes() -> None:
    with pytest.raises(InputError, match="homes: selects from a register that has no home"):
        Homes.model_validate("all").found(register(), "homes")
