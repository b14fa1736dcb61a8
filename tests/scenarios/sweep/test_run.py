"""A sweep asks the baseline and every scenario, alike, whoever solves them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from matcher.errors import InputError
from scenarios.inputs import Inputs
from scenarios.outcome import Outcome, outcome_of
from scenarios.scenario import BASELINE, Scenario
from scenarios.sweep import processes, sweep, with_baseline
from tests.support.registers import home, register, settled
from tests.support.sweeping import Faulty, capped, scenario, small

BUDGETS = [capped(pounds) for pounds in (1100, 500, 0, 2000)]


def by_name(outcomes: list[Outcome]) -> dict[str, str]:
    found = {outcome.scenario.name: outcome.model_dump_json() for outcome in outcomes}
    assert len(found) == len(outcomes)
    return found


def here(inputs: Inputs, scenarios: list[Scenario]) -> dict[str, str]:
    return by_name([outcome_of(inputs, one) for one in (BASELINE, *scenarios)])


def test_processes_threads_and_none_of_them_give_the_same_to_the_byte() -> None:
    expected = here(small(), BUDGETS)
    assert by_name(list(sweep(small(), BUDGETS, processes(2)))) == expected
    with ThreadPoolExecutor(2) as executor:
        assert by_name(list(sweep(small(), BUDGETS, executor))) == expected
        assert executor.submit(int, "7").result() == 7  # it is left open


def test_the_outcomes_are_those_of_plans_made_by_hand() -> None:
    with ThreadPoolExecutor(1) as executor:
        found = {one.scenario.name: one for one in sweep(small(), BUDGETS, executor)}
    plans = {name: one.plan and one.plan.homes for name, one in found.items()}
    assert plans == {
        "baseline": {"C1": "H1", "C2": "H2", "C3": "H3"},
        "budget-1100": {"C1": "H1", "C2": "H2", "C3": None},
        "budget-500": {"C1": "H1", "C2": None, "C3": None},
        "budget-0": {"C1": None, "C2": None, "C3": None},
        "budget-2000": {"C1": "H1", "C2": "H2", "C3": "H3"},
    }


def test_an_empty_scenario_equals_the_baseline() -> None:
    with ThreadPoolExecutor(1) as executor:
        baseline, empty = sweep(small(), [scenario("empty")], executor)
    assert baseline.plan == empty.plan
    assert baseline.plan is not None


def test_one_that_fails_does_not_stop_the_rest() -> None:
    stays = Inputs.of(register(settled("C1", "H1"), home("H1")))
    asked = [scenario("ours", kind=Faulty), capped(0), scenario("empty")]
    with ThreadPoolExecutor(1) as executor:
        found = {one.scenario.name: one for one in sweep(stays, asked, executor)}
    assert {name: one.plan is not None for name, one in found.items()} == {
        "baseline": True,
        "ours": False,
        "budget-0": False,
        "empty": True,
    }
    (fault,) = found["ours"].faults
    assert fault.fault == "This is a fault of cartref: ZeroDivisionError"
    assert "max_weekly_cost" in str(found["budget-0"].faults[0])


def test_the_baseline_is_asked_once_and_first() -> None:
    budget = capped(0)
    assert with_baseline([budget]) == (BASELINE, budget)
    assert with_baseline([budget, BASELINE]) == (BASELINE, budget)
    assert with_baseline([]) == (BASELINE,)


def test_two_scenarios_of_one_name_are_refused_before_anything_is_solved(tmp_path: Path) -> None:
    double = [scenario("baseline", {"change": "limits", "max_moves": 0}), capped(1), capped(1)]
    with pytest.raises(InputError) as refused:
        sweep(small(), double, out=tmp_path / "out")
    assert [(fault.place, fault.fault) for fault in refused.value.faults] == [
        ("scenario baseline", "2 scenarios have this name"),
        ("scenario budget-1", "2 scenarios have this name"),
    ]
    assert not (tmp_path / "out").exists()


def test_outcomes_are_kept_as_they_are_yielded(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with ThreadPoolExecutor(1) as executor:
        outcomes = sweep(small(), BUDGETS, executor, out=out)
        for position, outcome in enumerate(outcomes, start=1):
            written = out / f"{outcome.scenario.name}.json"
            assert Outcome.model_validate_json(written.read_bytes()) == outcome
            assert len(list(out.glob("[!_]*.json"))) == position
    assert position == 5
