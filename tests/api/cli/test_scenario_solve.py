"""`cartref scenario compare` and `sweep`, with the engine itself."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from scenarios.generator.sample import sample_register
from scenarios.sweep import Pool
from scenarios.sweep.pools import only
from tests.api.cli.helpers import Run, words
from tests.support.running import ROOT

#: H1 takes one of the two who wait, at 1,480 pounds a week; C3 stays at 480.
BUDGETS = {"enough": 3000, "little": 1000, "nothing": 0}


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> list[int | None]:
    """Solve in this process, to be quick, and return what numbers of workers are asked for."""
    asked: list[int | None] = []

    def processes(workers: int | None = None) -> Pool:
        asked.append(workers)
        return only(ThreadPoolExecutor(1))

    monkeypatch.setattr("scenarios.sweep.processes", processes)
    return asked


@pytest.fixture
def questions(folder: Path) -> Path:
    """Return a folder of questions, of which no plan answers the last."""
    (folder / "questions").mkdir()
    for name, pounds in BUDGETS.items():
        text = f'question = "?"\n[[changes]]\nchange = "limits"\nmax_weekly_cost = {pounds}\n'
        (folder / "questions" / f"{name}.toml").write_text(text)
    return Path("questions")


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.mark.usefixtures("here")
def test_a_sweep_keeps_every_outcome_and_says_which_have_no_plan(
    cartref: Run, small: Path, questions: Path
) -> None:
    done = cartref("scenario", "sweep", small, questions, "--out", "out")
    assert (done.code, done.err) == (1, "")
    shown = words(done.out)
    assert "Plans: 3 of 4" in shown
    assert "baseline proved the best 1 child 0 children £1,960 a week" in shown
    assert "little proved the best 2 children 0 children £480 a week" in shown
    assert "nothing limits: max_weekly_cost 0 can't be kept by any plan" in shown
    assert "How they differ: cartref scenario compare register.json --from out" in shown
    assert set(contents(Path("out"))) == {
        "_sweep.json",
        "baseline.json",
        *(f"{name}.json" for name in BUDGETS),
    }


@pytest.mark.usefixtures("here")
def test_a_sweep_for_programs(cartref: Run, small: Path, questions: Path) -> None:
    data = cartref("scenario", "sweep", small, questions, "--out", "out", "--json").json
    assert (data["format"], data["folder"]) == ("cartref/swept/1", "out")
    assert [one["scenario"] for one in data["outcomes"]] == ["baseline", *BUDGETS]
    assert [one["status"] for one in data["outcomes"]] == ["optimal", "optimal", "optimal", None]
    _, _, little, nothing = data["outcomes"]
    assert (little["unplaced"], little["moves"], little["weekly_cost"]) == (2, 0, 480)
    assert little["levels"][0] == {"value": 2, "bound": 2}
    assert "max_weekly_cost 0" in nothing["faults"][0]["fault"]


def test_only_going_on_takes_a_folder_that_holds_a_sweep(
    cartref: Run, small: Path, questions: Path, here: list[int | None]
) -> None:
    sweep = ("scenario", "sweep", small, questions, "--out", "out")
    cartref(*sweep, "--workers", 2)
    whole = contents(Path("out"))
    done = cartref(*sweep)
    assert (done.code, done.out) == (2, "")
    assert "holds a sweep already; accepted: --resume" in done.err
    Path("out/little.json").unlink()
    assert cartref(*sweep, "--resume").code == 1
    assert contents(Path("out")) == whole
    assert here == [2, None, None]


@pytest.mark.usefixtures("here")
def test_a_comparison_is_shown_and_written(cartref: Run, small: Path, questions: Path) -> None:
    little = questions / "little.toml"
    done = cartref("scenario", "compare", small, little, "--out", "a.html", "--out", "a.json")
    assert done.code == 0
    assert done.err.splitlines() == [
        f"The report is written to a.{end}." for end in ("html", "json")
    ]
    assert "baseline: What is the best plan for today?" in done.out
    assert "Changed: at most £1,000 a week." in done.out
    data = json.loads(Path("a.json").read_text(encoding="utf-8"))
    assert data["format"] == "cartref/comparison/1"
    assert Path("a.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert cartref("scenario", "compare", small, little, "--json").json == data


@pytest.mark.usefixtures("here")
def test_a_sweep_is_compared_without_solving_again(
    cartref: Run, small: Path, questions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    solved = cartref("scenario", "compare", small, questions, "--json")
    assert solved.code == 1  # one has no plan
    assert [one["name"] for one in solved.json["answers"]] == ["baseline", *BUDGETS]
    cartref("scenario", "sweep", small, questions, "--out", "out")
    monkeypatch.setattr("scenarios.sweep.sweep", None)
    taken = cartref("scenario", "compare", small, "--from", "out", "--json")
    assert taken.json == solved.json
    some = cartref(
        "scenario", "compare", small, questions / "little.toml", "--from", "out", "--json"
    )
    assert some.code == 0
    assert some.json["answers"] == [solved.json["answers"][0], solved.json["answers"][2]]


@pytest.mark.usefixtures("here")
def test_a_sweep_of_other_scenarios_is_not_compared(
    cartref: Run, small: Path, questions: Path
) -> None:
    cartref("scenario", "sweep", small, questions, "--out", "out")
    little = questions / "little.toml"
    little.write_text(little.read_text().replace("1000", "1001"))
    done = cartref("scenario", "compare", small, little, "--from", "out")
    assert (done.code, done.out) == (2, "")
    assert "scenario little: is another one in out" in done.err
    done = cartref("scenario", "compare", small, "no-moves", "--from", "out")
    assert "1 of 2 scenarios are not done: no-moves" in done.err


def test_what_cant_be_is_told_before_anything_is_solved(
    cartref: Run, small: Path, questions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scenarios.sweep.sweep", None)
    compare = ("scenario", "compare", small)
    for arguments, said in (
        ((), "no SCENARIO is given; cartref scenario list shows ready ones"),
        (("no-moves", "--out", "a.pdf"), "--out a.pdf: is no kind of report; accepted: a name"),
        (("no-moves", "--language", "fr"), "--language: is not a language of the reports"),
        (("no-moves", "--scheduler", "tcp://a:1", "--workers", "2"), "a cluster has its own"),
        (("no-moves", "--workers", "0"), "--workers"),
        (("no-moves", "--from", "nowhere"), "does not exist; accepted: the folder of a sweep"),
        (("no-move",), "scenario no-move: is no file and no ready question"),
    ):
        done = cartref(*compare, *arguments)
        assert (done.code, done.out) == (2, ""), arguments
        assert said in done.err
    done = cartref("scenario", "sweep", small, questions)
    assert done.code == 2
    assert "Missing option '--out'" in done.err


def test_a_cluster_that_is_not_there_is_an_input_fault(
    cartref: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    done = cartref("scenario", "compare", small, "no-moves", "--scheduler", "tcp://127.0.0.1:1")
    assert (done.code, done.out) == (2, "")
    assert "scheduler: needs the library distributed" in done.err


@pytest.mark.usefixtures("here")
def test_a_real_interrupt_keeps_what_is_done_and_resume_goes_on(cartref: Run, folder: Path) -> None:
    (folder / "county.json").write_text(sample_register(1, 80).model_dump_json())
    for number in range(60):
        text = f'question = "?"\n[[changes]]\nchange = "limits"\nmax_moves = {number}\n'
        (folder / f"moves-{number}.toml").write_text(text)
    arguments = ["scenario", "sweep", "county.json", ".", "--workers", "1", "--out"]
    stopped = subprocess.Popen(
        [sys.executable, "-m", "api.cli", *arguments, "out"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while len(list((folder / "out").glob("[!_]*.json"))) < 3:
        assert stopped.poll() is None, stopped.communicate()
        time.sleep(0.01)
    os.killpg(stopped.pid, signal.SIGINT)
    out, err = stopped.communicate()
    assert (stopped.returncode, out) == (130, "")
    assert err == (
        "Stopped. What is done is kept in out; the same command with --resume goes on.\n"
    )
    kept = contents(folder / "out")
    assert 4 <= len(kept) < 62
    done = cartref(*arguments, "out", "--resume")
    assert (done.code, done.err) == (0, "")
    assert "Plans: 61 of 61" in done.out
    cartref(*arguments, "whole")
    assert contents(folder / "out") == contents(folder / "whole")
    assert contents(folder / "out").items() > kept.items()
