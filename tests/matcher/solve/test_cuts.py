"""Cuts: no whole solution breaks one, and a fractional one does."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.solve.cuts import mod_cuts
from matcher.solve.problem import Problem
from tests.support.solving import problem, row


def whole_solutions(some: Problem) -> list[tuple[int, ...]]:
    n_columns = some.model.n_columns
    covers = some.model.covers.toarray()
    return [
        x
        for x in product((0, 1), repeat=n_columns)
        if (covers @ np.array(x, dtype=np.int64) == 1).all()
        and all(
            sum(int(a) * x[k] for k, a in zip(one.columns, one.coefficients, strict=True))
            <= one.most
            for one in some.rows
        )
    ]


@st.composite
def tight(draw: st.DrawFn) -> tuple[Problem, list[float]]:
    """Draw rows that a fractional point meets exactly, or nearly so."""
    n_columns, prime = draw(st.integers(2, 7)), draw(st.sampled_from([2, 3, 5]))
    x = [draw(st.integers(0, prime)) / prime for _ in range(n_columns)]
    rows = []
    for _ in range(draw(st.integers(1, 6))):
        coefficients = draw(st.lists(st.integers(-3, 3), min_size=n_columns, max_size=n_columns))
        activity = sum(a * part for a, part in zip(coefficients, x, strict=True))
        rows.append(row(coefficients, round(activity) + draw(st.sampled_from([0, 0, 0, 1]))))
    covers = draw(st.lists(st.sets(st.integers(0, n_columns - 1), min_size=1), max_size=2))
    return problem([0] * n_columns, rows, [sorted(columns) for columns in covers]), x


@settings(max_examples=300)
@given(tight())
def test_every_whole_solution_keeps_every_cut(drawn: tuple[Problem, list[float]]) -> None:
    some, point = drawn
    cuts = mod_cuts(some, np.array(point))
    for cut in cuts:
        used = zip(cut.columns.tolist(), cut.coefficients.tolist(), strict=True)
        coefficients = dict(used)
        assert sum(a * point[k] for k, a in coefficients.items()) > cut.most
        for x in whole_solutions(some):
            assert sum(a * x[k] for k, a in coefficients.items()) <= cut.most


def test_an_odd_cycle_is_cut_by_halves_and_a_triangle_of_thirds_by_thirds() -> None:
    cycle = problem([0] * 3, [row([1, 1, 0], 1), row([0, 1, 1], 1), row([1, 0, 1], 1)])
    (cut,) = mod_cuts(cycle, np.full(3, 0.5))
    assert (cut.columns.tolist(), cut.coefficients.tolist(), cut.most) == ([0, 1, 2], [1, 1, 1], 1)
    thirds = problem([0] * 2, [row([1, 2], 1), row([2, 1], 1)])
    cuts = mod_cuts(thirds, np.full(2, 1 / 3))
    assert [(cut.coefficients.tolist(), cut.most) for cut in cuts] == [([1, 1], 0)]


def test_what_a_level_is_taken_to_reach_makes_no_cut() -> None:
    rows = [row([1, 1, 0], 1), row([0, 1, 1], 1)]
    level = problem([1, 0, 1], rows).level_row(0, 1)
    assert mod_cuts(problem([1, 0, 1], [*rows, level]), np.full(3, 0.5)) == []


def test_a_whole_point_is_cut_by_nothing() -> None:
    assert mod_cuts(problem([0] * 2, [row([1, 1], 1)]), np.array([1.0, 0.0])) == []
