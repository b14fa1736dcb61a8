"""The linear program that grows, against one solved from nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.sparse import csc_array, csr_array

from matcher.solve.highs_lp import HighsLp, Status
from matcher.solve.stop import Stop

numbers = st.lists(st.integers(-3, 9), min_size=4, max_size=4)


def grown(costs: list[int], row: list[int], most: int) -> HighsLp:
    """Return min costs x with x1 + x2 + x3 + x4 = 1 and a row, grown column by column."""
    lp = HighsLp()
    lp.add_rows(csr_array((1, 0)), np.ones(1), equal=True)
    lp.add_columns(csc_array(np.ones((1, 1))), np.array(costs[:1], dtype=float))
    lp.solve(Stop())
    lp.add_columns(csc_array(np.ones((1, 3))), np.array(costs[1:], dtype=float))
    lp.solve(Stop())
    lp.add_rows(csr_array(np.array([row], dtype=float)), np.array([float(most)]))
    return lp


@settings(max_examples=100)
@given(numbers, numbers, st.integers(-3, 9))
def test_it_finds_what_a_fresh_solve_finds(costs: list[int], row: list[int], most: int) -> None:
    lp = grown(costs, row, most)
    fresh = linprog(costs, A_ub=[row], b_ub=[most], A_eq=[[1] * 4], b_eq=[1])
    if fresh.status != 0:
        assert lp.solve(Stop()) is Status.INFEASIBLE
        return
    assert lp.solve(Stop()) is Status.OPTIMAL
    x, duals = lp.values()
    assert x @ costs == pytest.approx(fresh.fun, abs=1e-6)
    assert duals[0] + duals[1] * most == pytest.approx(fresh.fun, abs=1e-6)
    # Other costs in the same basis: for its own costs the multipliers are those of the solve.
    assert lp.multipliers_of(np.array(costs, dtype=float)) == pytest.approx(duals, abs=1e-6)


def test_closed_columns_are_left_out_and_come_back() -> None:
    lp = grown([1, 2, 3, 4], [0, 0, 0, 0], 0)
    lp.set_bounds(np.array([0, 1]), 0.0, 0.0)
    assert lp.solve(Stop()) is Status.OPTIMAL
    assert lp.values()[0].tolist() == [0, 0, 1, 0]
    lp.set_bounds(np.array([1]), 0.0, float("inf"))
    lp.set_costs(np.array([0.0, 5.0, 3.0, 2.0]))
    assert lp.solve(Stop()) is Status.OPTIMAL
    assert lp.values()[0].tolist() == [0, 0, 0, 1]
    lp.set_bounds(np.arange(4), 0.0, 0.0)
    assert lp.solve(Stop()) is Status.INFEASIBLE
