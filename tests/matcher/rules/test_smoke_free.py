from __future__ import annotations

from datetime import date

import pytest

from matcher.case_arrays import KINDS
from tests.support.judging import refused
from tests.support.registers import born, case, child, home


@pytest.mark.parametrize(
    ("born_on", "smoke_free", "kept_away"),
    [
        (born(0), False, True),
        (born(5, days=1), False, True),
        (born(5), False, False),
        (born(16), True, True),
    ],
)
def test_the_young_and_those_who_need_it(born_on: date, smoke_free: bool, kept_away: bool) -> None:
    one = child(date_of_birth=born_on, smoke_free=smoke_free)
    assert refused("smoke_free", case(one, home(smokers=True))) is kept_away
    assert not refused("smoke_free", case(one, home(smokers=False)))


@pytest.mark.parametrize("kind", KINDS)
def test_not_in_the_family(kind: str) -> None:
    both = case(child(smoke_free=True), home(kind=kind, smokers=True))
    assert refused("smoke_free", both) is (kind not in {"parents", "kinship"})
