from __future__ import annotations

import pytest

from tests.support.judging import refused
from tests.support.registers import born, case, child, home


@pytest.mark.parametrize(
    ("born_on", "outside"),
    [
        (born(5, days=1), True),
        (born(5), False),
        (born(10), False),
        (born(13, days=1), False),
        (born(13), True),
    ],
    ids=["day before the lowest", "lowest", "between", "last day of the highest", "day after"],
)
def test_ages_include_both_ends(born_on: object, outside: bool) -> None:
    assert refused("age", case(child(date_of_birth=born_on), home(ages=(5, 12)))) is outside
