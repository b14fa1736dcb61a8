"""Registers that nobody here made up: their plans' levels are known."""

from __future__ import annotations

import pytest

from matcher import plan, read_register
from tests.support.shared import shared

POWYS_A = [1, 41, 230350, 100431, 129]


@pytest.mark.parametrize(
    ("name", "levels"),
    [
        ("powys-a.json", POWYS_A),
        ("powys-a.xlsx", POWYS_A),
        ("powys-a", POWYS_A),
        ("powys-b.json", [1, 37, 232694, 81540, 120]),
        ("powys-full-review.json", [0, 3, 689114, 246782, 495]),
        ("region.json", [5, 187, 877120, 402851, 616]),
    ],
)
def test_levels_are_those_stated_and_proved(name: str, levels: list[int]) -> None:
    found = plan(read_register(shared(f"data/{name}")))
    assert found.status == "optimal"
    assert [level.value for level in found.levels] == levels


def test_all_forms_of_a_register_give_one_plan() -> None:
    homes = [
        plan(read_register(shared(f"data/{name}"))).homes
        for name in ("powys-a.json", "powys-a.xlsx", "powys-a")
    ]
    assert homes[0] == homes[1] == homes[2]
