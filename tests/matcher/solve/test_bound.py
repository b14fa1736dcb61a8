"""Bounds hold whatever the multipliers; the linear program only makes them good."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.case import Case
from matcher.engine import Engine
from matcher.solve.bound import bound_goal, certify, trivial_bound
from matcher.solve.problem import Problem
from matcher.solve.restricted_master import DualSolution, RestrictedMaster
from matcher.solve.stop import Stop
from tests.support.brute_force import BruteForce
from tests.support.crowds import crowds
from tests.support.solving import positions, problem, row
from tests.support.strategies import tiny_cases


def _relaxed(some: Problem) -> RestrictedMaster:
    return RestrictedMaster(some, np.zeros(0, dtype=np.int64))


@settings(max_examples=60)
@given(
    crowds(4, 3) | tiny_cases(4, 3),
    st.integers(0, 10**6),
    st.sampled_from([0.0, 1e-6, 1.0, 1e3, 1e9, 1e17, 1e30]),
)
def test_any_multipliers_bound_every_plan(case: Case, seed: int, size: float) -> None:
    engine, random = Engine(case), np.random.default_rng(seed)
    model = engine.model
    some = Problem(model, list(engine.limits.values()), np.ones(model.n_columns, dtype=np.bool_))
    multipliers = DualSolution(
        np.zeros(model.n_columns),
        random.normal(scale=size, size=model.covers.shape[0]),
        random.exponential(scale=size, size=some.n_rows),
    )
    plans = list(BruteForce(case).plans())
    for level in range(len(case.policy.levels)):
        bound = certify(some, some.goal(level), multipliers)
        for homes in plans:
            chosen = model.columns_of(positions(engine.arrays, case, homes))
            assert chosen is not None
            value = some.value(chosen, level)
            assert bound.value <= value
            assert bound.may_reach(value)[chosen].all()


@settings(max_examples=60)
@given(crowds(4, 3) | tiny_cases(4, 3), st.integers(0, 10**6))
def test_a_level_before_is_kept_by_any_weight(case: Case, seed: int) -> None:
    engine, random = Engine(case), np.random.default_rng(seed)
    model = engine.model
    some = Problem(model, list(engine.limits.values()), np.ones(model.n_columns, dtype=np.bool_))
    multipliers = DualSolution(
        np.zeros(model.n_columns),
        random.normal(scale=1e3, size=model.covers.shape[0]),
        random.exponential(scale=1e3, size=some.n_rows),
    )
    brute = BruteForce(case)
    plans = [(brute.levels(homes), homes) for homes in brute.plans()]
    for level in range(1, len(case.policy.levels)):
        best = min((values[:level] for values, _ in plans), default=())
        weights = {before: int(random.integers(0, 10**6)) for before in range(level)}
        bound = certify(some, some.goal(level, weights, best), multipliers) if plans else None
        for values, homes in plans:
            if bound is not None and values[:level] == best:
                chosen = model.columns_of(positions(engine.arrays, case, homes))
                assert bound.value <= values[level]
                assert bound.may_reach(values[level])[chosen].all()


@settings(max_examples=60)
@given(crowds(4, 3) | tiny_cases(4, 3))
def test_the_bound_of_a_level_is_no_more_than_its_least_value(case: Case) -> None:
    engine, brute = Engine(case), BruteForce(case)
    model = engine.model
    plans = [brute.levels(homes) for homes in brute.plans()]
    for level in range(len(case.policy.levels)):
        limits = list(engine.limits.values())
        some = Problem(model, limits, np.ones(model.n_columns, dtype=np.bool_))
        bound = bound_goal(_relaxed(some), some.goal(level), None, Stop())
        if plans:
            assert bound is not None
            assert bound.value <= min(values[level] for values in plans)


@pytest.mark.parametrize("unit", [1, 7, 10**9, 10**14])
def test_the_bound_is_exact_at_any_size(unit: int) -> None:
    # Three movers, two columns each; the dearer of the pair where the row leaves one cheap one.
    costs = [3 * unit, 5 * unit, 2 * unit, 9 * unit, 4 * unit, 4 * unit]
    some = problem(costs, [row([1, 0, 1, 0, 0, 0], 1)], [[0, 1], [2, 3], [4, 5]])
    bound = bound_goal(_relaxed(some), some.goal(0), None, Stop())
    assert bound is not None
    assert bound.value == 11 * unit


def test_the_bound_is_a_whole_number_of_steps() -> None:
    # An odd cycle: any one of three columns, the half of each at best without a cut.
    some = problem([6, 6, 6], [row([-1, -1, 0], -1), row([0, -1, -1], -1), row([-1, 0, -1], -1)])
    half = DualSolution(np.full(3, 0.5), np.zeros(0), np.full(3, 3.0))
    assert certify(some, some.goal(0), half).value == 12
    nothing = DualSolution(np.zeros(3), np.zeros(0), np.zeros(3))
    assert certify(some, some.goal(0), nothing).value == 0


def test_without_a_linear_program_everybody_is_where_it_costs_least() -> None:
    # Alone 3 or 4, alone 5, both together 6: each counts for half of it. The third is closed.
    some = problem([3, 4, 1, 5, 6], [row([1, 0, 0, 1, 0], 1)], covers=[[0, 1, 2, 4], [3, 4]])
    some.open[2] = False
    assert trivial_bound(some, some.goal(0)).value == 6
    some.open[4] = False
    assert trivial_bound(some, some.goal(0)).value == 8


def test_whom_no_open_column_covers_adds_nothing_to_the_bound_without_a_linear_program() -> None:
    some = problem([3, 4], [], covers=[[0], [1]])
    some.open[1] = False
    assert trivial_bound(some, some.goal(0)).value == 3


@settings(max_examples=60)
@given(crowds(4, 3) | tiny_cases(4, 3))
def test_the_bound_without_a_linear_program_holds_for_every_plan(case: Case) -> None:
    engine, brute = Engine(case), BruteForce(case)
    whole = Problem(engine.model, [], np.ones(engine.model.n_columns, dtype=np.bool_))
    levels = range(len(case.policy.levels))
    bounds = [trivial_bound(whole, whole.goal(level)).value for level in levels]
    for homes in brute.plans(limits=False):
        for bound, value in zip(bounds, brute.levels(homes), strict=True):
            assert bound <= value
