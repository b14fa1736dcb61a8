"""Every file that the documents, and docstrings, name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("matcher", "scenarios", "api", "benchmarks", "tests", "docs")
#: Pages whose files the reader makes.
EXAMPLES = {"docs/add-a-rule.md", "docs/add-a-change.md"}
#: `CODE` and the like stand for a name.
PATH = re.compile(rf"`((?:{'|'.join(PACKAGES)})/(?![\w./-]*[A-Z]{{4}}\b)[\w./-]+)`")


def documents() -> list[Path]:
    pages = [*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md"), ROOT / "benchmarks/README.md"]
    return sorted(path for path in pages if str(path.relative_to(ROOT)) not in EXAMPLES)


def sources() -> list[Path]:
    return sorted(path for name in PACKAGES for path in (ROOT / name).rglob("*.py"))


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_paths_in_documents(path: Path) -> None:
    named = PATH.findall(path.read_text("utf-8"))
    assert [name for name in named if not (ROOT / name.rstrip("/")).exists()] == []


def test_paths_in_the_code() -> None:
    missing = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in sources()
        for name in PATH.findall(path.read_text("utf-8"))
        if not (ROOT / name.rstrip("/")).exists()
    ]
    assert missing == []
