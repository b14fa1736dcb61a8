"""A folder of outcomes: nothing half-written, nothing lost, nothing of another question."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from matcher.errors import InputError
from matcher.records.policy import Policy
from matcher.travel import Journey, Journeys
from scenarios.files import read_scenario
from scenarios.inputs import Inputs
from scenarios.outcome import Outcome
from scenarios.scenario import BASELINE, Scenario
from scenarios.sweep import read_outcomes, sweep
from tests.support.sweeping import capped, scenario, small

BUDGETS = [capped(pounds) for pounds in (500, 1100)]


@pytest.fixture
def executor() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as executor:
        yield executor


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def refusal(error: pytest.ExceptionInfo[InputError]) -> str:
    (fault,) = error.value.faults
    return str(fault)


class Counting(ThreadPoolExecutor):
    """Remembers which scenarios it was given."""

    def __init__(self) -> None:
        super().__init__(1)
        self.given: list[str] = []

    def submit(self, fn: Any, /, *arguments: Any, **more: Any) -> Any:
        self.given += [one.name for one in arguments if isinstance(one, Scenario)]
        return super().submit(fn, *arguments, **more)


def resumed(inputs: Inputs, scenarios: list[Scenario], out: Path, **more: Any) -> list[str]:
    with Counting() as executor:
        outcomes = list(sweep(inputs, scenarios, executor, out=out, resume=True, **more))
        assert len(outcomes) == len(scenarios) + 1
        return executor.given


def test_one_file_each_and_an_index_of_what_they_answer(
    executor: ThreadPoolExecutor, out: Path
) -> None:
    found = {one.scenario.name: one for one in sweep(small(), BUDGETS, executor, out=out)}
    files = contents(out)
    assert set(files) == {"_sweep.json", "baseline.json", "budget-500.json", "budget-1100.json"}
    index = json.loads(files["_sweep.json"])
    assert index["format"] == "cartref/sweep/1"
    assert index["asked"]["register_sha256"] == small().register.sha256
    assert [one["name"] for one in index["scenarios"]] == ["baseline", "budget-500", "budget-1100"]
    assert len({one["sha256"] for one in index["scenarios"]}) == 3
    assert Outcome.model_validate_json(files["budget-500.json"]) == found["budget-500"]


def test_going_on_solves_what_is_missing_and_gives_the_same_to_the_byte(
    executor: ThreadPoolExecutor, out: Path
) -> None:
    list(sweep(small(), BUDGETS, executor, out=out))
    whole = contents(out)
    (out / "budget-500.json").unlink()
    (out / "baseline.json").write_bytes(whole["baseline.json"][:-100])  # as no sweep leaves it
    assert resumed(small(), BUDGETS, out) == ["baseline", "budget-500"]
    assert contents(out) == whole
    assert resumed(small(), BUDGETS, out) == []


def test_going_on_where_nothing_is_yet_begins(out: Path) -> None:
    assert resumed(small(), BUDGETS, out) == ["baseline", "budget-500", "budget-1100"]


def test_a_question_that_has_changed_is_asked_again_and_others_are_kept(
    executor: ThreadPoolExecutor, out: Path
) -> None:
    list(sweep(small(), BUDGETS, executor, out=out))
    changed = scenario("budget-500", {"change": "limits", "max_weekly_cost": 600})
    assert resumed(small(), [changed], out) == ["budget-500"]
    names = [one.scenario.name for one in read_outcomes(out, small())]
    assert names == ["baseline", "budget-500", "budget-1100"]
    assert resumed(small(), BUDGETS, out) == ["budget-500"]


def test_an_outcome_that_the_index_does_not_know_is_not_trusted(
    executor: ThreadPoolExecutor, out: Path
) -> None:
    list(sweep(small(), BUDGETS[:1], executor, out=out))
    foreign = (out / "budget-500.json").read_text().replace("budget-500", "budget-1100")
    (out / "budget-1100.json").write_text(foreign.replace("500.0", "1100.0"))
    assert resumed(small(), BUDGETS, out) == ["budget-1100"]
    assert [one.scenario for one in read_outcomes(out, small())] == [BASELINE, *BUDGETS]


def test_a_file_that_a_question_names_is_part_of_it(
    executor: ThreadPoolExecutor, out: Path, tmp_path: Path
) -> None:
    (tmp_path / "by-road.toml").write_text(
        'question = "By road?"\n[[changes]]\nchange = "travel"\nmatrix = "roads.csv"\n'
    )
    roads = tmp_path / "roads.csv"
    roads.write_text("child,home,distance_home\nC1,H1,10\n")
    by_road = read_scenario(tmp_path / "by-road.toml")
    list(sweep(small(), [by_road], executor, out=out))
    assert resumed(small(), [by_road], out) == []
    roads.write_text("child,home,distance_home\nC2,H2,10\n")
    assert resumed(small(), [by_road], out) == ["by-road"]
    _, outcome = read_outcomes(out, small())
    assert outcome.plan is not None
    assert outcome.plan.homes == {"C1": None, "C2": "H2", "C3": None}
    assert outcome.scenario == by_road
    roads.unlink()
    assert resumed(small(), [by_road], out) == ["by-road"]
    _, outcome = read_outcomes(out, small())
    assert "does not exist" in outcome.faults[0].fault


@pytest.mark.parametrize(
    ("inputs", "more", "named"),
    [
        (small().edited(as_of="2026-11-03"), {}, "another register"),
        (Inputs(small().register, Policy(max_km=90)), {}, "another policy"),
        (Inputs(small().register, journeys=Journeys({("C1", "H1"): Journey(7)})), {}, "journeys"),
        (Inputs(small().register, locks=(("C1", "H1"),)), {}, "other locks"),
        (small(), {"time_limit": 60.0}, "another time limit"),
    ],
)
def test_outcomes_of_other_inputs_are_neither_taken_nor_touched(
    inputs: Inputs, more: dict[str, Any], named: str, executor: ThreadPoolExecutor, out: Path
) -> None:
    list(sweep(small(), BUDGETS, executor, out=out))
    before = contents(out)
    with pytest.raises(InputError) as error:
        sweep(inputs, BUDGETS, executor, out=out, resume=True, **more)
    assert "answers other inputs: " in refusal(error)
    assert named in refusal(error)
    assert contents(out) == before


def test_another_version_may_plan_otherwise(
    executor: ThreadPoolExecutor, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    list(sweep(small(), BUDGETS, executor, out=out))
    monkeypatch.setattr("scenarios.sweep.folder.versions", lambda: {"cartref": "99"})
    with pytest.raises(InputError, match="another version of cartref"):
        sweep(small(), BUDGETS, executor, out=out, resume=True)
    assert len(list(read_outcomes(out, small()))) == 3  # to read them is all right


def test_folders_that_would_lose_something_are_refused(
    executor: ThreadPoolExecutor, out: Path, tmp_path: Path
) -> None:
    list(sweep(small(), BUDGETS, executor, out=out))
    with pytest.raises(InputError, match="holds a sweep already; accepted: --resume"):
        sweep(small(), BUDGETS, executor, out=out)
    others = tmp_path / "others"
    others.mkdir()
    (others / "baseline.json").write_text("mine")
    for resume in (False, True):
        with pytest.raises(InputError, match="holds other files"):
            sweep(small(), BUDGETS, executor, out=others, resume=resume)
        with pytest.raises(InputError, match="is a file"):
            sweep(small(), BUDGETS, executor, out=others / "baseline.json", resume=resume)
        with pytest.raises(InputError, match="can't be made"):
            sweep(small(), BUDGETS, executor, out=tmp_path / "no" / "folder", resume=resume)
    assert contents(others) == {"baseline.json": b"mine"}


def test_an_index_that_is_none_is_refused(executor: ThreadPoolExecutor, out: Path) -> None:
    out.mkdir()
    for text in ("{}", "[", '{"format": "cartref/sweep/2"}'):
        (out / "_sweep.json").write_text(text)
        with pytest.raises(InputError, match=r"_sweep.json: is not the index of a sweep"):
            sweep(small(), BUDGETS, executor, out=out, resume=True)
    # A name can't lead out of the folder.
    list(sweep(small(), [], executor, out=out.with_name("sound")))
    index = json.loads((out.with_name("sound") / "_sweep.json").read_text())
    index["scenarios"][0]["name"] = "../mine"
    (out / "_sweep.json").write_text(json.dumps(index))
    with pytest.raises(InputError, match="is not the index"):
        sweep(small(), BUDGETS, executor, out=out, resume=True)


def test_outcomes_are_read_back_in_order(executor: ThreadPoolExecutor, out: Path) -> None:
    found = {one.scenario.name: one for one in sweep(small(), BUDGETS, executor, out=out)}
    read = list(read_outcomes(out, small()))
    assert [one.scenario.name for one in read] == ["baseline", "budget-500", "budget-1100"]
    assert read == [found[one.scenario.name] for one in read]


def test_an_unfinished_sweep_is_not_read(executor: ThreadPoolExecutor, out: Path) -> None:
    list(sweep(small(), BUDGETS, executor, out=out))
    (out / "budget-500.json").unlink()
    with pytest.raises(InputError) as error:
        list(read_outcomes(out, small()))
    assert refusal(error) == (
        f"{out}: 1 of 3 scenarios are not done: budget-500; accepted: the sweep once more, with "
        "--resume"
    )
    (out / "budget-500.json").write_text("{}")
    with pytest.raises(InputError, match=r"budget-500.json: is not an outcome"):
        list(read_outcomes(out, small()))
    with pytest.raises(InputError, match="another register"):
        list(read_outcomes(out, small().edited(as_of="2026-11-03")))
    with pytest.raises(InputError, match="does not exist"):
        list(read_outcomes(out / "none", small()))
