"""Exact decimals: sums and fractions of money and shares never round."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache


@lru_cache(maxsize=1 << 17)  # the same prices are asked for again and again
def exact(number: float) -> Fraction:
    """Return the decimal that a number is written as: 0.55 is 55/100, not its nearest double."""
    return Fraction(str(number))
