"""What the README says is so."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
ABOUT = [ROOT / name for name in ("README.md", "CHANGELOG.md", "benchmarks/README.md")]
PAGES = sorted([*ABOUT, *(ROOT / "docs").rglob("*.md")])

TOWN = {"lat": 52.2415, "lon": -3.3787}
REGISTER: dict[str, Any] = {
    "format": "cartref/register/1",
    "as_of": "2026-11-02",
    "authority": {"code": "W06000023", "name": "Powys", "neighbours": []},
    "children": [
        {
            "id": "C1",
            "date_of_birth": "2018-01-01",
            "gender": "female",
            "family_home": TOWN,
            "languages": ["cy"],
            "status": "waiting",
            "placement_type": "long_term",
        }
    ],
    "sibling_groups": [],
    "homes": [
        {
            "id": "H1",
            "provider": "Council",
            "kind": "in_house_foster",
            "authority": "W06000023",
            "location": TOWN,
            "places": 1,
            "ages": [0, 17],
            "placement_types": ["long_term"],
            "languages": ["cy", "en"],
            "weekly_cost": 480,
        }
    ],
}


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def run(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def test_two_commands_do_all_the_set_up() -> None:
    commands = [shlex.split(block) for block in blocks("sh")]
    assert commands == [["./cartref", "plan"], ["./check"]]
    for command in commands:
        assert os.access(ROOT / command[0], os.X_OK)


def test_python_example_runs(tmp_path: Path) -> None:
    (example,) = blocks("python")
    (tmp_path / "register.json").write_text(json.dumps(REGISTER), encoding="utf-8")
    done = run("-c", example, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "0 proved at least 0",
        "0 proved at least 0",
        "800 proved at least 800",
        "480 proved at least 480",
        "0 proved at least 0",
        "(0, 0, 800, 480, 0) ['H1']",
    ]


def test_commands_are_those_of_the_command_line(tmp_path: Path) -> None:
    named = set(re.findall(r"^\| `\./cartref (\w+)", README, re.MULTILINE))
    assert len(named) == 15
    # The last is found by its entry point, where Cartref is installed.
    added = "from api.cli.app import add; from benchmarks.command import COMMAND; add(*COMMAND)"
    done = run("-c", f"{added}; from api.cli import main; main()", "--help", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert named <= set(re.findall(r"\w+", done.stdout))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_every_page_is_in_the_index_or_in_one_that_is() -> None:
    docs = ROOT / "docs"
    found, left = set(), [docs / "README.md"]
    while left:
        page = left.pop()
        found.add(page)
        links = re.findall(r"\]\(([^)#]+\.md)", page.read_text(encoding="utf-8"))
        indexed = {(page.parent / link).resolve() for link in links}
        left += indexed - found if page.name == "README.md" else ()
    assert found >= set(docs.rglob("*.md"))
