from __future__ import annotations

import pytest

from scenarios.studies._intervals import Estimate, mean_of, share_of, t95


def test_the_mean_of_three() -> None:
    found = mean_of([1.0, 2.0, 3.0])  # deviation 1, t 4.303, half interval 4.303 / sqrt(3)
    assert (found.value, found.n) == (2.0, 3)
    assert found.low == pytest.approx(2 - 2.48434, abs=1e-5)
    assert found.high == pytest.approx(2 + 2.48434, abs=1e-5)


def test_one_value_has_no_interval_and_none_no_mean() -> None:
    assert mean_of([4.0]) == Estimate(value=4.0, n=1)
    assert mean_of([]) == Estimate(value=None, n=0)


@pytest.mark.parametrize(
    ("df", "point"), [(1, 12.706), (29, 2.045), (40, 2.0211), (120, 1.9799), (1000, 1.9623)]
)
def test_points_of_t_as_in_tables(df: int, point: float) -> None:
    assert t95(df) == pytest.approx(point, abs=1e-4)


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(0, 10, 0.0, 0.27753), (5, 10, 0.23659, 0.76341), (40, 40, 0.91238, 1.0)],
)
def test_wilson_as_in_tables(hits: int, n: int, low: float, high: float) -> None:
    found = share_of(hits, n)
    assert (found.value, found.n) == (hits / n, n)
    assert found.low == pytest.approx(low, abs=1e-5)
    assert found.high == pytest.approx(high, abs=1e-5)


def test_the_share_of_no_draws() -> None:
    assert share_of(0, 0) == Estimate(value=None, n=0)
