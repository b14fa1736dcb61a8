from __future__ import annotations

from typing import Any

import pytest

from matcher.case_arrays import KINDS
from tests.support.judging import refused
from tests.support.registers import born, case, child, home


def other(age: int) -> list[dict[str, object]]:
    return [{"age": age, "gender": "male"}]


@pytest.mark.parametrize(
    ("alongside", "ages", "ruled_out"),
    [
        ("any", [0, 10, 20], False),
        ("alone", [], False),
        ("alone", [30], True),
        ("older_only", [], False),
        ("older_only", [10, 11], False),
        ("older_only", [11, 9], True),
        ("younger_only", [], False),
        ("younger_only", [10, 9], False),
        ("younger_only", [9, 11], True),
    ],
)
def test_ages_of_a_child_of_ten(alongside: str, ages: list[int], ruled_out: bool) -> None:
    last_day_of_ten = born(11, days=1)
    wants = child(date_of_birth=last_day_of_ten, alongside=alongside)
    assert refused("household", case(wants, home(household_ages=ages))) is ruled_out
    others = [one for age in ages for one in other(age)]
    assert refused("household", case(wants, home(other_children=others))) is ruled_out


def test_the_carers_own_and_others_children_count_together() -> None:
    wants = child(alongside="younger_only")
    both: dict[str, Any] = {"household_ages": [3], "other_children": other(12)}
    assert refused("household", case(wants, home(**both)))


@pytest.mark.parametrize("kind", KINDS)
def test_not_in_the_family(kind: str) -> None:
    both = case(child(alongside="alone"), home(kind=kind, household_ages=[3]))
    assert refused("household", both) is (kind not in {"parents", "kinship"})
