"""One solver in a process of its own: what it says, and what is made of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import runs
from benchmarks.one import case_in, measured
from benchmarks.runs import CARTREF, Gap, Run, read_run, run
from benchmarks.solving import disagreement
from matcher import Policy, plan, write_register
from matcher.cases import case_of
from scenarios.generator.sample import sample_register


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.json"
    write_register(sample_register(3, 12), path)
    return path


def test_a_register_is_planned_in_a_process_of_its_own(register: Path) -> None:
    done = run(register, CARTREF, time_limit=60, runs=2)
    best = plan(sample_register(3, 12))
    assert (done.solver, done.status) == (CARTREF, "optimal")
    assert done.values == tuple(level.value for level in best.levels)
    assert done.n_proved == len(best.levels)
    assert (done.gap, done.violations, done.wanting) == (None, (), [])
    assert done.work["columns"] > 0
    # Libraries alone are more than this, and the whole is less than this process may have.
    assert done.peak_mb is not None
    assert 30 < done.peak_mb < 2000
    assert done.seconds is not None
    assert done.whole_seconds == done.seconds
    assert done.cpu_seconds is not None


def test_a_rival_plans_and_is_judged(register: Path) -> None:
    done = measured(lambda: case_in(register), "highs_parties", 60)
    assert (done.solver, done.status, done.violations) == ("highs_parties", "optimal", ())
    assert done.values == tuple(level.value for level in plan(sample_register(3, 12)).levels)
    assert done.seconds is not None
    assert done.build_seconds is not None
    assert done.whole_seconds == done.build_seconds + done.seconds


def test_a_rival_that_does_not_suit_is_not_asked() -> None:
    done = measured(lambda: case_of(sample_register(1, 40)), "scipy_assignment")
    assert done == Run("scipy_assignment", "unsuited")


def test_limits_that_no_plan_keeps_and_time_that_runs_out_are_told() -> None:
    policy = Policy.model_validate({"limits": {"max_weekly_cost": 0}})
    done = measured(lambda: case_of(sample_register(3, 12), policy), CARTREF)
    assert (done.status, done.values, done.gap) == ("none", (), None)
    assert "max_weekly_cost" in done.said
    assert done.wanting == []


def test_one_that_breaks_is_told_with_its_last_words(tmp_path: Path) -> None:
    done = run(tmp_path / "nowhere.json", CARTREF)
    assert (done.status, done.values, done.gap) == ("failed", (), None)
    (told,) = done.wanting
    assert told.startswith("cartref failed: ")
    assert "nowhere.json" in told


def test_one_that_takes_far_too_long_is_ended(
    register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "_GRACE_SECONDS", 0)
    done = run(register, CARTREF, time_limit=1e-9)
    assert done.status == "failed"
    assert done.wanting == ["cartref failed: it was ended after 2e-09 s"]


def test_a_run_is_read_as_it_was_written() -> None:
    done = Run("a", "feasible", (1, 5), (1, None), 0.5, 0.1, 0.6, 99.5, ("wrong",), {"rows": 3})
    assert read_run(done.as_json()) == done
    assert done.wanting == ["a: the judge refuses the plan: wrong"]


@pytest.mark.parametrize(
    ("values", "bounds", "proved", "gap"),
    [
        ((), (), 0, None),
        ((1, 2), (1, 2), 2, None),
        ((1, 200), (1, 199), 1, Gap(2, 1, 0.5)),
        ((1, 200, 7), (1, 150, 7), 1, Gap(2, 50, 25.0)),
        ((1, 200), (None, None), 0, Gap(1, None, None)),
        ((0, 200), (-1, None), 0, Gap(1, 1, 100.0)),
    ],
)
def test_gap_is_of_the_first_level_that_is_not_proved(
    values: tuple[int, ...], bounds: tuple[int | None, ...], proved: int, gap: Gap | None
) -> None:
    done = Run("a", "feasible", values, bounds)
    assert (done.n_proved, done.gap) == (proved, gap)


def test_solvers_disagree_where_one_is_better_than_the_other_proves() -> None:
    proof = Run("p", "optimal", (1, 5, 9), (1, 5, 9))
    assert disagreement(proof, proof) is None
    worse = Run("w", "feasible", (1, 6, 2), (1, 4, None))
    assert disagreement(proof, worse) is None
    better = Run("b", "feasible", (1, 4, 99), (1, 3, None))
    told = "p proves the levels 1, 5, 9, b has 1, 4, 99"
    assert disagreement(proof, better) == disagreement(better, proof) == told
    other_proof = Run("q", "optimal", (1, 5, 8), (1, 5, 8))
    assert disagreement(proof, other_proof) == "p proves the levels 1, 5, 9, q has 1, 5, 8"
    refused = Run("r", "feasible", (0, 0, 0), (None, None, None), violations=("age",))
    assert disagreement(proof, refused) is None
    partly = Run("h", "feasible", (1, 4, 3), (1, 4, None))
    assert disagreement(partly, proof) == "p proves the levels 1, 5, 9, h has 1, 4, 3"
    nothing = Run("n", "none")
    assert disagreement(proof, nothing) is None
