from __future__ import annotations

import pytest

from tests.support.judging import cost
from tests.support.registers import (
    COUNTY,
    ENGLAND,
    ENGLISH_NEIGHBOUR,
    IRELAND,
    SCOTLAND,
    WALES,
    WELSH_NEIGHBOUR,
    case,
    child,
    home,
)


@pytest.mark.parametrize(
    ("authority", "steps"),
    [
        (COUNTY, 0),
        (WELSH_NEIGHBOUR, 1),
        (ENGLISH_NEIGHBOUR, 2),
        (WALES, 3),
        (ENGLAND, 4),
        (SCOTLAND, 5),
        (IRELAND, 5),
    ],
)
def test_steps_by_authority(authority: str, steps: int) -> None:
    assert cost("area_order", case(child(), home(authority=authority))) == steps


def test_of_a_council_in_england() -> None:
    both = case(child(), home("H1", authority=COUNTY), home("H2", authority=ENGLAND))
    abroad = case(*both.register.children, *both.register.homes, authority=ENGLAND)
    assert cost("area_order", abroad, home="H1") == 3
    assert cost("area_order", abroad, home="H2") == 0
