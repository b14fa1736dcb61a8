"""Registers at the edge, stopping early, and the same plan every time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import NoPlanError, Policy, Register, UndecidedError, check, plan
from matcher.case import Case
from matcher.planning import plan_case
from matcher.progress import Progress
from matcher.records.plan import Plan
from matcher.solve.stop import Stop
from scenarios.generator.sample import sample_register
from tests.support.brute_force import BruteForce
from tests.support.registers import child, group, home, register, settled, there
from tests.support.strategies import tiny_cases


def levels(found: Plan) -> list[int]:
    return [level.value for level in found.levels]


@pytest.mark.parametrize(
    "county",
    [
        register(),
        register(home("H1")),
        register(child("C1")),
        register(settled("C1", "H1"), home("H1")),
        register(child("C1", home="H1"), home("H1")),
        register(child("C1"), settled("C2", "H1"), home("H1", places=1)),
    ],
    ids=["nobody", "no children", "no homes", "everybody settled", "nobody waiting", "all full"],
)
def test_small_and_full_registers(county: Register) -> None:
    found = plan(county)
    assert found.status == "optimal"
    assert check(county, found) == []
    waiting = sum(one.status == "waiting" for one in county.children)
    assert found.levels[0].value == waiting


def test_a_home_over_its_places_today_keeps_who_is_there_and_takes_nobody() -> None:
    here = [child(f"C{n}", home="H1") for n in range(3)]
    county = register(*here, child("C9"), home("H1", places=2))
    found = plan(county)
    assert found.homes == {"C0": "H1", "C1": "H1", "C2": "H1", "C9": None}
    assert any(note.code == "standing_breach" for note in found.warnings)


def test_a_home_over_its_places_takes_a_newcomer_once_it_is_mended() -> None:
    """C9 can live nowhere else; two of the three must leave for it, and can."""
    here = [child(f"C{n}", home="H1") for n in range(3)]
    county = register(*here, child("C9", age=3), home("H1", places=2), home("H2", ages=(5, 20)))
    found = plan(county)
    assert found.homes["C9"] == "H1"
    assert list(found.homes.values()).count("H2") == 2


@pytest.mark.parametrize("together", ["prefer", "must"])
def test_one_group_of_eight(together: str) -> None:
    ids = [f"C{n}" for n in range(8)]
    homes = [home(f"H{n}", places=n % 5 + 1, location=there(n / 50)) for n in range(20)]
    big = home("H99", kind="residential", places=8, location=there(1.5))
    county = register(*map(child, ids), group(*ids, together=together), *homes, big)
    found = plan(county)
    assert set(found.homes.values()) == {"H99"}
    without = register(*map(child, ids), group(*ids, together=together), *homes)
    split = plan(
        without, Policy.model_validate({"levels": [{"unplaced": 1}, {"siblings_apart": 1}]})
    )
    # Foster homes of five places and a limit that siblings alone may pass: five and three.
    assert levels(split) == ([0, 1] if together == "prefer" else [8, 0])


@pytest.mark.parametrize("n_homes", [40, 39])
def test_forty_equal_children_and_equal_homes(n_homes: int) -> None:
    children = [child(f"C{n:02}") for n in range(40)]
    homes = [home(f"H{n:02}", places=1) for n in range(n_homes)]
    found = plan(register(*children, *homes))
    assert found.status == "optimal"
    assert found.levels[0].value == 40 - n_homes


def test_large_weights_stay_exact() -> None:
    county = register(
        *(child(f"C{n}", family_home=there(n / 10)) for n in range(3)),
        *(home(f"H{n}", places=1, location=there(n / 7)) for n in range(3)),
    )
    policy = Policy.model_validate(
        {"levels": [{"unplaced": 10**9, "distance_home": 10**9 - 1, "weekly_cost": 7}]}
    )
    case = Case(county, policy)
    assert tuple(levels(plan(county, policy))) == BruteForce(case).best()


def test_a_level_of_nothing_before_one_of_large_numbers() -> None:
    county = register(child("C1"), child("C2"), home("H1", places=1), home("H2", weekly_cost=9))
    policy = Policy.model_validate({"levels": [{"moves": 1}, {"unplaced": 10**9}, {"moves": 5}]})
    found = plan(county, policy)
    assert (found.status, levels(found)) == ("optimal", [0, 0, 0])


def test_no_time_gives_who_waits_the_best_home_left_one_by_one() -> None:
    homes = home("H1", places=1), home("H2"), home("H3", places=1, location=there(0.1))
    county = register(child("C1"), child("C2", home="H2"), child("C3"), *homes)
    found = plan(county, time_limit=0)
    # Everybody is where it costs least, so no plan can be better.
    assert found.status == "optimal"
    assert found.homes == {"C1": "H1", "C2": "H2", "C3": "H2"}
    assert check(county, found) == []


def test_no_time_does_not_prove_a_plan_in_which_somebody_has_the_second_best_home() -> None:
    homes = home("H1", places=1), home("H2", places=1, location=there(0.1))
    county = register(child("C1"), child("C2"), *homes)
    found = plan(county, time_limit=0)
    assert found.status == "feasible"
    assert found.homes == {"C1": "H1", "C2": "H2"}
    distances = next(level for level in found.levels if level.bound != level.value)
    # As if both lived in the nearer home.
    assert distances.bound is not None
    assert 0 <= distances.bound < distances.value


def test_no_time_and_limits_that_forbid_leaving_everything_is_an_error_of_its_own() -> None:
    # Each child could live in the next one's home only: eight have to move for one to leave.
    children = [child(f"C{nth}", home=f"H{nth}") for nth in range(8)]
    homes = [home("H0", authority="W06000015", places=1)]
    for nth in range(1, 9):
        meant_for = [f"C{nth - 1}", *([f"C{nth}"] if nth < 8 else [])]
        homes.append(home(f"H{nth}", places=1, reserved_for=meant_for))
    county = register(*children, *homes)
    policy = Policy.model_validate({"limits": {"max_out_of_county": 0}})
    with pytest.raises(UndecidedError, match="time ran out"):
        plan(county, policy, time_limit=0)
    assert plan(county, policy).homes == {f"C{nth}": f"H{nth + 1}" for nth in range(8)}


def test_no_time_and_limits_that_forbid_leaving_everything_is_a_plan_where_it_is_easy() -> None:
    county = register(child("C1", home="H1"), home("H1", authority="W06000015"), home("H2"))
    policy = Policy.model_validate({"limits": {"max_out_of_county": 0}})
    assert plan(county, policy, time_limit=0).homes == {"C1": "H2"}


def bounds_are_true(case: Case, found: Plan) -> None:
    """Levels before the first unproved one are the optimum's; that one's bound is none too high."""
    best = BruteForce(case).best()
    assert best is not None
    for stated, optimum in zip(found.levels, best, strict=True):
        if stated.bound is None:
            break
        assert stated.bound <= optimum
        if stated.bound != stated.value:
            break
        assert stated.value == optimum


@settings(max_examples=60)
@given(tiny_cases(), st.integers(0, 6))
def test_an_interrupt_keeps_the_best_so_far_with_true_bounds(case: Case, after: int) -> None:
    calls = 0

    def interrupt(progress: Progress) -> None:
        nonlocal calls
        calls += 1
        assert progress.bound is None or progress.best is None or progress.bound <= progress.best
        if calls > after:
            raise KeyboardInterrupt

    try:
        found = plan_case(case, (), (), Stop(), interrupt)
    except (NoPlanError, UndecidedError):
        return
    bounds_are_true(case, found)


def test_progress_tells_every_level_in_order() -> None:
    told: list[Progress] = []
    plan(sample_register(3, 40), progress=told.append)
    assert [one.level for one in told] == sorted(one.level for one in told)
    assert {one.level for one in told} == {1, 2, 3, 4, 5}
    assert {one.n_levels for one in told} == {5}


_SCRIPT = """
import json, sys
from matcher import plan
from scenarios.generator.sample import sample_register
found = plan(sample_register(5, 80))
print(json.dumps([[one.child, one.home] for one in found.assignments]))
"""


def in_a_process(threads: int, seed: str) -> Sequence[object]:
    environment = {**os.environ, "OMP_NUM_THREADS": str(threads), "PYTHONHASHSEED": seed}
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    found: Sequence[object] = json.loads(done.stdout)
    return found


def test_the_same_plan_in_every_process_on_one_thread_or_two() -> None:
    assert in_a_process(1, "1") == in_a_process(2, "2")
