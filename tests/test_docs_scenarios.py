"""What docs/scenarios.md says can be done as it says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from scenarios.generator.sample import sample_register
from scenarios.inputs import Inputs
from scenarios.library import scenario_named
from tests.support.running import ROOT

PAGE = (ROOT / "docs" / "scenarios.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return str(found)


def test_the_example_is_a_scenario_and_the_program_compares_it(tmp_path: Path) -> None:
    file = tmp_path / "builth-carers.toml"
    file.write_text(block("toml"), encoding="utf-8")
    county = sample_register(1, 245)
    assert len(scenario_named(file).apply(Inputs(county)).register.homes) == len(county.homes) + 3
    (tmp_path / "register.json").write_text(county.model_dump_json(), encoding="utf-8")
    program = tmp_path / "program.py"
    program.write_text(block("python"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(program)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    answer = (tmp_path / "answer.html").read_text(encoding="utf-8")
    assert "What if three carers start near Builth?" in answer
