from __future__ import annotations

from collections.abc import Mapping

import pytest

from matcher import together
from tests.support.registers import case, child, group, home, settled

HOMES = [home(f"H{number}") for number in range(1, 4)]


def broken(homes: Mapping[str, str | None], how: str = "must") -> bool:
    siblings = group("S", "R", "W", together=how)
    three = [settled("S", "H1"), child("R", home="H2"), child("W", home="H3", status="waiting")]
    both = case(*three, *HOMES, siblings)
    return together.torn(both.register.sibling_groups[0], homes, both)


@pytest.mark.parametrize(
    ("homes", "breaks"),
    [
        ({"S": "H1", "R": "H1", "W": "H1"}, False),
        ({"S": "H1", "R": "H2", "W": None}, False),
        ({"S": "H1", "R": "H1", "W": None}, True),
        ({"S": "H1", "R": "H2", "W": "H1"}, True),
        ({"S": "H1", "R": "H2", "W": "H2"}, True),
        ({"S": "H1", "R": "H2", "W": "H3"}, True),
        ({"S": "H1", "R": "H3", "W": None}, True),
        ({"S": None, "R": None, "W": None}, True),
    ],
    ids=[
        "in one home",
        "left as it is",
        "one moved without the other",
        "one placed without the other",
        "placed apart from the settled one",
        "where the placement ends is not as it is",
        "moved and left",
        "nowhere is no home together",
    ],
)
def test_all_in_one_home_or_left_as_it_is(homes: Mapping[str, str | None], breaks: bool) -> None:
    assert broken(homes) is breaks
    assert not broken(homes, how="prefer")


def test_a_group_that_waits_is_left_as_it_is_without_a_home() -> None:
    both = case(child("C1"), child("C2"), *HOMES, group("C1", "C2", together="must"))
    (siblings,) = both.register.sibling_groups
    assert not together.torn(siblings, {"C1": None, "C2": None}, both)
    assert together.torn(siblings, {"C1": "H1", "C2": None}, both)
    assert not together.torn(siblings, {"C1": "H1", "C2": "H1"}, both)
