"""Intervals about what is found by sampling; all of 95 per cent."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import fmean, stdev

from matcher.records.fields import Record

#: Two-sided 95 % points of Student's t for 1, 2, ... degrees of freedom (any table of it).
_T95 = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
    2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
    2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
)  # fmt: skip
#: The same of the normal distribution.
_Z95 = 1.959964


class Estimate(Record):
    """What a sample says of a number.

    Attributes
    ----------
    value : float or None
        The best guess; None where nothing was observed.
    low, high : float or None
        The 95 % interval; None where one observation alone says nothing of the spread.
    n : int
        How many observations.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    n: int


def mean_of(values: Sequence[float]) -> Estimate:
    """Return the mean of independent values, with Student's t interval.

    Parameters
    ----------
    values : sequence of float
        Independent observations of one number, such as one for each year.
    """
    n = len(values)
    if n < 2:
        return Estimate(value=fmean(values) if n else None, n=n)
    mean, half = fmean(values), t95(n - 1) * stdev(values) / math.sqrt(n)
    return Estimate(value=mean, low=mean - half, high=mean + half, n=n)


def t95(df: int) -> float:
    """Return the two-sided 95 % point of Student's t, three digits behind the point.

    Parameters
    ----------
    df : int
        Degrees of freedom, at least 1.
    """
    if df <= len(_T95):
        return _T95[df - 1]
    z = _Z95  # Cornish and Fisher's expansion: Abramowitz and Stegun 26.7.5
    first = (z**3 + z) / (4 * df)
    return z + first + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * df * df)


def share_of(hits: int, n: int) -> Estimate:
    """Return the share of independent draws in which something is so, with Wilson's interval.

    Parameters
    ----------
    hits, n : int
        In how many draws it was so, of how many. Wilson's score interval (1927) holds for shares
        near 0 and 1 and for few draws too.
    """
    if not n:
        return Estimate(value=None, n=0)
    share, z2 = hits / n, _Z95 * _Z95
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z95 / (1 + z2 / n) * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    # At the ends rounding must not carry it beyond what a share can be, or past the share itself.
    low, high = min(max(0.0, middle - half), share), max(min(1.0, middle + half), share)
    return Estimate(value=share, low=low, high=high, n=n)
