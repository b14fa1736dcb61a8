"""The page of commands is what the help says now."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.cli.app import COMMANDS, GROUPS, add, name_of
from api.cli.reference import page
from benchmarks.command import COMMAND

PAGE = Path(__file__).resolve().parents[3] / "docs" / "commands.md"


@pytest.fixture(autouse=True)
def with_the_benchmarks() -> None:
    """Have their command, also where Cartref is not installed and no entry point is found."""
    add(*COMMAND)


def test_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), (
        "make it anew: python -m api.cli.reference > docs/commands.md"
    )


@pytest.mark.parametrize("columns", ["40", "200"])
def test_page_does_not_depend_on_the_terminal(
    columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = page()
    monkeypatch.setenv("COLUMNS", columns)
    assert page() == before


def test_page_has_every_command_with_its_example() -> None:
    for command, example in (*COMMANDS, COMMAND):
        assert f"## {name_of(command)}\n" in page()
        assert f"    {example}\n" in page()


def test_page_has_the_commands_of_every_group() -> None:
    for group, (_, commands) in GROUPS.items():
        for command, example in commands:
            assert f"## {group} {name_of(command)}\n" in page()
            assert f"    {example}\n" in page()
