"""The plain model, which shares nothing with the engine's solver, finds the same levels."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings

from benchmarks.rivals._cp_sat import by_cp_sat
from benchmarks.rivals._highs import by_highs
from benchmarks.rivals._levels import Found, Solver, solve_levels
from benchmarks.rivals._parties import Parties
from matcher import NoPlanError, Policy, plan
from matcher.case import Case
from matcher.check import judge
from scenarios.generator.sample import sample_register
from tests.support import registers
from tests.support.matrices import write_journeys
from tests.support.strategies import tiny_cases


def engine_levels(case: Case) -> list[int] | None:
    """Return the levels of the engine's plan; None where there is no plan."""
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "matrix.csv"
        travel = None if case.journeys is None else write_journeys(case.journeys, table)
        try:
            found = plan(case.register, case.policy, travel=travel)
        except NoPlanError:
            return None
    assert found.status == "optimal"
    return [level.value for level in found.levels]


def plain_levels(case: Case, answer: Found) -> list[int] | None:
    """Return the levels of a plain plan that the judge finds good; None where there is no plan."""
    assert answer.optimal
    if answer.homes is None:
        return None
    stated = [{"value": value} for value in answer.levels]
    assert judge(case, registers.plan(answer.homes, levels=stated)) == []
    assert answer.n_proved == len(case.policy.levels)
    return list(answer.levels)


@settings(max_examples=150)
@given(tiny_cases(max_children=6))
def test_engine_and_plain_mip_agree_on_tiny_cases(case: Case) -> None:
    assert plain_levels(case, solve_levels(Parties(case), by_highs)) == engine_levels(case)


@settings(max_examples=30)
@given(tiny_cases())
def test_both_plain_solvers_agree_on_tiny_cases(case: Case) -> None:
    by_mip, by_cp = solve_levels(Parties(case), by_highs), solve_levels(Parties(case), by_cp_sat)
    assert plain_levels(case, by_mip) == plain_levels(case, by_cp)


@pytest.mark.parametrize(("seed", "children"), [(1, 60), (2, 60), (3, 120), (4, 245), (5, 245)])
def test_engine_and_plain_mip_agree_on_made_up_registers(seed: int, children: int) -> None:
    case = Case(sample_register(seed, children), Policy())
    assert plain_levels(case, solve_levels(Parties(case), by_highs)) == engine_levels(case)


@pytest.mark.parametrize(
    ("seed", "limits"),
    [
        (6, {"max_moves": 1}),
        (6, {"max_out_of_county": 30, "max_moves": 3}),
        (7, {"min_in_house_share": 0.75}),
        (7, {"max_weekly_cost": 150_000}),
    ],
)
def test_engine_and_plain_mip_agree_within_limits(seed: int, limits: dict[str, float]) -> None:
    case = Case(sample_register(seed, 100), Policy.model_validate({"limits": limits}))
    assert plain_levels(case, solve_levels(Parties(case), by_highs)) == engine_levels(case)


@pytest.mark.parametrize("solver", [by_highs, by_cp_sat])
def test_no_time_proves_nothing(solver: Solver) -> None:
    answer = solve_levels(Parties(Case(sample_register(1, 20), Policy())), solver, time_limit=0)
    assert (answer.homes, answer.levels, answer.n_proved, answer.optimal) == (None, (), 0, False)
