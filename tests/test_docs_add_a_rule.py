"""The worked examples of docs/add-a-rule.md, followed to the letter in a copy of the project."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.support.running import ROOT, python

EXAMPLES = dict(
    re.findall(
        r"^`(\S+\.py)`:\n\n```python\n(.*?)^```$",
        (ROOT / "docs" / "add-a-rule.md").read_text(encoding="utf-8"),
        flags=re.MULTILINE | re.DOTALL,
    )
)
RULE, RULE_TEST = "matcher/rules/early_language.py", "tests/matcher/rules/test_early_language.py"
CRITERION, CRITERION_TEST = "matcher/criteria/smoking.py", "tests/matcher/criteria/test_smoking.py"
SWEEP = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/matcher/test_registries.py", "-k")

#: Asks eligibility in both forms, the judge and a level about the new rule and criterion.
REFUSED = """
from matcher.check import judge
from matcher.case_arrays import CaseArrays
from matcher.criteria import plan_levels
from matcher.rules import eligible, refusals
from tests.support.registers import case, child, home, plan

records = child(age=4, languages=["cy"]), home(languages=["en"], smokers=True)
both = case(*records, levels=[{"unplaced": 1}, {"smoking": 7}])
assert refusals(*records, both) == ("early_language", "smoke_free")
assert not eligible(CaseArrays(both).block([0])).any()
codes = [violation.code for violation in judge(both, plan({"C1": "H1"}))]
assert codes == ["early_language", "smoke_free"], codes
assert judge(both, plan({"C1": None})) == []
assert plan_levels({"C1": "H1"}, both) == (0, 7)
"""


def write(copy: Path, *names: str) -> None:
    for name in names:
        (copy / name).write_text(EXAMPLES[name], encoding="utf-8")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of what a new rule touches."""
    folders = (
        "matcher",
        "scenarios",
        "api",  # the page of floors has its modules too
        "docs",
        "tests/support",
        "tests/matcher/rules",
        "tests/matcher/criteria",
    )
    lists = ("tests/matcher/household", "tests/matcher/limits")
    for folder in (*folders, *lists):
        leave_out = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=leave_out)
    for file in ("pyproject.toml", "tests/matcher/test_registries.py"):
        shutil.copy(ROOT / file, tmp_path / file)
    return tmp_path


def test_the_page_has_the_examples() -> None:
    assert set(EXAMPLES) == {RULE, RULE_TEST, CRITERION, CRITERION_TEST}


def test_an_example_is_in_force_by_its_file_alone(copy: Path) -> None:
    write(copy, RULE, CRITERION)
    run = python("-c", REFUSED, cwd=copy)
    assert run.returncode == 0, run.stderr


def test_a_missing_test_file_and_a_missing_docs_row_are_noticed(copy: Path) -> None:
    write(copy, RULE, CRITERION)
    run = python(*SWEEP, "early_language or smoking or generator_makes", cwd=copy)
    assert run.returncode == 1, run.stdout
    failed = set(re.findall(r"^FAILED \S+::(\S+)", run.stdout, flags=re.MULTILINE))
    assert failed == {
        "test_a_test_file_for_each_entry[rules.early_language]",
        "test_a_test_file_for_each_entry[criteria.smoking]",
        "test_a_docs_row_for_each_entry[rules.early_language]",
        "test_a_docs_row_for_each_entry[criteria.smoking]",
        "test_docs_are_what_the_generator_makes",
    }


def test_the_whole_of_it_passes(copy: Path) -> None:
    write(copy, *EXAMPLES)
    run = python("docs/generate.py", cwd=copy)
    assert run.stdout.splitlines() == ["rules.md written", "criteria.md written"]
    assert "| `early_language` | The child is under 5, and" in (
        copy / "docs" / "rules.md"
    ).read_text(encoding="utf-8")
    assert python("docs/generate.py", "--check", cwd=copy).returncode == 0
    run = python(*SWEEP, "early_language or smoking or generator", cwd=copy)
    assert run.returncode == 0, run.stdout
    for name, code in (("rules", "early_language"), ("criteria", "smoking")):
        run = python("-m", "tests.support.mutants", name, code, cwd=copy)
        outcomes = [line.split() for line in run.stdout.splitlines()]
        assert len(outcomes) == 5, run.stderr
        assert all((way == "unbroken") == (code == "0") for _, way, code in outcomes)
        assert {code for _, _, code in outcomes} == {"0", "1"}
