"""The first benchmark script, on a tiny register; how long anything takes is not looked at."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.first import main
from matcher import plan, write_register
from scenarios.sample import sample_register


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.json"
    write_register(sample_register(3, 12), path)
    return path


def test_json_tells_machine_figures_and_rivals(
    register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(register), "--json", "--runs", "1"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert {"processor", "processors", "load", "python", "ortools", "scipy"} <= set(
        printed["machine"]
    )
    (figures,) = printed["registers"]
    levels = [level.value for level in plan(sample_register(3, 12)).levels]
    assert figures["plan_levels"] == levels
    assert [rival["rival"] for rival in figures["rivals"]] == ["highs", "cp_sat"]
    for rival in figures["rivals"]:
        assert (rival["optimal"], rival["levels"], rival["violations"]) == (True, levels, [])
        assert rival["ratio"] == rival["seconds"] / figures["plan_seconds"]


def test_text_says_what_was_proved(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(register), "--runs", "1", "--rivals", "highs"]) == 0
    printed = capsys.readouterr().out
    assert "12 children" in printed
    assert "the same levels, proved" in printed
    assert main([str(register), "--runs", "1", "--rivals", "highs", "--time-limit", "0"]) == 0
    assert "only 0 levels proved in that time" in capsys.readouterr().out


def test_a_file_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["no-such-file.json"]) == 2
    assert "no-such-file.json" in capsys.readouterr().err
