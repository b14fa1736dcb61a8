from __future__ import annotations

from datetime import date

import pytest

from matcher.case_arrays import KINDS
from tests.support.judging import refused
from tests.support.registers import born, case, child, home


@pytest.mark.parametrize(
    ("born_on", "too_young"), [(born(16, days=1), True), (born(16), False), (born(17), False)]
)
def test_from_the_sixteenth_birthday(born_on: date, too_young: bool) -> None:
    lodgings = home(kind="supported_lodgings")
    assert refused("under_16", case(child(date_of_birth=born_on), lodgings)) is too_young


@pytest.mark.parametrize("kind", KINDS)
def test_only_supported_lodgings(kind: str) -> None:
    assert refused("under_16", case(child(), home(kind=kind))) is (kind == "supported_lodgings")
