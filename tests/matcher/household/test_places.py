from __future__ import annotations

import pytest

from tests.support.judging import breaking
from tests.support.registers import case, child, home, settled

OTHER = {"age": 8, "gender": "male"}


@pytest.mark.parametrize(
    ("n_others", "places", "full"), [(0, 3, False), (0, 2, True), (1, 4, False), (1, 3, True)]
)
def test_a_place_for_each_child_and_each_of_others(n_others: int, places: int, full: bool) -> None:
    children = [child("C1"), child("C2"), settled("C3", "H1")]
    both = case(*children, home(places=places, other_children=[OTHER] * n_others))
    expected = {"C1", "C2", "C3"} if full else set()
    assert breaking("places", both) == breaking("places", both, there=["C3"]) == expected


def test_the_carers_own_children_take_no_place() -> None:
    assert not breaking("places", case(child(), home(places=1, household_ages=[3, 5])))
