from __future__ import annotations

import pytest

from matcher.travel import Journey
from tests.support.judging import cost
from tests.support.registers import case, child, home, there

AWAY = home(location=there(0.1))


def seen(per_week: int) -> dict[str, object]:
    return {"at": there(0.3), "per_week": per_week}


@pytest.mark.parametrize(("per_week", "tenths"), [(0, 0), (1, 444), (3, 1332)])
def test_there_and_back_each_time(per_week: int, tenths: int) -> None:
    assert cost("contact_travel", case(child(contact=seen(per_week)), AWAY)) == tenths


def test_a_table_is_read_instead_but_for_empty_cells() -> None:
    one = child(contact=seen(2))
    table = {("C1", "H1"): Journey(7, 8, 9)}
    assert cost("contact_travel", case(one, AWAY, journeys=table)) == 36
    assert cost("contact_travel", case(one, AWAY, journeys={("C1", "H1"): Journey(7)})) == 888


def test_no_contact_even_if_the_table_has_a_distance() -> None:
    table = {("C1", "H1"): Journey(7, 8, 9)}
    assert cost("contact_travel", case(child(), AWAY)) == 0
    assert cost("contact_travel", case(child(), AWAY, journeys=table)) == 0
