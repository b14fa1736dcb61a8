from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.coverage_gate import WHOLE, faults, main

WHOLE_FILES = [pattern.replace("*", "age") for pattern in WHOLE]


def measured(branches: int, covered: int) -> dict[str, Any]:
    return {
        "summary": {"num_branches": branches, "covered_branches": covered},
        "missing_lines": [],
        "missing_branches": [],
    }


def report(engine_covered: int = 100) -> dict[str, Any]:
    files = {name: measured(0, 0) for name in WHOLE_FILES}
    files["matcher/solve/stages.py"] = measured(100, engine_covered)
    files["api/cli/main.py"] = measured(100, 0)
    return {"files": files}


def test_all_run_is_enough() -> None:
    assert faults(report()) == []


def test_engine_at_the_line_is_enough_and_below_it_is_not() -> None:
    assert faults(report(95)) == []
    (fault,) = faults(report(94))
    assert "94 of 100 branches" in fault


@pytest.mark.parametrize("name", WHOLE_FILES)
def test_what_judges_a_plan_must_run_whole(name: str) -> None:
    lacking = report()
    lacking["files"][name]["missing_lines"] = [7, 9]
    lacking["files"][name]["missing_branches"] = [[6, 9]]
    assert faults(lacking) == [
        f"{name}: lines never run: 7, 9",
        f"{name}: branches never taken: 6->9",
    ]


def test_a_folder_that_was_not_measured_does_not_pass_for_covered() -> None:
    assert len(faults({"files": {}})) == 1 + len(WHOLE)


@pytest.mark.parametrize(("covered", "code"), [(100, 0), (0, 1)])
def test_exit_code(tmp_path: Path, covered: int, code: int) -> None:
    path = tmp_path / "coverage.json"
    path.write_text(json.dumps(report(covered)), encoding="utf-8")
    assert main(str(path)) == code
