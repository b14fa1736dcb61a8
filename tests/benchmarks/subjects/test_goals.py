"""Goals are met or not by medians, and only by plans that are proved and judged good."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.cases import Given, Written
from benchmarks.options import Options
from benchmarks.runs import CARTREF, Run
from benchmarks.solving import Comparison
from benchmarks.subjects.goals import GOALS, PROVED, Goal, Goals, judged
from matcher import InputError

WITHIN = Goal("county", "daily", "seconds", 0.1, 0.05)
TIMES = Goal("county", "daily", "rival", 100)
GAP = Goal("england", "daily", "gap_percent", 0.5, PROVED, 600)
MEMORY = Goal("england", "daily", "peak_mb", 8000, None, 600)


def mine(seconds: float, bound: int | None = 1000, peak: float = 100) -> Run:
    status = "optimal" if bound == 1000 else "feasible"
    return Run(CARTREF, status, (1000,), (bound,), seconds, 0.0, seconds, peak)


def compared(*runs: Run) -> Comparison:
    return Comparison(Given("county", "daily", 1), Written(Path(), 1, 1, 1), list(runs))


def met(goal: Goal, *found: Comparison) -> tuple[object, object, object]:
    row = judged(goal, found)
    return row["figure"], row["met"], row["stretch_met"]


def test_the_goals_are_those_that_were_set() -> None:
    assert [(g.on, g.measure, g.goal, g.stretch, g.within_seconds) for g in GOALS] == [
        ("county daily", "seconds", 0.1, 0.05, None),
        ("county daily", "pulp_cbc_pairs", 100, None, None),
        ("county daily", "cp_sat_pairs", 100, None, None),
        ("county daily", "highs_parties", 3, None, None),
        ("county everyone", "seconds", 2, 0.5, None),
        ("region daily", "seconds", 1, 0.3, None),
        ("wales daily", "seconds", 30, 10, None),
        ("wales everyone", "gap_percent", 0.5, 0.1, 120),
        ("england daily", "gap_percent", 0.5, "proved", 600),
        ("england daily", "peak_mb", 8000, None, 600),
    ]


def test_seconds_are_medians_of_proved_plans() -> None:
    assert met(WITHIN, *(compared(mine(s)) for s in (0.01, 0.06, 9))) == (0.06, True, False)
    assert met(WITHIN, *(compared(mine(s)) for s in (0.01, 0.04, 9))) == (0.04, True, True)
    assert met(WITHIN, *(compared(mine(s)) for s in (0.2, 0.06, 9))) == (0.2, False, False)
    assert met(WITHIN, compared(mine(0.01)), compared(mine(0.01, 999))) == (0.01, False, False)


def test_a_plan_that_the_judge_refuses_meets_no_goal() -> None:
    refused = Run(CARTREF, "optimal", (1,), (1,), 0.01, 0, 0.01, 100, violations=("age",))
    assert met(WITHIN, compared(refused))[1:] == (False, False)


def test_a_rival_takes_so_many_times_as_long_with_its_building() -> None:
    rival = Run("rival", "feasible", (1000,), (None,), 7.0, 3.0)
    assert met(TIMES, compared(mine(0.1), rival)) == (100, True, None)
    assert met(TIMES, compared(mine(0.11), rival))[1] is False
    assert met(TIMES, compared(mine(0.1)))[:2] == (None, None)  # it was not asked for


def test_a_gap_counts_in_time_only_and_with_a_bound() -> None:
    assert met(GAP, compared(mine(590, 996))) == (pytest.approx(0.4), True, False)
    assert met(GAP, compared(mine(590, 994)))[1] is False
    assert met(GAP, compared(mine(590)))[1:] == (True, True)
    assert met(GAP, compared(mine(601)))[1:] == (False, False)
    assert met(GAP, compared(mine(590, None)))[1] is None


def test_memory_counts_with_the_time() -> None:
    assert met(MEMORY, compared(mine(590, 1, 7999)))[:2] == (7999, True)
    assert met(MEMORY, compared(mine(590, 1, 8001)))[1] is False
    assert met(MEMORY, compared(mine(700, 1, 10)))[1] is False


def test_a_row_that_is_none_is_refused() -> None:
    with pytest.raises(InputError, match="'county weekly' has no goal; accepted: county daily, "):
        Goals().run(Options(only=("county weekly",)), print)
