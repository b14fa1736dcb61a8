"""The worked example of docs/add-a-change.md, followed to the letter in a copy of the project."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.support.running import ROOT, python

EXAMPLES = dict(
    re.findall(
        r"^`(\S+\.py)`:\n\n```python\n(.*?)^```$",
        (ROOT / "docs" / "add-a-change.md").read_text(encoding="utf-8"),
        flags=re.MULTILINE | re.DOTALL,
    )
)
CHANGE, CHANGE_TEST = "scenarios/changes/new_need.py", "tests/scenarios/changes/test_new_need.py"
SWEEP = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/scenarios/changes", "-k")


def write(copy: Path, *names: str) -> None:
    for name in names:
        (copy / name).write_text(EXAMPLES[name], encoding="utf-8")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of what a new change touches."""
    # The page of floors has the modules of api too.
    packages = ("matcher", "scenarios", "api", "docs")
    for folder in (*packages, "tests/support", "tests/scenarios/changes"):
        leave_out = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=leave_out)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_page_has_the_examples() -> None:
    assert set(EXAMPLES) == {CHANGE, CHANGE_TEST}


def test_a_missing_test_file_and_a_missing_place_in_the_docs_are_noticed(copy: Path) -> None:
    write(copy, CHANGE)
    run = python(*SWEEP, "new_need", cwd=copy)
    assert run.returncode == 1, run.stdout
    failed = set(re.findall(r"^FAILED \S+::(\S+)", run.stdout, flags=re.MULTILINE))
    assert failed == {
        "test_a_test_file_and_a_place_in_the_docs[new_need]",
        "test_every_field_says_what_it_is[new_need]",
    }


def test_the_whole_of_it_passes(copy: Path) -> None:
    write(copy, *EXAMPLES)
    run = python("docs/generate.py", cwd=copy)
    assert "changes.md written" in run.stdout.splitlines(), run.stderr
    run = python(*SWEEP, "new_need", cwd=copy)
    assert run.returncode == 0, run.stdout
    assert re.search(r"\b7 passed", run.stdout), run.stdout
