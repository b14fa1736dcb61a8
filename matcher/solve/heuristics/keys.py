"""Levels as one whole number each, which adds up and compares like the levels in their order."""

from __future__ import annotations

import numpy as np

from matcher.geography import Ints

#: Bits of a whole number in an array, its sign and one more aside.
_BITS = 62


class Keys:
    """The levels of columns as whole numbers of any size: sums compare as the levels would.

    Parameters
    ----------
    costs : ndarray of int, shape (levels, columns)
        What each column adds to each level; not below 0.
    most : int
        How many columns a plan has at most.
    """

    def __init__(self, costs: Ints, most: int) -> None:
        self._costs = costs
        # What a plan's columns add to a level is at least 0 and below the unit of the one before.
        self._units: list[int] = []
        unit = 1
        for highest in costs.max(axis=1, initial=0)[::-1].tolist():
            self._units.append(unit)
            unit *= 1 + most * highest
        self._units.reverse()
        self._known: dict[int, int] = {}

    def of(self, column: int) -> int:
        """Return what a column adds."""
        key = self._known.get(column)
        if key is None:
            key = 0
            for unit, cost in zip(self._units, self._costs[:, column].tolist(), strict=True):
                key += unit * cost
            self._known[column] = key
        return key


def ranks(costs: Ints) -> Ints:
    """Return whole numbers, one a column, that compare as the columns' levels do.

    Parameters
    ----------
    costs : ndarray of int, shape (levels, columns)
        What each column adds to each level; not below 0.
    """
    rank = np.zeros(costs.shape[1], dtype=np.int64)
    used = 0
    for level in costs:
        n_bits = int(level.max(initial=0)).bit_length()
        if used + n_bits > _BITS:
            rank = np.unique(rank, return_inverse=True)[1].astype(np.int64)
            used = int(rank.max(initial=0)).bit_length()
        if used + n_bits > _BITS:
            level = np.unique(level, return_inverse=True)[1]
            n_bits = int(level.max(initial=0)).bit_length()
        rank = (rank << n_bits) + level
        used += n_bits
    return rank


def guides(costs: Ints, headroom: int) -> Ints:
    """Return one whole number a column, of which sums nearly compare as those of the levels.

    The last levels are left out, or counted in larger units, where there are too many for 64 bits.

    Parameters
    ----------
    costs : ndarray of int, shape (levels, columns)
        What each column adds to each level; not below 0.
    headroom : int
        So many columns may be added up.
    """
    n_bits = [(int(level.max(initial=0)) * headroom).bit_length() + 1 for level in costs]
    guide = np.zeros(costs.shape[1], dtype=np.int64)
    left = _BITS
    for level, bits in zip(costs, n_bits, strict=True):
        if bits > left:
            # What is left of the numbers takes the coarse part of this level.
            if left > headroom.bit_length() + 2:
                guide = (guide << left) + (level >> (bits - left))
            break
        guide = (guide << bits) + level
        left -= bits
    return guide


def shares(values: Ints, most: int, unit: int) -> Ints:
    """Return whole numbers of any size as shares of the largest, in so many units, rounded down."""
    if max(abs(int(values.min(initial=0))), most) * unit < 1 << 62:
        return np.array(values * unit // most, dtype=np.int64)
    return np.array(values.astype(object) * unit // most, dtype=np.int64)
