"""Draws from tables: in proportion, the same for the same seed."""

from __future__ import annotations

from collections import Counter

import pytest

from scenarios.generator.chance import Chance, Table

TABLE = Table.of([("a", 1), ("none", 0), ("b", 3)])


@pytest.mark.parametrize(
    ("share", "item"), [(0, "a"), (0.2499, "a"), (0.25, "b"), (0.9999, "b"), (1.0, "b")]
)
def test_an_item_stands_at_its_share_of_the_weights(share: float, item: str) -> None:
    assert TABLE.at(share) == item


def test_an_item_without_weight_is_no_part_of_a_table() -> None:
    assert TABLE.items == ("a", "b")
    assert TABLE.sums == (1, 4)


@pytest.mark.parametrize("seed", range(20))
def test_items_are_dealt_as_often_as_their_weights_say(seed: int) -> None:
    assert Counter(Chance(seed).dealt(TABLE, 8)) == {"a": 2, "b": 6}
    assert Counter(Chance(seed).dealt(TABLE, 9))["a"] in (2, 3)
    assert Chance(seed).dealt(TABLE, 0) == []


def test_dealt_items_come_in_any_order() -> None:
    assert len({tuple(Chance(seed).dealt(TABLE, 4)) for seed in range(20)}) == 4


def test_a_number_is_rounded_up_or_down_and_right_on_average() -> None:
    chance = Chance(1)
    rounded = Counter(chance.rounded(2.25) for _ in range(4000))
    assert set(rounded) == {2, 3}
    assert rounded[3] / 4000 == pytest.approx(0.25, abs=0.03)
    assert Chance(1).rounded(3.0) == 3
