"""``cartref bench`` on tiny registers; how long anything takes is not looked at."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import tomllib
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

from api.cli.app import ADDED
from benchmarks import solving
from benchmarks.__main__ import main
from benchmarks.command import COMMAND
from benchmarks.one import case_in, measured
from benchmarks.options import Options, Report
from benchmarks.runs import Run
from benchmarks.subjects import SUBJECTS, Subject
from benchmarks.tables import Table, columns
from matcher import plan, write_register
from scenarios.generator.sample import sample_register

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8")

Bench = Callable[..., Any]


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the seconds that each new process takes; test_runs.py starts some."""

    def run(register: Path, solver: str, limit: float | None, runs: int) -> Run:
        return measured(lambda: case_in(register), solver, limit, runs)

    monkeypatch.setattr(solving, "run", run)


@pytest.fixture
def bench(capsys: pytest.CaptureFixture[str]) -> Bench:
    """Return a function that runs the command with ``--json`` and returns what it prints."""

    def run(*arguments: object, code: int = 0) -> Any:
        capsys.readouterr()
        assert main([*map(str, arguments), "--json"]) == code
        return json.loads(capsys.readouterr().out)

    return run


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.json"
    write_register(sample_register(3, 12), path)
    return path


def test_without_a_subject_all_are_listed_with_what_they_show(
    bench: Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    subjects = bench()["subjects"]
    assert {"phases", "quality", "rivals", "growth", "goals", "instances"} <= set(subjects)
    assert subjects == {code: subject.meaning for code, subject in SUBJECTS.items()}
    assert main([]) == 0
    printed = capsys.readouterr().out
    for code, meaning in subjects.items():
        assert re.search(rf"^{code} +{re.escape(meaning[:20])}", printed, re.MULTILINE)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["speed"], "SUBJECT: 'speed' is no subject; accepted: goals, growth, "),
        (["phases", "--size", "town"], "--size: 'town' is no size; accepted: county, "),
        (["phases", "--job", "weekly"], "--job: 'weekly' is no job; accepted: daily, everyone"),
        (["quality", "--rivals", "luck"], "--rivals: 'luck' is no rival; accepted: "),
        (["goals", "--only", "weekly"], "--only: 'weekly' has no goal; accepted: county daily, "),
        (["phases", "no-such-file.json"], "no-such-file.json: "),
        (["phases", "--seeds", "0"], "--seeds"),
        (["phases", "--time-limit", "0"], "a number of seconds above 0"),
        (["instances"], "REGISTER: no instance is given; accepted: "),
        (["instances", "register.json"], "register.json: is no published instance; accepted: "),
    ],
)
def test_what_can_t_be_measured_is_refused_in_a_line(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert told in printed.err.splitlines()[-1]
    assert printed.out == ""


def test_phases_are_measured_on_fixed_work(bench: Bench, register: Path) -> None:
    data = bench("phases", register, "--runs", 2, "--job", "everyone")
    assert {"processor", "processors", "load", "python", "ortools"} <= set(data["machine"])
    rows = {row["phase"]: row for row in data["rows"]}
    assert list(rows) == [
        *("read", "model", "solve", "plan", "judge", "ready to rank"),
        *("rank a child", "rank a group", "explain", "system cost"),
    ]
    assert {(row["register"], row["job"]) for row in rows.values()} == {("tiny.json", "everyone")}
    for row in rows.values():
        assert 0 < row["least_seconds"] <= row["seconds"] <= row["most_seconds"]
    times = {phase: row["times"] for phase, row in rows.items()}
    assert times.pop("rank a child") == 2 * 12
    assert set(times.values()) == {2}


def test_quality_has_a_row_for_each_run_and_for_each_median(bench: Bench, tmp_path: Path) -> None:
    file = tmp_path / "quality.csv"
    arguments = ("--size", 12, "--job", "daily", "--seeds", 2, "--rivals", "highs_parties")
    data = bench("quality", *arguments, "--csv", file)
    levels = {
        seed: [level.value for level in plan(sample_register(seed, 12)).levels] for seed in (1, 2)
    }
    runs, medians = data["rows"][:4], data["rows"][4:]
    assert [(row["seed"], row["solver"], row["values"]) for row in runs] == [
        (seed, solver, levels[seed]) for seed in (1, 2) for solver in ("cartref", "highs_parties")
    ]
    for row in runs:
        assert (row["status"], row["bounds"], row["gap"]) == ("optimal", row["values"], 0)
        assert (row["accepted"], row["children"]) == (True, 12)
        assert row["cpu_seconds"] is not None
        assert row["peak_mb"] > 30
    assert [(row["seed"], row["status"]) for row in medians] == 2 * [("median of 2", "2 optimal")]
    for row in medians:
        same = [one["seconds"] for one in runs if one["solver"] == row["solver"]]
        assert row["seconds"] == pytest.approx(sum(same) / 2, rel=1e-4)
    written = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))
    assert [row["values"] for row in written[:4]] == [
        ", ".join(map(str, row["values"])) for row in runs
    ]
    assert [float(row["seconds"]) for row in written] == [row["seconds"] for row in data["rows"]]


def test_rivals_say_their_model_and_how_much_longer_they_took(bench: Bench, register: Path) -> None:
    data = bench("rivals", register, "--rivals", "highs_parties,greedy", "--runs", 1)
    mine, highs, greedy = data["rows"]
    assert (mine["solver"], mine["ratio"]) == ("cartref", 1)
    whole = highs["build_seconds"] + highs["seconds"]
    assert highs["ratio"] == pytest.approx(whole / mine["seconds"], rel=1e-3)
    assert (highs["proved"], highs["ratio_at_least"]) == (len(highs["values"]), False)
    assert highs["values"] == mine["values"]
    assert (greedy["proved"], greedy["accepted"], greedy["ratio_at_least"]) == (0, True, None)
    assert greedy["values"] >= mine["values"]
    models = [note for note in data["notes"] if note.startswith(("highs_parties: ", "greedy: "))]
    assert len(models) == 2


def test_growth_is_drawn_beside_its_figures(bench: Bench, tmp_path: Path) -> None:
    out = tmp_path / "results"
    data = bench("growth", "--size", "10,20", "--job", "daily", "--out", out)
    assert [row["children"] for row in data["rows"]] == [10, 20]
    assert {path.name for path in out.iterdir()} == {
        *("growth.csv", "growth.json", "growth.png", "growth.svg")
    }
    assert json.loads((out / "growth.json").read_text(encoding="utf-8")) == data


def test_an_instance_is_solved_to_its_published_optimum(bench: Bench, tmp_path: Path) -> None:
    file = tmp_path / "assign2.txt"
    file.write_text("2\n5 1\n2 9\n", encoding="utf-8")
    data = bench("instances", file)
    assert [(row["solver"], row["values"]) for row in data["rows"]] == [
        ("cartref", [0, 3]),
        ("scipy_assignment", [0, 3]),
    ]
    assert data["rows"][0]["met"] is None  # nobody has published it


@pytest.mark.parametrize(
    ("missing", "arguments"),
    [
        ("benchmarks.rivals", ("rivals", "--size", 12)),
        ("matplotlib", ("growth", "--size", 12, "--out", "results")),
    ],
)
def test_a_library_that_is_missing_is_named_with_what_to_do(
    missing: str,
    arguments: tuple[object, ...],
    bench: Bench,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, missing, None)
    (fault,) = bench(*arguments, code=2)["faults"]
    assert (fault["place"], fault["accepted"][:15]) == (missing, "./cartref bench")


class Faulty(Subject):
    """Finds something wrong."""

    code = "faulty"
    meaning = "something wrong"

    def run(self, options: Options, report: Report) -> Table:
        report(f"measuring, {options.runs} runs")
        return Table(columns(n="n", empty="nothing"), ({"n": 1},), ("a note",), ("a fault",))


def test_what_is_found_wrong_is_said_and_is_the_exit_code(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(SUBJECTS, "faulty", Faulty())
    assert bench("faulty", code=1)["wanting"] == ["a fault"]
    assert main(["faulty", "--runs", "7"]) == 1
    printed = capsys.readouterr()
    assert printed.err == "measuring, 7 runs\n"
    assert "a note\nWRONG: a fault\n" in printed.out
    assert "nothing" not in printed.out


def test_the_command_is_found_by_its_entry_point() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (found,) = project["entry-points"][ADDED].items()
    assert found[0] == COMMAND[0].__name__
    assert EntryPoint(found[0], found[1], ADDED).load() is COMMAND


@pytest.mark.parametrize("code", SUBJECTS)
def test_each_subject_has_its_part_of_the_page(code: str) -> None:
    assert f"## {code}\n" in README
    assert re.search(rf"cartref bench {code}\b", README)
