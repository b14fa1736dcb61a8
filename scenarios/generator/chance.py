"""Chance that falls the same way on every platform and Python.

Only `random.Random.random` is drawn from, whose sequence Python promises to keep for a seed;
the rest is plain arithmetic, without the functions of the C library, whose last digit differs
from one platform to the next.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Table(Generic[T]):
    """Many items with their weights, to be drawn from again and again.

    Attributes
    ----------
    items : tuple
        The items.
    sums : tuple of int
        The sum of the weights up to and with each item.
    """

    items: tuple[T, ...]
    sums: tuple[int, ...]

    @classmethod
    def of(cls, pairs: Iterable[tuple[T, int]]) -> Table[T]:
        """Return a table of items, given with weights of 0 or more."""
        kept = [(item, weight) for item, weight in pairs if weight > 0]
        return cls(tuple(item for item, _ in kept), tuple(accumulate(n for _, n in kept)))

    def at(self, share: float) -> T:
        """Return the item at a share of the total weight, from 0 up to but not including 1."""
        return self.items[min(bisect_right(self.sums, share * self.sums[-1]), len(self.sums) - 1)]


class Chance:
    """A seeded source of draws.

    Parameters
    ----------
    seed : int
        At least 0 (`random.Random` takes a negative seed for its positive twin).
    """

    def __init__(self, seed: int) -> None:
        self._random = Random(seed).random

    def share(self) -> float:
        """Return a number from 0 up to but not including 1."""
        return self._random()

    def happens(self, share: float) -> bool:
        """Return whether something that happens in a share of cases happens in this one."""
        return self._random() < share

    def whole(self, lowest: int, highest: int) -> int:
        """Return a whole number, both ends included."""
        return lowest + int(self._random() * (highest - lowest + 1))

    def pick(self, items: Sequence[T]) -> T:
        """Return one of the items."""
        return items[int(self._random() * len(items))]

    def weighted(self, items: Sequence[tuple[T, int]]) -> T:
        """Return one of the items, given with their weights."""
        left = self._random() * sum(weight for _, weight in items)
        for item, weight in items:
            left -= weight
            if left < 0:
                return item
        return items[-1][0]

    def drawn(self, table: Table[T]) -> T:
        """Return one of the items of a table."""
        return table.at(self._random())

    def dealt(self, table: Table[T], count: int) -> list[T]:
        """Return so many items in proportion to their weights, in any order.

        Each comes as often as its share of the weights says, give or take one.
        """
        start = self._random()
        return self.shuffled([table.at((start + turn) / count) for turn in range(count)])

    def rounded(self, number: float) -> int:
        """Return a number of 0 or more as a whole one, up or down, right on average."""
        return int(number + self._random())

    def some(self, items: Sequence[T], count: int) -> list[T]:
        """Return different ones of the items, in the order of the items."""
        chosen = sorted(self.shuffled(range(len(items)))[:count])
        return [items[position] for position in chosen]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """Return the items in another order."""
        order = list(items)
        for last in range(len(order) - 1, 0, -1):
            other = int(self._random() * (last + 1))
            order[last], order[other] = order[other], order[last]
        return order

    def bell(self) -> float:
        """Return a nearly normal deviate, mean 0, deviation 1: twelve shares less six."""
        total = -6.0
        for _ in range(12):  # not `sum`, which rounds otherwise from Python 3.12 on
            total += self._random()
        return total


def exp(power: float) -> float:
    """Return e to a power, from multiplication alone; good to five digits from -3 to 3."""
    value = 1.0 + power / 2**20
    for _ in range(20):
        value *= value
    return value
